"""The figures of the shop on one sheet of A4: bars in two columns, values written at them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from intake_app.printing.transport import Parcel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from intake_app.printing.printer import Printer
    from intake_app.services.charts import Bar, Chart, Paper

_MARGIN, _GAP = 12 * mm, 8 * mm
_TITLE_PT, _LARGEST_PT, _SMALLEST_PT = 15, 9.0, 5.0
_LEADING, _BAR = 1.3, 0.55
_COLUMNS = 2
_GREY, _LIGHT, _RED = 0.25, 0.62, (0.7, 0.1, 0.1)


def pdf(paper: Paper, fonts: tuple[Path, Path]) -> bytes:
    """One page, whatever there is to say: the letters get smaller. `fonts`: plain and bold."""
    plain, bold = fonts
    for path in fonts:
        pdfmetrics.registerFont(TTFont(path.stem, str(path)))  # pyright: ignore[reportUnknownMemberType]
    written = BytesIO()
    canvas: Any = Canvas(written, pagesize=A4, invariant=True)
    canvas.setTitle(paper.title)
    _Sheet(canvas, plain.stem, bold.stem).draw(paper)
    canvas.save()
    return written.getvalue()


def send(payload: bytes, printer: Printer) -> None:
    """Print it now, in the lane of the printer. Raises UnavailableError, RejectedError."""
    printer.transport.send(Parcel(f"figures-{uuid4().hex}", payload, bytes, {}))


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a chart: words, or words with a bar under them."""

    text: str
    value: str = ""
    bar: Bar | None = None
    share: float = 0.0
    inner: float = 0.0
    is_heading: bool = False

    @property
    def height(self) -> float:
        return _LEADING + (_BAR + 0.35 if self.bar is not None else 0.0)


@dataclass(frozen=True, slots=True)
class _Sheet:
    canvas: Any
    plain: str
    bold: str

    def draw(self, paper: Paper) -> None:
        """The heading across, the charts in columns."""
        width, height = A4
        top = height - _MARGIN - _TITLE_PT
        self.canvas.setFont(self.bold, _TITLE_PT)
        self.canvas.drawString(_MARGIN, top, paper.title)
        self.canvas.setFont(self.plain, _LARGEST_PT)
        top -= _LARGEST_PT * 1.6
        self.canvas.drawString(_MARGIN, top, paper.about)
        column = (width - 2 * _MARGIN - _GAP * (_COLUMNS - 1)) / _COLUMNS
        top -= _LARGEST_PT
        points = _LARGEST_PT
        placed = self._placed(paper.charts, column, top - _MARGIN, points)
        while placed is None and points > _SMALLEST_PT:
            points -= 0.25
            placed = self._placed(paper.charts, column, top - _MARGIN, points)
        for place, down, row in placed or ():
            left = _MARGIN + place * (column + _GAP)
            self._write(row, (left, top - down), column, points)
        self.canvas.showPage()

    def _placed(
        self, charts: tuple[Chart, ...], column: float, room: float, points: float
    ) -> list[tuple[int, float, _Row]] | None:
        """Where each row stands; None when letters of that size do not fit. No chart is torn."""
        found: list[tuple[int, float, _Row]] = []
        place, down = 0, 0.0
        for chart in charts:
            rows = list(self._rows(chart, column, points))
            high = sum(row.height for row in rows) * points
            if down and down + high > room:
                place, down = place + 1, 0.0
            if place >= _COLUMNS or high > room:
                return None if points > _SMALLEST_PT else found
            for row in rows:
                found.append((place, down, row))
                down += row.height * points
            down += points
        return found

    def _rows(self, chart: Chart, column: float, points: float) -> Iterator[_Row]:
        for line in self._wrapped(chart.title, column, points, self.bold):
            yield _Row(line, is_heading=True)
        for bar in chart.bars:
            share, inner = (
                (bar.size / chart.most, bar.inner / chart.most) if chart.most > 0 else (0.0, 0.0)
            )
            value = pdfmetrics.stringWidth(bar.text, self.bold, points) + points
            *more, last = self._wrapped(bar.label, max(column - value, column / 3), points)
            yield from (_Row(line) for line in more)
            yield _Row(last, bar.text, bar, share, inner)
        for line in self._wrapped(chart.note, column, points) if chart.note else ():
            yield _Row(line)

    def _wrapped(self, text: str, width: float, points: float, font: str = "") -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and pdfmetrics.stringWidth(longer, font or self.plain, points) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def _write(self, row: _Row, corner: tuple[float, float], column: float, points: float) -> None:
        canvas, (left, top) = self.canvas, corner
        bar = row.bar
        is_bad = bar is not None and bar.bad
        canvas.setFillColorRGB(*(_RED if is_bad else (0, 0, 0)))
        canvas.setFont(self.bold if row.is_heading else self.plain, points)
        canvas.drawString(left, top - points, row.text)
        if bar is None:
            return
        canvas.setFont(self.bold, points)
        canvas.drawRightString(left + column, top - points, row.value)
        low, high = top - points * (_LEADING + _BAR), points * _BAR
        canvas.setFillGray(0.92)
        canvas.rect(left, low, column, high, stroke=0, fill=1)
        if is_bad:
            canvas.setFillColorRGB(*_RED)
        else:
            canvas.setFillGray(_GREY)
        canvas.rect(left, low, column * max(0.0, row.share), high, stroke=0, fill=1)
        canvas.setFillGray(_LIGHT)
        canvas.rect(left, low, column * max(0.0, row.inner), high, stroke=0, fill=1)
        canvas.setFillGray(0)
