"""What kinds of payments, ways and states of cheques are called."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.account import Kind
from intake_app.checks.till import Move
from intake_app.i18n.translator import N_
from intake_app.ui import words

if TYPE_CHECKING:
    from collections.abc import Mapping

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
STATES: Mapping[str, str] = MappingProxyType(
    {
        "new": N_("No fiscal cheque yet"),
        "sending": N_("The register is at it"),
        "refused": N_("The register refused"),
        "expired": N_("The register's shift is longer than a day: close it, F8"),
        "unknown": N_("Nobody knows: the register is being asked"),
    }
)
