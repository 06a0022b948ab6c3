"""Test prints for setting a printer up: each asks one question that only the paper can answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.printing import epl as epl_language
from intake_app.printing import escpos, rulers, tspl, zpl
from intake_app.printing.address_text import with_options
from intake_app.printing.dialogue import Manners
from intake_app.printing.document import Document, Text, Weight
from intake_app.printing.glyphs import Fonts
from intake_app.printing.printer import printer
from intake_app.printing.transport import Parcel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from intake_app.printing.printer import Printer
    from intake_app.printing.profile import PrinterProfile, Role
    from intake_app.printing.raster import Raster

SLOTS = (
    *(("cp866", slot) for slot in (17, 7, 6, 10, 12, 34, 37, 51, 59)),
    *(("cp1251", slot) for slot in (46, 73, 6, 7, 34)),
)
"""Where clones of Epson's printers keep their Cyrillic."""
WIDEST_DOTS = 832
PATIENCE_S = 8.0
"""How long a printer may take to say that a test is on paper."""
DARKNESS = ("4", "7", "10", "13")
_SAMPLE = "Привет, Ёж. Цена 1500"


class Trial(StrEnum):
    """What can be tried."""

    WIDTH = "width"
    LETTERS = "letters"
    KNIFE = "knife"
    DRAWER = "drawer"
    DARKNESS = "darkness"
    PLACE = "place"
    FENCE = "fence"


@dataclass(frozen=True, slots=True)
class Bench:
    """What a trial needs beside the printer."""

    fonts: Path
    cache: Path


def of_language(language: str) -> tuple[Trial, ...]:
    """The trials that mean something to printers of a language."""
    if language == "escpos":
        return (Trial.WIDTH, Trial.LETTERS, Trial.KNIFE, Trial.DRAWER, Trial.FENCE)
    return () if language == "pdf" else (Trial.WIDTH, Trial.DARKNESS, Trial.PLACE)


def run(trial: Trial, address: str, role: Role, bench: Bench) -> str:
    """Print one test in the lane of the printer; returns what was found out without a person.

    Raises RejectedError(ADDRESS_INVALID), UnavailableError.
    """
    if trial is Trial.FENCE:
        return _fence(address, role, bench)
    target = printer(address, role)
    _send(target, trial, payload(trial, target.profile, bench))
    return ""


def payload(trial: Trial, profile: PrinterProfile, bench: Bench) -> bytes:
    """The bytes of a test print."""
    made = _MAKERS.get(trial, _knife)
    return made(profile, bench)


def _width(profile: PrinterProfile, bench: Bench) -> bytes:
    return _drawn(replace(profile, width=WIDEST_DOTS, height=0), bench, rulers.ruler)


def _knife(profile: PrinterProfile, bench: Bench) -> bytes:
    return _said("OK", replace(profile, cut="partial"), bench)


def _drawer(profile: PrinterProfile, _bench: Bench) -> bytes:
    return profile.init + escpos.opening(replace(profile, drawer="2"))


def _darkness(profile: PrinterProfile, bench: Bench) -> bytes:
    return b"".join(_dark(profile, level, bench) for level in DARKNESS)


def _place(profile: PrinterProfile, bench: Bench) -> bytes:
    return _drawn(profile, bench, rulers.frame) * 3


def _letters(profile: PrinterProfile, bench: Bench) -> bytes:
    """A line for each code page and slot; only one of them can be read."""
    head = escpos.text_job(
        Document("", (Text("1 2 3"),)), replace(profile, cut="none"), bench.cache
    )
    lines = [
        b"\x1bt\x00" + f"{number:2} {encoding} {slot:3}  ".encode("ascii")
        + b"\x1bt" + bytes([slot]) + _SAMPLE.encode(encoding) + b"\n"
        for number, (encoding, slot) in enumerate(SLOTS, 1)
    ]  # fmt: skip
    return head.payload + b"".join(lines) + b"\x1bd\x05"


def _said(text: str, profile: PrinterProfile, bench: Bench) -> bytes:
    from intake_app.printing import raster  # noqa: PLC0415 - needs Pillow
    from intake_app.printing.document import Cut  # noqa: PLC0415 - beside it

    document = Document("", (Text(text, Weight.GIANT), Cut()))
    return _encoded(raster.render(document, profile, Fonts(bench.fonts)), profile)


def _dark(profile: PrinterProfile, level: str, bench: Bench) -> bytes:
    able = replace(profile, labelling=replace(profile.labelling, darkness=int(level)))
    return _drawn(able, bench, lambda size, fonts: rulers.sample(size, fonts, level))


def _drawn(
    profile: PrinterProfile,
    bench: Bench,
    draw: Callable[[tuple[int, int], Fonts], Raster],
) -> bytes:
    height = profile.height or rulers.USUAL_HEIGHT
    picture = draw((profile.width, height), Fonts(bench.fonts))
    return _encoded(picture, replace(profile, height=height))


def _encoded(picture: Raster, profile: PrinterProfile) -> bytes:
    match profile.language:
        case "tspl":
            return tspl.label_job(picture, profile)
        case "zpl":
            return zpl.label_job(picture, profile)
        case "epl":
            return epl_language.label_job(picture, profile)
        case _:
            feed = b"" if picture.cuts else b"\x1bd\x05"
            return escpos.raster_job(picture, profile) + feed


def _fence(address: str, role: Role, bench: Bench) -> str:
    """Ask the printer itself, from the most it could answer to nothing; the answer are options."""
    for status, fence in (("yes", "yes"), ("", "yes"), ("yes", "")):
        asking = with_options(address, status=status, fence=fence)
        try:
            able = printer(asking, role, usual=Manners(fence_s=PATIENCE_S))
            _send(able, Trial.FENCE, payload(Trial.FENCE, able.profile, bench))
        except RejectedError:
            return ""  # a file or a queue, which cannot answer
        except UnavailableError as error:
            if error.problem is Problem.DEVICE_ABSENT:
                raise
            continue
        return "&".join(name for name, on in (("status", status), ("fence", fence)) if on)
    return ""


def _send(target: Printer, trial: Trial, data: bytes) -> None:
    target.transport.send(Parcel(f"trial {trial}", data, bytes, {"trial": str(trial)}))


_MAKERS: Mapping[Trial, Callable[[PrinterProfile, Bench], bytes]] = MappingProxyType(
    {
        Trial.WIDTH: _width,
        Trial.LETTERS: _letters,
        Trial.DRAWER: _drawer,
        Trial.DARKNESS: _darkness,
        Trial.PLACE: _place,
    }
)
