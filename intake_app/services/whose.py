"""Which order or client a record belongs to, so that a person knows what is spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.i18n import formats
from intake_app.models.shapes import synced_by_name
from intake_app.services.dispute_rows import NOBODY, Whose
from intake_app.sync.core.catalogue import ENTITIES

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_ORDER = (
    "SELECT o.number || ' · ' || c.name, o.id, c.id FROM \"order\" o"
    " JOIN client k ON k.id = o.client_id JOIN client c ON c.id = coalesce(k.merged_into, k.id)"
    " WHERE o.id = ?"
)
_CLIENT = (
    "SELECT c.name, NULL, c.id FROM client k"
    " JOIN client c ON c.id = coalesce(k.merged_into, k.id) WHERE k.id = ?"
)
_DEVICE = (
    "SELECT trim(d.brand || ' ' || d.model) || ' · ' || c.name, NULL, c.id FROM device d"
    " JOIN client k ON k.id = d.client_id JOIN client c ON c.id = coalesce(k.merged_into, k.id)"
    " WHERE d.id = ?"
)
_PHONE = (
    "SELECT c.name, NULL, c.id, p.e164 FROM phone p"
    " JOIN client k ON k.id = p.client_id JOIN client c ON c.id = coalesce(k.merged_into, k.id)"
    " WHERE p.id = ?"
)
_STAFF = "SELECT name, NULL, NULL FROM staff WHERE id = ?"
_PART = "SELECT text, NULL, NULL FROM price_item WHERE id = ?"
_BOX = "SELECT name, NULL, NULL FROM cash_box WHERE id = ?"
_TITLES = {
    "cash_box": _BOX,
    "order": _ORDER,
    "client": _CLIENT,
    "device": _DEVICE,
    "phone": _PHONE,
    "staff": _STAFF,
    "price_item": _PART,
}
_ENTITY = "SELECT entity FROM outbox WHERE rec = ?1"
_FED = "SELECT raw ->> '$.entity' FROM feed WHERE rec = ?1"


def whose(driver: Connection, entity: str, rec: bytes) -> Whose:
    """Climb to what has a name; a record that is not here, or of nobody, has none."""
    titled = _TITLES.get(entity)
    if titled is not None:
        row = driver.execute(titled, (rec,)).fetchone()
        if row is None:
            return NOBODY
        title, order, client, *numbers = row
        shown = " · ".join((title, *map(formats.phone, numbers)))
        return Whose(shown, _uuid(order), _uuid(client))
    shape = ENTITIES.get(entity)
    if shape is None or not shape.parents or entity not in synced_by_name():
        return NOBODY
    field, parent = next(iter(shape.parents.items()))
    # Both are names of the catalogue.
    above = driver.execute(f'SELECT {field} FROM "{entity}" WHERE id = ?', (rec,)).fetchone()  # noqa: S608 - see above
    return NOBODY if above is None else whose(driver, parent, above[0])


def of_any(driver: Connection, rec: bytes) -> Whose:
    """The same where only the id of the record is known."""
    for sql in (_ENTITY, _FED):
        row = driver.execute(sql, (rec,)).fetchone()
        if row is not None:
            return whose(driver, row[0], rec)
    return NOBODY


def _uuid(found: bytes | None) -> UUID | None:
    return None if found is None else UUID(bytes=found)
