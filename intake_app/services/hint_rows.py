"""Hints to the receptionist: shipped ones, and what the shop made of them. Light, like `rows`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID, uuid5

from intake_app.checks import names
from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlcipher3.dbapi2 import Connection

Kept: TypeAlias = "Mapping[UUID, tuple[HintRow, bool]]"
"""Hints of the store by their ids, and whether they are archived."""

_OURS = UUID("0c6b4b34-42f9-5b70-8f0c-0d5f5b0d4c55")
_KEPT = "SELECT id, kind, brand, model, fault, text, archived FROM hint ORDER BY id"


@dataclass(frozen=True, slots=True)
class HintRow:
    """One line and what it is for; empty fields fit everything.

    The text of a shipped one is a msgid: the screen translates it.
    """

    id: UUID
    text: str
    kind: str = ""
    brand: str = ""
    model: str = ""
    fault: str = ""
    shipped: bool = False

    def fits(self, device: tuple[str, str, str], fault: str) -> bool:
        """Whether the line is for such a device with such a fault."""
        kind, brand, model = device
        return (
            _is(self.kind, kind)
            and _is(self.brand, brand)
            and _has(self.model, model)
            and _has(self.fault, fault)
        )

    @property
    def exactness(self) -> int:
        """How much it asks for: a line about one model comes before one about its kind."""
        return sum(
            weight
            for weight, said in ((1, self.kind), (2, self.brand), (4, self.model), (8, self.fault))
            if said
        )


def _shipped(code: str, text: str, **fields: str) -> HintRow:
    return HintRow(uuid5(_OURS, code), text, shipped=True, **fields)


_FIND_MY = N_("Ask to turn off “Find My” before handing the device over")
_GOOGLE = N_("Ask to remove the Google account, or write down that it stays")
_WET = N_("Do not switch it on; ask when and with what it was wetted")

SHIPPED = (
    _shipped("find_my.phone", _FIND_MY, kind="смартфон", brand="Apple"),
    _shipped("find_my.tablet", _FIND_MY, kind="планшет", brand="Apple"),
    _shipped("find_my.laptop", _FIND_MY, kind="ноутбук", brand="Apple"),
    _shipped("find_my.watch", _FIND_MY, kind="смарт-часы", brand="Apple"),
    _shipped("sim.phone", N_("Give back the SIM and memory card"), kind="смартфон"),
    *(
        _shipped(f"google.{brand.lower()}", _GOOGLE, kind="смартфон", brand=brand)
        for brand in ("Samsung", "Xiaomi", "POCO", "HONOR", "realme", "TECNO", "Infinix")
    ),
    _shipped(
        "laptop.data",
        N_("Ask whether there is a copy of the data"),
        kind="ноутбук",
        fault="не включается",
    ),
    _shipped(
        "liquid", N_("Do not switch it on; ask when and with what it was wetted"), fault="вода"
    ),
    _shipped(
        "liquid.spilt",
        N_("Do not switch it on; ask when and with what it was wetted"),
        fault="залит",
    ),
    _shipped("ink", N_("Ask whether the ink is genuine, and note the page count"), kind="МФУ"),
    _shipped("tool.battery", N_("Ask for the battery and the charger"), kind="шуруповёрт"),
)
"""What a new shop starts with; one that was changed or archived here has its id in the store."""


def kept(connection: Connection) -> Kept:
    """Everything the shop has decided about hints."""
    return {
        UUID(bytes=ident): (HintRow(UUID(bytes=ident), text, kind, brand, model, fault), bool(gone))
        for ident, kind, brand, model, fault, text, gone in connection.execute(_KEPT)
    }


def in_force(decided: Kept) -> tuple[HintRow, ...]:
    """The shop's own, then the shipped ones it has not touched."""
    return tuple(_in_force(decided))


def fitting(decided: Kept, device: tuple[str, str, str], fault: str) -> tuple[HintRow, ...]:
    """Those for such a device, the most exact first, none said twice."""
    found = sorted(
        (hint for hint in _in_force(decided) if hint.fits(device, fault)),
        key=lambda hint: -hint.exactness,
    )
    return tuple({hint.text: hint for hint in reversed(found)}.values())[::-1]


def _in_force(decided: Kept) -> Iterator[HintRow]:
    yield from (hint for hint, archived in decided.values() if not archived)
    yield from (hint for hint in SHIPPED if hint.id not in decided)


def _is(wanted: str, has: str) -> bool:
    return not wanted or names.folded(wanted) == names.folded(has)


def _has(wanted: str, text: str) -> bool:
    words = names.words(text)
    return all(any(word.startswith(start) for word in words) for start in names.words(wanted))
