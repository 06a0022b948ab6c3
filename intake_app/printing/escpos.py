"""ESC/POS bytes: the only module that knows python-escpos, and only its byte building."""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from intake_app.errors import Problem, RejectedError
from intake_app.printing.barcodes import QR_QUIET, QUIET, qr
from intake_app.printing.columns import Line, Sheet, padded
from intake_app.printing.document import Barcode, Cut, Picture, Qr, Weight
from intake_app.printing.folding import encode, fold

if TYPE_CHECKING:
    from collections.abc import Generator

    from escpos.printer import Dummy

    from intake_app.printing.document import Document
    from intake_app.printing.profile import PrinterProfile
    from intake_app.printing.raster import Raster

_DRAWERS = {"none": b"", "2": b"\x1bp\x0022", "5": b"\x1bp\x0122"}  # 100 ms on, 100 ms off
# The first two feed to the knife; without one the last line must come out past the tear bar.
_CUTS = {"partial": b"\x1dVB\x00", "full": b"\x1dVA\x00", "tear": b"\x1bd\x05", "none": b""}
_MODULES_OF_SIGN, _MODULES_AROUND = 11, 35  # set B: start, check sum and stop take 35
_NARROWEST_MODULE, _WIDEST_MODULE = 2, 3
_WIDEST_QR_MODULE = 16
GIANT = 2
"""GS ! 0x11: so many columns a letter, and as many lines."""
_IMPORT = threading.Lock()
# The library reads a 96 KB list of printers in pure Python at import; we need none of them.
_CAPABILITIES = {
    "profiles": {
        "default": {
            "name": "bytes only",
            "notes": "",
            "codePages": {},
            "features": {},
            "fonts": {"0": {"name": "A", "columns": 48}},
            "media": {},
        }
    },
    "encodings": {},
}


@dataclass(frozen=True, slots=True)
class TextJob:
    """Bytes in the printer's own letters, and the signs for which others stand."""

    payload: bytes
    folded: frozenset[str]


def opening(profile: PrinterProfile) -> bytes:
    """The kick that opens the cash drawer; nothing where none hangs on the printer."""
    return _DRAWERS[profile.drawer]


def raster_job(raster: Raster, profile: PrinterProfile) -> bytes:
    """The picture in GS v 0 bands. Raises RejectedError(PICTURE_TOO_WIDE).

    Wrapped without the library: it turns each band into colours and back, which takes half the
    time of a receipt, and imports 0.1 s of what a picture does not need.
    """
    width, height = raster.picture.size
    if width != profile.width:
        raise RejectedError(Problem.PICTURE_TOO_WIDE, f"{width} dots on {profile.width}")
    rows, across = raster.burns(), (width + 7) // 8
    parts, top = [profile.init], 0
    for row in (*raster.cuts, height):
        for start in range(top, row, profile.band):
            end = min(start + profile.band, row)
            size = across.to_bytes(2, "little") + (end - start).to_bytes(2, "little")
            parts += [b"\x1dv0\0", size, rows[start * across : end * across]]
        parts.append(_cut(profile))
        top = row
    return b"".join((*parts[:-1], profile.after))  # a document that is to be cut says so itself


def can_type(document: Document, profile: PrinterProfile) -> bool:
    """Whether every barcode has room in the printer's own, wider kind; else all is drawn."""
    codes = (block for block in document.blocks if isinstance(block, Barcode))
    return all(profile.width // _modules(code) >= _NARROWEST_MODULE for code in codes)


def text_job(document: Document, profile: PrinterProfile, cache: Path) -> TextJob:
    """The document in the printer's own letters, folded to its code page before the layout.

    Raises RejectedError: PICTURE_TOO_WIDE, MALFORMED for a barcode that cannot be.
    """
    folded: set[str] = set()

    def say(text: str) -> str:
        said, changed = fold(text, profile.encoding)
        folded.update(changed)
        return said

    job = _Job(_dummy(cache))
    job.raw(profile.init + b"\x1bt" + bytes([profile.slot]))
    for item in Sheet(profile.columns, say, GIANT).items(document):
        match item:
            case Line():
                job.raw(_line(item, profile))
            case Barcode():
                job.raw(_barcode(job.printer, item, profile))
            case Qr():
                job.raw(_qr(item, profile))
            case Picture():
                pass  # a printer used for its own letters is asked for no pictures
            case Cut():
                job.raw(_cut(profile))
            case _:
                assert_never(item)
    job.raw(profile.after)
    return TextJob(job.printer.output, frozenset(folded))


def module_of(block: Barcode, profile: PrinterProfile) -> int:
    """Dots of the narrowest bar. Raises RejectedError(PICTURE_TOO_WIDE)."""
    modules = _modules(block)
    module = min(profile.width // modules, _WIDEST_MODULE)
    if module < _NARROWEST_MODULE:
        raise RejectedError(Problem.PICTURE_TOO_WIDE, f"barcode of {modules} modules")
    return module


def height_of(block: Barcode, profile: PrinterProfile) -> int:
    """Dots of a bar's height; the command has one byte for it."""
    return min(round(block.tenths_mm / 254 * profile.dpi), 255)


def square_of(block: Qr, profile: PrinterProfile) -> int:
    """Dots of one module of a QR code."""
    modules = len(qr(block.data)) + 2 * QR_QUIET
    wide = min(profile.width, round(block.tenths_mm / 254 * profile.dpi))
    return min(max(wide // modules, 1), _WIDEST_QR_MODULE)


@dataclass(frozen=True, slots=True)
class _Job:
    """One job, one printer object: two threads on one lose lines."""

    printer: Dummy

    def raw(self, data: bytes) -> None:
        self.printer._raw(data)  # noqa: SLF001 - the library's documented way in for bytes


def _cut(profile: PrinterProfile) -> bytes:
    return _CUTS[profile.cut]


def _line(line: Line, profile: PrinterProfile) -> bytes:
    giant = line.weight is Weight.GIANT
    tall = line.weight is Weight.HEADING
    bold = line.weight not in {Weight.BODY, Weight.SMALL}
    text = padded(line.text, profile.columns // (GIANT if giant else 1), line.align)
    words = encode(text if line.band else text.rstrip(), profile.encoding)
    if not words.strip():
        return b"\n"
    size = 0x11 if giant else 0x01 if tall else 0x00
    styles = [(b"\x1bE", int(bold)), (b"\x1d!", size), (b"\x1dB", int(line.band))]
    before = b"".join(code + bytes([on]) for code, on in styles if on)
    after = b"".join(code + b"\0" for code, on in styles if on)
    return before + words + after + b"\n"


def _barcode(printer: Dummy, block: Barcode, profile: PrinterProfile) -> bytes:
    """`{B` in front, braces doubled, no text below (we set it), narrow enough for the paper."""
    data = "{B" + block.data.replace("{", "{{")
    if not block.data.isascii() or not printer.check_barcode("CODE128", data):
        raise RejectedError(Problem.MALFORMED, "barcode: printable ASCII only")
    sizes = b"\x1dh" + bytes([height_of(block, profile)])
    sizes += b"\x1dw" + bytes([module_of(block, profile)]) + b"\x1dH\0"
    code = data.encode("ascii")
    return b"\x1ba\x01" + sizes + b"\x1dk\x49" + bytes([len(code)]) + code + b"\x1ba\0"


def _modules(block: Barcode) -> int:
    return len(block.data) * _MODULES_OF_SIGN + _MODULES_AROUND + 2 * QUIET


def _qr(block: Qr, profile: PrinterProfile) -> bytes:
    """GS ( k, model 2: module size, error correction M, store, print; the printer draws it."""
    size = square_of(block, profile)
    code = block.data.encode("utf-8")
    store = (len(code) + 3).to_bytes(2, "little")
    return (
        b"\x1ba\x01"
        b"\x1d(k\x04\x001A2\x00"
        b"\x1d(k\x03\x001C"
        + bytes([size])
        + b"\x1d(k\x03\x001E1"
        + b"\x1d(k"
        + store
        + b"1P0"
        + code
        + b"\x1d(k\x03\x001Q0"
        + b"\x1ba\0"
    )


def _dummy(cache: Path) -> Dummy:
    """A printer that only collects bytes."""
    with _IMPORT, _quiet_import(cache):
        from escpos.printer import Dummy  # noqa: PLC0415 - it reads its environment at import
    return Dummy()


@contextmanager
def _quiet_import(cache: Path) -> Generator[None]:
    """Keep the first import of python-escpos 3.1 from touching anything but a scratch folder.

    It leaves a temporary folder behind at each start, trusts a pickle that a killed process may
    have left half written, and adds a handler to the root logger.
    """
    if "escpos" in sys.modules:
        yield
        return
    handlers = list(logging.getLogger().handlers)
    before = tempfile.tempdir
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        listing = Path(scratch) / "capabilities.json"
        listing.write_text(json.dumps(_CAPABILITIES), encoding="utf-8")
        os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"] = scratch
        os.environ["ESCPOS_CAPABILITIES_FILE"] = str(listing)
        tempfile.tempdir = scratch
        try:
            yield
        finally:
            tempfile.tempdir = before
    logging.getLogger().handlers[:] = handlers
