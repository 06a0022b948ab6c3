"""How the stages of a repair are called, here and to the client, and their icons."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks import stage_choices
from intake_app.checks.stage_rules import Seen
from intake_app.checks.stages import Stage
from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.ui.desk import Desk

WORDS: Mapping[str, str] = MappingProxyType(
    {
        Stage.ACCEPTED: N_("Accepted"),
        Stage.DIAGNOSTICS: N_("In diagnostics"),
        Stage.AWAITING_APPROVAL: N_("Awaiting approval"),
        Stage.AWAITING_PREPAYMENT: N_("Awaiting prepayment"),
        Stage.AWAITING_PARTS: N_("Awaiting parts"),
        Stage.IN_REPAIR: N_("In repair"),
        Stage.OUTSOURCED: N_("Sent out"),
        Stage.TESTING: N_("Quality check"),
        Stage.ON_HOLD: N_("On hold"),
        Stage.READY: N_("Ready for pickup"),
        Stage.READY_NO_REPAIR: N_("Ready, not repaired"),
        Stage.ISSUED: N_("Handed over"),
        Stage.ISSUED_NO_REPAIR: N_("Handed over, not repaired"),
        Stage.UNCLAIMED: N_("Unclaimed"),
        Stage.DISPOSED: N_("Disposed of"),
        Stage.CANCELLED: N_("Cancelled"),
    }
)
ICONS: Mapping[str, str] = MappingProxyType(
    {
        Stage.ACCEPTED: "clipboard-text",
        Stage.DIAGNOSTICS: "stethoscope",
        Stage.AWAITING_APPROVAL: "message",
        Stage.AWAITING_PREPAYMENT: "coin",
        Stage.AWAITING_PARTS: "package",
        Stage.IN_REPAIR: "tool",
        Stage.OUTSOURCED: "truck",
        Stage.TESTING: "checkup-list",
        Stage.ON_HOLD: "player-pause",
        Stage.READY: "circle-check",
        Stage.READY_NO_REPAIR: "box-off",
        Stage.ISSUED: "package-export",
        Stage.ISSUED_NO_REPAIR: "package-export",
        Stage.UNCLAIMED: "hourglass-high",
        Stage.DISPOSED: "trash",
        Stage.CANCELLED: "ban",
    }
)
SEEN: Mapping[str, str] = MappingProxyType(
    {
        Seen.ACCEPTED: N_("We have it"),
        Seen.LOOKED_AT: N_("We are finding the fault"),
        Seen.DECISION: N_("We wait for your decision"),
        Seen.PREPAYMENT: N_("We wait for the prepayment"),
        Seen.PARTS: N_("We wait for a part"),
        Seen.REPAIR: N_("It is being repaired"),
        Seen.CHECK: N_("It is being checked"),
        Seen.HELD: N_("Work has stopped, we shall call you"),
        Seen.READY: N_("Ready, you can fetch it"),
        Seen.READY_AS_IT_WAS: N_("Not repaired, you can fetch it"),
        Seen.ISSUED: N_("You have it back"),
        Seen.REMINDER: N_("Please fetch it: it has been waiting for long"),
        Seen.CLOSED: N_("Closed"),
    }
)


def label(desk: Desk, code: str) -> str:
    """How a stage is called in this shop: as the owner says, else as shipped."""
    chosen = desk.shop.finder.preference(stage_choices.KEY)
    said = stage_choices.label(chosen, code, desk.tr.language)
    return said or desk.tr(WORDS.get(code, code))
