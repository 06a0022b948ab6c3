"""A dry run: what a first transfer would do, counted and listed before anything is written."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from intake_app.i18n.translator import N_
from intake_app.ui import crm_fields, crm_words
from intake_app.ui.preferences.dress import dress
from intake_app.ui.preferences.row_list import TallRowList
from intake_app.ui.widgets.button import Button, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from intake_app.services.dispute_rows import Whose
    from intake_app.sync.core.wire_crm_work import DryReply, DryRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_WHAT: Mapping[str, str] = MappingProxyType(
    {
        "create": N_("is made there"),
        "link": N_("is linked to"),
        "skip": N_("is left out"),
        "conflict": N_("is asked about"),
    }
)


class CrmLooking(QWidget):
    """`stop_asked` breaks it off, `start_asked` begins the transfer."""

    stop_asked = Signal()
    start_asked = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        tr = desk.tr
        self.told = QLabel()
        self.told.setObjectName("crm.dry")
        self.told.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setObjectName("crm.dry.progress")
        self.progress.setAccessibleName(tr("How far the dry run is"))
        self.rows = TallRowList(look)
        self.rows.setObjectName("crm.dry.rows")
        self.rows.setAccessibleName(tr("What would become of each record"))
        self.stop = Button(look, tr("Stop looking"))
        self.stop.setObjectName("crm.dry.stop")
        self.start = Button(look, tr("Start the transfer"), role=Role.PRIMARY)
        self.start.setObjectName("crm.dry.start")
        self._arrange()
        self.stop.clicked.connect(self.stop_asked)
        self.start.clicked.connect(self.start_asked)

    def begin(self) -> None:
        """Nothing is known yet."""
        self.told.setText(self._desk.tr("Looking; nothing is written …"))
        self._list((), ())
        for part in (self.progress, self.rows, self.stop, self.start):
            part.hide()

    def show_reply(self, found: DryReply, named: Sequence[Whose]) -> None:
        """Say how far it is, or what it came to; `named` are our names of its rows."""
        tr = self._desk.tr
        self.progress.setMaximum(found.total)
        self.progress.setValue(found.done)
        self.progress.setVisible(not found.is_done)
        self.stop.setVisible(not found.is_done)
        self.start.setVisible(found.is_done and not found.why)
        self.rows.setVisible(bool(found.rows))
        if not found.is_done:
            self.told.setText(tr("Looking; nothing is written …"))
        elif found.why:
            self.told.setText(crm_words.why(found.why, "", self._desk))
        else:
            counts = tr("%(create)d to make · %(link)d to link · %(skip)d to leave out · ")
            asked = tr("%(conflict)d to ask about")
            self.told.setText((counts + asked) % _counts(found))
        self._list(found.rows, named)

    def _list(self, rows: Sequence[DryRow], named: Sequence[Whose]) -> None:
        tr = self._desk.tr
        self.rows.clear()
        for row, whose in zip(rows, named, strict=True):
            kind = tr(crm_fields.KINDS.get(row.kind, row.kind))
            what = tr(_WHAT.get(row.what, row.what))
            there = " ".join(filter(None, (row.remote and f"№ {row.remote}", row.words)))
            become = f"{what}: {there}" if row.words else f"{what} {there}".strip()
            said = [f"{kind} {whose.title}".strip(), become]
            QListWidgetItem(" · ".join(said), self.rows)
        self.rows.fit()

    def _arrange(self) -> None:
        look = self._look
        dress(self.rows, look)
        self.rows.setMinimumHeight(look.px(10))
        buttons = QHBoxLayout()
        buttons.addWidget(self.start)
        buttons.addWidget(self.stop)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.told, self.progress, self.rows):
            column.addWidget(widget)
        column.addLayout(buttons)


def _counts(found: DryReply) -> dict[str, int]:
    return {
        "create": found.create,
        "link": found.link,
        "skip": found.skip,
        "conflict": found.conflict,
    }
