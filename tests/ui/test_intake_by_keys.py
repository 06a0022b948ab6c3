"""A whole intake by keys alone, against the real services."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from intake_app.services.drafts import ClientDraft, ClientKind, IntakeDraft
from tests.rigs.typist import KeyMeter

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tests.ui.counter import Counter

STRANGER = ClientDraft(
    kind=ClientKind.COMPANY,
    name="ООО Луч",
    email="not-an-email",
    inn="7707083893",
    kpp="770701001",
    address="Садовая, 1",
)


def test_new_client_by_name(counter: Counter) -> None:
    counter.type("Сидорова Анна")
    counter.press("Return")
    assert counter.focused() == "client.phone"
    counter.type("9035554433")
    counter.press("Return")
    assert counter.focused() == "device.kind"
    counter.type("телефакс")
    counter.press("Return", "Return", "Return")
    counter.press("Return", "Return")
    assert counter.focused() == "fault"
    counter.type("не шлёт")
    counter.press("Ctrl+Return")
    card = counter.order()
    assert (card.row.client, card.row.phone) == ("Сидорова Анна", "+79035554433")
    assert (card.device.kind, card.row.fault) == ("телефакс", "не шлёт")


def test_digits_of_a_new_phone_leave_only_the_name_to_type(counter: Counter) -> None:
    counter.type("9035554433")
    counter.press("Return")
    assert counter.focused() == "client.name"
    counter.type("Анна")
    counter.press("Return")
    assert counter.focused() == "device.kind"
    draft = counter.parts.intake.draft()
    assert (draft.client.name, draft.client.phone) == ("Анна", "+7\u00a0903\u00a0555-44-33")


def test_returning_client_with_a_known_device_costs_twelve_keys(
    counter: Counter, qapp: QApplication
) -> None:
    counter.give()
    meter = KeyMeter(qapp)
    counter.type("4567")
    counter.press("Return", "Return")
    counter.type("экр")
    counter.press("Return")
    counter.press("Ctrl+Return")
    meter.stop()
    card = counter.order()
    assert (card.row.client, card.device.title) == ("Петров Пётр", "Apple iPhone 13")
    assert card.row.fault == "Экран разбит"
    assert meter.keys + 1 <= 12  # and Ctrl itself, which QTest does not send
    assert meter.clicks == 0


def test_company_asks_for_its_numbers(counter: Counter) -> None:
    counter.type("ООО Луч")
    counter.press("Return")
    counter.type("4957654321")
    counter.press("Return")
    assert counter.focused() == "client.inn"
    counter.type("7707083893")
    counter.press("Return")
    assert counter.focused() == "client.contact_name"
    counter.press("Return")
    assert counter.focused() == "device.kind"
    draft = counter.parts.intake.draft()
    assert (draft.client.kind, draft.client.inn) == (ClientKind.COMPANY, "7707083893")


def test_accepting_empties_the_form_and_starts_over(counter: Counter) -> None:
    _shortest(counter)
    counter.press("Ctrl+Return")
    assert counter.parts.intake.draft() == IntakeDraft()
    assert counter.focused() == "client.name"
    number = counter.order().row.number
    assert number in counter.said()


def test_keys_typed_while_saving_belong_to_the_next_intake(counter: Counter) -> None:
    go_on = Event()
    counter.desk.jobs.store(go_on.wait)
    _shortest(counter, "Первый")
    counter.press("Ctrl+Return")
    counter.type("Второй")
    assert counter.received == []
    go_on.set()
    counter.settle()
    assert counter.order().row.client == "Первый"
    assert counter.parts.intake.draft().client.name == "Второй"


def test_a_second_press_is_no_second_order(counter: Counter) -> None:
    _shortest(counter)
    counter.press("Ctrl+Return", "Ctrl+Return", "Ctrl+Enter")
    counter.settle()
    assert len(counter.received) == 1
    assert counter.bad_fields() == []


def test_saving_without_printing_makes_no_paper(counter: Counter) -> None:
    _shortest(counter)
    counter.press("Ctrl+S")
    counter.order()
    assert counter.received[0].jobs == ()


def test_every_field_reaches_the_order(counter: Counter) -> None:
    _shortest(counter)
    counter.press("Return")
    counter.type("чехол")
    counter.press("Return")
    counter.type("царапины")
    counter.press("Return", "Return", "Space", "Return")
    counter.type("+3")
    counter.press("Return")
    for text in ("4000", "5000", "20к", "1000,50"):
        counter.type(text)
        counter.press("Return")
    counter.press("Right", "Return", "Right", "Return")
    assert counter.focused() == "note"
    counter.type("звонить вечером")
    counter.press("Return")
    assert counter.focused() == "accept"
    counter.press("Space")
    card = counter.order()
    assert (card.accessories, card.appearance) == ("чехол", "царапины")
    assert (card.repair_kind, card.urgent) == ("paid", True)
    assert (card.terms.estimate_kind, card.terms.data_copy) == ("approximate", "has_copy")
    sums = (card.estimate, card.limit, card.agreed_value, card.row.balance)
    assert [money.minor for money in sums if money] == [400_000, 500_000, 2_000_000, 100_050]
    assert card.row.promised_at is not None
    assert f"{card.row.promised_at:%d.%m %H:%M}" == "25.11 15:00"
    assert card.note == "звонить вечером"


def test_shift_enter_begins_a_new_line_of_the_fault(counter: Counter) -> None:
    counter.press("Alt+3")
    counter.type("не включается")
    counter.press("Shift+Return")
    counter.type("греется")
    counter.press("Return")
    assert counter.focused() == "accessories"
    assert counter.parts.intake.draft().fault == "не включается\nгреется"


@pytest.mark.parametrize("pause_ms", [0, 30])
def test_typing_ahead_gives_the_same_order(counter: Counter, pause_ms: int) -> None:
    counter.give()
    for key in ("4567", "Return", "Return", "экран", "Return", "чехол", "Ctrl+Return"):
        if key in {"Return", "Ctrl+Return"}:
            counter.press(key)
        else:
            counter.type(key)
        if pause_ms:
            QTest.qWait(pause_ms)
    card = counter.order()
    assert (card.row.client, card.device.title) == ("Петров Пётр", "Apple iPhone 13")
    assert (card.row.fault, card.accessories) == ("экран", "чехол")


def test_wrong_layout_finds_the_client_all_the_same(counter: Counter) -> None:
    counter.give()
    counter.type("gtnhjd")
    assert counter.offered()[0] == "Петров Пётр"
    counter.press("Return")
    assert counter.parts.intake.draft().client.name == "Петров Пётр"


def test_wrong_layout_of_a_new_name_is_put_right(counter: Counter) -> None:
    counter.type("cvbhyjd")
    assert counter.offered()[0].endswith("Смирнов")


def test_tab_leaves_what_was_typed(counter: Counter) -> None:
    counter.give()
    counter.type("Петров")
    counter.press("Tab")
    client = counter.parts.intake.draft().client
    assert (client.id, client.name) == (None, "Петров")


def test_changing_the_name_lets_go_of_the_client(counter: Counter) -> None:
    counter.give()
    counter.type("4567")
    counter.press("Return", "Alt+1")
    counter.type("Ив")
    client = counter.parts.intake.draft().client
    assert (client.id, client.name, client.phone) == (None, "Ив", "")


def test_a_known_client_gets_nothing_of_the_one_typed_before(counter: Counter) -> None:
    counter.give()
    counter.parts.intake.show_draft(IntakeDraft(client=STRANGER))
    counter.press("Alt+1")
    counter.type("4567")
    counter.press("Return")
    counter.parts.intake.client.kind.show_value(ClientKind.COMPANY)  # so that all of it counts
    client = counter.parts.intake.draft().client
    assert client.name == "Петров Пётр"
    assert (client.email, client.inn, client.kpp, client.address) == ("", "", "", "")


def test_a_new_client_gets_nothing_of_the_known_one(counter: Counter) -> None:
    counter.give()
    counter.type("4567")
    counter.press("Return")
    counter.parts.intake.client.email.line.setFocus()
    counter.type("petrov@example.org")
    counter.press("Alt+1")
    counter.type("Ив")
    assert counter.parts.intake.draft().client == ClientDraft(name="Ив")


def test_a_new_client_keeps_the_e_mail_that_was_typed_first(counter: Counter) -> None:
    counter.press("Tab", "Tab", "Tab")
    counter.type("anna@example.org")
    counter.press("Alt+1")
    counter.type("Анна")
    counter.press("Return")
    client = counter.parts.intake.draft().client
    assert client == ClientDraft(name="Анна", email="anna@example.org")


def test_escape_closes_the_list_then_clears_the_line(counter: Counter) -> None:
    counter.give()
    counter.type("Петр")
    assert counter.offered()
    counter.press("Escape")
    assert counter.offered() == []
    assert counter.parts.intake.client.box.text() == "Петр"
    counter.press("Escape")
    assert counter.parts.intake.client.box.text() == ""


def test_arrows_choose_among_the_offered(counter: Counter) -> None:
    counter.give()
    counter.type("Петр")
    counter.press("Down", "Return")
    client = counter.parts.intake.draft().client
    assert (client.id, client.name) == (None, "Петр")


def _shortest(counter: Counter, name: str = "Анна") -> None:
    """Everything that is mandatory; the focus stays in the fault."""
    counter.type(name)
    counter.press("Tab", "Alt+2")
    counter.type("утюг")
    counter.press("Alt+3")
    counter.type("искрит")
