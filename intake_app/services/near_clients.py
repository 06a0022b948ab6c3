"""Who may be the same client under another card; plain SQL on the finder's connection. Light."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from intake_app.checks import names
from intake_app.services import name_words
from intake_app.services.client_search import firsts

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

Marks: TypeAlias = "tuple[str, str, str, str]"
"""Name, phone as E.164, e-mail and tax number; empty where there is none."""

_BY_PHONE = (
    "SELECT DISTINCT c.no FROM phone p JOIN client c ON c.id = p.client_id"
    " WHERE p.e164 = ? AND NOT p.archived ORDER BY c.no DESC LIMIT ?"
)
_BY_INN = "SELECT no FROM client WHERE inn <> '' AND inn = ? ORDER BY no DESC LIMIT ?"
_BY_EMAIL = (
    "SELECT c.no FROM (SELECT rowid FROM email_search WHERE email_search MATCH ?1) s"
    " JOIN client c ON c.no = s.rowid WHERE lower(c.email) = ?2 ORDER BY c.no DESC LIMIT ?3"
)
_BY_NAME = "SELECT rowid FROM client_search WHERE client_search MATCH ? ORDER BY rowid DESC LIMIT ?"
_LEAST_WORDS = 2  # many people share a surname, few firms a name


def found(connection: Connection, marks: Marks, limit: int) -> dict[int, str]:
    """Row numbers and the surest reason for each, in the order of sureness."""
    name, e164, email, inn = marks
    why: dict[int, str] = {}
    asked = (
        ("phone", _BY_PHONE, (e164, limit), e164),
        ("inn", _BY_INN, (inn, limit), inn),
        ("email", _BY_EMAIL, (_quoted(email), email.lower(), limit), email),
    )
    for reason, sql, parameters, given in asked:
        for no in firsts(connection, sql, parameters) if given else ():
            why.setdefault(no, reason)
    for no in _by_name(connection, name, limit):
        why.setdefault(no, "name")
    return dict(list(why.items())[:limit])


def _by_name(connection: Connection, name: str, limit: int) -> list[int]:
    """Who bears all the words in any order; failing that, all but for one letter."""
    words = names.words(name)
    bare = names.without_form(words)
    if len(bare) < _LEAST_WORDS and bare == words:
        return []
    matches = chain((" ".join(f'"{word}"' for word in bare),), name_words.guesses(connection, bare))
    answers = (firsts(connection, _BY_NAME, (match, limit)) for match in matches)
    return next(filter(None, answers), list[int]())


def _quoted(text: str) -> str:
    return '"{}"'.format(text.lower().replace('"', ""))
