"""A stock-take under way: what was scanned so far. Nothing is booked before it is said to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.checks.line_sums import UNIT
from intake_app.ui.work_words import read_quantity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from intake_app.services.work_rows import StockRow

_PARTS = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Counts:
    """Thousandths by part, and numbers of the pieces that have some."""

    pieces: Mapping[UUID, int]
    serials: Mapping[UUID, tuple[str, ...]]


class Counting:
    """Switched off and on again it goes on where it was."""

    def __init__(self) -> None:
        self.is_on = False
        self._pieces: dict[UUID, int] = {}
        self._serials: dict[UUID, dict[str, None]] = {}

    def switch(self) -> None:
        """Begin, go on, or leave it for a while."""
        self.is_on = not self.is_on

    def clear(self) -> None:
        """It is booked."""
        self.is_on = False
        self._pieces.clear()
        self._serials.clear()

    def add(self, row: StockRow, serial: str = "") -> None:
        """One more; a piece with a number is counted once however often it is scanned."""
        if row.item.by_serial:
            seen = self._serials.setdefault(row.id, {})
            if serial:
                seen[serial] = None
        else:
            self._pieces[row.id] = self._pieces.get(row.id, 0) + UNIT

    def type(self, row: StockRow, text: str) -> bool:
        """Say how many there are; False when that is no number."""
        if row.item.by_serial:
            self._serials[row.id] = dict.fromkeys(filter(None, _PARTS.split(text.strip())))
            return True
        number = read_quantity(text)
        if number is None:
            return False
        self._pieces[row.id] = number
        return True

    def of(self, row: StockRow) -> int | None:
        """What was counted of a part; None while it was not."""
        if row.item.by_serial:
            found = self._serials.get(row.id)
            return None if found is None else len(found) * UNIT
        return self._pieces.get(row.id)

    def frozen(self) -> Counts:
        """What is to be booked."""
        serials = {item: tuple(found) for item, found in self._serials.items()}
        return Counts(dict(self._pieces), serials)
