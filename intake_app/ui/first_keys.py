"""The first keys of a run: none is heard before the draft of the last run stands in the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PATIENCE_MS = 3000
"""A store that is not open by now needs a person, who must see what he types."""
_OVERRIDE = QEvent.Type.ShortcutOverride
_KINDS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, _OVERRIDE})
_CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_FUNCTIONS = frozenset(Qt.Key(Qt.Key.Key_F1 + place) for place in range(12))


class FirstKeys(QObject):
    """Filters the keys of the window's handle until it is `over`.

    Mostly the drafts can be read at once, and nothing waits. Where only the open store can tell
    them, keys wait for it: sent into an empty form they would begin another intake.
    """

    def __init__(
        self,
        recall: Callable[[], bool],
        pass_on: Callable[[QWindow, Iterable[QKeyEvent]], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._recall = recall
        self._pass_on = pass_on
        self._held: list[QKeyEvent] = []
        self._window: QWindow | None = None
        self._is_over = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self.end)

    def begin(self) -> None:
        """The window has been painted: the draft may come into sight."""
        if not self._is_over and self._recall():
            self.end()

    def end(self) -> None:
        """Nothing is waited for any longer; what was typed goes to where the caret is now."""
        self._is_over = True
        self._timer.stop()
        held, self._held = self._held, []
        if self._window is not None:
            self._pass_on(self._window, held)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_over or event.type() not in _KINDS or not isinstance(event, QKeyEvent):
            return False
        if not self._held:
            self.begin()
        if event.type() == _OVERRIDE:
            self._give_way(event)
        elif isinstance(watched, QWindow) and not self._is_over:
            self._hold(watched, event)
            return True
        return False

    def _give_way(self, event: QKeyEvent) -> None:
        """A shortcut acts before the window sees its key: what was typed before it goes first."""
        if event.modifiers() & _CHORDS or Qt.Key(event.key()) in _FUNCTIONS:
            self.end()

    def _hold(self, window: QWindow, event: QKeyEvent) -> None:
        self._window = window
        self._held.append(event.clone())
        if not self._timer.isActive():
            self._timer.start()
