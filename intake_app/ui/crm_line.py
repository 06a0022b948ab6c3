"""One quiet line on a card: where this record stands in the CRMs of the shop."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from intake_app.ui import crm_fields, crm_words

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.shop import Shop
    from intake_app.sync.core.wire_crm_work import CrmLinkInfo
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

LANE = "crm"
_LOUD = frozenset({"refused", "asked", "deleted", "merged"})


class CrmLine(QLabel):
    """Hidden where no CRM is; asked of the hub in a lane, so a card never waits for it."""

    def __init__(self, look: Look, desk: Desk, kind: str) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._kind = kind
        self._uid: UUID | None = None
        self.setObjectName(f"crm.line.{kind}")
        self.setFont(look.small)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def show_record(self, uid: UUID) -> None:
        """Ask about a record; what was said of another one goes at once."""
        if uid != self._uid:
            self._uid = uid
            self.hide()
        if self._desk.shop.crms:
            job = partial(_links, self._desk.shop, self._kind, uid)
            self._desk.jobs.device(LANE, job, partial(self._on_links, uid), self._on_failed)

    def _on_links(self, uid: UUID, links: tuple[CrmLinkInfo, ...]) -> None:
        if uid != self._uid:
            return
        loud = any(one.state in _LOUD for one in links)
        palette = self.palette()
        tone = self._look.colour("caution" if loud else "muted")
        palette.setColor(self.foregroundRole(), tone)
        self.setPalette(palette)
        self.setText("\n".join(map(self._said, links)))
        self.setVisible(bool(links))

    def _on_failed(self, _error: Exception) -> None:
        """The hub is away: the status bar says so, and what was known stays."""

    def _said(self, one: CrmLinkInfo) -> str:
        tr = self._desk.tr
        said = [f"{tr('CRM')}: {one.name}", tr(crm_words.LINKS.get(one.state, one.state))]
        if one.remote:
            said.append(f"№ {one.remote}")
        said += [
            f"{tr(crm_fields.FIELDS.get(n, n)).lower()} {v}" for n, v in one.theirs.items() if v
        ]
        if one.words:
            said.append(one.words)
        return " · ".join(said)


def _links(shop: Shop, kind: str, uid: UUID) -> tuple[CrmLinkInfo, ...]:
    """Runs in the lane of CRMs."""
    return shop.crm.links(kind, uid) if shop.crm is not None else ()
