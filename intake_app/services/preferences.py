"""What the owner decides once for all desks: values under a key, shared like any other record.

A preference is written here in the store lane and read by `Finder.preference` on any screen. What
a key means, its type and its default belong to the module that owns the key.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID, uuid5

from intake_app.models.knowledge import Preference

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"

_VALUE = "SELECT value FROM preference WHERE id = ?"
_OURS = UUID("6f0d6c0e-6a57-5d0b-9d0e-5b6f8f6d2a11")


def id_of(key: str) -> UUID:
    """Two desks that choose the same thing for the first time at once mean one record."""
    return uuid5(_OURS, key)


def chosen(driver: Connection, key: str) -> object:
    """What the owner chose under a key, as JSON values; None where he chose nothing."""
    row = driver.execute(
        "SELECT value FROM preference WHERE id = ?", (id_of(key).bytes,)
    ).fetchone()
    return json.loads(row[0]) if row and row[0] else None


def in_force(session: Writing, key: str) -> object:
    """The same for a writer, which asks the file once until somebody chooses something else."""
    if key not in session.choices:
        session.choices[key] = chosen(session.driver, key)
    return session.choices[key]


@dataclass(frozen=True, slots=True)
class Preferences:
    """The use cases; each method is one transaction."""

    store: Store

    def value(self, key: str) -> object:
        """What is chosen under a key, for whoever is not on the GUI thread."""
        with self.store.reading() as session:
            return chosen(session.driver, key)

    def choose(self, key: str, value: Json) -> None:
        """Set a value for every desk; None goes back to the default."""
        text = "" if value is None else json.dumps(value, ensure_ascii=False)
        with self.store.writing() as session:
            known = session.get(Preference, id_of(key))
            if known is None:
                # Two first choices meet as one creation and two changes, so neither is lost.
                known = Preference(id=id_of(key), key=key)
                session.add(known)
                session.flush()
            known.value = text
