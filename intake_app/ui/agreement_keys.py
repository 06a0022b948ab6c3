"""What can be done by a key where a client is asked, answers and is told."""

from __future__ import annotations

from intake_app.i18n.translator import N_
from intake_app.ui.action_spec import ActionSpec, Scope

_LISTS = (
    N_("All orders"),
    N_("Who owes an answer or a prepayment"),
    N_("What is ready and not fetched: what to do today"),
)

ROWS = (
    *(
        ActionSpec(f"orders.list{number}", text, (f"Alt+{number}",), Scope.ORDERS)
        for number, text in enumerate(_LISTS, 1)
    ),
    ActionSpec(
        "card.estimate",
        N_("Make an estimate: of the works and parts, or typed"),
        ("Ctrl+N",),
        Scope.CARD,
        "receipt",
        N_("Offer"),
    ),
    ActionSpec(
        "card.answer",
        N_("Record what the client answered: yes or no, how, in his words"),
        ("Ctrl+Y",),
        Scope.CARD,
        "message",
        N_("Answer"),
    ),
    ActionSpec(
        "card.tell",
        N_("Record what the client was told: a risk, a delay, ready, not fetched"),
        ("Alt+I",),
        Scope.CARD,
        "alert-triangle",
        N_("Tell the client"),
    ),
    ActionSpec(
        "card.promise",
        N_("Promise another date, with the reason"),
        ("Alt+D",),
        Scope.CARD,
        "calendar-due",
        N_("Another date"),
    ),
)
