"""Charts in as many columns as there is room for, each where least stands already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from intake_app.ui.figures.chart_view import ChartView
    from intake_app.ui.theme import Look

_LEAST_EM = 25
_MOST = 3


class Columns(QWidget):
    """The page that scrolls; it takes the height its charts need."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._charts: tuple[ChartView, ...] = ()

    def hold(self, charts: Sequence[ChartView]) -> None:
        """Take these charts in."""
        for chart in charts:
            chart.setParent(self)
            chart.show()
        self._charts = tuple(charts)
        self.arrange()

    def arrange(self) -> None:
        """Put every chart where it belongs at this width."""
        look, width = self._look, self.width()
        edge, gap = look.px(1.0), look.px(0.8)
        count = max(1, min(_MOST, (width - 2 * edge) // look.px(_LEAST_EM)))
        wide = (width - 2 * edge - gap * (count - 1)) // count
        downs = [0] * count
        for chart in self._charts:
            place = downs.index(min(downs))
            high = chart.heightForWidth(wide)
            chart.setGeometry(edge + place * (wide + gap), downs[place], wide, high)
            downs[place] += high + gap
        self.setMinimumHeight(max(downs, default=0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
