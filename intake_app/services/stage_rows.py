"""What screens know of stages: values, light like `rows`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.checks.gates import Gate


@dataclass(frozen=True, slots=True)
class Moved:
    """An order that was moved, for the one sentence that tells it."""

    order: UUID
    number: str
    before: str
    to: str


@dataclass(frozen=True, slots=True)
class StageChoice:
    """One stage an order may go to.

    `shut` are gates that must be opened elsewhere; `asked` is what whoever moves it says himself.
    `may` tells whether his role goes there at all.
    """

    code: str
    may: bool = True
    shut: tuple[Gate, ...] = ()
    asked: tuple[Gate, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it can be chosen."""
        return self.may and not self.shut
