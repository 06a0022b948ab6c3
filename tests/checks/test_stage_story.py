"""Where an order stands by its moves, and how long it stood where."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks.stage_story import Step, counts, spent, stays, total
from intake_app.checks.stages import Stage, allows
from intake_app.services.calendar import Calendar

USUAL = Calendar(ZoneInfo("Europe/Moscow"))
NOON = datetime(2026, 11, 20, 9, tzinfo=UTC)  # a Friday
STEPS = st.lists(
    st.builds(
        Step,
        before=st.sampled_from([stage.value for stage in Stage]),
        to=st.sampled_from([stage.value for stage in Stage]),
        at=st.integers(-600, 6000).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    ),
    max_size=8,
)


def test_the_later_move_counts_if_it_is_allowed() -> None:
    assert counts("", "accepted", "diagnostics")
    assert counts("issued", "issued", "nonsense")  # of a newer program
    assert not counts("issued", "diagnostics", "in_repair")
    assert counts("ready", "diagnostics", "in_repair")


def test_two_desks_that_agree_keep_the_first_moment() -> None:
    first = Step("", "accepted", NOON)
    moves = [Step("accepted", "diagnostics", NOON + timedelta(minutes=m)) for m in (5, 9)]
    assert stays([first, *moves])[-1] == ("diagnostics", NOON + timedelta(minutes=5))


@given(STEPS, st.integers(-9000, 9000))
def test_no_stay_is_negative_whatever_the_clocks_of_the_desks_say(
    steps: list[Step], minutes: int
) -> None:
    now = NOON + timedelta(minutes=minutes)
    found = spent(USUAL, steps, now, lambda stage: stage != "on_hold")
    assert all(one.worked >= timedelta() and one.start <= one.end for one in found)
    assert bool(found) is bool(steps)
    for one, after in pairwise(found):
        assert one.stage != after.stage
        told = {step.before for step in steps if step.to == after.stage}
        assert allows(one.stage, after.stage) or one.stage in told


def test_the_time_of_the_shop_and_the_time_of_the_client() -> None:
    steps = [
        Step("", "accepted", NOON),
        Step("accepted", "on_hold", NOON + timedelta(hours=2)),
    ]
    found = spent(USUAL, steps, NOON + timedelta(hours=5), lambda stage: stage != "on_hold")
    assert total(found, running=True) == timedelta(hours=2)
    assert total(found, running=False) == timedelta(hours=3)
