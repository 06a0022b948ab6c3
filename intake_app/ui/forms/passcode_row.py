"""How the device is unlocked: asked only when it must be, hidden while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from intake_app.checks import passcodes
from intake_app.checks.passcodes import PasscodeKind
from intake_app.ui.passcode_panel import KINDS
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.pattern_pad import PatternPad
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from intake_app.errors import Problem
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_NONE = "none"


class PasscodeRow(QWidget):
    """What is typed stays in memory; on the disk it is sealed."""

    edited = Signal()
    entered = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        tr = desk.tr
        choices = [(_NONE, tr("not given")), *((code, tr(text)) for code, text in KINDS.items())]
        self.kind = Segments(look, "passcode.kind", choices)
        self.field = LineField(look, "passcode", icon="lock")
        self.pad = PatternPad(look)
        self._hint = QLabel(
            tr(
                "First ask to switch the lock off, or to turn repair mode on."
                " Never take the password of an Apple or Google account."
            )
        )
        self._lay_out(look, desk)
        self._connect()
        self._follow(_NONE)

    def value(self) -> tuple[str, str]:
        """Kind and text; both empty when nothing was given."""
        kind, text = self.kind.value(), self.field.line.text()
        return ("", "") if kind == _NONE or not text else (kind, text)

    def show_value(self, kind: str, text: str) -> None:
        """Fill the row again."""
        shown = kind if kind in KINDS and text else _NONE
        self.kind.show_value(shown)
        self.field.show_text(text if shown != _NONE else "")
        self._follow(shown)

    def problem(self) -> Problem | None:
        """What is wrong with what was typed."""
        return passcodes.problem(*self.value())

    def take_focus(self) -> None:
        """Go to the kind, or to the code once one was chosen."""
        if self.kind.value() == _NONE:
            self.kind.take_focus()
        else:
            self.field.line.setFocus()

    def _follow(self, kind: str) -> None:
        wanted = kind != _NONE
        self.field.setVisible(wanted)
        self._hint.setVisible(wanted)
        self.pad.setVisible(kind == PasscodeKind.PATTERN)
        self._show_pattern(seen=self.field.line.hasFocus())

    def _show_pattern(self, *, seen: bool) -> None:
        """The line is drawn while it is being typed; across the counter nobody reads it later."""
        self.pad.show_pattern(self.field.line.text() if seen else "")

    def _on_kind(self, kind: str) -> None:
        self.field.mark("")
        self._follow(kind)
        self.edited.emit()

    def _on_kind_entered(self) -> None:
        if self.kind.value() == _NONE:
            self.entered.emit()
        else:
            self.field.line.setFocus()

    def _on_focus(self, focused: bool) -> None:
        self._show_pattern(seen=focused)

    def _on_typed(self, _text: str) -> None:
        self._show_pattern(seen=True)
        self.edited.emit()

    def _on_drawn(self, digits: str) -> None:
        self.field.show_text(digits)
        self.field.line.setFocus()
        self.edited.emit()

    def _connect(self) -> None:
        self.kind.chosen.connect(self._on_kind)
        self.kind.entered.connect(self._on_kind_entered)
        self.field.line.textEdited.connect(self._on_typed)
        self.field.line.entered.connect(self.entered)
        self.field.line.focused.connect(self._on_focus)
        self.pad.drawn.connect(self._on_drawn)

    def _lay_out(self, look: Look, desk: Desk) -> None:
        self.field.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.line.setAccessibleName(desk.tr("Passcode"))
        # What is remembered of typed words by an input method must not hold this one.
        self.field.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.kind.setAccessibleName(desk.tr("Passcode"))
        self._hint.setFont(look.small)
        self._hint.setWordWrap(True)
        palette = self._hint.palette()
        palette.setColor(self._hint.foregroundRole(), look.colour("muted"))
        self._hint.setPalette(palette)
        left = QVBoxLayout()
        left.setSpacing(0)
        for widget in (self.kind, self.field, self._hint):
            left.addWidget(widget)
        left.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.px(0.6))
        whole.addLayout(left, 1)
        whole.addWidget(self.pad, 0, Qt.AlignmentFlag.AlignTop)
