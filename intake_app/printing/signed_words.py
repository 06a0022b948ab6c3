"""What a client signs under: the clauses of the receipt in force, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from intake_app.printing.templating import shipped
from intake_app.services import terms

if TYPE_CHECKING:
    from datetime import date

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
