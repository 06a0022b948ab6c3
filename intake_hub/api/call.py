"""How one call of the hub is described."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intake_hub.api.schemas import Schema


@dataclass(frozen=True, slots=True)
class Call:
    """One call: what it takes, what it answers, how it refuses."""

    method: str
    path: str
    summary: str
    reply: str
    body: str = ""
    query: tuple[tuple[str, Schema, bool], ...] = ()  # name, schema, whether it is needed
    refusals: tuple[tuple[str, str], ...] = ()
    is_open: bool = False  # to strangers


def and_(*more: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Put refusals together."""
    return tuple((code, words) for some in more for code, words in some.items())
