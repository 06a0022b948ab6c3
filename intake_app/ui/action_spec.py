"""What one row of the table of actions says, and where a key works."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from intake_app.i18n.translator import N_


class Scope(StrEnum):
    """Where a key works: everywhere, or while one screen is in sight."""

    WINDOW = "window"
    INTAKE = "intake"
    WORKSHOP = "workshop"
    BATCH = "batch"
    ORDERS = "orders"
    CARD = "card"
    CLIENTS = "clients"
    CASH = "cash"
    STORAGE = "storage"
    FIGURES = "figures"
    EXCHANGE = "exchange"
    PREFERENCES = "preferences"
    QUESTION = "question"


SCOPES = {
    Scope.WINDOW: N_("Everywhere"),
    Scope.INTAKE: N_("Intake"),
    Scope.WORKSHOP: N_("Workshop"),
    Scope.BATCH: N_("Batch intake"),
    Scope.ORDERS: N_("Orders"),
    Scope.CARD: N_("Order"),
    Scope.CLIENTS: N_("Clients"),
    Scope.CASH: N_("Cash box"),
    Scope.STORAGE: N_("Storage"),
    Scope.FIGURES: N_("Figures"),
    Scope.EXCHANGE: N_("Exchange"),
    Scope.PREFERENCES: N_("Preferences"),
    Scope.QUESTION: N_("While a question stands"),
}


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """`keys` are Latin and physical: F-keys, Ctrl+letter, Ctrl or Alt+digit, Ctrl+Enter, Esc."""

    id: str
    text: str
    keys: tuple[str, ...]
    scope: Scope
    icon: str = ""
    short: str = ""  # for a button beside a sentence that says the rest
