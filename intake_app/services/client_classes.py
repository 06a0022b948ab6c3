"""Wholesale, regular or one-off: computed from what a client did, overridden by the owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from intake_app.services.rows import ClientFacts

KEY = "clients.regular"
"""The preference that holds `Regular`, as {"orders": 3, "minor": 5000000}."""

PERIOD = timedelta(days=365)


class ClientClass(StrEnum):
    """Drives prices, terms and how papers are kept."""

    WHOLESALE = "wholesale"
    REGULAR = "regular"
    ONE_OFF = "one_off"


@dataclass(frozen=True, slots=True)
class Regular:
    """From when on somebody is a regular client: paid orders, or money, within a year."""

    orders: int = 3
    minor: int = 5_000_000


def regular(value: object) -> Regular:
    """Read the owner's choice; what is missing or broken takes its default."""
    chosen: dict[object, object] = dict(value) if isinstance(value, dict) else {}  # pyright: ignore[reportUnknownArgumentType]
    usual = Regular()
    orders, minor = chosen.get("orders"), chosen.get("minor")
    return Regular(
        orders if isinstance(orders, int) else usual.orders,
        minor if isinstance(minor, int) else usual.minor,
    )


def chosen(facts: ClientFacts, today: date) -> str:
    """The class a person gave him, as long as it holds; empty where the rule decides."""
    until = facts.class_until
    return "" if until and until < today.isoformat() else facts.client_class


def computed(*, contract: str, closed: int, minor: int, rule: Regular) -> ClientClass:
    """What a client is by the rule: wholesale by contract alone, never by turnover."""
    if contract.strip():
        return ClientClass.WHOLESALE
    if closed >= rule.orders or minor >= rule.minor:
        return ClientClass.REGULAR
    return ClientClass.ONE_OFF
