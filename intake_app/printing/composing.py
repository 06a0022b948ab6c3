"""From the data of a paper to its blocks: the view, the template, and the bands of the house."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.printing import signed_words
from intake_app.printing.document import Band, Cut, Text
from intake_app.printing.templating import shipped
from intake_app.printing.templating.template import Template
from intake_app.printing.views import catalogue
from intake_app.printing.wrapping import DOT
from intake_app.services.papers import LabelData, TagData

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.i18n.translator import Translator
    from intake_app.printing.document import Block, Document
    from intake_app.services.papers import PaperData, PaperName


def composed(name: PaperName, data: PaperData, tr: Translator, own: str = "") -> Document:
    """A paper by the owner's template, or by the shipped one where he has none.

    Labels that are printed together are parted by cuts. Raises RejectedError(TEMPLATE_BROKEN) when
    the owner's cannot be used.
    """
    if isinstance(data, LabelData | TagData):
        labels = (data, *data.more)
        return joined([_one(name, replace(each, more=()), tr, own) for each in labels])
    return signed_words.kept(_one(name, data, tr, own), data, tr, is_own=bool(own))


def pieces(document: Document) -> tuple[Document, ...]:
    """The labels of one job, each by itself."""
    found: list[list[Block]] = [[]]
    for block in document.blocks:
        if isinstance(block, Cut):
            found.append([])
        else:
            found[-1].append(block)
    parts = [part for part in found if part] or [[]]
    return tuple(replace(document, blocks=tuple(part)) for part in parts)


def joined(labels: list[Document]) -> Document:
    """Labels as one job, under the title of the first."""
    blocks: list[Block] = []
    for label in labels:
        blocks += [Cut(), *label.blocks] if blocks else label.blocks
    return replace(labels[0], blocks=tuple(blocks))


def _one(name: PaperName, data: PaperData, tr: Translator, own: str) -> Document:
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
    mark = tr("REPEAT %d") % nth
    return joined([_repeated_label(label, mark, when) for label in pieces(document)])


def _repeated_label(label: Document, mark: str, when: str) -> Document:
    *blocks, last = stamped(label, (mark,), single=True).blocks
    if isinstance(last, Text):
        last = replace(last, text=f"{when} {DOT} {last.text}")
    return replace(label, blocks=(*blocks, last))


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
