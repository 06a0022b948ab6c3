"""What holds for every screen: names, reach by keys, no cut words, nothing left behind."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton, QScrollArea, QWidget

from intake_app.services.drafts import ClientDraft, ClientKind, IntakeDraft
from intake_app.ui import language, theme
from intake_app.ui.main_window import MainWindow
from intake_app.ui.window_layout import SMALLEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from intake_app.config import Appearance
    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter

COMPANY = IntakeDraft(client=ClientDraft(kind=ClientKind.COMPANY))


def test_everything_that_takes_the_focus_has_a_name(counter: Counter) -> None:
    for widget in _focusable(counter.window):
        assert widget.objectName(), widget
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name), widget.objectName()


def test_names_are_unique(counter: Counter) -> None:
    names = [widget.objectName() for widget in _focusable(counter.window)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("key", ["Ctrl+1", "Ctrl+2"])
def test_tab_reaches_everything_in_sight(counter: Counter, key: str) -> None:
    counter.press(key)
    due = {
        widget.objectName()
        for widget in _focusable(counter.window)
        # Arrows move between the choices of a row, Tab reaches the one that is made.
        if widget.isVisible() and not (isinstance(widget, QRadioButton) and not widget.isChecked())
    }
    visited: set[str] = set()
    for _ in range(2 * len(due)):
        visited.add(counter.focused())
        counter.press("Tab")
    assert due - visited == set()


def test_tab_follows_the_talk(counter: Counter) -> None:
    order = []
    for _ in range(25):
        order.append(counter.focused())
        counter.press("Tab")
    assert order == [
        "client.name",
        "client.kind.person",
        "client.phone",
        "client.email",
        "client.more",
        "device.kind",
        "device.brand",
        "device.model",
        "device.colour",
        "device.serial",
        "device.imei",
        "fault",
        "accessories",
        "appearance",
        "repair_kind.paid",
        "urgent",
        "promised_at",
        "estimate",
        "estimate_kind.approximate",
        "limit",
        "agreed_value",
        "prepayment",
        "data_copy.",
        "note",
        "accept",
    ]


@pytest.mark.parametrize("points", [9, 12, 16])
def test_no_word_is_cut(
    desk: Desk,
    at_size: Callable[[Desk, int], Desk],
    at_counter: Callable[[Desk], Counter],
    points: int,
) -> None:
    counter = at_counter(at_size(desk, points))
    counter.parts.intake.show_draft(COMPANY)
    counter.give()
    for key in ("Ctrl+1", "Ctrl+2", "Return"):
        counter.press(key)
        counter.settle()
        assert _cut(counter.window) == []


@pytest.mark.parametrize("points", [9, 10, 12])
def test_an_intake_fits_without_scrolling(
    desk: Desk,
    at_size: Callable[[Desk, int], Desk],
    at_counter: Callable[[Desk], Counter],
    points: int,
) -> None:
    counter = at_counter(at_size(desk, points))
    scroll = _scroll(counter)
    assert scroll.verticalScrollBar().maximum() == 0
    assert scroll.horizontalScrollBar().maximum() == 0


def test_at_large_letters_the_pane_folds_and_the_focus_stays_in_sight(
    desk: Desk, at_size: Callable[[Desk, int], Desk], at_counter: Callable[[Desk], Counter]
) -> None:
    counter = at_counter(at_size(desk, 16))
    assert not counter.parts.pane.isVisible()
    assert _scroll(counter).horizontalScrollBar().maximum() == 0
    counter.press("Alt+6")
    note = counter.parts.intake.note.note
    visible = note.visibleRegion().boundingRect()
    assert visible.height() == note.height()


def test_a_narrow_window_keeps_only_the_icons_of_the_rail(counter: Counter) -> None:
    wide = counter.parts.rail.sizeHint().width()
    counter.window.resize(QSize(*SMALLEST))
    assert counter.parts.rail.sizeHint().width() < wide


@pytest.mark.parametrize("appearance", ["light", "dark", "contrast", "system"])
def test_every_appearance_can_be_painted(
    desk: Desk, at_counter: Callable[[Desk], Counter], appearance: Appearance
) -> None:
    settings = replace(desk.settings, demo=True)
    dressed = replace(settings, desk=replace(settings.desk, appearance=appearance))
    desk.shop.adopt(dressed)
    counter = at_counter(desk)
    counter.give()
    counter.press("Ctrl+Return")
    ground = theme.tokens_of(appearance).window
    picture = counter.window.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 400).name().upper() != "#FF00FF"
    seen = picture.pixelColor(counter.parts.rail.width() + 2, picture.height() // 2)
    assert seen.name().upper() == ground


def test_qt_itself_speaks_russian(qapp: QApplication) -> None:
    language.install(qapp, "ru")
    assert QCoreApplication.translate("QLineEdit", "&Copy") == "&Копировать"


def test_a_closed_window_is_freed(desk: Desk, qtbot: QtBot) -> None:
    before = len(QApplication.allWidgets())
    for _ in range(3):
        window = MainWindow(desk)
        window.show()
        window.close()
        gone = weakref.ref(window)
        window.deleteLater()
        del window
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        assert gone() is None
    assert len(QApplication.allWidgets()) == before


def _focusable(window: QWidget) -> list[QWidget]:
    """What a person can put the focus on; containers that hand it on are not meant."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    ]


def _scroll(counter: Counter) -> QScrollArea:
    """What the sections of the form lie in."""
    found = counter.parts.intake.findChild(QScrollArea, "intake.page")
    assert isinstance(found, QScrollArea)
    return found


def _cut(window: QWidget) -> list[str]:
    """Labels in sight whose words do not fit."""
    return [
        label.text()
        for label in window.findChildren(QLabel)
        if label.isVisible()
        and label.text()
        and not label.wordWrap()
        and label.fontMetrics().size(0, label.text()).width() > label.width() + 1
    ]
