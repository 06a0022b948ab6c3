"""The passcode of an order, in sight for as long as a key or a button is held."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.checks.passcodes import PasscodeKind
from intake_app.i18n.translator import N_
from intake_app.ui.actions import spec, written
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.pattern_pad import PatternPad

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QWindow

    from intake_app.services.rows import OrderCard, ShownPasscode
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

KINDS = {
    PasscodeKind.PIN.value: N_("PIN"),
    PasscodeKind.PASSWORD.value: N_("Password"),
    PasscodeKind.PATTERN.value: N_("Pattern"),
}
LONGEST_MS = 20_000
"""A stuck key, or a release that another window took, must not leave it on the screen."""

_LEAVING = (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Close)


class PasscodePanel(QWidget):
    """`trouble` carries why it cannot be seen. The look at it is a fact before it is shown."""

    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._order: UUID | None = None
        self._is_held = False
        self._watched: QWindow | None = None
        self._told = QLabel()
        self.code = QLabel()
        self.pad = PatternPad(look, side_em=7.0)
        key = written(spec("card.passcode").keys)
        self.button = Button(look, desk.tr("Hold to see"), key=key, icon="eye", role=Role.PLAIN)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LONGEST_MS)
        self._timer.timeout.connect(self.conceal)
        self.button.pressed.connect(self.reveal)
        self.button.released.connect(self.conceal)
        self._lay_out()

    def show_card(self, card: OrderCard) -> None:
        """Say what there is, and nothing of it."""
        tr = self._desk.tr
        self._order = card.row.id if card.passcode else None
        kind = tr(KINDS.get(card.passcode, card.passcode))
        self._told.setText(f"{tr('Passcode')}: {kind}" if kind else tr("The passcode was wiped"))
        self.button.setVisible(bool(card.passcode))
        self.setVisible(card.passcode_given)

    def reveal(self) -> None:
        """Ask for the passcode; it is shown if the key is still held when the answer comes."""
        if self._order is None or self._is_held:
            return
        self._is_held = True
        self._watched = self.window().windowHandle()
        self._watched.installEventFilter(self)
        self._timer.start()
        work = partial(_show, self._desk.shop, self._order)
        self._desk.jobs.store(work, self._on_shown, self._on_refused)

    def conceal(self) -> None:
        """The key was let go: nothing of the passcode stays in a widget."""
        self._is_held = False
        self._timer.stop()
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None
        self.code.clear()
        self.pad.show_pattern("")
        self.code.hide()
        self.pad.hide()
        self.updateGeometry()

    def _on_shown(self, shown: ShownPasscode) -> None:
        if not self._is_held:
            return  # let go before the answer came
        is_pattern = shown.kind == PasscodeKind.PATTERN
        self.code.setText(shown.text)
        self.pad.show_pattern(shown.text if is_pattern else "")
        self.code.show()
        self.pad.setVisible(is_pattern)

    def _on_refused(self, error: Exception) -> None:
        self.conceal()
        self.trouble.emit(error)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the release wherever the focus is, and conceal when the window is left."""
        let_go = (
            event.type() == QEvent.Type.KeyRelease
            and isinstance(event, QKeyEvent)
            and not event.isAutoRepeat()
        )
        if let_go or event.type() in _LEAVING:
            self.conceal()
        return False

    def _lay_out(self) -> None:
        look = self._look
        self.code.setObjectName("card.passcode.code")
        self.code.setTextFormat(Qt.TextFormat.PlainText)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.code.setFont(look.letters(1.5, strong=True, tabular=True))
        self.button.setObjectName("card.passcode.hold")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.px(0.25))
        self._told.setWordWrap(True)  # beside a long button there is little room
        head, shown = QHBoxLayout(), QHBoxLayout()
        for row in (head, shown):
            row.setSpacing(look.px(0.75))
            rows.addLayout(row)
        middle = Qt.AlignmentFlag.AlignVCenter
        head.addWidget(self._told, 1, middle)
        head.addWidget(self.button, 0, middle)
        for widget in (self.pad, self.code):
            shown.addWidget(widget, 0, middle)
        shown.addStretch(1)
        self.code.hide()
        self.pad.hide()
        self.hide()


def _show(shop: Shop, order: UUID) -> ShownPasscode:
    """Runs in the store lane; may ask the keyring."""
    return shop.services.passcodes.show(order)
