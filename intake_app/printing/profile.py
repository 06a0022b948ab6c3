"""What one printer can do, as data; read from the options of its address."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args

from intake_app.printing import labelling
from intake_app.printing.labelling import LabelLanguage, Labelling
from intake_app.printing.options import Options, wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

Language: TypeAlias = Literal["escpos", LabelLanguage, "pdf"]
Mode: TypeAlias = Literal["raster", "text"]
CutKind: TypeAlias = Literal["partial", "full", "tear", "none"]
Drawer: TypeAlias = Literal["none", "2", "5"]
Role: TypeAlias = Literal["receipt", "label", "a4"]
PageName: TypeAlias = Literal["a4", "a5"]

SLOTS: Mapping[str, int] = MappingProxyType(
    {"cp437": 0, "cp850": 2, "cp852": 18, "cp855": 34, "cp858": 19, "cp866": 17}
    | {"cp1251": 46, "cp1252": 16}
)
"""Code pages we can fold to, each with its `ESC t` slot on Epson-like printers."""

_ALL = frozenset({"language", "width", "height", "margin", "dpi"})
_ESCPOS = frozenset(
    {"mode", "encoding", "slot", "init", "band", "cut", "drawer", "after", "status", "fence"}
)
_OPTIONS: Mapping[Language, frozenset[str]] = MappingProxyType(
    {
        "escpos": _ALL | _ESCPOS,
        "tspl": _ALL | labelling.OPTIONS,
        "zpl": _ALL | labelling.OPTIONS | {"packed"},
        "epl": _ALL | labelling.OPTIONS,
        "pdf": _ALL | {"page"},
    }
)


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
    drawer: Drawer = "none"  # pin of the socket the cash drawer hangs on
    after: bytes = b""  # sent after each document: a feed to the mark, a knife
    answers_status: bool = False  # asked before the first byte; silence means: not now
    answers_fence: bool = False  # says when everything before has been printed
    page: PageName = "a4"  # of a printer of pages
    labelling: Labelling = field(default_factory=Labelling)  # of the label languages

    @property
    def columns(self) -> int:
        """Characters on a line of the printer's own font A, 12 dots each."""
        return self.width // 12


RECEIPT = PrinterProfile()
LABEL = PrinterProfile(width=464, height=320, margin=16, cut="none")  # 58 x 40 mm at 203 dpi
A4 = PrinterProfile(language="pdf")
_BASES: Mapping[Role, PrinterProfile] = MappingProxyType(
    {"receipt": RECEIPT, "label": LABEL, "a4": A4}
)


def option_names(language: Language) -> frozenset[str]:
    """Options of an address that mean something to a printer of this language."""
    return _OPTIONS[language]


def read(
    given: Mapping[str, str], role: Role, others: frozenset[str] = frozenset()
) -> PrinterProfile:
    """The profile of a printer in a role; `others` are names that the connection reads.

    Raises RejectedError(ADDRESS_INVALID).
    """
    options = Options(given)
    base = _BASES[role]
    language = cast("Language", options.one_of("language", get_args(Language), base.language))
    options.only(option_names(language) | others, f" of {language}")
    encoding = options.one_of("encoding", tuple(SLOTS), base.encoding)
    able = PrinterProfile(
        language=language,
        mode=cast("Mode", options.one_of("mode", get_args(Mode), base.mode)),
        width=options.number("width", base.width, (192, 1664)),
        height=options.number("height", base.height, (0, 4000)),
        margin=options.number("margin", base.margin, (0, 64)),
        dpi=options.number("dpi", base.dpi, (150, 600)),
        encoding=encoding,
        slot=options.number("slot", SLOTS[encoding], (0, 255)),
        init=options.data("init", base.init),
        band=options.number("band", base.band, (24, 256)),
        cut=cast("CutKind", options.one_of("cut", get_args(CutKind), base.cut)),
        drawer=cast("Drawer", options.one_of("drawer", get_args(Drawer), base.drawer)),
        after=options.data("after", base.after),
        answers_status=options.flag("status"),
        answers_fence=options.flag("fence"),
        page=cast("PageName", options.one_of("page", get_args(PageName), base.page)),
    )
    if language in ("escpos", "pdf"):
        return able
    return _for_labels(able, labelling.read(options, language, able.dpi), role)


def _for_labels(able: PrinterProfile, how: Labelling, role: Role) -> PrinterProfile:
    if role != "label":
        detail = "labels only; other papers need escpos or pdf"
        raise wrong(f"option language = {able.language!r}: {detail}")
    if not able.height and how.media != "endless":
        raise wrong("option height = 0: only media=endless has no height")
    return replace(able, labelling=how)
