"""The keys on one sheet of A4, both sides of it where they are many, to hang beside the screen."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARGIN, _GAP, _KEYS = 12 * mm, 8 * mm, 31 * mm
_TITLE_PT, _LARGEST_PT, _SMALLEST_PT = 15, 10.0, 7.5
_LEADING = 1.42
_COLUMNS = 2
_SIDES = 2


@dataclass(frozen=True, slots=True)
class Group:
    """What stands under one heading: keys and what they do."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    keys: str
    text: str
    is_heading: bool = False


def pdf(title: str, groups: tuple[Group, ...], fonts: tuple[Path, Path]) -> bytes:
    """One sheet: the letters get smaller, but stay readable. `fonts`: plain and bold."""
    plain, bold = fonts
    for path in fonts:
        pdfmetrics.registerFont(TTFont(path.stem, str(path)))  # pyright: ignore[reportUnknownMemberType]
    written = BytesIO()
    canvas: Any = Canvas(written, pagesize=A4, invariant=True)
    canvas.setTitle(title)
    _Sheet(canvas, plain.stem, bold.stem).draw(title, groups)
    canvas.save()
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class _Sheet:
    canvas: Any
    plain: str
    bold: str

    def draw(self, title: str, groups: tuple[Group, ...]) -> None:
        """The heading across, the groups in columns, page after page."""
        width, height = A4
        top = height - _MARGIN - _TITLE_PT * 2.2
        column = (width - 2 * _MARGIN - _GAP * (_COLUMNS - 1)) / _COLUMNS
        points, lines = self._fitting(groups, column, top - _MARGIN)
        share = max(1, int((top - _MARGIN) / (points * _LEADING)))
        for first in range(0, len(lines), share * _COLUMNS):
            self.canvas.setFont(self.bold, _TITLE_PT)
            self.canvas.drawString(_MARGIN, height - _MARGIN - _TITLE_PT, title)
            for place, line in enumerate(lines[first : first + share * _COLUMNS]):
                left = _MARGIN + (place // share) * (column + _GAP)
                self._write(line, left, top - (place % share + 1) * points * _LEADING, points)
            self.canvas.showPage()

    def _fitting(
        self, groups: tuple[Group, ...], column: float, room: float
    ) -> tuple[float, list[_Line]]:
        """One side, or both, with letters as large as they can be."""
        points, sides = _LARGEST_PT, 1
        while True:
            lines = [line for group in groups for line in self._lines(group, column, points)]
            share = int(room / (points * _LEADING))
            if len(lines) <= share * _COLUMNS * sides:
                return points, lines
            points -= 0.25
            if points < _SMALLEST_PT:
                if sides == _SIDES:
                    return _SMALLEST_PT, lines
                points, sides = _LARGEST_PT, _SIDES

    def _lines(self, group: Group, column: float, points: float) -> Iterator[_Line]:
        yield _Line("", "")
        yield _Line("", group.title, is_heading=True)
        for keys, text in group.rows:
            first, *rest = self._wrapped(text, column - _keys_width(points), points)
            yield _Line(keys, first)
            yield from (_Line("", more) for more in rest)

    def _wrapped(self, text: str, width: float, points: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and pdfmetrics.stringWidth(longer, self.plain, points) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def _write(self, line: _Line, left: float, y: float, points: float) -> None:
        self.canvas.setFont(self.bold if line.is_heading else self.plain, points)
        aside = 0 if line.is_heading else _keys_width(points)
        self.canvas.drawString(left + aside, y, line.text)
        if line.keys:
            self.canvas.setFont(self.bold, points)
            self.canvas.drawString(left, y, line.keys)


def _keys_width(points: float) -> float:
    return _KEYS * points / _LARGEST_PT
