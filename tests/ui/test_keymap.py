"""Chords on an X11 desktop that knows no Latin layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from intake_app.ui import keymap
from tests.rigs.keyboard import keycode

if TYPE_CHECKING:
    from tests.ui.counter import Counter

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def chord(letter: str, physical: str, held: Qt.KeyboardModifier) -> QKeyEvent:
    """What Qt reports there for a physical key: the Cyrillic letter and the code of the key."""
    code = keycode(physical)
    key = ord(letter.upper())
    return QKeyEvent(QEvent.Type.KeyPress, key, held, code, 0, 0, letter)


@pytest.mark.parametrize(
    ("letter", "physical", "latin"), [("л", "k", "K"), ("ы", "s", "S"), ("я", "z", "Z")]
)
def test_the_letter_is_found_by_its_place(letter: str, physical: str, latin: str) -> None:
    assert keymap.latin(chord(letter, physical, CTRL)) == latin


def test_plain_typing_is_left_alone() -> None:
    assert keymap.latin(chord("л", "k", PLAIN)) == ""


def test_chords_that_qt_understands_are_left_alone() -> None:
    assert keymap.latin(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_K, CTRL, 45, 0, 0, "")) == ""


def test_an_action_is_triggered(counter: Counter) -> None:
    counter.press("Ctrl+2")
    _send(counter, chord("а", "f", CTRL))
    assert counter.focused() == "address"


def test_editing_works_too(counter: Counter) -> None:
    counter.type("Анна")
    _send(counter, chord("ф", "a", CTRL))
    _send(counter, chord("ч", "x", CTRL))
    assert counter.parts.intake.client.box.text() == ""
    assert QApplication.clipboard().text() == "Анна"


@pytest.mark.parametrize("section", ["Alt+1", "Alt+6"])
def test_undo_is_first_of_what_is_typed_in_the_field(counter: Counter, section: str) -> None:
    counter.press("Alt+2")
    counter.type("утюг")
    counter.press("Return", section)
    counter.type("Анна")
    before = counter.focused()
    _send(counter, chord("я", "z", CTRL))
    draft = counter.parts.intake.draft()
    assert (counter.focused(), draft.device.kind) == (before, "утюг")
    assert draft.client.name + draft.note == ""


def test_keys_of_other_screens_stay_dead(counter: Counter) -> None:
    _send(counter, chord("ь", "m", CTRL))
    assert counter.focused() == "client.name"


@pytest.mark.parametrize("section", ["Alt+1", "Alt+3"])
def test_alt_with_a_key_nobody_wants_types_nothing(counter: Counter, section: str) -> None:
    counter.press(section)
    for letter in "7qй":
        _send(counter, QKeyEvent(QEvent.Type.KeyPress, ord(letter.upper()), ALT, 0, 0, 0, letter))
    assert counter.parts.intake.is_untouched()


def test_letters_of_altgr_are_typed(counter: Counter) -> None:
    _send(counter, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_At, ALT | CTRL, 0, 0, 0, "@"))
    assert counter.parts.intake.client.box.text() == "@"


def _send(counter: Counter, event: QKeyEvent) -> None:
    QCoreApplication.sendEvent(counter.window.windowHandle(), event)
    counter.settle()
