"""People and companies that do not exist; the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.services import made_up_words as pools
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from random import Random


_COMPANY_EVERY = 12


@dataclass(frozen=True, slots=True)
class Person:
    """A client who never was."""

    kind: ClientKind
    name: str
    phone: str
    email: str
    address: str


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


def remark(chance: Random) -> str:
    """What a colleague would note down."""
    return chance.choice(pools.REMARKS)


def _address(chance: Random) -> str:
    return f"г. Примерск, ул. {chance.choice(pools.STREETS)}, д. {chance.randint(1, 99)}"
