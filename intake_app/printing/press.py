"""From a print job to bytes and picture; the heavy libraries are imported when a job is due."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import UTC
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from intake_app.errors import Problem, RejectedError
from intake_app.printing import counter, epl, escpos, pages, plain, proofs, stored, tspl, zpl
from intake_app.printing.composing import composed, joined, pieces, repeated
from intake_app.printing.glyphs import Fonts, codepoints
from intake_app.services.papers import FOR_THE_SHOP, LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo
    from pathlib import Path

    from intake_app.i18n.translator import Translator
    from intake_app.printing.document import Document
    from intake_app.printing.profile import PageName, PrinterProfile
    from intake_app.printing.proofs import Proof
    from intake_app.printing.raster import Raster
    from intake_app.services.papers import PaperData, PaperName
    from intake_app.services.spool import PrintJob

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Bytes for the printer; `changed` names the characters that had to be replaced."""

    payload: bytes
    changed: tuple[str, ...]


def _shipped(_document: str, _language: str) -> str:
    return ""


def _silent() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Press:
    """Everything rendering needs: fonts, a folder for scratch files, the words of a language."""

    fonts: Path
    cache: Path
    words: Callable[[str], Translator]
    copies: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    zone: tzinfo = UTC
    own: Callable[[str, str], str] = field(default=_shipped)
    """The owner's template of a document in a language; empty where the shipped one serves."""
    broken: Callable[[], None] = field(default=_silent)
    """Told when the owner's template could not be used and the shipped one was."""
    language: str = ""
    """Of the shop, whose copy speaks it; empty: that of each paper."""

    def composed(self, job: PrintJob) -> Document:
        """What the job says, without the mark of a repeat; just as it was, if it was before."""
        if job.composed:
            return stored.load(job.composed)
        return self.compose(job.document, job.data, job.language)

    def document(self, job: PrintJob) -> Document:
        """The document of a job, marked when it is a repeat."""
        document = self.composed(job)
        if job.reprint_of is None:
            return document
        at, words = job.created_at.astimezone(self.zone), self.words(job.language)
        return repeated(document, job.copy - 1, at, words, single=job.document in LABELS)

    def compose(self, name: PaperName, data: PaperData, language: str) -> Document:
        """A paper by the owner's template; one that is broken never keeps a client waiting."""
        words = self.words(language)
        own = self.own(name, language)
        if own:
            try:
                return composed(name, data, words, own)
            except RejectedError as error:
                if error.problem is not Problem.TEMPLATE_BROKEN:
                    raise
                logger.warning("template %s.%s is broken, %s: shipped one used", name, language,
                               error)  # fmt: skip
                self.broken()
        return composed(name, data, words)

    def rendered(self, job: PrintJob, profile: PrinterProfile) -> Rendered:
        """The bytes of a job for a printer. Raises RejectedError when they cannot be made."""
        if counter.takes_cash(job):
            profile = replace(profile, init=profile.init + escpos.opening(profile))
        whole = self.whole(job)
        match profile.language:
            case "pdf":
                return self._pages(job.document, whole, profile.page)
            case "escpos" if profile.mode == "text" and escpos.can_type(whole, profile):
                text = escpos.text_job(whole, profile, self.cache)
                return Rendered(text.payload, codepoints(text.folded))
            case "escpos":
                encode = escpos.raster_job
            case "tspl":
                encode = tspl.label_job
            case "zpl":
                encode = zpl.label_job
            case "epl":
                encode = epl.label_job
            case _:
                assert_never(profile.language)
        drawn = self._drawn(whole, profile)
        missing = frozenset[str]().union(*(raster.missing for raster in drawn))
        return Rendered(b"".join(encode(raster, profile) for raster in drawn), codepoints(missing))

    def whole(self, job: PrintJob) -> Document:
        """Every copy of a job: the client's in his language, the others in that of the shop."""
        first, wanted = self.document(job), counter.copies_of(job, self.copies)
        if job.document in LABELS:
            return joined([label for label in pieces(first) for _ in range(wanted)])
        if job.document in FOR_THE_SHOP or job.document == "consent" or job.reprint_of is not None:
            return counter.together([first] * wanted)
        ours = self.language or job.language
        copies = max(wanted, 2) if ours != job.language else wanted
        if copies == 1:
            return first
        second = first
        if ours != job.language:
            second = self.compose(job.document, job.data, ours)
        client, shop = self.words(job.language), self.words(ours)
        other = counter.marked(second, shop("Shop's copy"))
        return counter.together(
            [counter.marked(first, client("Client's copy")), *[other] * (copies - 1)]
        )

    def pdf(
        self, name: PaperName, data: PaperData, language: str, page: PageName = "a4"
    ) -> Rendered:
        """A paper as a PDF file: a page, or the exact size of the label."""
        return self._pages(name, self.compose(name, data, language), page)

    def pages(self, job: PrintJob, page: PageName = "a4") -> Rendered:
        """A job as a PDF file: all copies, with its mark when it is a repeat."""
        return self._pages(job.document, self.whole(job), page)

    def picture(self, job: PrintJob, profile: PrinterProfile) -> bytes:
        """The picture of a job as a PNG file: the very dots that go to a raster printer."""
        return self.proof(job, profile).png

    def proof(self, job: PrintJob, profile: PrinterProfile) -> Proof:
        """The picture of a job, and the signs that its printer lacks."""
        return self._shown(job.document, self.whole(job), profile)

    def preview(
        self, name: PaperName, data: PaperData, language: str, profile: PrinterProfile
    ) -> Proof:
        """The picture of a paper that is not ordered yet."""
        return self._shown(name, self.compose(name, data, language), profile)

    def text(self, job: PrintJob, profile: PrinterProfile) -> str:
        """The words of a job, line by line."""
        return plain.render(self.whole(job), profile.columns)

    def _shown(self, name: PaperName, document: Document, profile: PrinterProfile) -> Proof:
        return proofs.proof(document, profile, Fonts(self.fonts), name)

    def _pages(self, name: PaperName, document: Document, page: PageName) -> Rendered:
        from intake_app.printing import pdf  # noqa: PLC0415 - reportlab takes most of a second

        printed = pdf.render(document, pages.page_of(name, page), Fonts(self.fonts))
        return Rendered(printed.payload, codepoints(printed.missing))

    def _drawn(self, document: Document, profile: PrinterProfile) -> list[Raster]:
        """One picture a label where labels have a height, else one of all."""
        from intake_app.printing import raster  # noqa: PLC0415 - needs Pillow

        parts = pieces(document) if profile.height else (document,)
        return [raster.render(part, profile, Fonts(self.fonts)) for part in parts]
