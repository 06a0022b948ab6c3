"""What can be done by a key where work is written down."""

from __future__ import annotations

from intake_app.i18n.translator import N_
from intake_app.ui.action_spec import ActionSpec, Scope

ROWS = (
    ActionSpec(
        "work.part",
        N_("How far the chosen part is: ordered, came, built in"),
        ("Ctrl+H",),
        Scope.CARD,
        "package",
        N_("Part"),
    ),
    ActionSpec("work.finding", N_("Write down what was found"), ("Ctrl+I",), Scope.CARD),
    ActionSpec(
        "work.outside",
        N_("Give to another workshop; when it is there: it came back"),
        ("Ctrl+S",),
        Scope.CARD,
        "truck",
    ),
    ActionSpec(
        "work.technician", N_("Say who does the chosen line"), ("Alt+E",), Scope.CARD, "user"
    ),
    ActionSpec("work.up", N_("Move the chosen line up"), ("Shift+F3",), Scope.CARD),
    ActionSpec("work.down", N_("Move the chosen line down"), ("Shift+F4",), Scope.CARD),
)
