"""What people type into the one box to find somebody of the great shop, kind by kind."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeAlias

from bench import crowd
from intake_app.checks import layout, names

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

Questions: TypeAlias = "dict[str, list[str]]"
"""The texts of each kind of question; every one of them finds somebody."""

_LETTERS = "абвгдежзиклмнопрстуфхцчшыья"


def of(store: Connection, count: int) -> Questions:
    """As many questions of each kind; the same for the same shop."""
    chance = random.Random(crowd.SEED)  # noqa: S311 - questions, not secrets
    found: Questions = {}
    for _ in range(count):
        for kind, typed in _about(store, chance).items():
            found.setdefault(kind, []).append(typed)
    return found


def _about(store: Connection, chance: random.Random) -> dict[str, str]:
    """One question of each kind, about somebody."""
    number = chance.randint(1, crowd.CLIENTS)
    words = names.words(_field(store, "name", number))
    one, other = chance.sample(words, 2) if len(words) > 1 else (*words, "")
    digits = crowd.phone_of(number)[1:]
    middle = chance.randint(3, 6)
    place = chance.randint(1, len(digits) - middle)
    company = number - number % 12 or 12
    device = chance.randint(1, crowd.DEVICES // 3) * 3
    order = chance.randint(crowd.ORDERS - crowd.LIVELY, crowd.ORDERS - 1)
    longest = max(words, key=len)
    return {
        "4 digits": digits[-4:],
        "middle digits": digits[place : place + middle],
        "a whole phone": f"8{digits[1:]}",
        "a word": one[: chance.randint(1, len(one))],
        "two words": f"{one[: chance.randint(1, len(one))]} {other[: chance.randint(1, 9)]}",
        "a whole name": " ".join(words),
        "a name and 4 digits": f"{one} {digits[-4:]}",
        "the wrong layout": layout.to_latin(longest),
        "a typo": mistyped(longest, chance),
        "a wrong digit": mistyped_number(f"8{digits[1:]}", chance),
        "a company": " ".join(names.words(_field(store, "name", company))[1:]),
        "a tax number": _field(store, "inn", company)[: chance.randint(5, 10)],
        "an order number": f"A-{order % 1_000_000:05d}",
        "an IMEI": crowd.imei_of(device),
        "a serial": crowd.serial_of(device - 1),
        "an e-mail": _field(store, "email", number - number % 4 or 4)[: chance.randint(4, 14)],
    }


def mistyped(word: str, chance: random.Random) -> str:
    """The word with a letter wrong, missing, too much, or swapped with the next."""
    place = chance.randrange(len(word) - 1)
    before, at, after = word[:place], word[place], word[place + 1 :]
    return chance.choice(
        (
            f"{before}{chance.choice(_LETTERS)}{after}",
            f"{before}{after}",
            f"{before}{chance.choice(_LETTERS)}{at}{after}",
            f"{before}{after[0]}{at}{after[1:]}",
        )
    )


def mistyped_number(digits: str, chance: random.Random) -> str:
    """The number with one digit wrong, but never the first."""
    place = chance.randrange(1, len(digits))
    wrong = (int(digits[place]) + chance.randint(1, 9)) % 10
    return f"{digits[:place]}{wrong}{digits[place + 1 :]}"


def _field(store: Connection, name: str, number: int) -> str:
    sql = f'SELECT "{name}" FROM client WHERE no = ?'  # noqa: S608 - a word of ours
    row: tuple[str] = store.execute(sql, (number,)).fetchone()
    return row[0]
