"""Clients by what is typed, as row numbers; plain SQL on the finder's connection. Light, like it.

`near` answers what was most likely meant, `far` what else it may be; newest first, both bounded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from intake_app.checks import names, phone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlcipher3.dbapi2 import Connection

AFTER = "\U0010ffff"
"""Sorts behind whatever may follow a prefix."""

_BY_WORDS = (
    "SELECT rowid FROM client_search WHERE client_search MATCH ? ORDER BY rowid DESC LIMIT ?"
)
_BY_EMAIL = "SELECT rowid FROM email_search WHERE email_search MATCH ? ORDER BY rowid DESC LIMIT ?"
# An index gives no order of time within a range; two hundred are sorted in no time.
_BY_TAIL = (
    "SELECT DISTINCT c.no FROM (SELECT client_id FROM phone WHERE tail >= ?1 AND tail < ?2"
    " AND NOT archived LIMIT 200) p JOIN client c ON c.id = p.client_id ORDER BY c.no DESC LIMIT ?3"
)
_BY_START = (
    "SELECT DISTINCT c.no FROM (SELECT client_id FROM phone WHERE e164 >= ?1 AND e164 < ?2"
    " AND NOT archived LIMIT 200) p JOIN client c ON c.id = p.client_id ORDER BY c.no DESC LIMIT ?3"
)
_BY_INN = (
    "SELECT no FROM (SELECT no FROM client WHERE inn <> '' AND inn >= ? AND inn < ?"
    " AND NOT archived LIMIT 200) ORDER BY no DESC LIMIT ?"
)
_BY_RUN = (
    "SELECT DISTINCT c.no FROM (SELECT rowid FROM phone_search WHERE phone_search MATCH ?1"
    " ORDER BY rowid DESC LIMIT 200) s JOIN phone p ON p.no = s.rowid AND NOT p.archived"
    " JOIN client c ON c.id = p.client_id ORDER BY c.no DESC LIMIT ?2"
)

_NO_DIGIT = "!"  # sorts before every digit: nothing but the number itself
_PHONE_MIN = 2
_START_MIN = 4
_RUNS = range(3, 10)  # a longer one is the whole number, and was asked for by its ends
_EMAIL = re.compile(r"[0-9a-zа-яё@._-]{2,}")  # one word to FTS5, which refuses two in one


def near(connection: Connection, typed: str, limit: int) -> list[int]:
    """Phones that are or end in the digits, then those that begin so; or words of the name."""
    return (_by_phone if is_phone(typed) else _by_words)(connection, typed, limit)


def far(connection: Connection, typed: str, limit: int) -> list[int]:
    """Tax numbers that begin with the digits, phones that hold them; or words of an e-mail."""
    if not is_phone(typed):
        word = typed.strip().casefold()
        match = _EMAIL.fullmatch(word) is not None
        return firsts(connection, _BY_EMAIL, (f'"{word}"*', limit)) if match else []
    digits = phone.digits(typed)
    found: list[int] = []
    if len(digits) >= _START_MIN:
        found += firsts(connection, _BY_INN, (digits, digits + AFTER, limit))
    if len(digits) in _RUNS and len(found) < limit:
        found += firsts(connection, _BY_RUN, (f'"{digits}"', limit))
    return list(dict.fromkeys(found))[:limit]


def is_phone(typed: str) -> bool:
    """Whether nothing stands there but digits and what parts them."""
    return bool(phone.digits(typed)) and not typed.strip(" +-()0123456789\u00a0")


def firsts(connection: Connection, sql: str, parameters: Sequence[str | int]) -> list[int]:
    """The first column of every row."""
    return [row[0] for row in connection.execute(sql, parameters)]


def _by_phone(connection: Connection, typed: str, limit: int) -> list[int]:
    digits = phone.digits(typed)
    if len(digits) < _PHONE_MIN:
        return []
    backwards = _significant(digits)[::-1]
    starts = _starts(typed.strip(), digits) if len(digits) >= _START_MIN else ()
    found: list[int] = []
    for start in starts:
        found += firsts(connection, _BY_START, (start, start + _NO_DIGIT, limit))
    found += firsts(connection, _BY_TAIL, (backwards, backwards + AFTER, limit))
    if len(found) < limit:
        for start in starts:
            found += firsts(connection, _BY_START, (start, start + AFTER, limit))
    return list(dict.fromkeys(found))[:limit]


def _significant(digits: str) -> str:
    """Without the trunk 8 or the country's 7, which people write or leave out as they like."""
    return digits[1:] if len(digits) == 11 and digits[0] in "78" else digits  # noqa: PLR2004


def _starts(typed: str, digits: str) -> tuple[str, ...]:
    """How a number begins that is typed from its front."""
    if typed.startswith("+"):
        return (f"+{digits}",)
    if digits[0] in "78":
        return (f"+7{digits[1:]}",)
    return f"+7{digits}", f"+{digits}"


def _by_words(connection: Connection, typed: str, limit: int) -> list[int]:
    match = " ".join(f'"{word}"*' for word in names.words(typed))
    return firsts(connection, _BY_WORDS, (match, limit)) if match else []
