"""What may be asked for before a stage, as the owner ticks it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.gates import Gate
from intake_app.checks.stage_rules import Clock, Tint
from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

GATES: Mapping[Gate, str] = MappingProxyType(
    {
        Gate.TECHNICIAN: N_("The technician is named"),
        Gate.DIAGNOSIS: N_("The diagnosis is written down"),
        Gate.ESTIMATE: N_("There is an estimate"),
        Gate.AMOUNT: N_("The sum is known"),
        Gate.PARTS: N_("The part is named, and the day it comes"),
        Gate.AGREED: N_("The client agreed to the sum"),
        Gate.PARTNER: N_("The other workshop is named, and the day"),
        Gate.CHECKLIST: N_("Checked by the list"),
        Gate.REASON: N_("The reason is said"),
        Gate.BACK: N_("When it comes back: the reason is said"),
        Gate.NOTICE: N_("The client was warned"),
        Gate.OUTCOME: N_("The result is said"),
        Gate.WORKS: N_("What was done is written down"),
        Gate.PLACE: N_("The cell is named"),
        Gate.PAID: N_("Paid, or whoever hands it out may let it go in debt"),
        Gate.LOANER: N_("Our loaner is back"),
        Gate.HANDOVER: N_("Handed over on its page, with papers"),
        Gate.WARNED: N_("A warning in writing went out"),
        Gate.LADDER: N_("The term of the law has passed"),
    }
)
TINTS: Mapping[Tint, str] = MappingProxyType(
    {
        Tint.REST: N_("slate"),
        Tint.LOOKING: N_("violet"),
        Tint.WAITING: N_("amber"),
        Tint.WORK: N_("blue"),
        Tint.CHECKING: N_("teal"),
        Tint.READY: N_("green"),
        Tint.CLOSED: N_("grey"),
        Tint.PROBLEM: N_("red"),
    }
)
CLOCKS: Mapping[Clock, str] = MappingProxyType(
    {
        Clock.RUNS: N_("The promised term runs."),
        Clock.PAUSED: N_("The promised term waits for the client; that of a warranty runs on."),
        Clock.STOPPED: N_("The work is done: storage is counted."),
        Clock.CLOSED: N_("The order is closed."),
    }
)
