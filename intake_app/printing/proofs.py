"""How a paper will come out: the very picture its printer is given, and the signs it lacks."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.printing import escpos, pages
from intake_app.printing.columns import Sheet
from intake_app.printing.composing import pieces
from intake_app.printing.folding import LAST_RESORT, fold
from intake_app.printing.glyphs import codepoints

if TYPE_CHECKING:
    from PIL.Image import Image

    from intake_app.printing.document import Document
    from intake_app.printing.glyphs import Fonts
    from intake_app.printing.profile import PrinterProfile
    from intake_app.services.papers import PaperName


@dataclass(frozen=True, slots=True)
class Proof:
    """`missing` are signs that cannot be printed; `folded` those for which others stand."""

    png: bytes
    missing: tuple[str, ...] = ()
    folded: tuple[tuple[str, str], ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """All of them by code point."""
        return codepoints(frozenset({*self.missing, *(sign for sign, _ in self.folded)}))


def proof(document: Document, profile: PrinterProfile, fonts: Fonts, name: PaperName) -> Proof:
    """The picture of a document on a printer; labels printed together stand below each other.

    Raises RejectedError: PICTURE_TOO_WIDE, MALFORMED for a barcode that cannot be.
    """
    if profile.language == "pdf":
        return _pages(document, profile, fonts, name)
    is_typed = profile.language == "escpos" and profile.mode == "text"
    if is_typed and escpos.can_type(document, profile):
        return _typed(document, profile, fonts)
    from intake_app.printing import raster  # noqa: PLC0415 - needs Pillow

    parts = pieces(document) if profile.height else (document,)
    drawn = raster.stacked([raster.render(part, profile, fonts) for part in parts])
    return Proof(drawn.png(), tuple(sorted(drawn.missing)))


def _pages(document: Document, profile: PrinterProfile, fonts: Fonts, name: PaperName) -> Proof:
    from intake_app.printing import page_pictures, pdf  # noqa: PLC0415 - reportlab takes a second

    printed = pdf.render(document, pages.page_of(name, profile.page), fonts)
    return Proof(page_pictures.png(printed.payload), tuple(sorted(printed.missing)))


def _typed(document: Document, profile: PrinterProfile, fonts: Fonts) -> Proof:
    from intake_app.printing import typed  # noqa: PLC0415 - needs Pillow

    changed: dict[str, str] = {}

    def listen(text: str) -> str:
        said, signs = fold(text, profile.encoding)
        changed.update((sign, fold(sign, profile.encoding)[0]) for sign in signs)
        return said

    Sheet(profile.columns, listen).items(document)
    missing = tuple(sorted(sign for sign, other in changed.items() if other == LAST_RESORT))
    folded = tuple(sorted(item for item in changed.items() if item[1] != LAST_RESORT))
    return Proof(_png(typed.render(document, profile, fonts)), missing, folded)


def _png(picture: Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
