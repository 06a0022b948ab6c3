"""Finding a client by anything he is known by, at the open window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.services.drafts import ClientDraft, IntakeDraft
from intake_app.ui.widgets.suggestions import SuggestionList
from tests.ui.counter import IPHONE, PETER

if TYPE_CHECKING:
    from tests.ui.counter import Counter

ANNA = ClientDraft(name="Сидорова Анна", phone="+79035554432")


def highlighted(counter: Counter) -> str:
    lists = counter.window.findChildren(SuggestionList)
    return next((found.current.text for found in lists if found.current is not None), "")


@pytest.mark.parametrize("typed", ["F17ABC", "f17abc", "а17фис", "A-1", "A-00001", "№1"])
def test_a_device_or_an_order_brings_its_owner_and_itself(counter: Counter, typed: str) -> None:
    counter.give()
    counter.type(typed)
    assert counter.offered()[0] == PETER.name

    counter.press("Return")
    draft = counter.parts.intake.draft()
    assert draft.client.id is not None
    assert draft.client.name == PETER.name
    assert draft.device.id is not None
    assert draft.device.serial == IPHONE.serial
    assert counter.focused() == "fault"


def test_a_slip_does_not_hide_a_client_nor_take_him_by_itself(counter: Counter) -> None:
    counter.give(IntakeDraft(client=ANNA, device=IPHONE, fault="шумит"))
    counter.type("сидарова")
    assert counter.offered()[0] == ANNA.name
    assert highlighted(counter) != ANNA.name

    counter.press("Up")
    assert highlighted(counter) == ANNA.name
    counter.press("Return")
    assert counter.parts.intake.draft().client.id is not None


def test_a_client_who_is_surely_there_is_taken_by_enter(counter: Counter) -> None:
    counter.give(IntakeDraft(client=ANNA, device=IPHONE, fault="шумит"))
    counter.give(
        IntakeDraft(client=replace(ANNA, name="Сидоров Олег", phone=""), device=IPHONE, fault="x")
    )
    counter.type("cbljhjdf fy")
    assert highlighted(counter) == ANNA.name

    counter.press("Return")
    assert counter.parts.intake.draft().client.name == ANNA.name
    assert counter.focused() == "device.kind"


def test_the_address_line_begins_with_what_was_opened_last(counter: Counter) -> None:
    counter.give()
    counter.give(IntakeDraft(client=ANNA, device=replace(IPHONE, serial="Q77XYZ"), fault="шумит"))
    counter.press("F3")
    assert counter.offered() == []
    counter.type("сидор")
    orders_and_clients = counter.offered()
    assert orders_and_clients[-1] == ANNA.name
    assert len(orders_and_clients) == 2

    counter.press("Return")
    counter.press("F3")
    counter.type("петров")
    counter.press("Down", "Return")
    counter.press("F3")
    assert counter.offered() == [PETER.name, orders_and_clients[0]]
