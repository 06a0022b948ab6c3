"""From typed words to what the index of names is asked for, mistyped ones too.

Light, like the finder.
"""

from __future__ import annotations

import json
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
    """Questions to the index: the first word heads the name, then all stand anywhere in it."""
    others = [_begun(connection, word) for word in words[1:]]
    yield _AND.join((_begun(connection, words[0], _HEAD), *others))
    yield _AND.join((_begun(connection, words[0]), *others))


def guesses(connection: Connection, words: Sequence[str]) -> Iterator[str]:
    """Questions about what was meant if a word is mistyped by one letter.

    A word nobody bears is the wrong one; if all are borne by somebody, each may be.
    """
    if not words:
        return
    sound = [bool(_words(connection, word)) for word in words]
    if all(sound):
        for place, word in enumerate(words):
            meant = _meant(connection, word)
            if meant:
                others = [*words[:place], *words[place + 1 :]]
                yield _AND.join((meant, *(_begun(connection, other) for other in others)))
        return
    parts = [
        _begun(connection, word) if known else _meant(connection, word)
        for word, known in zip(words, sound, strict=True)
    ]
    if all(parts):
        yield _AND.join(parts)


def _begun(connection: Connection, word: str, mark: str = "") -> str:
    """Whatever begins with a word."""
    if len(mark + word) <= _INDEXED:
        return f'"{mark}{word}"*'
    # Without an index of so long beginnings FTS5 would gather all their rows first.
    known = _words(connection, word)
    return _any(f'"{mark}{one}"' for one in known) if known else f'"{mark}{word}"*'


def _meant(connection: Connection, word: str) -> str:
    """Whatever a word may be that differs by one letter; empty when there is none."""
    if len(word) < LEAST:
        return ""
    whole, begun = _edits(word, _known_start(connection, word))
    if len(word) <= _SHORT:
        whole, begun = whole | begun, set[str]()
    terms = [f'"{one}"' for one in _found(connection, _WHOLE, whole)]
    terms += [_begun(connection, one) for one in _found(connection, _STARTS, begun)]
    return _any(terms)


def _edits(word: str, known: int) -> tuple[set[str], set[str]]:
    """What one slip at or before a place made of `word`: whole words, and beginnings.

    Without its last letter a word would be the beginning of too much.
    """
    letters = _LETTERS[0] if any(letter in _LETTERS[0] for letter in word) else _LETTERS[1]
    places = range(min(known + 1, len(word)))
    begun: set[str] = set()
    for place in places:
        before, at, after = word[:place], word[place], word[place + 1 :]
        begun.update(f"{before}{letter}{after}" for letter in letters)
        begun.update(f"{before}{letter}{at}{after}" for letter in letters)
        if after:
            begun.update((f"{before}{after}", f"{before}{after[0]}{at}{after[1:]}"))
    begun.discard(word)
    return {word[:-1]}, begun


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
