"""How the stages of a repair are called, and their icons."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.stages import Stage
from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

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
