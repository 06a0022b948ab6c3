"""What the exchange noticed and could not settle: read for a person, with who did it and where."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.services.authors import author
from intake_app.services.dispute_rows import Noticed, Said
from intake_app.services.whose import of_any, whose

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

STAGE, DOUBLE, NUMBER, REFUSED, LOAN = "stage", "double", "number", "refused", "loan"
_OF_ORDERS = frozenset({STAGE, DOUBLE, NUMBER, LOAN})
_LIMIT = 500
_NOTICED = (
    "SELECT kind, rec, about, code FROM attention WHERE NOT resolved AND kind <> 'refused'"
    " ORDER BY kind <> 'double', kind, rec LIMIT ?"
)
_SUM = "SELECT minor, currency FROM payment WHERE id = ?"


def noticed(driver: Connection) -> tuple[Noticed, ...]:
    """Money first; what belongs together stands together."""
    rows = driver.execute(_NOTICED, (_LIMIT,)).fetchall()
    return tuple(_noticed(driver, *row) for row in rows)


def _noticed(driver: Connection, kind: str, rec: bytes, about: bytes, code: str) -> Noticed:
    paid = driver.execute(_SUM, (rec,)).fetchone() if kind == DOUBLE else None
    belongs = whose(driver, "order", about) if kind in _OF_ORDERS else of_any(driver, about)
    said = Said(code, *author(driver, rec))
    return Noticed(kind, UUID(bytes=rec), UUID(bytes=about), code, said, paid, belongs)
