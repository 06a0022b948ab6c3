"""F4 opens the list of any field that has one; Ins and Del add and take away rows of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from intake_app.services.drafts import ClientDraft, ClientKind, IntakeDraft
from tests.ui.cards import board, client_of, stored
from tests.ui.counter import IPHONE

if TYPE_CHECKING:
    from uuid import UUID

    from tests.ui.counter import Counter

COMPANY = IntakeDraft(
    client=ClientDraft(
        kind=ClientKind.COMPANY, name="ООО Луч", phone="+74957654321", contact_name="Анна Ким"
    ),
    device=IPHONE,
    fault="экран",
)


def offered_by(counter: Counter, field: str) -> list[str]:
    counter.parts.intake.fields[field].editor.setFocus()
    counter.press("F4")
    return counter.offered()


def test_every_list_of_the_intake_opens_before_anything_is_typed(counter: Counter) -> None:
    counter.give()
    assert offered_by(counter, "device.kind")[0] == "смартфон"
    counter.press("Return")
    assert "Apple" in offered_by(counter, "device.brand")
    counter.press("Escape")
    assert any("iPhone" in row for row in offered_by(counter, "device.model"))
    counter.press("Escape")
    assert "Экран разбит" in offered_by(counter, "fault")
    counter.press("Return")
    assert counter.parts.intake.draft().fault == ""
    counter.press("Alt+3", "F4", "Down", "Return")
    assert counter.parts.intake.draft().fault != ""


def test_the_list_of_stages_opens_on_the_order(counter: Counter) -> None:
    order = counter.give()
    counter.press("F3")
    counter.type(order.number)
    counter.press("Return")
    counter.settle()
    counter.parts.card.choose_stage()
    counter.parts.card.stage.close_list()
    assert not counter.offered()
    counter.press("F4")
    assert counter.offered()


@pytest.fixture
def client(counter: Counter) -> UUID:
    found = client_of(counter, COMPANY)
    counter.press("Ctrl+3")
    counter.settle()
    counter.window._commands.clients.open(found)
    counter.settle()
    return found


@pytest.mark.parametrize(
    ("row", "new"),
    [("clients.phone1", "clients.phone"), ("clients.contact1", "clients.contact")],
)
def test_ins_goes_to_the_new_row_and_del_puts_one_away(
    counter: Counter, client: UUID, row: str, new: str
) -> None:
    focus(counter, f"{row}.away")
    counter.press("Insert")
    assert counter.focused() == new

    before = stored(counter, client)
    focus(counter, f"{row}.away")
    counter.press("Delete")
    after = stored(counter, client)
    assert len(after.facts.phones) + len(after.facts.contacts) == (
        len(before.facts.phones) + len(before.facts.contacts) - 1
    )


def focus(counter: Counter, name: str) -> None:
    found = board(counter).findChild(QWidget, name)
    assert isinstance(found, QWidget)
    found.setFocus()
