"""What one printer can do, as data; read from the options of its address."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args

from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from collections.abc import Mapping

Language: TypeAlias = Literal["escpos", "tspl", "zpl", "pdf"]
Mode: TypeAlias = Literal["raster", "text"]
CutKind: TypeAlias = Literal["partial", "full", "none"]
Role: TypeAlias = Literal["receipt", "label"]

SLOTS: Mapping[str, int] = MappingProxyType(
    {"cp437": 0, "cp850": 2, "cp852": 18, "cp855": 34, "cp858": 19, "cp866": 17}
    | {"cp1251": 46, "cp1252": 16}
)
"""Code pages we can fold to, each with its `ESC t` slot on Epson-like printers."""

OPTIONS = frozenset(
    {"language", "mode", "width", "height", "margin", "dpi", "encoding", "slot"}
    | {"init", "band", "cut", "after", "status", "fence"}
)
"""Names this module reads from an address; anything else belongs to the connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterProfile:
    """One printer. Lengths are dots; `height` 0 is an endless roll."""

    language: Language = "escpos"
    mode: Mode = "raster"
    width: int = 576
    height: int = 0
    margin: int = 0
    dpi: int = 203
    encoding: str = "cp866"
    slot: int = 17
    init: bytes = b"\x1b@\x1c."  # reset; leave the Kanji mode Chinese clones wake up in
    band: int = 120  # rows of one GS v 0; printers buffer up to 256 for certain
    cut: CutKind = "partial"
    after: bytes = b""  # sent after each document: a black-mark or gap feed
    answers_status: bool = False  # asked before the first byte; silence means: not now
    answers_fence: bool = False  # says when everything before has been printed

    @property
    def columns(self) -> int:
        """Characters on a line of the printer's own font A, 12 dots each."""
        return self.width // 12


RECEIPT = PrinterProfile()
LABEL = PrinterProfile(width=464, height=320, margin=16, cut="none")  # 58 x 40 mm at 203 dpi


def read(options: Mapping[str, str], role: Role) -> PrinterProfile:
    """The profile of a printer in a role. Raises RejectedError(ADDRESS_INVALID)."""
    base = RECEIPT if role == "receipt" else LABEL
    encoding = _one_of(options, "encoding", tuple(SLOTS), base.encoding)
    language = cast("Language", _one_of(options, "language", get_args(Language), base.language))
    if language in {"tspl", "zpl"}:
        raise _wrong("language", language, "escpos or pdf in this version")
    return PrinterProfile(
        language=language,
        mode=cast("Mode", _one_of(options, "mode", get_args(Mode), base.mode)),
        width=_number(options, "width", base.width, (192, 1664)),
        height=_number(options, "height", base.height, (0, 4000)),
        margin=_number(options, "margin", base.margin, (0, 64)),
        dpi=_number(options, "dpi", base.dpi, (150, 600)),
        encoding=encoding,
        slot=_number(options, "slot", SLOTS[encoding], (0, 255)),
        init=_bytes(options, "init", base.init),
        band=_number(options, "band", base.band, (24, 256)),
        cut=cast("CutKind", _one_of(options, "cut", get_args(CutKind), base.cut)),
        after=_bytes(options, "after", base.after),
        answers_status=_flag(options, "status"),
        answers_fence=_flag(options, "fence"),
    )


def _one_of(options: Mapping[str, str], name: str, known: tuple[str, ...], default: str) -> str:
    value = options.get(name, default).lower()
    if value not in known:
        raise _wrong(name, value, ", ".join(known))
    return value


def _number(options: Mapping[str, str], name: str, default: int, bounds: tuple[int, int]) -> int:
    text = options.get(name)
    if text is None:
        return default
    low, high = bounds
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise _wrong(name, text, f"{low} to {high}")
    return int(text)


def _bytes(options: Mapping[str, str], name: str, default: bytes) -> bytes:
    text = options.get(name)
    if text is None:
        return default
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise _wrong(name, text, "pairs of hexadecimal digits, as 1b401c2e") from error


def _flag(options: Mapping[str, str], name: str) -> bool:
    return _one_of(options, name, ("yes", "no"), "no") == "yes"


def _wrong(name: str, value: str, expected: str) -> RejectedError:
    return RejectedError(Problem.ADDRESS_INVALID, f"option {name} = {value!r}: expected {expected}")
