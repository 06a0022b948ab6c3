"""What happened to an order, the latest at the foot, as people would tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.ui import paper_words, stage_words, words
from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from intake_app.services.rows import EventRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_ICONS = {
    "accepted": "clipboard-plus",
    "stage": "arrow-right",
    "comment": "message",
    "payment": "coin",
    "print": "printer",
    "passcode": "eye",
    "photo": "plus",
}
_SAID = {"accepted": N_("Taken in"), "passcode": N_("Looked at the passcode")}


class OrderStory(QScrollArea):
    """Rebuilt whole for each card; stays at its foot, where the news are."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        slim(self, look)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)

    def show_events(self, events: tuple[EventRow, ...]) -> None:
        """Replace everything."""
        look = self._look
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(look.px(1.0), look.px(0.75), look.px(1.0), look.px(0.75))
        grid.setHorizontalSpacing(look.px(0.7))
        grid.setVerticalSpacing(look.px(0.6))
        grid.setColumnStretch(1, 1)
        for line, event in enumerate(events):
            self._add(grid, line, event)
        grid.setRowStretch(len(events), 1)
        self.setWidget(page)
        page.setAutoFillBackground(False)  # setWidget turns it on

    def tell(self, event: EventRow) -> str:
        """One event in words."""
        tr = self._desk.tr
        match event.kind:
            case "accepted" | "passcode":
                return tr(_SAID[event.kind])
            case "stage":
                stage = stage_words.label(self._desk, event.code)
                return f"{stage} – {event.text}" if event.text else stage
            case "payment":
                return self._payment(event)
            case "print":
                return tr("Printed: %s") % tr(paper_words.PAPERS.get(event.code, event.code))
            case "photo":
                said = tr.plural("%d photo", "%d photos", int(event.code)) % int(event.code)
            case _:
                said = event.text
        return said

    def _payment(self, event: EventRow) -> str:
        tr = self._desk.tr
        method = tr(words.PAYMENT_METHODS.get(event.code, event.code)).lower()
        if event.amount is None:
            return method
        sum_ = formats.amount(event.amount.minor, event.amount.currency, tr.language)
        return tr("Paid %(sum)s, %(method)s") % {"sum": sum_, "method": method}

    def _add(self, grid: QGridLayout, line: int, event: EventRow) -> None:
        look = self._look
        icon = QLabel()
        name = _ICONS.get(event.kind, "info-circle")
        icon.setPixmap(look.icons.pixmap(name, look.tokens.muted, look.px(1.2), 2.0))
        text = QLabel(self.tell(event))
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        said = formats.moment(event.at, self._desk.tr.language, self._zone)
        who = QLabel("\n".join(filter(None, (said, event.by))))
        who.setFont(look.letters(0.9, tabular=True))
        who.setAlignment(Qt.AlignmentFlag.AlignRight)
        palette = who.palette()
        palette.setColor(who.foregroundRole(), look.colour("muted"))
        who.setPalette(palette)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(icon, line, 0, top)
        grid.addWidget(text, line, 1, top)
        grid.addWidget(who, line, 2, top)

    def _on_range(self, _low: int, high: int) -> None:
        self.verticalScrollBar().setValue(high)
