"""How money is told: kinds of payments, ways, how the cheque of one stands."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.checks.account import Kind
from intake_app.checks.till import Move
from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.ui import words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from intake_app.services.money_rows import PaymentRow
    from intake_app.ui.desk import Desk

KINDS: Mapping[str, str] = MappingProxyType(
    {
        Kind.PREPAYMENT: N_("Prepayment"),
        Kind.PAYMENT: N_("Payment"),
        Kind.REFUND: N_("Refund"),
        Kind.CORRECTION: N_("Entered by mistake"),
        Kind.REVERSAL: N_("Order taken back"),
        Kind.OFFSET: N_("From another order"),
        Kind.ON_ACCOUNT: N_("On account"),
        Kind.SETTLEMENT: N_("Settled at the hand-over"),
        Move.IN: N_("Put in"),
        Move.OUT: N_("Taken out"),
        Move.COLLECTED: N_("Collected"),
        Move.DEPOSIT: N_("Deposit for a loaner"),
    }
)
METHODS: Mapping[str, str] = MappingProxyType(
    {**words.PAYMENT_METHODS, "offset": N_("Offset"), "account": N_("Pays later")}
)
UNSETTLED = N_("No fiscal cheque yet")
_STATES: Mapping[str, str] = MappingProxyType(
    {
        "new": N_("No fiscal cheque yet"),
        "sending": N_("The register is at it"),
        "refused": N_("The register refused"),
        "expired": N_("The register's shift is longer than a day: close it, F8"),
        "unknown": N_("Nobody knows: the register is being asked"),
    }
)
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
        return tr(_STATES.get(row.job_state, UNSETTLED)) if row.wants_cheque else ""
