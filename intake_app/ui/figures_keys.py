"""What can be done by a key on the screen of figures."""

from __future__ import annotations

from intake_app.i18n.translator import N_
from intake_app.ui.action_spec import ActionSpec, Scope

_PERIODS = (
    N_("Figures of today"),
    N_("Figures of this week"),
    N_("Figures of this month"),
    N_("Figures of this quarter"),
    N_("Figures from one day to another"),
)

ROWS = (
    ActionSpec(
        "figures.print", N_("Print the figures"), ("Ctrl+P",), Scope.FIGURES, "printer", N_("Print")
    ),
    ActionSpec(
        "figures.export",
        N_("Save the figures as files for a spreadsheet"),
        ("Ctrl+E",),
        Scope.FIGURES,
        "device-floppy",
        N_("To files"),
    ),
    ActionSpec(
        "figures.earlier",
        N_("Figures of the span before"),
        ("F6",),
        Scope.FIGURES,
        "history",
        N_("Before"),
    ),
    ActionSpec(
        "figures.again", N_("Count again"), ("Ctrl+R",), Scope.FIGURES, "refresh", N_("Again")
    ),
    *(
        ActionSpec(f"figures.period{number}", text, (f"Alt+{number}",), Scope.FIGURES)
        for number, text in enumerate(_PERIODS, 1)
    ),
)
