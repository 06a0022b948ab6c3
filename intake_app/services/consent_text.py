"""One text of a consent; once used it never changes.

What a client accepted is known for ever by version and SHA-256: a better wording is a new version
with a later day. A test pins the sums. `{operator}` and `{contact}` are filled in on the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from intake_app.checks.consent_rules import Purpose
    from intake_app.config import ShopSettings
    from intake_app.services.papers import ShopData

Profile = Literal["ru", "neutral"]
FIRST_DAY = date(2026, 1, 1)


@dataclass(frozen=True)
class ConsentText:
    """One wording; `years` is how long a consent to it lasts, unless it is withdrawn."""

    version: str
    profile: Profile
    language: str
    purpose: Purpose
    effective_from: date
    years: int
    title: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """All that is accepted, as one text."""
        return "\n".join((self.title, *self.paragraphs))

    def filled(self, shop: ShopData | ShopSettings) -> str:
        """The paragraphs as a client reads them, a line each: who asks, and how to reach him."""
        signs = (shop.legal_name or shop.name, shop.inn, shop.address)
        operator = ", ".join(filter(None, signs))
        contact = ", ".join(filter(None, (shop.phone, shop.address))) or shop.name
        return "\n".join(self.paragraphs).format(operator=operator, contact=contact)

    @cached_property
    def sha256(self) -> str:
        """The sum that the ledger keeps."""
        return sha256(self.body.encode()).hexdigest()
