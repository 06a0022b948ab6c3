"""The recovery key on paper, for a till roll or a page. It passes no queue: a queue is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.errors import Problem, UnavailableError
from intake_app.printing import pages
from intake_app.printing.document import Align, Cut, Document, Qr, Rule, Space, Text, Weight
from intake_app.printing.transport import Parcel

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.i18n.translator import Translator
    from intake_app.printing.printer import Printer

_QR_TENTHS_MM = 350


def document(blocks: tuple[str, ...], qr: str, about: tuple[str, str], tr: Translator) -> Document:
    """What is on the paper; `about` names the shop and the day."""
    shop, day = about
    return Document(
        tr("Recovery key"),
        (
            Text(tr("Recovery key"), Weight.HEADING, Align.CENTRE),
            Text(f"{shop} · {day}", Weight.SMALL, Align.CENTRE),
            Rule(),
            *(Text(f"{place}.  {block}", Weight.HEADING) for place, block in enumerate(blocks, 1)),
            Rule(),
            Qr(qr, _QR_TENTHS_MM),
            Text(tr("Opens the data and every backup of this PC when the PC itself cannot.")),
            Text(tr("Keep it where money is kept, not beside the PC. Show it to nobody.")),
            Text(tr("Type it at the start of the program, or: intake-app recover"), Weight.SMALL),
            Space(10),
            Cut(),
        ),
        tr.language,
    )


def send(paper: Document, printer: Printer, fonts: Path, cache: Path) -> None:
    """Print it now, in the lane of the printer. Raises UnavailableError, RejectedError."""
    printer.transport.send(Parcel("recovery", _payload(paper, printer, fonts, cache), bytes, {}))


def page(paper: Document, fonts: Path) -> bytes:
    """As a page of A4 in a PDF file."""
    from intake_app.printing import pdf  # noqa: PLC0415 - reportlab takes most of a second
    from intake_app.printing.glyphs import Fonts  # noqa: PLC0415 - beside it

    return pdf.render(paper, pages.page_of("receipt", "a4"), Fonts(fonts)).payload


def written(paper: Document, fonts: Path, target: Path) -> Path:
    """Write the page for whatever program prints it. Raises UnavailableError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch(mode=0o600)
        target.write_bytes(page(paper, fonts))
    except OSError as error:
        raise UnavailableError(Problem.FILE_UNWRITABLE, target.name) from error
    return target


def _payload(paper: Document, printer: Printer, fonts: Path, cache: Path) -> bytes:
    from intake_app.printing import escpos, raster  # noqa: PLC0415 - Pillow
    from intake_app.printing.glyphs import Fonts  # noqa: PLC0415 - beside it

    profile = printer.profile
    if profile.language == "pdf":
        return page(paper, fonts)
    if profile.mode == "text":
        return escpos.text_job(paper, profile, cache).payload
    return escpos.raster_job(raster.render(paper, profile, Fonts(fonts)), profile)
