"""From the data of a paper to its blocks: the view, the template, and the bands of the house."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.printing.document import Band, Text
from intake_app.printing.templating import shipped
from intake_app.printing.templating.template import Template
from intake_app.printing.views import catalogue
from intake_app.printing.wrapping import DOT

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.i18n.translator import Translator
    from intake_app.printing.document import Block, Document
    from intake_app.services.papers import PaperData, PaperName


def composed(name: PaperName, data: PaperData, tr: Translator, own: str = "") -> Document:
    """A paper by the owner's template, or by the shipped one where he has none.

    Raises RejectedError(TEMPLATE_BROKEN) when the owner's cannot be used.
    """
    sheet = catalogue.sheet(name, data, tr)
    source = own or shipped.source(name, sheet.profile, sheet.language, sheet.day)
    template = Template(source, sheet.variables)
    document = template.document(sheet.values, sheet.title, sheet.language)
    return stamped(document, sheet.stamps, single=sheet.single)


def repeated(
    document: Document, nth: int, at: datetime, tr: Translator, *, single: bool
) -> Document:
    """Mark a paper as the nth repeat; on a label the time stands before the fault."""
    when = formats.written(at)
    if not single:
        mark = tr("REPEAT No. %(nth)d, %(at)s") % {"nth": nth, "at": when}
        return stamped(document, (mark,), single=False)
    *blocks, last = stamped(document, (tr("REPEAT %d") % nth,), single=True).blocks
    if isinstance(last, Text):
        last = replace(last, text=f"{when} {DOT} {last.text}")
    return replace(document, blocks=(*blocks, last))


def stamped(document: Document, stamps: tuple[str, ...], *, single: bool) -> Document:
    """Put bands above everything; on a label all marks share one line and the fault gives way."""
    if not stamps:
        return document
    if not single:
        bands: tuple[Block, ...] = tuple(map(Band, stamps))
        return replace(document, blocks=(*bands, *document.blocks))
    first, *rest = document.blocks or (Text(""),)
    marks = stamps
    if isinstance(first, Band):
        marks = (first.text, *stamps)
    else:
        rest.insert(0, first)
    band = Band(DOT.join(marks))  # three of them fill a label of 48 mm
    return replace(document, blocks=(band, *map(_shortened, rest)))


def _shortened(block: Block) -> Block:
    return replace(block, lines=1) if isinstance(block, Text) and block.lines > 1 else block
