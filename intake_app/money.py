"""Amounts of money: whole minor units and a currency, never a float."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """`minor` counts the smallest unit (kopecks, cents) of `currency` (ISO 4217)."""

    minor: int
    currency: str = "RUB"
