"""What can be done by a key on the screen of the exchange."""

from __future__ import annotations

from intake_app.i18n.translator import N_
from intake_app.ui.action_spec import ActionSpec, Scope

_PLACES = (
    N_("Go to conflicts"),
    N_("Go to what was put aside"),
    N_("Go to what was noticed"),
    N_("Go to what waits"),
    N_("Go to how safe it is"),
    N_("Go to what the CRM says"),
)

ROWS = (
    ActionSpec(
        "exchange.keep",
        N_("Keep what stands; send again what was put aside; what was noticed is settled"),
        ("F6",),
        Scope.EXCHANGE,
        "check",
    ),
    ActionSpec(
        "exchange.other",
        N_("Use the other value; print papers with the new number"),
        ("F7",),
        Scope.EXCHANGE,
        "arrows-exchange",
    ),
    ActionSpec("exchange.edit", N_("Type the right value"), ("F8",), Scope.EXCHANGE, "note"),
    ActionSpec(
        "exchange.discard",
        N_("Give up what was put aside, with a reason"),
        ("Del",),
        Scope.EXCHANGE,
        "trash",
    ),
    ActionSpec("exchange.undo", N_("Take the last decision back"), ("Ctrl+Z",), Scope.EXCHANGE),
    *(
        ActionSpec(f"exchange.place{number}", text, (f"Alt+{number}",), Scope.EXCHANGE)
        for number, text in enumerate(_PLACES, 1)
    ),
)
