"""What the owner chose is read once by writers, and anew as soon as he chooses otherwise."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from intake_app.services import calendar, preferences
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from intake_app.services.use_cases import Services


def test_a_choice_holds_for_the_very_next_intake(services: Services) -> None:
    store = services.intakes.store
    services.intakes.receive(INTAKE)
    with store.writing() as session:
        assert preferences.in_force(session, calendar.KEY) is None
    services.preferences.choose(calendar.KEY, "other")
    with store.writing() as session:
        assert preferences.in_force(session, calendar.KEY) == "other"


def test_what_is_taken_back_was_never_chosen(services: Services) -> None:
    store = services.intakes.store
    services.preferences.choose("a", 1)
    with suppress(KeyError), store.writing() as session:
        session.choices["a"] = 2
        raise KeyError
    with store.writing() as session:
        assert preferences.in_force(session, "a") == 1
