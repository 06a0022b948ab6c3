"""The keyring has lost the key of the data: one field, typed or scanned from the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout
from typing_extensions import override

from intake_app.checks import recovery_key
from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.ui import problem_texts
from intake_app.ui.sheet import Panel, Sheet
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_WIDE_EM = 34


class RecoverySheet(Sheet):
    """`typed` carries the root of a key whose every block is right; Esc leaves, F5 asks again."""

    typed = Signal(bytes)

    def __init__(self, look: Look, desk: Desk, over: QWidget) -> None:
        super().__init__(look, over)
        self._desk = desk
        tr = desk.tr
        self.setObjectName("recovery.sheet")
        self._panel = Panel(look, self)
        self.title = QLabel(tr("The data are locked"))
        self.about = QLabel(
            tr("The keyring of this account has no key for them. Type the recovery key from the"
               " paper: eight blocks, capitals or not, blanks or none; or scan its square.")
        )  # fmt: skip
        self.field = LineField(look, "recovery.key", icon="lock")
        self.field.line.setAccessibleName(tr("Recovery key"))
        self.told = QLabel()
        self.go = Button(look, tr("Open the data"), key="Enter", role=Role.PRIMARY)
        self._lay_out(look)
        self.setFocusProxy(self.field.line)
        self.field.line.entered.connect(self._on_go)
        self.go.clicked.connect(self._on_go)

    def ask(self, error: IntakeError) -> None:
        """Take the place of the work area; a wrong key stays to be corrected."""
        wrong = error.problem is not Problem.STORE_LOCKED
        self._tell(problem_texts.sentence(error.problem, self._desk.tr) if wrong else "")
        if not self.isVisible():
            self.open()
        self._place()
        self.field.line.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()

    def _on_go(self) -> None:
        try:
            root = recovery_key.parse(self.field.text())
        except RejectedError as error:
            said = problem_texts.sentence(error.problem, self._desk.tr)
            block = self._desk.tr("Block %s") % error.detail if error.detail else ""
            self._tell(": ".join(filter(None, (block, said))))
            return
        self._tell(self._desk.tr("Opening …"))
        self.typed.emit(root)

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))
        self._place()

    def _place(self) -> None:
        look = self._look
        width = min(look.px(_WIDE_EM), self.width() - look.px(2))
        layout = self._panel.layout()
        height = layout.heightForWidth(width) if layout is not None else 0
        self._panel.setGeometry((self.width() - width) // 2, look.px(3), width, height)

    def _lay_out(self, look: Look) -> None:
        self.title.setFont(look.letters(1.25, strong=True))
        self.told.setObjectName("recovery.told")
        self.go.setObjectName("recovery.go")
        palette = self.told.palette()
        palette.setColor(self.told.foregroundRole(), look.colour("bad"))
        self.told.setPalette(palette)
        column = QVBoxLayout(self._panel)
        margin = look.px(1.2)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(look.px(0.6))
        for part in (self.title, self.about, self.field, self.told):
            if isinstance(part, QLabel):
                part.setWordWrap(True)
            column.addWidget(part)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
