"""Keys go to the window; Qt finds the field that has the focus, and the shortcuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from intake_app.tour.keys import Typist

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    for name in ("first", "second"):
        line = QLineEdit()
        line.setObjectName(name)
        layout.addWidget(line)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def _text(window: QWidget, name: str) -> str:
    line = window.findChild(QLineEdit, name)
    assert line is not None
    return line.text()


def test_letters_of_any_alphabet_reach_the_field_in_focus(window: QWidget) -> None:
    hands = Typist(window.windowHandle())
    hands.type("Ёлкина №5, «tea» 😀")
    hands.press("Tab")
    hands.type("second")
    assert _text(window, "first") == "Ёлкина №5, «tea» 😀"
    assert _text(window, "second") == "second"


@pytest.mark.parametrize("chord", ["F2", "Ctrl+Return", "Ctrl+K", "Alt+3", "Ctrl+Shift+N"])
def test_chords_fire_the_shortcuts_of_the_window(chord: str, window: QWidget) -> None:
    fired: list[str] = []
    action = QAction(window)
    action.setShortcut(chord)
    action.triggered.connect(lambda: fired.append(chord))
    window.addAction(action)
    Typist(window.windowHandle()).press(chord, chord)
    assert fired == [chord, chord]
    assert _text(window, "first") == ""
