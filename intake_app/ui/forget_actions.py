"""The keys by which a person is forgotten at his wish."""

from __future__ import annotations

from intake_app.i18n.translator import N_
from intake_app.ui.action_spec import ActionSpec, Scope

FORGET = (
    ActionSpec(
        "client.forget",
        N_("Forget this person everywhere, at his wish"),
        ("Shift+F9",),
        Scope.CLIENTS,
        "trash",
    ),
    ActionSpec(
        "client.forget_yes",
        N_("Forget the person: it cannot be taken back"),
        ("Alt+G",),
        Scope.QUESTION,
        "trash",
        N_("Forget for good"),
    ),
    ActionSpec(
        "client.forget_no",
        N_("Keep the person"),
        ("Alt+K",),
        Scope.QUESTION,
        "x",
        N_("Keep"),
    ),
)
