"""How one CRM stands: address, last contact, its key, and how far the transfer is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from intake_app.ui import backup_words, crm_words
from intake_app.ui.widgets.facts import FactList, FactRow

if TYPE_CHECKING:
    from intake_app.sync.core.wire_crm import CrmState
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class CrmFacts(QWidget):
    """Read, not typed."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._look = look
        self.facts = FactList(look)
        self.facts.setObjectName("crm.facts")
        self.trouble = QLabel()
        self.trouble.setObjectName("crm.trouble")
        self.trouble.setWordWrap(True)
        palette = self.trouble.palette()
        palette.setColor(self.trouble.foregroundRole(), look.colour("caution"))
        self.trouble.setPalette(palette)
        self.progress = QProgressBar()
        self.progress.setObjectName("crm.progress")
        self.progress.setAccessibleName(desk.tr("How far the transfer is"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.trouble, self.progress, self.facts):
            column.addWidget(widget)

    def show_state(self, one: CrmState) -> None:
        """Say everything anew."""
        tr, desk = self._desk.tr, self._desk
        said = [crm_words.why(one.why, one.words, desk)] if one.state == "stopped" else []
        said.append(crm_words.key_warning(one, desk))
        self.trouble.setText("\n".join(filter(None, said)))
        self.trouble.setVisible(any(said))
        self.progress.setMaximum(max(1, one.sent + one.waiting))
        self.progress.setValue(one.sent)
        self.progress.setVisible(bool(one.waiting) and one.state in {"running", "paused"})
        rows = [
            FactRow(tr("Address"), one.address, one.title),
            FactRow(tr("State"), crm_words.counts(one, desk), crm_words.state(one, desk)),
            FactRow(tr("Last contact"), when=self._moment(one.contact_ms)),
        ]
        if one.product:
            rows.insert(1, FactRow(tr("It says it is"), when=one.product))
        if one.key_ends_ms:
            ends = datetime.fromtimestamp(one.key_ends_ms / 1000, UTC)
            rows.append(FactRow(tr("The key works until"), when=backup_words.day(desk, ends)))
        if one.refused or one.notices:
            count = tr("%d: see Exchange, CRM") % (one.refused + one.notices)
            rows.append(FactRow(tr("To look at"), when=count))
        self.facts.show_rows(tuple(rows), "")

    def _moment(self, ms: int) -> str:
        if not ms:
            return self._desk.tr("never")
        return backup_words.moment(self._desk, datetime.fromtimestamp(ms / 1000, UTC))
