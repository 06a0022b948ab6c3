"""What a new shop is offered before it has seen devices of its own. Light, like `drafts`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from intake_app.checks import names
from intake_app.config import resources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Model: TypeAlias = tuple[str, str, str]
"""Kind, brand, model."""

_FOLDER = "catalogue"


@cache
def models() -> tuple[Model, ...]:
    """The shipped catalogue, the commonest first within a kind and a brand."""
    return tuple(
        (kind, brand, model)
        for kind, brand, listed in _lines("models.txt")
        for model in listed.split(";")
    )


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of the catalogue, the commonest first."""
    return tuple(dict.fromkeys(kind for kind, _, _ in models()))


@cache
def synonyms() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """What people say, folded, to the words of the lists; some words mean several things."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for said, called in _lines("synonyms.txt"):
        word = names.folded(said)
        found[word] = (*found.get(word, ()), names.words(called))
    return found


@cache
def faults() -> tuple[tuple[str, str], ...]:
    """Kind, or nothing for all kinds, and a fault in few words."""
    return tuple(
        (kind, fault) for kind, listed in _lines("faults.txt") for fault in listed.split(";")
    )


@cache
def works() -> tuple[tuple[str, str], ...]:
    """Kind, or nothing for all kinds, and a work as acts name it; prices are each shop's own."""
    return tuple((kind, work) for kind, listed in _lines("works.txt") for work in listed.split(";"))


@cache
def _english() -> Mapping[str, str]:
    return {names.folded(text): called for text, called in _lines("english.txt")}


@cache
def _russian() -> Mapping[str, str]:
    return {names.folded(called): text for text, called in reversed(tuple(_lines("english.txt")))}


def told(text: str, lang: str) -> str:
    """A word of the lists as a desk of that language shows it, and keeps it once it is chosen."""
    if lang != "en":
        return text
    called = _english().get(names.folded(text), text)
    begins = text[:1].isupper() and text[1:2].islower()
    return called[:1].upper() + called[1:] if begins else called


def meant(text: str) -> str:
    """The word of the lists for one that was kept in English; anything else stays as it is."""
    return _russian().get(names.folded(text), text)


def both(text: str) -> str:
    """A word with its English, to be found by either."""
    called = _english().get(names.folded(text), "")
    return f"{text} {called}" if called else text


def _lines(name: str) -> Iterator[list[str]]:
    text = (resources() / _FOLDER / name).read_text("utf-8")
    return (line.split("|") for line in text.splitlines() if line and not line.startswith("#"))
