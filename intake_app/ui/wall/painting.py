"""How the board on the wall is drawn: measured by the height of its screen, read from afar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF

from intake_app.ui import stage_tints, stage_words
from intake_app.ui.stage_tints import ON_STAGE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from PySide6.QtGui import QFont, QPainter

    from intake_app.services.bench_rows import WallRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.wall.sheets import Piece
    from intake_app.ui.workshop.bench_words import BenchWords

_LINES = 30  # of body text on the height of the screen
_COLUMN_LINES = 15.5  # the width of a column in the same measure
_ROW, _HEAD, _TITLE = 2.6, 2.4, 2.0
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Frame:
    """What a screen has room for; `line` is the height of a line of text in pixels."""

    line: float
    columns: int
    rows: int
    wide: float  # of one column

    @classmethod
    def of(cls, width: int, height: int) -> Self:
        """Measure a screen."""
        line = max(12.0, height / _LINES)
        columns = max(1, int((width - line) / (line * _COLUMN_LINES)))
        rows = max(1, int((height - line * (_HEAD + _TITLE + 1.8)) / (line * _ROW)))
        return cls(line, columns, rows, (width - line) / columns)


@dataclass(frozen=True, slots=True)
class Board:
    """One drawing of the wall."""

    painter: QPainter
    look: Look
    desk: Desk
    words: BenchWords
    frame: Frame

    def column(self, place: int, piece: Piece) -> None:
        """One stage: its title in its colour, its repairs below."""
        line, wide = self.frame.line, self.frame.wide
        left = line * 0.5 + place * wide
        inner = QRectF(left + line * 0.3, line * _HEAD, wide - line * 0.6, line * _TITLE)
        self._title(inner, piece)
        top = inner.bottom() + line * 0.3
        for at, row in enumerate(piece.rows):
            self._row(QRectF(inner.left(), top + at * line * _ROW, inner.width(), line * _ROW), row)
        if piece.rest:
            foot = top + len(piece.rows) * line * _ROW
            told = self.desk.tr("and %d more") % piece.rest
            self.write(QRectF(inner.left(), foot, inner.width(), line * 1.3), told, 0.8, "muted")

    def head(self, told: Sequence[tuple[str, str]], room: float) -> None:
        """Texts of the line above all, the weightiest first: it has its place before the others.

        They stand in the other direction, as they are read; one that has no room is left out.
        """
        line, font = self.frame.line, self._font(1.1, strong=True)
        left, taken = line * 0.8, 0.0
        kept: list[tuple[str, str, float]] = []
        for text, tone in told:
            wide = QFontMetricsF(font).horizontalAdvance(text) + 2
            if taken + wide <= room - left:
                kept.append((text, tone, wide))
                taken += wide + line * 1.2
        for text, tone, wide in reversed(kept):
            place = QRectF(left, line * 0.3, wide, line * 1.8)
            self.write(place, text, 1.1, tone, strong=True)
            left += wide + line * 1.2

    def clock(self, text: str) -> float:
        """The time of the shop, at the right; returns how far it leaves room."""
        line = self.frame.line
        wide = self.frame.wide * self.frame.columns
        place = QRectF(line * 0.5, line * 0.3, wide - line * 0.3, line * 1.8)
        self.write(place, text, 1.1, "text", right=True)
        return place.right() - QFontMetricsF(self._font(1.1)).horizontalAdvance(text) - line

    def write(  # noqa: PLR0913 - keywords of one drawing
        self,
        place: QRectF,
        text: str,
        size: float,
        tone: str,
        *,
        strong: bool = False,
        right: bool = False,
    ) -> None:
        """A line of text, with an ellipsis where it is too long."""
        font = self._font(size, strong=strong)
        self.painter.setFont(font)
        self.painter.setPen(self.look.colour(tone) if tone != ON_STAGE else QColor(ON_STAGE))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        self.painter.drawText(place, _RIGHT if right else _LEFT, shown)

    def _title(self, place: QRectF, piece: Piece) -> None:
        line, painter = self.frame.line, self.painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(stage_tints.fill(self.desk, piece.stage)))
        painter.drawRoundedRect(place, line * 0.35, line * 0.35)
        size = line * 1.0
        icon = QRectF(place.left() + line * 0.4, place.center().y() - size / 2, size, size)
        self.look.icons.paint(painter, stage_words.ICONS.get(piece.stage, "help"), ON_STAGE, icon)
        late = self.desk.tr("late: %d") % piece.late if piece.late else ""
        told = "   ".join(filter(None, (late, str(piece.count))))
        room = QFontMetricsF(self._font(0.95, strong=True)).horizontalAdvance(told) + line * 0.5
        words = place.adjusted(line * 1.8, 0, -room - line * 0.4, 0)
        self.write(words, stage_words.label(self.desk, piece.stage), 0.95, ON_STAGE, strong=True)
        counts = place.adjusted(0, 0, -line * 0.5, 0)
        self.write(counts, told, 0.95, ON_STAGE, strong=True, right=True)

    def _row(self, place: QRectF, row: WallRow) -> None:
        """Number and promise above, device and technician below; a late one in red, with a bar."""
        line, painter, look = self.frame.line, self.painter, self.look
        card = place.adjusted(0, line * 0.12, 0, -line * 0.12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(card, line * 0.25, line * 0.25)
        if row.is_late:
            painter.setBrush(look.colour("bad"))
            painter.drawRoundedRect(
                QRectF(card.left(), card.top(), line * 0.22, card.height()), 2, 2
            )
        inner = card.adjusted(line * 0.5, line * 0.08, -line * 0.4, -line * 0.08)
        half = inner.height() / 2
        upper = QRectF(inner.left(), inner.top(), inner.width(), half)
        lower = QRectF(inner.left(), inner.top() + half, inner.width(), half)
        tone = "bad" if row.is_late else "text"
        told = self.words.moment(row.promised_at) if row.promised_at is not None else ""
        self._sides(upper, (row.number, told), tone, strong=True)
        self._sides(lower, (row.device, row.technician), "muted")

    def _sides(
        self, place: QRectF, texts: tuple[str, str], tone: str, *, strong: bool = False
    ) -> None:
        """Two texts at the ends of one line; the right one gives way last."""
        size = 0.85
        first, second = texts
        room = QFontMetricsF(self._font(size, strong=strong)).horizontalAdvance(second)
        room = min(room + self.frame.line * 0.4, place.width() * 0.6) if second else 0.0
        self.write(place.adjusted(0, 0, -room, 0), first, size, tone, strong=strong)
        right = place.adjusted(place.width() - room, 0, 0, 0)
        self.write(right, second, size, tone, strong=strong, right=True)

    def _font(self, size: float, *, strong: bool = False) -> QFont:
        font = self.look.letters(strong=strong, tabular=True)
        font.setPixelSize(round(self.frame.line * size * 0.82))
        return font
