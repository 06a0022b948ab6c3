"""How money is told: kinds of payments, ways, how the cheque of one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.i18n import formats
from intake_app.ui.money.payment_kinds import KINDS, METHODS, STATES, UNSETTLED

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.services.money_rows import PaymentRow
    from intake_app.ui.desk import Desk

_EMULATOR = "emulator"


class MoneyWords:
    """Sums, moments and states in the language of the screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)

    def sum(self, minor: int, currency: str = "") -> str:
        """An amount; what goes out has a minus."""
        shown = currency or self._desk.settings.shop.currency
        return formats.amount(minor, shown, self._desk.tr.language)

    def payment(self, row: PaymentRow) -> str:
        """The sum of a payment; nothing for what only has a cheque."""
        minor = row.minor or row.owed
        return self.sum(minor) if minor else ""

    def when(self, at: datetime) -> str:
        """A moment by the clock of the shop."""
        year = self._desk.now().astimezone(self._zone).year
        return formats.moment(at, self._desk.tr.language, self._zone, year=year)

    def kind(self, code: str) -> str:
        """What it was."""
        return self._desk.tr(KINDS.get(code, code))

    def method(self, code: str) -> str:
        """Which way it came."""
        return self._desk.tr(METHODS.get(code, code))

    def cheque(self, row: PaymentRow) -> str:
        """Its fiscal cheque, or that there is none though one is due."""
        tr = self._desk.tr
        if row.cheque is not None:
            number = tr("FD %s") % row.cheque.fd
            is_play = row.cheque.registrar == _EMULATOR
            return f"{tr('EMULATOR')} {number}" if is_play else number
        return tr(STATES.get(row.job_state, UNSETTLED)) if row.wants_cheque else ""
