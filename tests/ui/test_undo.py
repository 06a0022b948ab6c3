"""What was done can be taken back: in a field, in the form, and just after accepting."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from intake_app.checks.stages import Stage

if TYPE_CHECKING:
    from intake_app.services.drafts import IntakeDraft
    from tests.ui.counter import Counter


def _draft(counter: Counter) -> IntakeDraft:
    return counter.parts.intake.draft()


def _fill(counter: Counter, name: str = "Анна") -> None:
    counter.type(name)
    counter.press("Tab", "Alt+2")
    counter.type("утюг")
    counter.press("Alt+3")
    counter.type("искрит")


def test_a_field_takes_its_own_letters_back_first(counter: Counter) -> None:
    _fill(counter)
    counter.press("Ctrl+Z")
    assert (_draft(counter).fault, _draft(counter).device.kind) == ("", "утюг")
    counter.press("Ctrl+Y")
    assert _draft(counter).fault == "искрит"


def test_a_picked_client_is_let_go_and_the_search_is_back(counter: Counter) -> None:
    counter.give()
    counter.type("4567")
    counter.press("Return", "Ctrl+Z")
    client = counter.parts.intake.client
    assert (client.box.text(), client.known(), counter.focused()) == ("4567", None, "client.name")
    counter.press("Ctrl+Y")
    assert _draft(counter).client.name == "Петров Пётр"


def test_each_key_is_a_step_of_its_own(counter: Counter) -> None:
    counter.give()
    counter.type("4567")
    counter.press("Return", "Return")
    assert _draft(counter).device.id is not None
    counter.press("Ctrl+Z")
    assert _draft(counter).device.id is None
    assert _draft(counter).client.id is not None
    counter.press("Ctrl+Z")
    assert _draft(counter).client.id is None


def test_taking_a_pick_back_leaves_what_was_typed_elsewhere(counter: Counter) -> None:
    counter.give()
    counter.type("4567")
    counter.press("Return", "Alt+6")
    counter.type("звонить")
    counter.press("Alt+1", "Ctrl+Z")
    assert (_draft(counter).client.id, _draft(counter).note) == (None, "звонить")


def test_a_chosen_segment_is_undone(counter: Counter) -> None:
    before = _draft(counter)
    counter.press("Alt+5", "Right")
    assert _draft(counter) != before
    counter.press("Ctrl+Z")
    assert _draft(counter) == before


def test_a_cleared_form_is_brought_back(counter: Counter) -> None:
    _fill(counter)
    typed = _draft(counter)
    counter.press("Ctrl+E")
    assert counter.parts.intake.is_untouched()
    counter.press("Ctrl+Z")
    assert _draft(counter) == typed
    assert counter.focused() == "fault"
    counter.press("Ctrl+Y")
    assert counter.parts.intake.is_untouched()


def test_what_was_typed_after_clearing_waits_when_it_is_brought_back(counter: Counter) -> None:
    _fill(counter)
    counter.press("Ctrl+E")
    counter.type("Борис")
    counter.press("Alt+3", "Ctrl+Z")
    assert _draft(counter).client.name == "Анна"
    waiting = counter.parts.intake.keeper.waiting
    assert [kept.draft.client.name for kept in waiting] == ["Борис"]


def test_parking_is_undone(counter: Counter) -> None:
    _fill(counter)
    typed = _draft(counter)
    counter.press("F2", "Ctrl+Z")
    assert _draft(counter) == typed
    assert counter.parts.intake.keeper.waiting == ()
    counter.press("Ctrl+Y")
    assert counter.parts.intake.is_untouched()
    assert len(counter.parts.intake.keeper.waiting) == 1


def test_an_accepted_intake_is_taken_back_into_the_form(counter: Counter) -> None:
    _fill(counter)
    typed = _draft(counter)
    counter.press("Ctrl+Return")
    counter.order()
    counter.press("Ctrl+Z")
    counter.qtbot.waitUntil(lambda: not counter.parts.intake.is_untouched())
    card = counter.order()
    assert card.row.stage == Stage.CANCELLED
    assert _draft(counter).fault == typed.fault
    assert _draft(counter).client.id == card.client_id
    assert _draft(counter).device.id == card.device.id
    assert counter.focused() == "fault"
    counter.press("Ctrl+Return")
    counter.qtbot.waitUntil(lambda: len(counter.received) == 2)
    again = counter.order()
    assert (again.client_id, again.device.id) == (card.client_id, card.device.id)
    assert again.row.number != card.row.number


def test_an_intake_taken_back_before_it_was_durable_is_voided_all_the_same(
    counter: Counter,
) -> None:
    go_on = Event()
    counter.desk.jobs.store(go_on.wait)
    _fill(counter)
    counter.press("Ctrl+Return", "Ctrl+Z")
    go_on.set()
    counter.qtbot.waitUntil(lambda: not counter.parts.intake.is_untouched())
    (row,) = counter.desk.shop.finder.orders("")
    assert row.stage == Stage.CANCELLED
    assert counter.received == []


def test_an_intake_taken_back_while_the_next_is_typed_waits(counter: Counter) -> None:
    _fill(counter)
    counter.press("Ctrl+Return")
    counter.order()
    counter.type("Борис")
    counter.press("Ctrl+U")
    counter.qtbot.waitUntil(lambda: bool(counter.parts.intake.keeper.waiting))
    assert _draft(counter).client.name == "Борис"
    assert counter.order().row.stage == Stage.CANCELLED
    assert counter.parts.messages.message is not None


@pytest.mark.parametrize("key", ["Ctrl+Z", "Ctrl+U"])
def test_after_a_while_nothing_is_taken_back(counter: Counter, key: str) -> None:
    _fill(counter)
    counter.press("Ctrl+Return")
    counter.order()
    timer = counter.parts.intake.under_way._timer
    assert timer.interval() == 10_000
    timer.stop()
    timer.timeout.emit()
    counter.press(key)
    counter.settle()
    assert counter.order().row.stage == Stage.ACCEPTED


def test_the_seconds_left_are_counted(counter: Counter) -> None:
    _fill(counter)
    counter.press("Ctrl+Return")
    counter.order()
    bar = counter.parts.messages
    assert bar._count.isVisible()
    assert bar._count.text().startswith("10")
    assert counter.window.findChild(QPushButton, "message.intake.take_back") is not None


def test_a_voided_order_was_not_taken_in(counter: Counter) -> None:
    counter.give()
    voided = counter.give()
    counter.desk.shop.services.intakes.void(voided.order_id, "ошибка")
    pane = counter.parts.pane
    pane.show_client(None)
    shown = [row.title for row in pane._list._rows]
    assert voided.number not in shown
    assert len(shown) == 1


def test_no_rest_of_the_hints_looks_out_behind_a_message(counter: Counter) -> None:
    hints = counter.window.findChild(QLabel, "intake.hints")
    assert hints is not None
    assert hints.isVisible()
    counter.window.news.say("Что-то", "accent")
    assert not hints.isVisible()
    counter.parts.messages.dismiss()
    assert hints.isVisible()
