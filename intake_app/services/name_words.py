"""From typed words to what the index of names is asked for, mistyped ones too.

Light, like the finder.
"""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlcipher3.dbapi2 import Connection

_HEAD = "^"
_AND = " AND "
_INDEXED = 8  # letters; what begins with more is asked for word by word
_WORDS = "SELECT word FROM client_word WHERE word >= ?1 AND word < ?1 || char(0x10FFFF) LIMIT 60"
_KNOWN_START = (
    "SELECT max(j.key) FROM json_each(?) j WHERE EXISTS"
    " (SELECT 1 FROM client_word WHERE word >= j.value AND word < j.value || char(0x10FFFF))"
)
_STARTS = (
    "SELECT j.value FROM json_each(?) j WHERE EXISTS"
    " (SELECT 1 FROM client_word WHERE word >= j.value AND word < j.value || char(0x10FFFF))"
)
_WHOLE = (
    "SELECT j.value FROM json_each(?) j WHERE EXISTS"
    " (SELECT 1 FROM client_word WHERE word = j.value)"
)
_LETTERS = ("абвгдежзийклмнопрстуфхцчшщъыьэюя", "abcdefghijklmnopqrstuvwxyz0123456789")

LEAST = 3
"""Letters of a word that may be mistyped."""

_SHORT = 4  # up to so many letters, a slip turns a word into any other: whole words only


def matches(connection: Connection, words: Sequence[str]) -> Iterator[str]:
    """Questions to the index: the first word heads the name, then all stand anywhere in it.

    One word alone is taken whole before it is taken for a beginning: who types `Пётр` does not
    mean the Petrovs first. Several words tell enough.
    """
    if len(words) == 1 and _found(connection, _WHOLE, set(words)):
        yield f'"{_HEAD}{words[0]}"'
        yield f'"{words[0]}"'
    others = [_begun(connection, word) for word in words[1:]]
    yield _AND.join((_begun(connection, words[0], _HEAD), *others))
    yield _AND.join((_begun(connection, words[0]), *others))


def guesses(connection: Connection, words: Sequence[str]) -> Iterator[str]:
    """Questions about what was meant if a word is mistyped by one letter; whole words first.

    A word nobody bears is the wrong one; if all are borne by somebody, each may be.
    """
    sound = [bool(_words(connection, word)) for word in words]
    wrong = [tuple(place for place, known in enumerate(sound) if not known)]
    for places in [(place,) for place in range(len(words))] if all(sound) else wrong:
        meant = {place: _meant(connection, words[place]) for place in places}
        others = [
            _begun(connection, word) for place, word in enumerate(words) if place not in places
        ]
        for is_whole, mark in product((True, False), (_HEAD, "") if 0 in places else ("",)):
            parts = [
                _meaning(connection, one, is_whole=is_whole, mark="" if place else mark)
                for place, one in meant.items()
            ]
            if all(parts):
                yield _AND.join((*parts, *others))


def _begun(connection: Connection, word: str, mark: str = "") -> str:
    """Whatever begins with a word."""
    if len(mark + word) <= _INDEXED:
        return f'"{mark}{word}"*'
    # Without an index of so long beginnings FTS5 would gather all their rows first.
    known = _words(connection, word)
    return _any(f'"{mark}{one}"' for one in known) if known else f'"{mark}{word}"*'


def _meant(connection: Connection, word: str) -> tuple[list[str], list[str]]:
    """Words that differ by one letter, and beginnings that do; there may be none of either."""
    if len(word) < LEAST:
        return [], []
    edits = _edits(word, _known_start(connection, word))
    whole = _found(connection, _WHOLE, {*edits, word[:-1]})
    return whole, [] if len(word) <= _SHORT else _found(connection, _STARTS, edits)


def _meaning(
    connection: Connection, meant: tuple[list[str], list[str]], *, is_whole: bool, mark: str
) -> str:
    """The words or the beginnings as a question; empty when there are none."""
    if is_whole:
        return _any(f'"{mark}{word}"' for word in meant[0])
    return _any(_begun(connection, start, mark) for start in meant[1])


def _edits(word: str, known: int) -> set[str]:
    """What one slip at or before a place made of `word`.

    It is not left without its last letter: that would be the beginning of too much.
    """
    letters = _LETTERS[0] if any(letter in _LETTERS[0] for letter in word) else _LETTERS[1]
    found: set[str] = set()
    for place in range(min(known + 1, len(word))):
        before, at, after = word[:place], word[place], word[place + 1 :]
        found.update(f"{before}{letter}{after}" for letter in letters)
        found.update(f"{before}{letter}{at}{after}" for letter in letters)
        if after:
            found.update((f"{before}{after}", f"{before}{after[0]}{at}{after[1:]}"))
    found.discard(word)
    return found


def _known_start(connection: Connection, word: str) -> int:
    """How many letters some name begins with; the slip is not behind them."""
    starts = json.dumps([word[:place] for place in range(len(word) + 1)], ensure_ascii=False)
    return connection.execute(_KNOWN_START, (starts,)).fetchone()[0] or 0


def _found(connection: Connection, sql: str, candidates: set[str]) -> list[str]:
    listed = json.dumps(sorted(candidates), ensure_ascii=False)
    return [row[0] for row in connection.execute(sql, (listed,))]


def _words(connection: Connection, start: str) -> list[str]:
    return [row[0] for row in connection.execute(_WORDS, (start,))]


def _any(terms: Iterable[str]) -> str:
    joined = " OR ".join(terms)
    return f"({joined})" if joined else ""
