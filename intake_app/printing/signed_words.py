"""What a client signs under: the clauses of the receipt in force, in one language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from intake_app.printing.document import Picture, Rule, Text, Weight
from intake_app.printing.templating import shipped
from intake_app.services import terms
from intake_app.services.papers import ReceiptData, SignedData

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.printing.document import Block, Document
    from intake_app.services.papers import PaperData

_CLAUSED = re.compile(r"\d+\. ").match
_CLAUSE = "[clause]"
_RECEIPT, _HANDOVER = "receipt", "handover"


@dataclass(frozen=True, slots=True)
class SignedWords:
    """One edition of the conditions, numbered as on paper."""

    version: str
    language: str
    text: str

    @property
    def sha256(self) -> str:
        """The sum that is kept beside a signature."""
        return sha256(self.text.encode()).hexdigest()


def conditions(profile: str, language: str, day: date) -> SignedWords:
    """The clauses that stand on a receipt of that day."""
    return SignedWords(
        terms.version(profile, day), language, _clauses(_RECEIPT, profile, language, day)
    )


def receipt_of(profile: str, language: str, day: date) -> SignedWords:
    """What whoever takes a device away confirms, as on the paper of that day."""
    version = f"{_HANDOVER} {terms.version(profile, day)}"
    return SignedWords(version, language, _clauses(_HANDOVER, profile, language, day))


def _clauses(paper: str, profile: str, language: str, day: date) -> str:
    source = shipped.source(paper, profile, language, day)
    lines = (line.strip() for line in source.splitlines())
    clauses = [line.removeprefix(_CLAUSE).strip() for line in lines if line.startswith(_CLAUSE)]
    return "\n".join(f"{place}. {clause}" for place, clause in enumerate(clauses, start=1))


def kept(document: Document, data: PaperData, tr: Translator, *, is_own: bool) -> Document:
    """A drawn signature stands under the words it was put under, and under no others.

    Where the paper has other clauses, or the owner's own text, what was signed is printed between
    that and the signature, under a line that says so.
    """
    if not isinstance(data, ReceiptData):
        return document
    blocks = document.blocks
    for place, block in enumerate(blocks):
        if (signed := _signed(block, data)) is not None:
            return replace(document, blocks=_above(blocks, place, (signed, tr), is_own=is_own))
    return document


def _above(
    blocks: tuple[Block, ...], place: int, of: tuple[SignedData, Translator], *, is_own: bool
) -> tuple[Block, ...]:
    """The blocks with the words of a signature above it, unless they stand there already."""
    said, tr = of
    words = of_version(said.version, said.language or tr.language)
    lines = words.text.splitlines() if words is not None else []
    clauses = [block.text for block in blocks if isinstance(block, Text) and _CLAUSED(block.text)]
    if lines == clauses and not is_own:
        return blocks
    heading = tr("The client signed the conditions %s:")
    if said.version.startswith(_HANDOVER):
        heading = tr("Signed on the screen as the device was taken away, %s:")
    signed = (Text(x, Weight.SMALL) for x in lines)
    title = Text(heading % (said.version or "–"), Weight.STRONG)
    return (*blocks[:place], Rule(), title, *signed, *blocks[place:])


def of_version(version: str, language: str) -> SignedWords | None:
    """The clauses of an edition by its name, `ru 2026-01-01`; None for one not known here."""
    said, make = version.removeprefix(f"{_HANDOVER} "), conditions
    if said != version:
        make = receipt_of
    profile, _, day = said.partition(" ")
    try:
        found = make(profile, language, date.fromisoformat(day))
    except (ValueError, KeyError):
        return None
    return found if found.version == version else None


def _signed(block: Block, data: ReceiptData) -> SignedData | None:
    """What a picture was put under, if it is a signature of this paper."""
    if not isinstance(block, Picture):
        return None
    left = data.handed
    if left is not None and left.signature and block.png == left.signature:
        return SignedData(version=left.signed_version, language=left.signed_language)
    if data.signature and block.png == data.signature:
        return data.signed or SignedData(version=data.terms.version, language="")
    return None
