"""How safe everything is: last contact, last comparison, last backup, last proven restore."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from intake_app.sync.core.status import Off, Synced
from intake_app.ui import backup_words
from intake_app.ui.widgets.facts import FactList, FactRow

if TYPE_CHECKING:
    from intake_app.services.dispute_rows import Standings
    from intake_app.sync.core.status import SyncStatus
    from intake_app.ui.desk import Desk
    from intake_app.ui.exchange.indicator import Indicator
    from intake_app.ui.theme import Look
    from intake_app.upkeep.safety import SafetyState

_GIB = 1024**3
_WIDEST_EM = 60


class Seen(NamedTuple):
    """All there is to be told of."""

    standings: Standings
    status: SyncStatus | None
    contact: datetime | None
    safety: SafetyState | None


class HealthPage(QWidget):
    """What is well is said as plainly as what is not."""

    def __init__(self, look: Look, desk: Desk, indicator: Indicator) -> None:
        super().__init__()
        self._desk = desk
        self._indicator = indicator
        self.facts = FactList(look)
        self.facts.setObjectName("exchange.health.facts")
        self.facts.setMaximumWidth(look.px(_WIDEST_EM))
        self.well = QLabel()
        self.well.setObjectName("exchange.health.well")
        self.well.setWordWrap(True)
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(look.margin, look.px(0.5), look.margin, look.px(0.75))
        column.setSpacing(look.px(0.6))
        column.addWidget(self.well)
        column.addWidget(self.facts)
        column.addStretch(1)

    def show_seen(self, seen: Seen) -> None:
        """Say everything anew."""
        troubles, tr = self._troubles(seen), self._desk.tr
        status, owed = seen.status, seen.standings.owed
        # What is wrong with the exchange itself stands above, in the head of the screen.
        cell = self._indicator.say(status, owed) if status is not None else None
        is_well = cell is not None and cell.tone == "good" and not troubles
        self.well.setText("\n".join(troubles) or tr("All is well: nothing waits for you"))
        self.well.setVisible(is_well or bool(troubles))
        palette = self.well.palette()
        tone = self._look.colour("caution" if troubles else "good")
        palette.setColor(self.well.foregroundRole(), tone)
        self.well.setPalette(palette)
        self.facts.show_rows(self._rows(seen), "")

    def _rows(self, seen: Seen) -> tuple[FactRow, ...]:
        tr, safety = self._desk.tr, seen.safety
        rows = [
            FactRow(tr("Last contact with the hub"), when=self._moment(self._contact(seen))),
            FactRow(
                tr("Last comparison of all records with the hub"),
                when=self._moment(_from_ms(seen.standings.compared_ms)),
            ),
            FactRow(
                tr("Last backup of this PC"), when=self._moment(safety.made_at if safety else None)
            ),
            FactRow(
                tr("Last proven restore"), when=self._moment(safety.proven_at if safety else None)
            ),
        ]
        if safety is not None and safety.free is not None:
            free = tr("%d GB") % (safety.free // _GIB)
            rows.append(FactRow(tr("Free on the disk of this PC"), when=free))
        return tuple(rows)

    def _troubles(self, seen: Seen) -> list[str]:
        tr, safety, owed = self._desk.tr, seen.safety, seen.standings.owed
        found = [self._indicator.warning(owed)]
        if safety is not None and safety.is_tight:
            found.append(tr("Less than 2 GB are free on the disk of this PC: make room"))
        if safety is not None and safety.is_old(self._desk.now()):
            found.append(tr("No restore was proven for a month: try one in Preferences, Safety"))
        if isinstance(seen.status, Off):
            found.append(tr("No hub is set: what is made here is on this PC alone"))
        return list(dict.fromkeys(filter(None, found)))

    def _contact(self, seen: Seen) -> datetime | None:
        if isinstance(seen.status, Synced):
            return seen.status.at
        known = _from_ms(max(seen.standings.compared_ms, seen.standings.heard_ms))
        return max(filter(None, (seen.contact, known)), default=None)

    def _moment(self, at: datetime | None) -> str:
        return backup_words.moment(self._desk, at) if at else self._desk.tr("never")


def _from_ms(ms: int) -> datetime | None:
    return datetime.fromtimestamp(ms / 1000, UTC) if ms else None
