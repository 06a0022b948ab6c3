"""What a demo shop has beside bare orders: its people, requisites, consents, marks, our warranty.

Nothing of it is anybody's: tax numbers are of no region that exists, the bank is of no place.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from intake_app.checks import ticket
from intake_app.models.base import new_id
from intake_app.models.consents import Consent
from intake_app.models.knowledge import Hint
from intake_app.models.orders import Device, Order, StageMove
from intake_app.models.people import Client, Contact, Phone, Staff
from intake_app.services import chips, condition, consent_texts, made_requisites, made_up
from intake_app.services.condition import Mark
from intake_app.services.drafts import ClientKind, DataCopy, EstimateKind, RepairKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from random import Random
    from uuid import UUID

    from intake_app.models.base import Base

    MadeRow = tuple[type[Base], Mapping[str, object]]

STAFF = (
    ("Анна", "owner"),  # whoever tries the program may try all of it
    ("Илья", "technician"),
    ("Марина", "manager"),
    ("Олег", "technician"),
)
_TECHNICIAN = "technician"
_HINTS = (
    ("робот-пылесос", "", "Принимаем вместе с базой и пультом"),
    ("ноутбук", "залита", "Не включать: записать, чем залит и когда"),
)
_WARRANTY = timedelta(days=80)
_COLOURS = ("чёрный", "белый", "синий", "серый")
_SOURCES = ("рекомендация", "поиск в интернете", "вывеска", "был раньше")
_PROOF = "paper"
_FIRST, _SECOND = 7, 40  # two cards of one client, by their place


class Furniture:
    """Goes through the rows of a bare shop in their order, and fills in what it can."""

    def __init__(self, chance: Random, now: datetime) -> None:
        self._chance = chance
        self._now = now
        self._technicians: list[UUID] = []
        self._last: Mapping[str, Any] = {}  # the order whose moves come now
        self._kind = ""  # of the device whose order comes now
        self._names: list[str] = []
        self._numbers: list[str] = []
        self._issued: list[tuple[datetime, Mapping[str, Any], str]] = []

    def first(self) -> Iterator[MadeRow]:
        """Who works here, and what they tell each other."""
        at = self._now - timedelta(days=220)
        for number, (name, role) in enumerate(STAFF):
            person = new_id()
            if role == _TECHNICIAN:
                self._technicians.append(person)
            badge = ticket.staff_digits(number)
            yield (
                Staff,
                {"id": person, "created_at": at, "name": name, "role": role, "badge": badge},
            )
        for kind, fault, text in _HINTS:
            told = {"kind": kind, "fault": fault, "text": text}
            yield Hint, {"id": new_id(), "created_at": at, **told}

    def dressed(self, rows: Iterable[MadeRow]) -> Iterator[MadeRow]:
        """The rows of one client or one order, with more in them and more behind them."""
        bare = self._again(list(rows))
        dress: dict[type[Base], Callable[[Mapping[str, Any]], Mapping[str, object]]] = {
            Client: self._client,
            Phone: self._phone,
            Device: self._device,
            Order: self._order,
            StageMove: self._move,
        }
        for entity, values in bare:
            add = dress.get(entity)
            whole = {**values, **add(values)} if add is not None else values
            yield entity, whole
            if entity is Client:
                yield from self._beside(cast("Mapping[str, Any]", whole))

    def _again(self, rows: list[MadeRow]) -> list[MadeRow]:
        """An order under our warranty is about a device that left repaired not long ago."""
        header = next((values for entity, values in rows if entity is Order), None)
        if header is None or header["repair_kind"] != RepairKind.OWN_WARRANTY.value:
            return rows
        at = cast("datetime", header["accepted_at"])
        ours = [found for found in self._issued if found[0] < at < found[0] + _WARRANTY]
        if not ours:
            paid: dict[str, object] = {**header, "repair_kind": RepairKind.PAID.value}
            return [(entity, paid if entity is Order else values) for entity, values in rows]
        _, before, self._kind = self._chance.choice(ours)
        again: dict[str, object] = {
            **header,
            **{name: before[name] for name in ("client_id", "device_id", "fault")},
            "rework_of": before["id"],
            "estimate_minor": 0,
        }
        kept = [(entity, values) for entity, values in rows if entity in {Order, StageMove}]
        return [(entity, again if entity is Order else values) for entity, values in kept]

    def _client(self, client: Mapping[str, Any]) -> Mapping[str, object]:
        chance = self._chance
        self._names.append(str(client["name"]))
        if len(self._names) == _SECOND:
            return {"name": _short(self._names[_FIRST])}
        if client["kind"] == ClientKind.COMPANY.value:
            return made_requisites.of_company(chance)
        more: dict[str, object] = {}
        if chance.randrange(3) == 0:
            more["source"] = chance.choice(_SOURCES)
        if chance.randrange(4) == 0:
            day = f"{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
            more["birthday"] = f"{chance.randint(1955, 2005)}-{day}"
        if chance.randrange(5) == 0:
            more["email"] = f"client{chance.randrange(10**5)}@example.ru"
        if chance.randrange(20) == 0:
            more |= {"conflict_level": 1, "conflict_note": "Спорил о сроке, уточняйте письменно"}
        return more

    def _beside(self, client: Mapping[str, Any]) -> Iterator[MadeRow]:
        chance, at = self._chance, cast("datetime", client["created_at"])
        if client["kind"] == ClientKind.COMPANY.value:
            name = made_up.person(chance, 0).name
            spoken = {"client_id": client["id"], "created_at": at, "name": name}
            yield Contact, {"id": new_id(), **spoken, "role": "секретарь"}
        elif chance.randrange(3) == 0:
            text = consent_texts.TEXTS[0]
            yield (
                Consent,
                {
                    "id": new_id(),
                    "client_id": client["id"],
                    "purpose": text.purpose.value,
                    "action": "granted",
                    "text_version": text.version,
                    "text_sha256": text.sha256,
                    "at": at,
                    "by": STAFF[0][0],
                    "channel": _PROOF,
                    "evidence": _PROOF,
                    "valid_until": at + timedelta(days=365 * text.years),
                },
            )

    def _phone(self, phone: Mapping[str, Any]) -> Mapping[str, object]:
        """Some numbers were confirmed so long ago that one asks again."""
        self._numbers.append(str(phone["e164"]))
        number = self._numbers[_FIRST if len(self._numbers) == _SECOND else -1]
        ago = timedelta(days=self._chance.choice((20, 60, 120, 430)))
        return {"e164": number, "confirmed_at": self._now - ago}

    def _device(self, device: Mapping[str, Any]) -> Mapping[str, object]:
        self._kind = str(device["kind"])
        return {"colour": self._chance.choice(_COLOURS)} if device["imei"] else {}

    def _order(self, order: Mapping[str, Any]) -> Mapping[str, object]:
        chance = self._chance
        asked = chips.lists(chips.Group.ACCESSORIES, None).of(self._kind)
        came = chance.sample(asked[:4], k=min(2, len(asked)))
        marks = condition.completed(
            {came[0]: Mark.YES, **dict.fromkeys(came[1:], Mark.NO)}, asked[:4]
        )
        more: dict[str, object] = {
            "accessories": "",
            "accessory_marks": condition.written(marks),
            "estimate_kind": EstimateKind.APPROXIMATE.value,
            "data_copy": chance.choice(("", "", DataCopy.HAS_COPY.value)),
        }
        if self._technicians and chance.randrange(3):
            more["technician_id"] = chance.choice(self._technicians)
        if order["repair_kind"] == RepairKind.WARRANTY.value:
            bought = cast("datetime", order["accepted_at"]) - timedelta(days=150)
            more |= {"seller": "Магазин «Пример»", "bought_on": f"{bought:%Y-%m-%d}"}
        self._last = {**order, **more}
        return more

    def _move(self, move: Mapping[str, Any]) -> Mapping[str, object]:
        if move["to_stage"] == "issued":
            self._issued.append((cast("datetime", move["at"]), self._last, self._kind))
        return {}


def _short(name: str) -> str:
    """As somebody in a hurry writes it: "Иванов Пётр Ильич" becomes "Иванов П. И."."""
    surname, *rest = name.split()
    return " ".join((surname, *(f"{word[0]}." for word in rest)))
