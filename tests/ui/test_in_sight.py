"""What is being typed stays in sight, whatever comes and goes around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from intake_app.scanning.scan import Scan
from intake_app.ui.message_bar import Message
from intake_app.ui.widgets.button import Button
from intake_app.ui.window_layout import SMALLEST
from tests.ui.scenes import FULL

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter

LONG = Message("Этого кода нет на наших бумагах. Что это?", "caution", title="4601234567890")


@pytest.fixture
def cramped(
    desk: Desk, at_counter: Callable[[Desk], Counter], at_size: Callable[[Desk, int], Desk]
) -> Counter:
    counter = at_counter(at_size(desk, 16))
    counter.window.store_ready()
    counter.window.resize(*SMALLEST)
    counter.parts.intake.show_draft(FULL)
    counter.settle()
    return counter


def _is_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect().size() == widget.size()


@pytest.mark.parametrize("key", ["Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5", "Alt+6"])
def test_a_message_hides_nothing_that_is_being_typed(cramped: Counter, key: str) -> None:
    cramped.press(key)
    focused = QApplication.focusWidget()
    assert focused is not None
    cramped.qtbot.waitUntil(lambda: _is_whole(focused))
    page = focused.window().findChild(QScrollArea, "intake.page")
    assert page is not None
    room = page.viewport().height()
    cramped.parts.messages.say(LONG)
    cramped.qtbot.waitUntil(lambda: page.viewport().height() < room)
    cramped.qtbot.waitUntil(lambda: _is_whole(focused))
    assert QApplication.focusWidget() is focused


def test_a_saved_intake_moves_nothing_at_the_largest_letters(
    desk: Desk, at_counter: Callable[[Desk], Counter], at_size: Callable[[Desk, int], Desk]
) -> None:
    counter = at_counter(at_size(desk, 16))
    counter.window.store_ready()
    page = counter.parts.intake.findChild(QScrollArea, "intake.page")
    assert page is not None
    before = page.geometry()
    counter.parts.intake.show_draft(FULL)
    counter.press("Ctrl+Return")
    counter.order()
    QApplication.processEvents()
    assert counter.parts.messages.isVisible()
    assert page.geometry() == before


def test_a_question_too_long_for_a_line_keeps_its_words_together(
    desk: Desk, at_counter: Callable[[Desk], Counter], at_size: Callable[[Desk, int], Desk]
) -> None:
    counter = at_counter(at_size(desk, 16))
    counter.window.store_ready()
    counter.window.scan(Scan("4607177964041"))
    counter.settle()
    bar = counter.parts.messages
    words = bar.findChild(QLabel, "message.text")
    answers = [button for button in bar.findChildren(Button) if button.isVisible()]
    assert words is not None
    assert words.height() < 2 * words.fontMetrics().height()
    assert len(answers) == 3
    assert all(button.y() >= words.geometry().bottom() for button in answers)
    assert all(button.width() == button.sizeHint().width() for button in answers)
    bar.say(Message("да", "caution"))
    QApplication.processEvents()
    assert bar.height() < 2 * counter.parts.look.row
