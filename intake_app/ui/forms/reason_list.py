"""Why a doubtful field may stand as it is: a short list under it, answered by one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from intake_app.errors import Problem
from intake_app.i18n.translator import N_
from intake_app.ui.widgets.suggestions import Suggestion, SuggestionList

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from intake_app.i18n.translator import Translator
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field

_USUAL = (
    N_("Checked with the client"),
    N_("So it says on his paper"),
    N_("The manager allowed it"),
)
_REASONS = {
    Problem.IMEI_DIGIT: (
        N_("So the device itself shows it"),
        N_("The sticker is damaged"),
        N_("The board was replaced"),
    ),
    Problem.EMAIL_SLIP: (N_("The client spelled it so"), N_("Checked with the client")),
}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReasonList(QObject):
    """`given` carries the reason; the field keeps the focus while its keys go to the list."""

    given = Signal(str)

    def __init__(self, look: Look, tr: Translator, over: QWidget) -> None:
        super().__init__(over)
        self._look = look
        self._tr = tr
        self._over = over
        self._list: SuggestionList | None = None
        self._editor: QWidget | None = None

    def open(self, field: Field, problem: Problem) -> None:
        """Ask under a field; typing in it, or Esc, means that nothing is given."""
        self.close()
        if self._list is None:
            self._list = SuggestionList(self._look, self._over)
            self._list.picked.connect(self._take)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor = field.editor
        self._editor.installEventFilter(self)
        told = _REASONS.get(problem, _USUAL)
        rows = (Suggestion(self._tr(text), value=self._tr(text)) for text in told)
        self._list.offer(tuple(rows), field.frame)

    def close(self) -> None:
        """Put the list away."""
        if self._editor is not None:
            self._editor.removeEventFilter(self)
            self._editor = None
        if self._list is not None:
            self._list.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.close()
            return False
        if not isinstance(event, QKeyEvent) or self._list is None:
            return False
        key = Qt.Key(event.key())
        ours = key in _STEPS or key in _ENTER or key == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride:
            # Ctrl+Enter stays the window's own.
            plain = event.modifiers() in _PLAIN
            event.setAccepted(ours and plain)
            return ours and plain
        if event.type() != QEvent.Type.KeyPress:
            return False
        return self._on_key(key, plain=event.modifiers() in _PLAIN)

    def _on_key(self, key: Qt.Key, *, plain: bool) -> bool:
        if self._list is None or not plain:
            return False
        if key in _STEPS:
            self._list.move_by(_STEPS[key])
        elif key in _ENTER:
            self._take()
        else:
            self.close()
            return key == Qt.Key.Key_Escape
        return True

    def _take(self) -> None:
        row = self._list.current if self._list is not None else None
        self.close()
        if row is not None:
            self.given.emit(row.text)


_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
