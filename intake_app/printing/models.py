"""Printers that are known by name, as data: what such a one speaks and can, to start from."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from intake_app.config import resources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class PrinterModel:
    """`role` is what it prints; `options` stand in the address of one."""

    name: str
    role: str
    sign: re.Pattern[str]
    usb: tuple[str, ...]
    options: str


def guess(about: str, usb: str = "") -> PrinterModel | None:
    """The model a device seems to be, by what the system says of it or by its numbers on the bus.

    `usb` is `vendor:product`; a product says more than a vendor, words say more than numbers.
    """
    vendor = usb.partition(":")[0]
    ways: tuple[Callable[[PrinterModel], bool], ...] = (
        lambda model: model.sign.search(about) is not None,
        lambda model: bool(usb) and usb in model.usb,
        lambda model: bool(vendor) and vendor in model.usb,
    )
    return next((model for way in ways for model in known() if way(model)), None)


@cache
def known(file: Path | None = None) -> tuple[PrinterModel, ...]:
    """All of them, the surest sign first."""
    path = file or resources() / "printers" / "printers.toml"
    return tuple(_read(tomllib.loads(path.read_text("utf-8"))))


def _read(content: dict[str, Any]) -> Iterator[PrinterModel]:
    for row in content["printer"]:
        yield PrinterModel(
            name=row["name"],
            role=row["for"],
            sign=re.compile(row["sign"], re.IGNORECASE),
            usb=tuple(row.get("usb", ())),
            options=row["options"],
        )
