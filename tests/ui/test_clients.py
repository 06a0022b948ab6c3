"""The screen of clients by keys: found, edited in place, taken back, merged, consents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from intake_app.checks.consent_rules import Purpose
from intake_app.services.drafts import ClientDraft, ClientKind
from tests.ui.cards import another, board, client_of, opened, stored

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter


@pytest.fixture
def client(counter: Counter) -> UUID:
    return opened(counter)


def test_a_client_is_found_and_opened_by_keys(counter: Counter, client: UUID) -> None:
    assert board(counter).card is not None
    assert _said(counter, "clients.shown") == "Петров Пётр"
    assert "+7" in _said(counter, "clients.summary")
    assert counter.focused() == "clients.name"


def test_the_list_shows_who_came_last(counter: Counter) -> None:
    counter.press("Ctrl+3")
    counter.settle()
    assert board(counter).found.table.rows == ()
    client_of(counter)
    counter.press("Ctrl+3")
    counter.settle()
    assert [row.name for row in board(counter).found.table.rows] == ["Петров Пётр"]


def test_a_field_is_saved_by_enter_and_taken_back_by_undo(counter: Counter, client: UUID) -> None:
    counter.press("Ctrl+A")
    counter.type("Петров Пётр Ильич")
    counter.press("Return")
    assert stored(counter, client).facts.row.name == "Петров Пётр Ильич"
    assert counter.focused() != "clients.name"
    counter.press("Alt+1")
    counter.press("Ctrl+Z")
    assert stored(counter, client).facts.row.name == "Петров Пётр"
    counter.settle()
    assert board(counter).page.fields.lines["name"].text() == "Петров Пётр"


def test_leaving_a_field_saves_it_and_escape_does_not(counter: Counter, client: UUID) -> None:
    fields = board(counter).page.fields
    fields.lines["note"].line.setFocus()
    counter.type("после 18")
    counter.press("Tab")
    assert stored(counter, client).facts.note == "после 18"
    fields.lines["note"].line.setFocus()
    counter.type("ничего")
    counter.press("Escape")
    assert fields.lines["note"].text() == "после 18"
    assert stored(counter, client).facts.note == "после 18"
    counter.press("Escape")
    assert board(counter).currentWidget() is board(counter).found


def test_what_is_wrong_is_said_under_the_field(counter: Counter, client: UUID) -> None:
    email = board(counter).page.fields.lines["email"]
    email.line.setFocus()
    counter.type("петров")
    counter.press("Return")
    counter.settle()
    assert email.is_marked()
    assert counter.focused() == "clients.email"
    counter.press("Ctrl+A")
    counter.type("petrov@mail.ru")
    counter.press("Return")
    assert stored(counter, client).facts.email == "petrov@mail.ru"
    assert not email.is_marked()


def test_a_discount_is_typed_in_per_cent(counter: Counter, client: UUID) -> None:
    line = board(counter).page.fields.lines["discount_bp"]
    counter.press("Alt+3")
    counter.type("7,5")
    counter.press("Return")
    assert stored(counter, client).facts.discount_bp == 750
    counter.settle()
    assert line.text() == "7.5"
    counter.press("Alt+3", "Ctrl+A")
    counter.type("много")
    counter.press("Return")
    counter.settle()
    assert line.is_marked()


def test_a_phone_is_added_labelled_confirmed_and_put_away(counter: Counter, client: UUID) -> None:
    phones = board(counter).page.fields.phones
    phones.new.line.setFocus()
    counter.type("89035554433")
    counter.press("Return")
    assert len(stored(counter, client).facts.phones) == 2
    counter.settle()
    _focus(counter, "clients.phone2.label")
    counter.type("жена")
    counter.press("Tab")
    assert stored(counter, client).facts.phones[1].label == "жена"
    assert counter.focused() == "clients.phone2.confirm"
    counter.press("Space", "Tab", "Space")
    assert len(stored(counter, client).facts.phones) == 1
    counter.press("Ctrl+Z")
    assert len(stored(counter, client).facts.phones) == 2


def test_a_wrong_phone_stays_to_be_corrected(counter: Counter, client: UUID) -> None:
    phones = board(counter).page.fields.phones
    phones.new.line.setFocus()
    counter.type("916")
    counter.press("Return")
    counter.settle()
    assert phones.new.is_marked()
    assert phones.new.text() == "916"
    phones.new.line.setFocus()
    counter.press("Escape")
    assert phones.new.text() == ""


def test_a_conflict_level_waits_for_its_fact(counter: Counter, client: UUID) -> None:
    fields = board(counter).page.fields
    fields.level.take_focus()
    counter.press("Right", "Right")
    assert stored(counter, client).facts.conflict_level == 0
    counter.press("Alt+4")
    counter.type("12.03 просил письменный ответ")
    counter.press("Return")
    card = stored(counter, client)
    assert (card.facts.conflict_level, card.changed["conflict_level"].by) == (2, "Анна")
    counter.settle()
    mark = _label(counter, "clients.mark")
    assert mark.text() == "◆◆"
    assert not any("конфликт" in text.lower() for text in _texts(board(counter).page))


def test_contacts_of_a_company_by_keys(counter: Counter) -> None:
    company = ClientDraft(name="ООО «Ромашка»", phone="+74951112233", kind=ClientKind.COMPANY)
    client = client_of(counter, replace(another(), client=company))
    counter.window._commands.clients.open(client)
    counter.settle()
    counter.press("Alt+2")
    assert counter.focused() == "clients.contact"
    counter.type("Ольга")
    counter.press("Return")
    counter.settle()
    counter.settle()
    _focus(counter, "clients.contact1.role")
    counter.type("бухгалтер")
    counter.press("Return")
    (contact,) = stored(counter, client).facts.contacts
    assert (contact.name, contact.role) == ("Ольга", "бухгалтер")
    _focus(counter, "clients.contact1.away")
    counter.press("Space")
    assert stored(counter, client).facts.contacts == ()


def test_a_person_has_no_company_section(counter: Counter, client: UUID) -> None:
    assert not board(counter).page.fields.sections[1].isVisible()
    counter.press("Alt+2")
    assert counter.focused() == "clients.name"
    board(counter).page.fields.kind.take_focus()
    counter.press("Right")
    assert stored(counter, client).facts.row.kind is ClientKind.COMPANY
    counter.settle()
    assert board(counter).page.fields.sections[1].isVisible()


def test_consents_are_given_and_withdrawn_by_keys(counter: Counter, client: UUID) -> None:
    counter.press("Alt+7")
    assert counter.focused() == "clients.consent.personal_data.print"
    queued = _queued(counter)
    counter.press("Space", "Tab", "Space")
    card = stored(counter, client)
    assert [found.holds for found in card.consents] == [True, False]
    assert _queued(counter) == queued + 1
    counter.settle()
    assert counter.focused() == "clients.consent.personal_data.withdraw"
    counter.press("Space")
    assert [fact.act for fact in stored(counter, client).ledger] == ["withdrawn", "granted"]


def test_orders_come_page_by_page_and_open(counter: Counter, client: UUID) -> None:
    for _ in range(60):
        counter.give(replace(another(), client=ClientDraft(id=client)))
    counter.window.show_changes(frozenset({"order"}))
    counter.settle()
    orders = board(counter).page.orders
    counter.press("Alt+5")
    counter.press("Ctrl+End")
    counter.qtbot.waitUntil(lambda: len(orders.rows) == 61)
    counter.press("Ctrl+Home")
    newest = orders.rows[0].id
    counter.press("Return")
    assert counter.parts.card.order == newest


def test_an_intake_begins_from_the_card(counter: Counter, client: UUID) -> None:
    counter.press("Ctrl+I")
    assert counter.parts.in_sight(counter.parts.intake)
    assert counter.parts.intake.draft().client.id == client


def test_the_card_opens_from_order_and_intake(counter: Counter) -> None:
    order = counter.give()
    counter.press("F6")
    assert counter.parts.in_sight(counter.parts.intake)
    counter.window.open_order(order.order_id)
    counter.settle()
    counter.press("F6")
    counter.settle()
    card = board(counter).card
    assert card is not None
    counter.press("Ctrl+I", "F6")
    counter.settle()
    assert counter.parts.in_sight(counter.parts.clients)


def test_a_card_is_put_away_and_taken_up_again(counter: Counter, client: UUID) -> None:
    counter.press("F8")
    assert stored(counter, client).archived
    counter.settle()
    counter.press("F8")
    assert not stored(counter, client).archived


def test_nothing_is_built_before_somebody_wants_it(counter: Counter) -> None:
    assert counter.parts.clients._board is None
    counter.window.show_changes(frozenset({"client"}))
    assert counter.parts.clients._board is None


def test_every_field_is_named_and_reached(counter: Counter, client: UUID) -> None:
    page = board(counter).page
    reached: set[str] = set()
    for _ in range(80):
        widget = QApplication.focusWidget()
        assert isinstance(widget, QWidget)
        assert widget.objectName()
        assert widget.accessibleName()
        reached.add(widget.objectName())
        counter.press("Tab")
    wanted = {f"clients.{field}" for field, line in page.fields.lines.items() if line.isVisible()}
    assert wanted <= reached
    assert {"clients.phone", "clients.conflict_note", "clients.orders"} <= reached


def test_fields_and_panels_share_a_small_window(
    desk: Desk, at_size: Callable[[Desk, int], Desk], at_counter: Callable[[Desk], Counter]
) -> None:
    counter = at_counter(at_size(desk, 16))
    client = client_of(counter)
    counter.window.resize(960, 600)
    counter.window._commands.clients.open(client)
    counter.settle()
    page = board(counter).page
    assert page.fields.isVisible()
    assert not page.orders.isVisible()
    counter.press("Alt+7")
    assert page.consents.isVisible()
    assert not page.fields.isVisible()
    counter.press("Alt+3")
    assert page.fields.isVisible()
    counter.window.hide()


def test_the_consent_line_of_the_intake(counter: Counter) -> None:
    from intake_app.ui.forms.consent_line import ConsentLine  # noqa: PLC0415 - one test

    client = client_of(counter)
    line = ConsentLine(counter.parts.look, counter.desk)
    counter.qtbot.addWidget(line)
    line.show_client(None)
    assert not line.isVisible()
    line.show_client(client)
    counter.settle()
    assert line.isVisible()
    assert line.sign.isVisible()
    before = _queued(counter)
    line.paper.click()
    line.sign.click()
    counter.settle()
    counter.settle()
    consents = counter.desk.shop.services.consents.standing(client)
    assert next(one for one in consents if one.purpose is Purpose.PERSONAL_DATA).holds
    assert _queued(counter) == before + 1
    assert not line.sign.isVisible()


def _focus(counter: Counter, name: str) -> None:
    found = counter.window.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    found.setFocus()


def _label(counter: Counter, name: str) -> QLabel:
    found = board(counter).findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found


def _said(counter: Counter, name: str) -> str:
    return _label(counter, name).text()


def _texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def _queued(counter: Counter) -> int:
    states = counter.desk.shop.services.printouts.states()
    return sum(state.queued for state in states)
