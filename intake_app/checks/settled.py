"""Whether the cheques of an order have told how its whole price was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks.account import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from intake_app.checks.account import Entry


def is_settled(due: int, entries: Iterable[Entry]) -> bool:
    """Whether a payment for work that was done has made the sum whole: its cheque said all."""
    paid, settled = 0, False
    for entry in entries:
        paid += entry.minor
        is_whole = entry.kind == Kind.PAYMENT and entry.minor > 0 and paid >= due
        settled = settled or is_whole or entry.kind == Kind.SETTLEMENT
    return settled
