"""What can be done by a key where devices leave."""

from __future__ import annotations

from intake_app.i18n.translator import N_
from intake_app.ui.action_spec import ActionSpec, Scope

ROWS = (
    ActionSpec(
        "handover.find",
        N_("Hand over: scan the receipt or the label, or find by phone and name"),
        ("Ctrl+0",),
        Scope.WINDOW,
        "package",
        N_("Hand over"),
    ),
    ActionSpec(
        "card.loaner",
        N_("Lend a loaner, or take it back"),
        ("Ctrl+T",),
        Scope.CARD,
        "device-mobile",
        N_("Loaner"),
    ),
    ActionSpec(
        "handover.sign",
        N_("Let whoever takes the device sign on the client's screen; again: stop"),
        ("Alt+U",),
        Scope.CARD,
        "note",
        N_("Signature"),
    ),
    ActionSpec(
        "card.rework",
        N_("Take it in again under our warranty, linked to this order"),
        ("Ctrl+R",),
        Scope.CARD,
        "refresh",
        N_("Rework"),
    ),
)
