"""One alternative in one line: `6000`, or its works and parts: `экран 4500, замена 1500`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from intake_app.checks.line_sums import line_sum
from intake_app.i18n import formats
from intake_app.services.agreement_rows import FrozenLine
from intake_app.ui import typed_amounts, work_words
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_BETWEEN = re.compile(r"\s*;\s*|,\s+|\s\+\s")
UNREADABLE = -1
"""Stands for what has no sum; the checks refuse it as they refuse any negative one."""


class OfferField(LineField):
    """Echoes the sum as it was understood."""

    def __init__(self, look: Look, desk: Desk, name: str) -> None:
        super().__init__(look, name)
        self._currency = desk.settings.shop.currency
        self._language = desk.tr.language
        self.line.setPlaceholderText(desk.tr("6000, or: screen 4500, fitting 1500"))
        self.line.setAccessibleName(desk.tr("Sum, or works and parts with their prices"))
        self.line.textChanged.connect(self._show_echo)

    def lines(self) -> tuple[FrozenLine, ...]:
        """The works and parts that were typed; none for a mere sum."""
        return read(self.text())[1]

    def minor(self) -> int | None:
        """The sum; None while the line is empty, `UNREADABLE` where none was named."""
        return read(self.text())[0] if self.text() else None

    def _show_echo(self) -> None:
        minor = self.minor()
        is_sum = minor is not None and minor != UNREADABLE
        self.frame.show_echo(
            formats.amount(minor, self._currency, self._language) if is_sum and minor else ""
        )


def read(typed: str) -> tuple[int, tuple[FrozenLine, ...]]:
    """The sum and the lines it is made of."""
    plain = typed_amounts.parse(typed)
    if plain is not None:
        return plain, ()
    found: list[FrozenLine] = []
    for part in filter(None, _BETWEEN.split(typed.strip())):
        said = work_words.read_line(part)
        if said.price_minor is None or not said.words:
            return UNREADABLE, ()
        minor = line_sum(said.quantity, said.price_minor)
        found.append(FrozenLine(said.words, minor, "work", said.quantity, said.price_minor))
    return sum(line.minor for line in found), tuple(found)
