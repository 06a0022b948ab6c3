"""Names of things by what people say at a counter: beginnings of words, slang, the other layout.

Pure and light: candidates are a few thousand, and an answer takes a few milliseconds at most.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from intake_app.checks import layout, names
from intake_app.services import readings
from intake_app.services.readings import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Query: TypeAlias = tuple[Reading, ...]
Found = TypeVar("Found")

_PARTS = re.compile(r"\d+|[^\W\d_]+")


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a candidate, and the parts of those that mix letters and digits."""
    whole = names.words(text)
    parts = (part for word in whole for part in _PARTS.findall(word) if part != word)
    return tuple(dict.fromkeys((*whole, *parts)))


def queries(typed: str) -> Iterator[Query]:
    """Ways to read what was typed, the likeliest first; the first that finds anything is meant."""
    plain = names.words(typed)
    yield tuple(readings.said(word) for word in plain)
    yield tuple(readings.sounding(word) for word in plain)
    for variant in layout.variants(typed)[1:]:
        yield tuple(readings.said(word) for word in names.words(variant))
    parts = tuple(part for word in plain for part in _PARTS.findall(word))
    if parts != plain:
        yield tuple(readings.said(part) for part in parts)
        yield tuple(readings.sounding(part) for part in parts)


class Shelf(Generic[Found]):
    """Candidates that are looked through at each key, by an index of their words.

    Those of a ranked shelf come whole words first, then what was typed, then what it stands for.
    """

    def __init__(self, candidates: Iterable[tuple[Found, str]], *, ranked: bool = True) -> None:
        self.values: list[Found] = []
        self._is_ranked = ranked
        self._has: list[tuple[str, ...]] = []
        where: dict[str, set[int]] = {}
        for place, (value, text) in enumerate(candidates):
            self.values.append(value)
            self._has.append(words(text))
            for word in self._has[-1]:
                where.setdefault(word, set()).add(place)
        self._where = where
        self._words = sorted(where)

    def find(self, query: Query) -> list[Found]:
        """Those that have a word beginning with each typed word."""
        places = set(range(len(self.values)))
        for reading in query:
            places &= set[int]().union(*(self._of(way) for way in reading))
        ordered = sorted(places, key=lambda place: (self._farness(query, place), place))
        return [self.values[place] for place in ordered]

    def _of(self, way: tuple[str, ...]) -> set[int]:
        first, *others = (self._beginning(start) for start in way)
        return first.intersection(*others)

    def _beginning(self, start: str) -> set[int]:
        found: set[int] = set()
        for word in self._words[bisect_left(self._words, start) :]:
            if not word.startswith(start):
                break
            found |= self._where[word]
        return found

    def _farness(self, query: Query, place: int) -> int:
        if not self._is_ranked:
            return 0
        has = self._has[place]
        plain = [word for reading in query for word in reading[0]]
        if all(word in has for word in plain):
            return 0
        return 1 if all(any(one.startswith(word) for one in has) for word in plain) else 2


def first_found(
    typed: str, shelves: Iterable[Shelf[Found]], limit: int | None = None
) -> list[Found]:
    """What is likeliest meant, from each shelf in turn, nothing twice."""
    shelves = tuple(shelves)
    for query in queries(typed):
        found = dict.fromkeys(value for shelf in shelves for value in shelf.find(query))
        if found:
            return list(found)[:limit]
    return []


def full_text(query: Query) -> str:
    """The same question for FTS5; empty when there is nothing to ask."""
    return " AND ".join(
        "({})".format(
            " OR ".join(
                "({})".format(" AND ".join(f'"{word}"*' for word in way)) for way in reading
            )
        )
        for reading in query
    )
