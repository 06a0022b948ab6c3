"""What not everybody in a shop may do, in words."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.rights import Right
from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[Right, str] = MappingProxyType(
    {
        Right.SEE_PASSCODE: N_("See the passcode of a device"),
        Right.MOVE: N_("Move orders from stage to stage"),
        Right.WORK: N_("Repair: take into work, test, say it is ready"),
        Right.HOLD: N_("Stop work; set aside what nobody fetches"),
        Right.DISPOSE: N_("Sell or scrap what nobody fetched"),
        Right.TAKE_NEXT: N_("Take the next repair from the queue"),
        Right.SEE_PASSED: N_("See who passed over what in the queue"),
        Right.DIAGNOSE: N_("Write down a diagnosis"),
        Right.APPROVE: N_("Record what the client agreed to"),
        Right.ISSUE: N_("Hand devices over"),
        Right.ISSUE_IN_DEBT: N_("Hand over what is not paid for"),
        Right.TAKE_MONEY: N_("Take money"),
        Right.REFUND: N_("Give money back"),
        Right.SHIFT: N_("Open and close a cash shift"),
        Right.CASH_OUT: N_("Take cash out of the box"),
        Right.STOCK: N_("Receive and write off parts"),
        Right.PRICES: N_("Change the price list, see costs"),
        Right.STORE: N_("Put devices into their places"),
        Right.LEND: N_("Lend loaners"),
        Right.FIGURES: N_("See the figures of the shop"),
        Right.CRM: N_("Set up the exchange with a CRM"),
        Right.RULES: N_("Change stages and rights"),
    }
)
