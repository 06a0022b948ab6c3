"""Clients by what is typed, as row numbers; plain SQL on the finder's connection. Light, like it.

Answers come in tiers, the surest first: whoever is in an earlier one was meant rather than whoever
is in a later one. Within a tier the newest stand first; each is bounded, so is its time.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

from intake_app.checks import names, phone
from intake_app.services import name_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlcipher3.dbapi2 import Connection

Tiers: TypeAlias = "Iterator[list[int]]"
"""Asked for one by one: a list that is full needs no further questions."""

AFTER = "\U0010ffff"
"""Sorts behind whatever may follow a prefix."""

_BY_WORDS = (
    "SELECT rowid FROM client_search WHERE client_search MATCH ? ORDER BY rowid DESC LIMIT ?"
)
_BY_EMAIL = "SELECT rowid FROM email_search WHERE email_search MATCH ? ORDER BY rowid DESC LIMIT ?"
# An index gives no order of time within a range; some hundred are sorted in no time, as long as
# nothing but the index is read for them.
_BY_TAIL = (
    "SELECT DISTINCT c.no FROM (SELECT no FROM (SELECT no FROM phone WHERE tail >= ?1 AND tail < ?2"
    " LIMIT 400) ORDER BY no DESC LIMIT ?3) f JOIN phone p ON p.no = f.no"
    " JOIN client c ON c.id = p.client_id WHERE NOT p.archived ORDER BY c.no DESC"
)
# A name and the digits it is told apart by: those digits end few numbers, so names are compared.
_BY_TAIL_NAMED = (
    "SELECT c.no, c.name FROM (SELECT no FROM phone WHERE tail >= ?1 AND tail < ?2 LIMIT 400) f"
    " JOIN phone p ON p.no = f.no JOIN client c ON c.id = p.client_id WHERE NOT p.archived"
    " ORDER BY c.no DESC"
)
_BY_START = (
    "SELECT DISTINCT c.no FROM (SELECT no FROM (SELECT no FROM phone WHERE e164 >= ?1 AND e164 < ?2"
    " LIMIT 400) ORDER BY no DESC LIMIT ?3) f JOIN phone p ON p.no = f.no"
    " JOIN client c ON c.id = p.client_id WHERE NOT p.archived ORDER BY c.no DESC"
)
_BY_INN = (
    "SELECT no FROM (SELECT no FROM client WHERE inn <> '' AND inn >= ? AND inn < ? LIMIT 400)"
    " ORDER BY no DESC LIMIT ?"
)
# The index has runs of three digits, wherever they stand: it is the number itself that decides.
_BY_RUN = (
    "SELECT DISTINCT c.no FROM (SELECT p.client_id FROM phone_search s JOIN phone p"
    " ON p.no = s.rowid WHERE phone_search MATCH ?1 AND instr(p.e164, ?2) AND NOT p.archived"
    " ORDER BY s.rowid DESC LIMIT ?3) f JOIN client c ON c.id = f.client_id ORDER BY c.no DESC"
)

_BY_PHONES = (
    "SELECT DISTINCT c.no FROM json_each(?1) j JOIN phone p ON p.e164 = j.value"
    " JOIN client c ON c.id = p.client_id WHERE NOT p.archived ORDER BY c.no DESC LIMIT ?2"
)

_NAMED = re.compile(r"(?P<name>.*[^\W\d_].*?)\s+(?P<digits>[+\d][\d\s()-]{2,})")
_TAIL_MIN = 4  # with three a thousand names would have to be read
_NO_DIGIT = "!"  # sorts before every digit: nothing but the number itself
_PHONE_MIN = 2
_START_MIN = 4
_RUN = 3
_RUNS = range(_RUN, 10)  # a longer one is the whole number, and was asked for by its ends
_WHOLE = range(9, 16)  # digits of a number that was meant to be a whole one
_DIGITS = "0123456789"
_EMAIL = re.compile(r"[0-9a-zа-яё@._-]{2,}")  # one word to FTS5, which refuses two in one


def near(connection: Connection, typed: str, limit: int) -> Tiers:
    """Whoever was most likely meant: by an end of a phone, or by words of the name."""
    if is_phone(typed):
        yield from _by_phone(connection, typed, limit)
        return
    named = _NAMED.fullmatch(typed.strip())
    if named is not None:
        both = _by_name_and_tail(connection, named["name"], phone.digits(named["digits"]))
        yield both[:limit]
        if both:
            return  # nobody types the digits as well unless it is this one he means
    yield from _by_words(connection, typed, limit)


def far(connection: Connection, typed: str, limit: int) -> Tiers:
    """Whoever else it may be: by a tax number or any run of a phone, or by an e-mail."""
    return (_by_any_digits if is_phone(typed) else _by_email)(connection, typed, limit)


def guessed(connection: Connection, typed: str, limit: int) -> Tiers:
    """Whoever it is if one letter or digit is wrong, missing, too much, or swapped with the next.

    A phone must have been typed whole, nearly so.
    """
    if not is_phone(typed):
        for match in name_words.guesses(connection, names.words(typed)):
            yield firsts(connection, _BY_WORDS, (match, limit))
    elif len(phone.digits(typed)) in _WHOLE:
        candidates = json.dumps(sorted(_slips(typed.strip())))
        yield firsts(connection, _BY_PHONES, (candidates, limit))


def is_phone(typed: str) -> bool:
    """Whether nothing stands there but digits and what parts them."""
    return bool(phone.digits(typed)) and not typed.strip(" +-()0123456789\u00a0")


def firsts(connection: Connection, sql: str, parameters: Sequence[str | int]) -> list[int]:
    """The first column of every row."""
    return [row[0] for row in connection.execute(sql, parameters)]


def significant(digits: str) -> str:
    """Without the trunk 8 or the country's 7, which people write or leave out as they like."""
    return digits[1:] if len(digits) == 11 and digits[0] in "78" else digits  # noqa: PLR2004


def _by_phone(connection: Connection, typed: str, limit: int) -> Tiers:
    """Phones that are the digits, end in them, begin with them."""
    digits = phone.digits(typed)
    starts = _starts(typed.strip(), digits) if len(digits) >= _START_MIN else ()
    for start in starts:
        yield firsts(connection, _BY_START, (start, start + _NO_DIGIT, limit))
    if len(digits) >= _PHONE_MIN:
        backwards = significant(digits)[::-1]
        yield firsts(connection, _BY_TAIL, (backwards, backwards + AFTER, limit))
    for start in starts:
        yield firsts(connection, _BY_START, (start, start + AFTER, limit))


def _by_name_and_tail(connection: Connection, name: str, digits: str) -> list[int]:
    """Clients with these words in their name whose phone ends in the digits."""
    backwards = significant(digits)[::-1]
    if len(backwards) < _TAIL_MIN:
        return []
    rows = connection.execute(_BY_TAIL_NAMED, (backwards, backwards + AFTER)).fetchall()
    wanted = names.words(name)
    found = [no for no, known in rows if _bears(names.words(known), wanted)]
    return list(dict.fromkeys(found))


def _bears(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in wanted)


def _by_any_digits(connection: Connection, typed: str, limit: int) -> Tiers:
    digits = phone.digits(typed)
    if len(digits) >= _START_MIN:
        yield firsts(connection, _BY_INN, (digits, digits + AFTER, limit))
    if len(digits) in _RUNS:
        yield firsts(connection, _BY_RUN, (_runs(digits), digits, limit))


def _starts(typed: str, digits: str) -> tuple[str, ...]:
    """How a number begins that is typed from its front."""
    if typed.startswith("+"):
        return (f"+{digits}",)
    if digits[0] in "78":
        return (f"+7{digits[1:]}",)
    return f"+7{digits}", f"+{digits}"


def _runs(digits: str) -> str:
    """Runs of three that cover all digits, each once: the fewer, the sooner they are compared."""
    places = {*range(0, len(digits) - _RUN + 1, _RUN), len(digits) - _RUN}
    return " ".join(f'"{digits[place : place + _RUN]}"' for place in places)


def _slips(typed: str) -> set[str]:
    """Every number that is one slip away from a typed one."""
    digits = phone.digits(typed)
    country, rest = ("+", digits) if typed.startswith("+") else ("+7", significant(digits))
    found: set[str] = set()
    for place in range(len(rest) + 1):
        before, after = rest[:place], rest[place + 1 :]
        found.update(f"{before}{digit}{rest[place:]}" for digit in _DIGITS)
        found.update(f"{before}{digit}{after}" for digit in _DIGITS)
        found.update(
            (f"{before}{after}", f"{before}{after[:1]}{rest[place : place + 1]}{after[1:]}")
        )
    return {f"{country}{number}" for number in found}


def _by_words(connection: Connection, typed: str, limit: int) -> Tiers:
    """The first word as a surname, then all words anywhere; a company without its form as well."""
    words = names.words(typed)
    # Two lists of names are compared entry by entry: no more than are shown.
    wanted = limit if len(words) == 1 else limit // 2
    for asked in dict.fromkeys((words, names.without_form(words))):
        for match in name_words.matches(connection, asked) if asked else ():
            yield firsts(connection, _BY_WORDS, (match, wanted))


def _by_email(connection: Connection, typed: str, limit: int) -> Tiers:
    word = typed.strip().casefold()
    if _EMAIL.fullmatch(word):
        yield firsts(connection, _BY_EMAIL, (f'"{word}"*', limit))
