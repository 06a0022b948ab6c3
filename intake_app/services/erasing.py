"""Takes out of this PC everything that tells who a person was; the law's skeleton stays.

Rows, ops on their way, the feed's copies, conflicts, frozen papers. Pictures go after the commit
(`forgotten_blobs`), and the file is rewritten when it is quiet (`scrub`), for deleted bytes stay
in free pages and in the segments of the search index until then.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from intake_app.models.scalars import from_wire
from intake_app.models.shapes import insert_shape, synced_by_name
from intake_app.services import erased_traces
from intake_app.sync.core.erasure import (
    FAMILY,
    NEW_STORIES,
    ROOT,
    blanked,
    blanked_body,
    is_blank,
)
from intake_app.sync.core.ops import Verb, canonical

if TYPE_CHECKING:
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.sync.core.ops import Op

_OUTBOX = "SELECT op_id, entity, payload FROM outbox WHERE rec = ?"
_SET_OUTBOX = "UPDATE outbox SET payload = ? WHERE op_id = ?"
_FEED = "SELECT op_id, raw FROM feed WHERE rec = ?"
_SET_FEED = "UPDATE feed SET raw = ? WHERE op_id = ?"
_CONFLICTS = "DELETE FROM conflict WHERE rec = ?"
_KEPT_VALUES = (
    "UPDATE field_version SET confirmed_value = ?3"
    " WHERE rec = ?1 AND field = ?2 AND confirmed_value IS NOT NULL"
)
_PAPERS = (
    "UPDATE print_job SET data = '{}', composed = '', payload = NULL,"
    " state = CASE WHEN state = 'queued' THEN 'failed' ELSE state END WHERE about = ?"
)
_TOLD = "UPDATE outbox SET payload = ?1 WHERE op_id = ?2 AND payload <> ?1"
_UNSENT = "SELECT 1 FROM outbox WHERE rec = ? AND verb = 'put' AND state = 'new'"
_LATER = "UPDATE sync SET scrub = 1"


def erase(driver: Connection, client: UUID, *, is_elsewhere: bool = False) -> set[str]:
    """Blank a client and what is his, with the guard lifted; give the kinds that were touched.

    Where somebody `is_elsewhere` who forgot him, an order that has not left this PC stays: the hub
    will take it in as a new story, and nobody else could say what was wrong with the thing.
    """
    driver.execute("PRAGMA secure_delete=ON")
    touched = {"outbox", "conflict", "print_job"}
    family = _family(driver, client.bytes, but_unsent=is_elsewhere)
    pictures = erased_traces.pictures(driver, family)
    erased_traces.forget(driver, family)
    for entity, rec in family:
        touched.add(entity)
        blank_row(driver, entity, rec)
        blank_ops(driver, entity, rec)
        if entity in {ROOT, "order"}:
            driver.execute(_PAPERS, (rec,))
    erased_traces.doom(driver, pictures)
    driver.execute(_LATER)
    return touched


def is_erased(entity: str, values: dict[str, object]) -> bool:
    """Whether a client is nobody any more."""
    blanks = FAMILY[ROOT].blanks
    return entity == ROOT and all(values.get(name) == blanks[name] for name in ("name", "archived"))


def _family(driver: Connection, client: bytes, *, but_unsent: bool) -> list[tuple[str, bytes]]:
    found, owners = [(ROOT, client)], [(ROOT, client)]
    while owners:
        owner_kind, owner = owners.pop()
        field = f"{owner_kind}_id"
        for entity, belonging in FAMILY.items():
            if belonging.owner != field:
                continue
            sql = f'SELECT id FROM "{entity}" WHERE {field} = ?'  # noqa: S608 - names of ours
            for (rec,) in driver.execute(sql, (owner,)).fetchall():
                if but_unsent and entity in NEW_STORIES and _is_unsent(driver, rec):
                    continue
                found.append((entity, rec))
                owners.append((entity, rec))
    return found


def _is_unsent(driver: Connection, rec: bytes) -> bool:
    return driver.execute(_UNSENT, (rec,)).fetchone() is not None


def is_late(op: Op) -> bool:
    """Whether a fact came back from the hub without what it said of somebody forgotten."""
    is_fact = op.verb is Verb.PUT and op.entity in FAMILY.keys() - NEW_STORIES - {ROOT}
    return is_fact and is_blank(op)


def blank_row(driver: Connection, entity: str, rec: bytes) -> None:
    """Leave of a record what tells nothing of a person."""
    columns = insert_shape(synced_by_name()[entity]).columns
    blanks = FAMILY[entity].blanks
    for name, blank in blanks.items():
        driver.execute(_KEPT_VALUES, (rec, name, canonical(blank)))
    names = ", ".join(f"{name} = ?" for name in blanks)
    values = [from_wire(columns[name], blank) for name, blank in blanks.items()]
    driver.execute(f'UPDATE "{entity}" SET {names} WHERE id = ?', (*values, rec))  # noqa: S608 - ours


def blank_ops(driver: Connection, entity: str, rec: bytes) -> None:
    """Leave no word of it in ops, sent or not, nor in conflicts."""
    for op_id, kind, payload in driver.execute(_OUTBOX, (rec,)).fetchall():
        said = canonical(blanked(kind, json.loads(payload)))
        driver.execute(_SET_OUTBOX, (said, op_id))
    for op_id, raw in driver.execute(_FEED, (rec,)).fetchall():
        if json.loads(raw)["verb"] != "erase":
            driver.execute(_SET_FEED, (blanked_body(raw, entity), op_id))
    driver.execute(_CONFLICTS, (rec,))


def as_told(driver: Connection, sent: Op, op: Op) -> bool:
    """Let what is ours say again what the feed says; tells whether that was something else.

    An order on its way when its client was forgotten is blanked here with all of his, but to the
    hub it is a new story that stays. `op` is `sent` as today's program reads it.
    """
    said = canonical(dict(sent.values))
    if not driver.execute(_TOLD, (said, op.op_id.bytes)).rowcount:
        return False
    if op.verb is Verb.PUT:  # an edit is written anyway when it comes back
        columns, rec = insert_shape(synced_by_name()[op.entity]).columns, op.rec.bytes
        for name in FAMILY[op.entity].blanks.keys() & dict(op.values).keys():
            value = dict(op.values)[name]
            if not driver.execute(_KEPT_VALUES, (rec, name, canonical(value))).rowcount:
                sql = f'UPDATE "{op.entity}" SET {name} = ? WHERE id = ?'  # noqa: S608 - ours
                driver.execute(sql, (from_wire(columns[name], value), rec))
    return True
