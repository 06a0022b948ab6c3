"""How names are compared: the same folding in the search index and in every query."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[\W_]+")
_COMPANY_FORMS = frozenset(
    {"ооо", "оао", "зао", "пао", "нао", "ао", "ип", "ано", "гуп", "муп", "нко", "тсж"}
)


def folded(text: str) -> str:
    """Lower case, ё as е, й kept, punctuation as single spaces: `Королёва-Ким` → `королева ким`."""
    return " ".join(words(text))


def words(text: str) -> tuple[str, ...]:
    """The folded words in the order they stand."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return tuple(filter(None, _NOT_WORD.split(plain)))


def tidy(text: str) -> str:
    """As typed, without blanks at the ends or in rows."""
    return " ".join(text.split())


def is_company(text: str) -> bool:
    """Whether the name starts with a legal form, so that company details are worth asking."""
    return not _COMPANY_FORMS.isdisjoint(words(text)[:1])


def short(text: str) -> str:
    """For a label anybody may read: `Петрова Анна Сергеевна` → `Петрова А. С.`."""
    parts = text.split()
    if is_company(text) or len(parts) < 2:  # noqa: PLR2004 - a surname and something to shorten
        return tidy(text)
    return " ".join((parts[0], *(f"{part[0].upper()}." for part in parts[1:3])))
