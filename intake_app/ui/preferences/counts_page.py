"""How fast intakes go at this desk: counted, never watched."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel
from typing_extensions import override

from intake_app.ui.preferences.page import PreferencePage

if TYPE_CHECKING:
    from intake_app.services.rows import Pace
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

SPANS = (7, 30, 365)


class CountsPage(PreferencePage):
    """Read only; a column for each span of days."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "How long an intake takes at this PC, from the first key to Ctrl+Enter: the middle of"
            " all. Only counts are kept, never what was typed, and they stay here."
        )
        super().__init__(look, desk, tr("Pace of intakes"), about)
        self._cells: dict[tuple[int, int], QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(2.0))
        self._grid.setVerticalSpacing(look.px(0.4))
        self.body.addLayout(self._grid)
        self._lay_out_table()

    @override
    def refresh(self) -> None:
        """Ask again; the answer comes from the store lane."""
        self.desk.jobs.store(partial(_paces, self.desk.shop), self._on_paces)

    def _on_paces(self, paces: tuple[Pace, ...]) -> None:
        for column, pace in enumerate(paces, start=1):
            said = (
                str(pace.intakes),
                f"{pace.seconds:.1f}",
                f"{pace.keys:g}",
                f"{pace.corrections:g}",
                f"{pace.scans:g}",
                str(pace.with_mouse),
            )
            for line, text in enumerate(said, start=1):
                self._cells[line, column].setText(text if pace.intakes else "–")

    def _lay_out_table(self) -> None:
        tr = self.desk.tr
        heads = (tr.plural("%d day", "%d days", span) % span for span in SPANS)
        for column, text in enumerate(heads, start=1):
            self._put(0, column, text, "muted")
        rows = (
            tr("Intakes"),
            tr("Seconds"),
            tr("Keys pressed"),
            tr("Corrections among them"),
            tr("Scans"),
            tr("Intakes with the mouse"),
        )
        for line, text in enumerate(rows, start=1):
            self._put(line, 0, text, "muted")
            for column in range(1, len(SPANS) + 1):
                self._cells[line, column] = self._put(line, column, "–", "text")
        self._grid.setColumnStretch(len(SPANS) + 1, 1)

    def _put(self, line: int, column: int, text: str, tone: str) -> QLabel:
        label = QLabel(text)
        label.setObjectName(f"counts.{line}.{column}")
        label.setFont(self.look.letters(tabular=True))
        palette = label.palette()
        palette.setColor(label.foregroundRole(), self.look.colour(tone))
        label.setPalette(palette)
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(label, line, column, side)
        return label


def _paces(shop: Shop) -> tuple[Pace, ...]:
    return tuple(shop.services.counts.pace(span) for span in SPANS)
