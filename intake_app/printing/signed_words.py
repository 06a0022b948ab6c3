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
    source = shipped.source("receipt", profile, language, day)
    lines = (line.strip() for line in source.splitlines())
    clauses = [line.removeprefix(_CLAUSE).strip() for line in lines if line.startswith(_CLAUSE)]
    text = "\n".join(f"{place}. {clause}" for place, clause in enumerate(clauses, start=1))
    return SignedWords(terms.version(profile, day), language, text)


def kept(document: Document, data: PaperData, tr: Translator, *, is_own: bool) -> Document:
    """A drawn signature stands under the words it was put under, and under no others.

    Where the paper has other clauses, or the owner's own text, what was signed is printed between
    that and the signature, under a line that says so.
    """
    if not isinstance(data, ReceiptData) or not data.signature:
        return document
    blocks = document.blocks
    place = next((at for at, block in enumerate(blocks) if _is_signature(block, data)), None)
    if place is None:
        return document
    said = data.signed or SignedData(version=data.terms.version, language=tr.language)
    words = of_version(said.version, said.language)
    lines = words.text.splitlines() if words is not None else []
    clauses = [block.text for block in blocks if isinstance(block, Text) and _CLAUSED(block.text)]
    if lines == clauses and not is_own:
        return document
    heading = tr("The client signed the conditions %s:") % (said.version or "–")
    signed = (Rule(), Text(heading, Weight.STRONG), *(Text(x, Weight.SMALL) for x in lines))
    return replace(document, blocks=(*blocks[:place], *signed, *blocks[place:]))


def of_version(version: str, language: str) -> SignedWords | None:
    """The clauses of an edition by its name, `ru 2026-01-01`; None for one not known here."""
    profile, _, day = version.partition(" ")
    try:
        found = conditions(profile, language, date.fromisoformat(day))
    except (ValueError, KeyError):
        return None
    return found if found.version == version else None


def _is_signature(block: Block, data: ReceiptData) -> bool:
    return isinstance(block, Picture) and block.png == data.signature
