"""People, companies and broken things that do not exist; the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from intake_app.checks import imei
from intake_app.services import made_up_words as pools
from intake_app.services import shipped
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from random import Random


_COMPANY_EVERY = 12
_IN_BRAND_KINDS = {"смартфон", "планшет"}


@dataclass(frozen=True, slots=True)
class Person:
    """A client who never was."""

    kind: ClientKind
    name: str
    phone: str
    email: str
    address: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A device with its trouble."""

    kind: str
    brand: str
    model: str
    serial: str
    imei: str
    fault: str
    accessories: str
    appearance: str


def person(chance: Random, number: int) -> Person:
    """Somebody; `number` makes the phone, so that no two share one."""
    phone = f"+7900{number * 6_180_339 % 10_000_000:07d}"
    if number % _COMPANY_EVERY == _COMPANY_EVERY - 1:
        firm = chance.choice(pools.FIRMS).replace("_", " ")
        name = f"{chance.choice(pools.FORMS)} «{firm}»"
        return Person(
            ClientKind.COMPANY, name, phone, f"office{number}@example.ru", _address(chance)
        )
    surname, father = chance.choice(pools.SURNAMES), chance.choice(pools.FATHERS)
    if chance.getrandbits(1):
        name = f"{surname} {chance.choice(pools.HIS)} {father}ич"
    else:
        name = f"{surname}а {chance.choice(pools.HERS)} {father}на"
    return Person(ClientKind.PERSON, name, phone, "", "")


def thing(chance: Random) -> Thing:
    """Something out of order, as it comes over a counter."""
    kind, brand, model = chance.choice(_common())
    has_imei = kind in _IN_BRAND_KINDS
    return Thing(
        kind=kind,
        brand=brand,
        model=model,
        serial="" if has_imei else f"SN{chance.randrange(10**9):09d}",
        imei=imei.completed(f"{_tac(model)}{chance.randrange(10**6):06d}") if has_imei else "",
        fault=chance.choice(pools.FAULTS.get(kind, pools.ANY_FAULT)),
        accessories=chance.choice(pools.KITS),
        appearance=chance.choice(pools.LOOKS),
    )


@cache
def _common() -> tuple[shipped.Model, ...]:
    """Twenty phones and notebooks, and one thing of each other kind."""
    models = shipped.models()
    usual = [model for model in models if model[0] in pools.FAULTS][:: len(models) // 40]
    return (*usual, *{model[0]: model for model in reversed(models)}.values())


def _tac(model: str) -> str:
    """The same for each device of a model, as with real ones."""
    return f"35{crc32(model.encode()) % 10**6:06d}"


def remark(chance: Random) -> str:
    """What a colleague would note down."""
    return chance.choice(pools.REMARKS)


def _address(chance: Random) -> str:
    return f"г. Примерск, ул. {chance.choice(pools.STREETS)}, д. {chance.randint(1, 99)}"
