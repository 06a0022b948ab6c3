"""What the shop learnt from its own work, read by plain SQL. Light, like `rows`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.shipped import Model

Used: TypeAlias = "tuple[Model, int]"
"""A model and how often it came."""

_OFTEN = 3  # before so many devices nothing is usual

# These are looked through at each key; the others are found through an index.
_USED = (
    "SELECT kind, brand, model, uses FROM device_model WHERE uses > 0 AND listed >= 0"
    " ORDER BY uses DESC LIMIT 400"
)
_FORGOTTEN = "SELECT kind, brand, model FROM catalogue_model WHERE archived AND tac = ''"
_NAMED = (
    "SELECT m.kind, m.brand, m.model, m.uses FROM model_search s"
    " JOIN device_model m ON m.no = s.rowid WHERE model_search MATCH ?"
    " AND m.listed >= 0 AND m.uses + m.listed > 0 LIMIT 200"
)
_TAC = (
    "SELECT kind, brand, model FROM device_tac WHERE tac = ? AND listed >= 0 AND uses + listed > 0"
    " ORDER BY uses DESC, listed DESC LIMIT 1"
)
_KIND_OF = (
    "SELECT kind FROM device_model WHERE brand = ? AND model = ? AND kind <> ''"
    " ORDER BY uses DESC LIMIT 1"
)
_HABITS = (
    "SELECT value FROM model_habit WHERE kind = ? AND brand = ? AND model = ? AND what = ?"
    " AND uses >= ? ORDER BY uses DESC"
)
_TAKEN = (
    "SELECT uses FROM model_habit WHERE kind = ? AND brand = ? AND model = ? AND what = 'taken'"
)
_TOLD = (
    "SELECT kind, fault FROM fault_use INDEXED BY fault_use_uses WHERE uses > 1"
    " ORDER BY uses DESC LIMIT 1000"
)


def used(connection: Connection) -> list[Used]:
    """The commonest models of this shop."""
    return [((kind, brand, model), uses) for kind, brand, model, uses in connection.execute(_USED)]


def forgotten(connection: Connection) -> frozenset[Model]:
    """What somebody took out of the catalogue."""
    return frozenset(connection.execute(_FORGOTTEN).fetchall())


def named(connection: Connection, full_text: str) -> list[Model]:
    """Models by words, the commoner first."""
    rows = connection.execute(_NAMED, (full_text,)).fetchall()
    rows.sort(key=lambda row: -row[3])
    return [(kind, brand, model) for kind, brand, model, _ in rows]


def model_of(connection: Connection, tac: str) -> Model | None:
    """What bore such IMEIs most often; an imported TAC may say nothing of the kind."""
    row = connection.execute(_TAC, (tac,)).fetchone()
    if row is None:
        return None
    kind, brand, model = row
    if not kind:
        known = connection.execute(_KIND_OF, (brand, model)).fetchone()
        kind = known[0] if known else ""
    return kind, brand, model


def colours(connection: Connection, model: Model) -> list[str]:
    """Colours of a model, the commonest first."""
    return [row[0] for row in connection.execute(_HABITS, (*model, "colour", 1))]


def accessories(connection: Connection, model: Model) -> tuple[str, ...]:
    """Chips marked with at least half of the devices."""
    taken = connection.execute(_TAKEN, model).fetchone()
    if taken is None or taken[0] < _OFTEN:
        return ()
    half = (taken[0] + 1) // 2
    return tuple(row[0] for row in connection.execute(_HABITS, (*model, "accessory", half)))


def faults(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Kind and fault as they were told more than once, the commonest first."""
    return tuple(connection.execute(_TOLD).fetchall())
