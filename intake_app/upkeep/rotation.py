"""Which backups stay: the newest of each of 24 hours, 14 days, 8 weeks and 12 months."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

_KEPT: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (24, lambda at: (at.date(), at.hour)),
    (14, lambda at: at.date()),
    (8, lambda at: at.isocalendar()[:2]),
    (12, lambda at: (at.year, at.month)),
)


def kept(moments: Iterable[datetime]) -> frozenset[datetime]:
    """Of all moments those whose backups stay; the newest is always among them."""
    newest_first = sorted(moments, reverse=True)
    staying: set[datetime] = set()
    for most, period in _KEPT:
        newest = {period(at): at for at in reversed(newest_first)}
        staying.update(sorted(newest.values(), reverse=True)[:most])
    return frozenset(staying)
