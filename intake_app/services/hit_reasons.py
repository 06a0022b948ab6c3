"""Why a client was found, where his row does not show it: another phone, an address, a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import layout, names, phone
from intake_app.services import client_search

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.rows import ClientRow

_CARD = "SELECT name, email, inn FROM client WHERE no = ?"
_PHONE = (
    "SELECT p.e164 FROM client c JOIN phone p ON p.client_id = c.id WHERE c.no = ?"
    " AND NOT p.archived AND instr(p.e164, ?) ORDER BY p.id LIMIT 1"
)


def reason(connection: Connection, number: int, row: ClientRow, typed: str) -> str:
    """The mark that matched, of the card with that row number; empty where the row shows it."""
    by_digits = client_search.is_phone(typed)
    return (_of_digits if by_digits else _of_words)(connection, number, row, typed)


def _of_digits(connection: Connection, number: int, row: ClientRow, typed: str) -> str:
    digits = client_search.significant(phone.digits(typed))
    if digits in row.phone:
        return ""
    found = connection.execute(_PHONE, (number, digits)).fetchone()
    if found is not None:
        return found[0]
    _, _, inn = connection.execute(_CARD, (number,)).fetchone()
    return inn if inn.startswith(phone.digits(typed)) else ""


def _of_words(connection: Connection, number: int, row: ClientRow, typed: str) -> str:
    if _shows(row.name, typed):
        return ""
    name, email, _ = connection.execute(_CARD, (number,)).fetchone()
    if _shows(name, typed):
        return name
    return email if _shows(email, typed) else ""


def _shows(text: str, typed: str) -> bool:
    """Whether each typed word begins a word of the text, in any layout."""
    has = names.words(text)
    return any(
        all(any(word.startswith(start) for word in has) for start in wanted)
        for wanted in map(names.words, layout.variants(typed))
        if wanted
    )
