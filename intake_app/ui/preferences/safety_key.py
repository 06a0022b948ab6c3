"""The recovery key: shown and printed when it is asked for, confirmed by a block from the paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.checks import recovery_key
from intake_app.config import resources
from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.services import routes
from intake_app.ui import backup_words, problem_texts
from intake_app.ui.widgets.button import Button
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from intake_app.i18n.translator import Translator
    from intake_app.printing.document import Document
    from intake_app.printing.profile import Role as PrinterRole
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.upkeep.overview import Overview
    from intake_app.upkeep.safety import Safety

_LANE = "backup"
_ROLES = frozenset({"", "owner", "manager", "admin"})
_ASKED = 3
"""The block that is asked for, so that the paper must have been looked at."""


class SafetyKey(QWidget):
    """`changed` after the paper was confirmed. The key is in sight only after it was asked for."""

    changed = Signal()

    def __init__(self, look: Look, desk: Desk, safety: Safety) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._safety = safety
        self._blocks: tuple[str, ...] = ()
        tr = desk.tr
        self.state, self.shown, self.told = QLabel(), QLabel(), QLabel()
        self.show_key = self._button("show", tr("Show"), partial(self._ask, self._on_root))
        self.print_key = self._button("print", tr("Print"), partial(self._ask, self._on_paper))
        self.page = self._button("page", tr("Page of A4"), partial(self._ask, self._on_page))
        self.block = LineField(look, "safety.block")
        self.block.line.setPlaceholderText(tr("Block %d from the paper, to confirm") % _ASKED)
        self.block.line.setAccessibleName(tr("Block %d from the paper, to confirm") % _ASKED)
        self.block.line.entered.connect(self._on_block)
        self._lay_out()

    def show_state(self, seen: Overview) -> None:
        """Say whether it is on paper."""
        tr, look = self._desk.tr, self._look
        well = tr("On paper, confirmed")
        missing = tr("Not on paper yet: without it a lost account is lost data")
        self.state.setText(well if seen.is_confirmed else missing)
        palette = self.state.palette()
        tone = "muted" if seen.is_confirmed else "caution"
        palette.setColor(self.state.foregroundRole(), look.colour(tone))
        self.state.setPalette(palette)
        self.block.setVisible(not seen.is_confirmed)

    def _ask(self, then: Callable[[bytes], None]) -> None:
        from intake_app.upkeep import overview  # noqa: PLC0415 - imports SQLAlchemy

        if self._desk.shop.operator.role not in _ROLES:
            self._on_failed(RejectedError(Problem.KEY_ROLE))
            return
        work = partial(overview.root, self._safety)
        self._desk.jobs.device(_LANE, work, then, self._on_failed)

    def _on_root(self, root: bytes) -> None:
        blocks = recovery_key.blocks(root)
        half = len(blocks) // 2
        self.shown.setText("\n".join("   ".join(part) for part in (blocks[:half], blocks[half:])))
        self.shown.show()

    def _on_paper(self, root: bytes) -> None:
        settings = self._desk.settings
        addresses = routes.addresses(settings)
        name = next(
            (one for one in (routes.RECEIPT, routes.A4) if not addresses[one].startswith("none:")),
            "",
        )
        if not name:
            self._on_page(root)
            return
        work = partial(_print, self._document(root), addresses[name], name, settings.data / "cache")
        self._desk.jobs.device(name, work, self._on_printed, self._on_failed)

    def _on_page(self, root: bytes) -> None:
        path = self._desk.settings.data / "cache" / "recovery-key.pdf"
        work = partial(_write, self._document(root), path)
        self._desk.jobs.device(_LANE, work, self._on_written, self._on_failed)

    def _on_written(self, path: Path) -> None:
        self._tell(self._desk.tr("Print the page and close it; it is deleted with the next start"))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _on_printed(self, _nothing: None) -> None:
        self._tell(self._desk.tr("Printed: put it where money is kept, and type a block of it"))
        self.block.line.setFocus()

    def _document(self, root: bytes) -> Document:
        from intake_app.printing import recovery_sheet  # noqa: PLC0415 - few ever print it

        desk = self._desk
        about = (desk.settings.shop.name, backup_words.day(desk, desk.now()))
        tr: Translator = desk.tr
        qr = recovery_key.qr_text(root)
        return recovery_sheet.document(recovery_key.blocks(root), qr, about, tr)

    def _on_block(self) -> None:
        self._ask(self._on_compared)

    def _on_compared(self, root: bytes) -> None:
        typed = self.block.text()
        wanted = recovery_key.blocks(root)[_ASKED - 1]
        if recovery_key.plain(typed) != wanted:
            self._on_failed(RejectedError(Problem.RECOVERY_BLOCK, str(_ASKED)))
            return
        self.block.show_text("")
        self.shown.hide()
        work = partial(self._safety.keys.confirm, f"{self._desk.now():%Y-%m-%d}")
        self._desk.jobs.device(_LANE, work, self._on_confirmed, self._on_failed)

    def _on_confirmed(self, _nothing: None) -> None:
        self._tell("")
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, IntakeError):
            self._tell(problem_texts.explain(error, self._desk.tr))

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _button(self, name: str, text: str, handler: Callable[[], None]) -> Button:
        made = Button(self._look, text)
        made.setObjectName(f"safety.key.{name}")
        made.clicked.connect(handler)
        return made

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.35))
        line = QHBoxLayout()
        for button in (self.print_key, self.page, self.show_key):
            line.addWidget(button)
        line.addStretch(1)
        self.shown.setFont(look.letters(1.25, strong=True))
        self.shown.setObjectName("safety.key.blocks")
        self.told.setObjectName("safety.key.told")
        column.addWidget(self.state)
        column.addLayout(line)
        for label in (self.shown, self.told):
            label.setWordWrap(True)
            label.hide()
            column.addWidget(label)
        column.addWidget(self.block)


def _print(paper: Document, address: str, name: str, cache: Path) -> None:
    """Runs in the lane of the printer. Raises IntakeError."""
    from intake_app.printing import recovery_sheet  # noqa: PLC0415 - few ever print it
    from intake_app.printing.printer import printer  # noqa: PLC0415 - the same

    target = printer(address, cast("PrinterRole", name))
    recovery_sheet.send(paper, target, resources() / "fonts", cache)


def _write(paper: Document, path: Path) -> Path:
    from intake_app.printing import recovery_sheet  # noqa: PLC0415 - few ever print it

    return recovery_sheet.written(paper, resources() / "fonts", path)
