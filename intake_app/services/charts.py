"""A chart as plain values: the screen paints it, the paper prints it. Light."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Bar:
    """`size` is how long it is beside the others, `inner` the part that is set off in it.

    `key` names the list behind it; a `bad` one is shown red.
    """

    label: str
    text: str
    size: float
    inner: float = 0.0
    bad: bool = False
    key: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under a title; `note` says what they mean, or what there is instead of them."""

    name: str
    title: str
    bars: tuple[Bar, ...]
    note: str = ""
    full: float = 0.0  # how much fills the width; 0: the longest of them

    @property
    def most(self) -> float:
        """What fills the width."""
        return self.full or max((bar.size for bar in self.bars), default=0.0)


@dataclass(frozen=True, slots=True)
class Paper:
    """The page as it prints."""

    title: str
    about: str
    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The same as a file: every row there is, with numbers that a spreadsheet can add up."""

    name: str
    head: tuple[str, ...]
    rows: Sequence[tuple[str | int | float, ...]]
