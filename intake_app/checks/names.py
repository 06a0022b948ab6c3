"""How names are compared: the same folding in the search index and in every query."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[\W_]+")
_COMPANY_FORMS = frozenset(
    {
        "ооо", "оао", "зао", "пао", "нао", "ао", "ип", "ано", "гуп", "муп", "фгуп", "нко", "тсж",
        "тсн", "снт", "гбу", "мбу", "фгбу", "llc", "ltd", "gmbh",
    }
)  # fmt: skip
_LONG_FORMS = (
    ("публичное акционерное общество", "ПАО"),
    ("непубличное акционерное общество", "НАО"),
    ("открытое акционерное общество", "ОАО"),
    ("закрытое акционерное общество", "ЗАО"),
    ("акционерное общество", "АО"),
    ("общество с ограниченной ответственностью", "ООО"),
    ("индивидуальный предприниматель", "ИП"),
    ("автономная некоммерческая организация", "АНО"),
    ("товарищество собственников жилья", "ТСЖ"),
)
_PARTICLES = frozenset({"оглы", "кызы", "де", "да", "ван", "фон", "von", "van", "de"})
_TRADER = "ип"
_TIGHT = re.compile(r"^(\w+)(?=[\"\u201c\u201e\u00ab])")
_QUOTES = re.compile('["\u201c\u201d\u201e\u201f\u00ab\u00bb]')
_OPENING = re.compile(r"(?:^|(?<=[\s(\u00ab-]))\"(?=\S)")
_LETTERS = re.compile(r"[^\W\d_]+")


def folded(text: str) -> str:
    """Lower case, ё as е, й kept, punctuation as single spaces: `Королёва-Ким` → `королева ким`."""
    return " ".join(words(text))


def words(text: str) -> tuple[str, ...]:
    """The folded words in the order they stand."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return tuple(filter(None, _NOT_WORD.split(plain)))


def without_form(typed: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a company's name without its legal form, unless they are nothing else."""
    return tuple(word for word in typed if word not in _COMPANY_FORMS) or typed


def tidy(text: str) -> str:
    """As typed, without blanks at the ends or in rows."""
    return " ".join(text.split())


def is_company(text: str) -> bool:
    """Whether the name starts with a legal form, so that company details are worth asking."""
    plain = " ".join(words(text))
    return not _COMPANY_FORMS.isdisjoint(words(text)[:1]) or any(
        plain.startswith(folded(form)) for form, _ in _LONG_FORMS
    )


def company(text: str) -> str:
    """A company as papers write it: `общество с … "Луч"` and `ооо "Луч"` are both `ООО «Луч»`."""
    told = tidy(text)
    for form, short_form in _LONG_FORMS:
        if told.casefold().startswith(form):
            told = f"{short_form} {told[len(form) :].strip()}".strip()
            break
    first, _, rest = _TIGHT.sub(r"\1 ", told).partition(" ")
    if first.casefold() in _COMPANY_FORMS and not first.isascii():
        told = f"{first.upper()} {person(rest) if first.casefold() == _TRADER else rest}".strip()
    return _quoted(told)


def person(text: str) -> str:
    """A name typed without a capital gets its own; one that has any is left as it was typed."""
    told = tidy(text)
    return _LETTERS.sub(_capital, told) if told == told.lower() else told


def presented(text: str) -> str:
    """A name as it is kept, whether a company's or a person's."""
    return company(text) if is_company(text) else person(text)


def _capital(word: re.Match[str]) -> str:
    return word[0] if word[0] in _PARTICLES else word[0][:1].upper() + word[0][1:]


def _quoted(text: str) -> str:
    """Quotation marks of every kind as « and »; pairs inside pairs stay pairs."""
    plain = _QUOTES.sub('"', text)
    if plain.count('"') < 2:  # noqa: PLR2004 - a lone mark stands for inches or a slip
        return text
    return _OPENING.sub("\u00ab", _OPENING.sub("\u00ab", plain)).replace('"', "\u00bb")


def short(text: str) -> str:
    """For a label anybody may read: `Петрова Анна Сергеевна` → `Петрова А. С.`."""
    parts = text.split()
    if is_company(text) or len(parts) < 2:  # noqa: PLR2004 - a surname and something to shorten
        return tidy(text)
    return " ".join((parts[0], *(f"{part[0].upper()}." for part in parts[1:3])))
