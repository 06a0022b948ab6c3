"""One translator per language in use; texts are English in the code, catalogues are gettext."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def N_(text: str) -> str:  # noqa: N802 - gettext's own name, known to extractors
    """Mark a text of a table for extraction; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class Translator:
    """`tr("Accept")`, `tr.plural("%d order", "%d orders", n)`; unknown texts stay as they are."""

    language: str
    catalogue: gettext.NullTranslations

    def __call__(self, text: str) -> str:
        """Translate one text."""
        return self.catalogue.gettext(text) if text else ""

    def plural(self, one: str, many: str, number: int) -> str:
        """Choose the form for `number`; the caller fills it in."""
        return self.catalogue.ngettext(one, many, number)


def translator(language: str, locale: Path) -> Translator:
    """Load the catalogue of a language; English needs none."""
    return Translator(
        language, gettext.translation("intake", locale, languages=[language], fallback=True)
    )
