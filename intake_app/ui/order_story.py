"""What happened to an order, the latest at the foot, as people would tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from intake_app.i18n import formats
from intake_app.ui import story_words
from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from intake_app.services.rows import EventRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


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

    def _add(self, grid: QGridLayout, line: int, event: EventRow) -> None:
        look = self._look
        icon = QLabel()
        name = story_words.ICONS.get(event.kind, "info-circle")
        icon.setPixmap(look.icons.pixmap(name, look.tokens.muted, look.px(1.2), 2.0))
        text = QLabel(story_words.told(event, self._desk))
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
