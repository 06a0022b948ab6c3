"""What both of Odoo's interfaces carry: a call of one method of one model."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Call:
    """Named arguments only, as JSON-2 wants them. `ids`: the records, for methods of records.

    `changes`: once sent, it may have been carried out even if no reply came.
    """

    model: str
    method: str
    named: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    ids: Sequence[int] = ()
    changes: bool = False


class Line(Protocol):
    """One of the two ways in."""

    def call(self, call: Call) -> object:
        """Carry it out. Raises what `odoo.meaning` makes of an error."""
        ...

    def who(self) -> int:
        """The id of the user the key belongs to; 0 where that is not told."""
        ...


CONTEXT: Mapping[str, object] = MappingProxyType(
    {
        "tz": "UTC",  # load() reads moments in the user's own zone
        "active_test": False,  # archived records count as well
        "no_vat_validation": True,  # a bad INN would refuse the whole record; desks check it
        "tracking_disable": True,  # no message in the record's log for each of our fields
    }
)
"""Goes with every call."""
