"""Keys of ours work while a field has the focus, whatever the desktop would let an editor do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from intake_app.ui.actions import SPECS
from intake_app.ui.widgets.line_edit import LineEdit, is_our_chord
from intake_app.ui.widgets.text_field import TextEdit

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
OURS = sorted(
    {
        key[-1]
        for spec in SPECS
        for key in spec.keys
        if len(key) == len("Ctrl+A") and key.startswith("Ctrl+") and key[-1].isalpha()
    }
    - {"Z", "Y"}
)


def event(letter: str, kind: QEvent.Type, held: Qt.KeyboardModifier = CTRL) -> QKeyEvent:
    return QKeyEvent(kind, ord(letter), held)


@pytest.mark.parametrize("editor", [LineEdit, TextEdit])
@pytest.mark.parametrize("letter", OURS)
def test_a_field_leaves_our_chords_to_their_actions(
    qtbot: QtBot, editor: type[LineEdit | TextEdit], letter: str
) -> None:
    found = editor()
    qtbot.addWidget(found)
    asked = event(letter, QEvent.Type.ShortcutOverride)
    pressed = event(letter, QEvent.Type.KeyPress)
    QCoreApplication.sendEvent(found, asked)
    QCoreApplication.sendEvent(found, pressed)
    assert (asked.isAccepted(), pressed.isAccepted()) == (False, False)
    assert is_our_chord(pressed)


@pytest.mark.parametrize("letter", ["A", "C", "V", "X", "Z", "Y"])
def test_editing_stays_with_the_field(letter: str) -> None:
    assert not is_our_chord(event(letter, QEvent.Type.KeyPress))


@pytest.mark.parametrize("held", [PLAIN, CTRL | Qt.KeyboardModifier.AltModifier])
def test_letters_that_are_typed_are_no_chords(held: Qt.KeyboardModifier) -> None:
    assert not is_our_chord(event("U", QEvent.Type.KeyPress, held))


def test_no_action_takes_a_key_of_editing() -> None:
    assert not {"A", "C", "V", "X"} & set(OURS)
