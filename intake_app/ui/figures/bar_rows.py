"""Where the words, the value and the bar of a row stand; nothing is ever cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics

_WRAPPED = Qt.TextFlag.TextWordWrap
_ENDLESS = 10_000


class BarRow(NamedTuple):
    """The places of one bar, and of all of it."""

    label: QRect
    value: QRect
    bar: QRect
    whole: QRect


def place(
    texts: tuple[str, str],
    room: tuple[int, int, int],
    fonts: tuple[QFontMetrics, QFontMetrics],
    thick: int,
) -> BarRow:
    """`texts`: label and value; `room`: left, top, width. A value that has no room goes below."""
    (label, value), (left, top, width) = texts, room
    words, numbers = fonts
    wide = numbers.horizontalAdvance(value) + thick * 2
    beside = words.horizontalAdvance(label) + wide <= width
    inner = QRect(left, top, width - wide if beside else width, _ENDLESS)
    high = words.boundingRect(inner, _WRAPPED, label).height()
    shown = QRect(left, top, inner.width(), high)
    line = top if beside else top + high
    number = QRect(left, line, width, numbers.height())
    low = max(shown.bottom(), number.bottom()) + 2
    bar = QRect(left, low, width, thick)
    whole = QRect(left - thick, top - 1, width + 2 * thick, low + thick - top + 4)
    return BarRow(shown, number, bar, whole)
