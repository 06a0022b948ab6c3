"""The sheet of stage codes for the wall: every stage, as the owner calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import stage_choices, stage_codes
from intake_app.services import other_papers

if TYPE_CHECKING:
    from intake_app.services.use_cases import Services


def test_it_bears_every_stage_a_workshop_moves_to(services: Services) -> None:
    sheet = services.desk_papers.stages()
    assert [one.digits for one in sheet.stages] == [
        stage_codes.digits_of(stage) for stage in stage_codes.ON_WALL
    ]
    assert {one.label for one in sheet.stages} == {""}
    assert other_papers.proof(services, "stages", None).document == "stage_codes"
    assert other_papers.queue(services, "stages", None)


def test_the_owners_own_words_stand_on_it(services: Services) -> None:
    services.preferences.choose(stage_choices.KEY, {"testing": {"label": {"ru": "На стенде"}}})
    labels = {one.code: one.label for one in services.desk_papers.stages("ru").stages}
    assert labels["testing"] == "На стенде"
    assert {one.label for one in services.desk_papers.stages("en").stages} == {""}
