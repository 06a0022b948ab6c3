"""Counts what a hand does at a window: how many keys and how long, never which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from intake_app.services.drafts import Count

if TYPE_CHECKING:
    from collections.abc import Callable

_CORRECTIONS = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})
_CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_FUNCTIONS = frozenset(Qt.Key(Qt.Key.Key_F1 + place) for place in range(12))
_HELD = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr})


class InputMeter(QObject):
    """Filters the events of a window's handle, where each key comes by once.

    It counts only while `is_wanted` says so: keys on other screens are no part of an intake.
    `stirred` tells of each stroke, which may have moved no more than the caret.
    """

    stirred = Signal()

    def __init__(self, is_wanted: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_wanted = is_wanted
        self._since = QElapsedTimer()
        self._is_spoilt = False
        self._keys = self._corrections = self._scans = self._mouse = 0
        self._chord: QKeyEvent | None = None  # may be an action's key, which is never pressed
        self.turn = 0  # the number of strokes ever, so that one stroke is told from the next

    def restart(self) -> None:
        """A new intake begins with the next key."""
        self._since.invalidate()
        self._is_spoilt = False
        self._keys = self._corrections = self._scans = self._mouse = 0

    def spoil(self) -> None:
        """What stands in the form was begun at another time: its count would say nothing."""
        self._is_spoilt = True

    def scanned(self) -> None:
        """A code came in by itself."""
        self.turn += 1
        self._scans += 1
        self._begin()

    def count(self) -> Count | None:
        """What the intake took until now; none when it cannot be told."""
        self._settle_chord()
        if self._is_spoilt or not self._since.isValid():
            return None
        return Count(
            milliseconds=self._since.elapsed(),
            keys=self._keys,
            corrections=self._corrections,
            scans=self._scans,
            mouse=self._mouse,
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self.turn += 1
            self._mouse += 1
            self.stirred.emit()
        elif isinstance(event, QKeyEvent) and Qt.Key(event.key()) not in _HELD:
            if event.type() == QEvent.Type.ShortcutOverride:
                self._on_override(event)
            elif event.type() == QEvent.Type.KeyPress:
                self._on_key(event)
        return False

    def _on_override(self, event: QKeyEvent) -> None:
        """Comes before each key; the key of an action is never heard of again."""
        self._settle_chord()
        if event.modifiers() & _CHORDS or Qt.Key(event.key()) in _FUNCTIONS:
            self.turn += 1
            self._chord = event.clone()
            self.stirred.emit()

    def _on_key(self, event: QKeyEvent) -> None:
        self._chord = None
        self.turn += 1
        self._count(event)
        self.stirred.emit()

    def _settle_chord(self) -> None:
        chord, self._chord = self._chord, None
        if chord is not None:
            self._count(chord)

    def _count(self, event: QKeyEvent) -> None:
        """For the hand a chord is two keys."""
        if event.isAutoRepeat() or not self._is_wanted():
            return
        self._keys += 2 if event.modifiers() & _CHORDS else 1
        self._corrections += Qt.Key(event.key()) in _CORRECTIONS
        self._begin()

    def _begin(self) -> None:
        if not self._since.isValid():
            self._since.start()
