"""What can be done by a key in the workshop."""

from __future__ import annotations

from intake_app.i18n.translator import N_
from intake_app.ui.action_spec import ActionSpec, Scope

_PLACES = (
    N_("Go to my work"),
    N_("Go to the queue"),
    N_("Go to what is overdue"),
    N_("Go to what is due today"),
    N_("Go to what nobody has touched"),
    N_("Go to what is stuck"),
    N_("Go to the terms of the law that run out"),
    N_("Go to what was passed over"),
)

ROWS = (
    ActionSpec(
        "wall",
        N_("Board for the wall of the workshop"),
        ("Shift+F11",),
        Scope.WINDOW,
        "list-details",
    ),
    ActionSpec("workshop.take", N_("Take what is next"), ("F6",), Scope.WORKSHOP, "tool"),
    ActionSpec(
        "workshop.stage",
        N_("Move the chosen repair to its next stage"),
        ("F7",),
        Scope.WORKSHOP,
        "arrow-right",
    ),
    ActionSpec(
        "workshop.skip", N_("Pass over what is next, with a reason"), ("F8",), Scope.WORKSHOP
    ),
    ActionSpec("workshop.undo", N_("Take the last move back"), ("Ctrl+Z",), Scope.WORKSHOP),
    *(
        ActionSpec(f"workshop.place{number}", text, (f"Alt+{number}",), Scope.WORKSHOP)
        for number, text in enumerate(_PLACES, 1)
    ),
)
