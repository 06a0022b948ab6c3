"""What is left of a person outside of his records: pictures, drafts, the words of his faults."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlcipher3.dbapi2 import Connection

_PICTURES = {
    "photo": "SELECT sha256 FROM photo WHERE id = ?",
    "order_file": "SELECT sha256 FROM order_file WHERE id = ?",
    "signature": "SELECT image_sha256 FROM signature WHERE id = ?",
}
_USED = (
    "SELECT EXISTS (SELECT 1 FROM photo WHERE sha256 = ?1)"
    " OR EXISTS (SELECT 1 FROM order_file WHERE sha256 = ?1)"
    " OR EXISTS (SELECT 1 FROM signature WHERE image_sha256 = ?1)"
)
_DOOM = (
    "INSERT INTO blob(sha256, state, strikes, absences, wanted, again_ms)"
    " VALUES (?, 'erased', 0, 0, 0, 0) ON CONFLICT DO UPDATE SET state = 'erased'"
)
_DRAFTS = "DELETE FROM draft WHERE instr(data, ?)"
_FAULT = 'SELECT fault FROM "order" WHERE id = ?'
_UNLEARN = "UPDATE fault_use SET uses = uses - 1 WHERE fault = ?"
_UNLEARNT = "DELETE FROM fault_use WHERE uses <= 0"


def pictures(driver: Connection, family: Sequence[tuple[str, bytes]]) -> list[str]:
    """Name the pictures of records that are about to be blanked."""
    found = [
        driver.execute(_PICTURES[entity], (rec,)).fetchone()[0]
        for entity, rec in family
        if entity in _PICTURES
    ]
    return [name for name in dict.fromkeys(found) if name]


def doom(driver: Connection, names: Sequence[str]) -> None:
    """Once the records are blank: have the bytes removed that nothing else names."""
    for name in names:
        if not driver.execute(_USED, (name,)).fetchone()[0]:
            driver.execute(_DOOM, (name,))


def forget(driver: Connection, family: Sequence[tuple[str, bytes]]) -> None:
    """Drop drafts that name him, and unlearn the words of his faults; before they are blanked."""
    for entity, rec in family:
        if entity == "client":
            driver.execute(_DRAFTS, (str(UUID(bytes=rec)),))
        elif entity == "order":
            driver.execute(_UNLEARN, driver.execute(_FAULT, (rec,)).fetchone())
    driver.execute(_UNLEARNT)
