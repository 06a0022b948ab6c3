"""Broken things that do not exist; the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from intake_app.checks import imei
from intake_app.services import made_up_words as pools
from intake_app.services import shipped

if TYPE_CHECKING:
    from random import Random

_IN_BRAND_KINDS = {"смартфон", "планшет"}


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
