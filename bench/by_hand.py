"""The best query by hand for one kind of question each; ours answers all kinds with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ROW = (
    "c.id, c.kind, c.name, (SELECT e164 FROM phone WHERE client_id = c.id LIMIT 1),"
    ' (SELECT count(*) FROM "order" WHERE client_id = c.id),'
    " (SELECT d.brand || ' ' || d.model FROM \"order\" o JOIN device d ON d.id = o.device_id"
    " WHERE o.client_id = c.id ORDER BY o.no DESC LIMIT 1)"
)


def _of(found: str) -> str:
    """The rows of the latest few clients of a query for their numbers."""
    return (
        f"SELECT {_ROW} FROM (SELECT c.no {found} ORDER BY c.no DESC LIMIT 8) f"  # noqa: S608
        " JOIN client c ON c.no = f.no"
    )


_TAIL = _of(
    "FROM phone p JOIN client c ON c.id = p.client_id WHERE p.tail >= ?1 AND p.tail < ?1 || ':'"
)
_MIDDLE = _of(
    "FROM phone_search s JOIN phone p ON p.no = s.rowid JOIN client c ON c.id = p.client_id"
    " WHERE phone_search MATCH ?1"
)
_PHONE = _of("FROM phone p JOIN client c ON c.id = p.client_id WHERE p.e164 = ?1")
_WORDS = (
    f"SELECT {_ROW} FROM client_search s JOIN client c ON c.no = s.rowid"  # noqa: S608
    " WHERE client_search MATCH ?1 ORDER BY s.rowid DESC LIMIT 8"
)
_EMAIL = (
    f"SELECT {_ROW} FROM email_search s JOIN client c ON c.no = s.rowid"  # noqa: S608
    " WHERE email_search MATCH ?1 ORDER BY s.rowid DESC LIMIT 8"
)
_ORDER = _of('FROM "order" o JOIN client c ON c.id = o.client_id WHERE o.counter = ?1')
_IMEI = _of("FROM device d JOIN client c ON c.id = d.client_id WHERE d.imei = ?1 AND d.imei <> ''")
_SERIAL = _of(
    "FROM device d JOIN client c ON c.id = d.client_id WHERE d.serial = ?1 AND d.serial <> ''"
)
LIKE = (
    f"SELECT {_ROW} FROM phone p JOIN client c ON c.id = p.client_id"  # noqa: S608
    " WHERE p.e164 LIKE '%' || ?1 ORDER BY c.no DESC LIMIT 8"
)


def _prefixes(text: str) -> str:
    return " ".join(f'"{word}"*' for word in text.split())


def _trigrams(digits: str) -> str:
    """Without positions in the index these are all that can be asked; a few false ones pass."""
    return " ".join(f'"{digits[at : at + 3]}"' for at in range(len(digits) - 2))


QUERIES: Mapping[str, tuple[str, Callable[[str], str | int]]] = {
    "4 digits": (_TAIL, lambda text: text[::-1]),
    "middle digits": (_MIDDLE, _trigrams),
    "a whole phone": (_PHONE, lambda text: f"+7{text[1:]}"),
    "a word": (_WORDS, _prefixes),
    "two words": (_WORDS, _prefixes),
    "a whole name": (_WORDS, _prefixes),
    "a company": (_WORDS, _prefixes),
    "an order number": (_ORDER, lambda text: int(text.split("-")[1])),
    "an IMEI": (_IMEI, str),
    "a serial": (_SERIAL, str),
    "an e-mail": (_EMAIL, lambda text: f'"{text}"*'),
}
"""By kind of question: the query, and what it is given for what was typed."""
