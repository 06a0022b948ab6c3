"""The way back: backups by date, a look into one, and the restore that begins with a new start."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from intake_app.errors import IntakeError
from intake_app.ui import backup_words, problem_texts
from intake_app.ui.preferences.dress import dress
from intake_app.ui.preferences.row_list import RowList
from intake_app.ui.widgets.button import Button, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.upkeep.places import Backup, Place
    from intake_app.upkeep.restores import Preview
    from intake_app.upkeep.safety import Safety

_LANE = "backup"
_FILE = Qt.ItemDataRole.UserRole
_ROWS_EM = 9


class SafetyBackups(QWidget):
    """Enter looks into the chosen one; only after that it can be restored, by a second button."""

    restart_asked = Signal()

    def __init__(self, look: Look, desk: Desk, safety: Safety) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._safety = safety
        tr = desk.tr
        self.list, self.rows, self.told = RowList(), QListWidget(), QLabel()
        self.list.empty = tr("No backups yet")
        self.look_into = self._button("look", tr("Look into it"), self._on_look)
        self.restore = self._button("restore", tr("Restore and start anew"), self._on_restore)
        self._lay_out()
        self.list.itemActivated.connect(self._on_look)
        self.list.currentItemChanged.connect(self._on_chosen)

    def show_backups(self, backups: tuple[tuple[Place, Backup], ...]) -> None:
        """List them, the newest first; the chosen one stays chosen."""
        tr, desk = self._desk.tr, self._desk
        chosen = self._chosen()
        self.list.clear()
        for place, backup in backups:
            said = backup.manifest
            orders = tr("not proven") if said is None else tr("orders: %d") % said.orders
            name = place.name or tr("beside the data")
            text = f"{backup_words.moment(desk, backup.made_at)}   {orders}   {name}"
            row = QListWidgetItem(text, self.list)
            row.setData(_FILE, str(backup.file))
            if str(backup.file) == chosen:
                self.list.setCurrentItem(row)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)

    def _chosen(self) -> str:
        return str(self.list.currentItem().data(_FILE)) if self.list.currentRow() >= 0 else ""

    def _on_chosen(self) -> None:
        self.rows.hide()
        self.restore.hide()
        self._tell("")

    def _on_look(self) -> None:
        from intake_app.upkeep import overview  # noqa: PLC0415 - imports SQLAlchemy

        chosen = self._chosen()
        if chosen:
            self._tell(self._desk.tr("Opening …"))
            work = partial(overview.preview, self._safety, Path(chosen))
            self._desk.jobs.device(_LANE, work, self._on_seen, self._on_failed)

    def _on_seen(self, seen: Preview) -> None:
        tr, said = self._desk.tr, seen.manifest
        self.rows.clear()
        for row in seen.rows:
            self.rows.addItem(f"{row.number}   {row.client}   {row.fault}")
        told = tr("Orders: %d, clients: %d. What is here is put aside, what was not sent stays.")
        self._tell(told % (said.orders, said.clients))
        self.rows.show()
        self.restore.show()
        self.rows.setFocus()

    def _on_restore(self) -> None:
        from intake_app.upkeep import repair  # noqa: PLC0415 - only now

        work = partial(repair.wish, self._safety, Path(self._chosen()))
        self._desk.jobs.device(_LANE, work, self._on_wished, self._on_failed)

    def _on_wished(self, _nothing: None) -> None:
        self.restart_asked.emit()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, IntakeError):
            self._tell(problem_texts.explain(error, self._desk.tr))

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _button(self, name: str, text: str, handler: Callable[[], None]) -> Button:
        made = Button(self._look, text, role=Role.PLAIN)
        made.setObjectName(f"safety.{name}")
        made.clicked.connect(handler)
        return made

    def _lay_out(self) -> None:
        look, tr = self._look, self._desk.tr
        self.list.setObjectName("safety.backups")
        self.list.setAccessibleName(tr("Backups"))
        self.rows.setObjectName("safety.rows")
        self.rows.setAccessibleName(tr("Orders of the backup"))
        self.told.setObjectName("safety.backups.told")
        self.told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.35))
        line = QHBoxLayout()
        for button in (self.look_into, self.restore):
            line.addWidget(button)
        line.addStretch(1)
        for listed in (self.list, self.rows):
            dress(listed, look)
            listed.setFixedHeight(look.px(_ROWS_EM))
        for widget in (self.list, self.told, self.rows):
            column.addWidget(widget)
        column.addLayout(line)
        for later in (self.told, self.rows, self.restore):
            later.hide()
