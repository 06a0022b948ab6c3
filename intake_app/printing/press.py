"""From a print job to bytes and picture; the heavy libraries are imported when a job is due."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from intake_app.printing import counter, epl, escpos, plain, tspl, zpl
from intake_app.printing.documents.templates import compose
from intake_app.printing.glyphs import Fonts, codepoints
from intake_app.services.papers import LabelData

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from intake_app.i18n.translator import Translator
    from intake_app.printing.document import Document
    from intake_app.printing.profile import PrinterProfile
    from intake_app.printing.raster import Raster
    from intake_app.services.papers import PaperData
    from intake_app.services.spool import PrintJob


@dataclass(frozen=True, slots=True)
class Rendered:
    """Bytes for the printer; `changed` names the characters that had to be replaced."""

    payload: bytes
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What the paper will look like, to the dot."""

    png: bytes
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Press:
    """Everything rendering needs: fonts, a folder for scratch files, the words of a language."""

    fonts: Path
    cache: Path
    words: Callable[[str], Translator]
    copies: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def document(self, job: PrintJob) -> Document:
        """The document of a job, marked when it is a repeat."""
        return compose(job.data, self.words(job.language), repeat=job.reprint_of is not None)

    def rendered(self, job: PrintJob, profile: PrinterProfile) -> Rendered:
        """The bytes of a job for a printer. Raises RejectedError when they cannot be made."""
        copies = counter.copies_of(job, self.copies)
        document = self.document(job)
        if counter.takes_cash(job):
            profile = replace(profile, init=profile.init + escpos.opening(profile))
        match profile.language:
            case "pdf":
                repeat = job.reprint_of is not None
                return self.pdf(job.data, job.language, repeat=repeat, copies=copies)
            case "escpos" if profile.mode == "text":
                text = escpos.text_job(counter.copied(document, copies), profile, self.cache)
                return Rendered(text.payload, codepoints(text.folded))
            case "escpos":
                encode = partial(escpos.raster_job, cache=self.cache)
                document, copies = counter.copied(document, copies), 1
            case "tspl":
                encode = tspl.label_job
            case "zpl":
                encode = zpl.label_job
            case "epl":
                encode = epl.label_job
            case _:
                assert_never(profile.language)
        raster = self._raster(document, profile)
        return Rendered(encode(raster, profile) * copies, codepoints(raster.missing))

    def pdf(
        self, data: PaperData, language: str, *, repeat: bool = False, copies: int = 1
    ) -> Rendered:
        """A paper as a PDF file: A4, or the exact size of the label."""
        from intake_app.printing import pdf  # noqa: PLC0415 - reportlab takes most of a second

        page = pdf.LABEL if isinstance(data, LabelData) else pdf.A4
        document = compose(data, self.words(language), repeat=repeat)
        printed = pdf.render(counter.copied(document, copies), page, Fonts(self.fonts))
        return Rendered(printed.payload, codepoints(printed.missing))

    def picture(self, job: PrintJob, profile: PrinterProfile) -> bytes:
        """The picture of a job as a PNG file: the very dots that go to a raster printer."""
        return self._shown(self.document(job), profile).png

    def preview(self, data: PaperData, language: str, profile: PrinterProfile) -> Preview:
        """The picture of a paper that is not ordered yet."""
        return self._shown(compose(data, self.words(language)), profile)

    def text(self, job: PrintJob, profile: PrinterProfile) -> str:
        """The words of a job, line by line."""
        return plain.render(self.document(job), profile.columns)

    def _shown(self, document: Document, profile: PrinterProfile) -> Preview:
        raster = self._raster(document, profile)
        return Preview(raster.png(), codepoints(raster.missing))

    def _raster(self, document: Document, profile: PrinterProfile) -> Raster:
        from intake_app.printing import raster  # noqa: PLC0415 - needs Pillow

        return raster.render(document, profile, Fonts(self.fonts))
