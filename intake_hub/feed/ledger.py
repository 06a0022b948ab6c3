"""The records one push touches: locked, read, merged and written back in few statements."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update

from intake_app.sync.core.erasure import FAMILY, NEW_STORIES, blanked
from intake_app.sync.core.merge import Version, merge
from intake_app.sync.core.ops import Outcome, Verb, canonical
from intake_hub.store.repair_tables import Erased
from intake_hub.store.rows import add_rows
from intake_hub.store.tables import Conflict, FeedEntry, FieldVersion, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from intake_app.sync.core.ops import Op, Scalar


@dataclass(slots=True)
class _Card:
    """A record as this push sees it."""

    entity: str
    hlc: int
    born: dict[str, Scalar]


class Ledger:
    """A working copy that lives for one transaction."""

    def __init__(self, connection: Connection, shop: UUID, now_ms: int) -> None:
        self.now_ms = now_ms
        self._connection = connection
        self._shop = shop
        self._cards: dict[UUID, _Card] = {}
        self._versions: dict[tuple[UUID, str], Version] = {}
        self._stored: set[tuple[UUID, str]] = set()  # versions that have a row
        self._locked: set[UUID] = set()
        self._born: list[UUID] = []
        self._edited: set[tuple[UUID, str]] = set()
        self._conflicts: list[dict[str, object]] = []
        self._erased: set[UUID] = set()
        self._asked: set[UUID] = set()  # whether they are erased
        self._settled: set[tuple[UUID, str]] = set()  # edited by who saw what stood there
        self._late: list[UUID] = []  # born to somebody erased
        self.erasing: list[Op] = []

    def load(self, recs: Iterable[UUID], edited: Iterable[UUID]) -> None:
        """Read what exists. Records to be edited are locked first, in the order of their ids."""
        edits = sorted(set(edited) - self._locked)
        if edits:
            self._locked.update(edits)
            lock = select(Record.rec).where(Record.shop == self._shop, Record.rec.in_(edits))
            self._connection.execute(lock.order_by(Record.rec).with_for_update()).all()
            self._load_versions(edits)
        wanted = sorted({*recs, *edits} - self._cards.keys())
        if not wanted:
            return
        self._load_erased(wanted)
        rows = select(Record.rec, Record.entity, Record.hlc, Record.born).where(
            Record.shop == self._shop, Record.rec.in_(wanted)
        )
        for rec, entity, hlc, born in self._connection.execute(rows):
            self._cards[rec] = _Card(entity, hlc, json.loads(born))

    def _load_versions(self, recs: list[UUID]) -> None:
        rows = select(
            FieldVersion.rec,
            FieldVersion.field,
            FieldVersion.value,
            FieldVersion.op_id,
            FieldVersion.hlc,
        ).where(FieldVersion.shop == self._shop, FieldVersion.rec.in_(recs))
        for rec, name, value, op_id, hlc in self._connection.execute(rows):
            self._versions[rec, name] = Version(json.loads(value), op_id, hlc)
            self._stored.add((rec, name))

    def _load_erased(self, wanted: list[UUID]) -> None:
        self._asked.update(wanted)
        rows = select(Erased.rec).where(Erased.shop == self._shop, Erased.rec.in_(wanted))
        self._erased.update(self._connection.execute(rows).scalars())

    def has_met_erasure(self) -> bool:
        """Whether something this push touches was erased since it looked; asked under the lock."""
        asked = sorted(self._asked - self._erased)
        rows = select(Erased.rec).where(Erased.shop == self._shop, Erased.rec.in_(asked)).limit(1)
        return bool(asked) and self._connection.execute(rows).first() is not None

    def is_erased(self, op: Op) -> bool:
        """Whether an op says something of a person who was erased."""
        if op.rec in self._erased:
            return True
        found = FAMILY.get(op.entity)
        if found is None or op.entity in NEW_STORIES or op.verb is not Verb.PUT:
            return False
        owner = dict(op.values).get(found.owner)
        return isinstance(owner, str) and UUID(owner) in self._erased

    def erase(self, op: Op) -> Outcome:
        """Note that a person is to be erased; that happens once the op has its number."""
        self.erasing.append(op)
        self._erased.add(op.rec)
        return Outcome.APPLIED

    def entity(self, rec: UUID) -> str | None:
        """Tell what kind of record exists under an id, if any."""
        card = self._cards.get(rec)
        return card.entity if card else None

    def put(self, op: Op, hlc: int) -> Outcome:
        """Take in a new record."""
        values = dict(op.values)
        if self.is_erased(op):
            values = blanked(op.entity, values)
            self._late.append(op.rec)
        self._cards[op.rec] = _Card(op.entity, hlc, values)
        self._born.append(op.rec)
        return Outcome.APPLIED

    def edit(self, op: Op, hlc: int) -> Outcome:
        """Merge an edit of one field."""
        if op.rec in self._erased:
            return Outcome.GONE
        current = self._current(op.rec, op.field)
        edit = Version(op.value, op.op_id, hlc)
        ruling = merge(current, edit, op.base, field=op.field)
        if ruling.conflict and op.base is not None:
            seen = self._version_of(op.base, op.rec, op.field)
            ruling = merge(current, edit, op.base, seen, field=op.field)
        if ruling.conflict and current is not None:
            self._note_conflict(op, ruling.kept, current if ruling.kept == edit else edit)
        else:
            self._decide(op)
        if ruling.kept == edit:
            self._versions[op.rec, op.field] = edit
            self._edited.add((op.rec, op.field))
        return ruling.outcome

    def _current(self, rec: UUID, name: str) -> Version | None:
        return self._versions.get((rec, name)) or self._first(rec, name)

    def _first(self, rec: UUID, name: str) -> Version | None:
        card = self._cards[rec]
        return Version(card.born[name], rec, card.hlc) if name in card.born else None

    def _version_of(self, base: UUID, rec: UUID, name: str) -> Version | None:
        """Find the value an earlier op gave, however long ago."""
        if base == rec:
            return self._first(rec, name)
        query = select(FeedEntry.body).where(
            FeedEntry.shop == self._shop,
            FeedEntry.op_id == base,
            FeedEntry.rec == rec,
            FeedEntry.field == name,
        )
        body = self._connection.execute(query).scalar()
        return None if body is None else Version(json.loads(body)["values"][name], base, 0)

    def _note_conflict(self, op: Op, winner: Version, loser: Version) -> None:
        self._conflicts.append(
            {
                "shop": self._shop,
                "edit": op.op_id,
                "rec": op.rec,
                "field": op.field,
                "winner": winner.op_id,
                "loser": loser.op_id,
                "winner_value": canonical(winner.value),
                "loser_value": canonical(loser.value),
                "noted_ms": self.now_ms,
                "resolved": 0,
            }
        )

    def _decide(self, op: Op) -> None:
        """Who edits a field that two had edited at once has decided between them."""
        self._settled.add((op.rec, op.field))
        for noted in self._conflicts:  # in this very push
            if (noted["rec"], noted["field"]) == (op.rec, op.field):
                noted["resolved"] = 1

    def flush(self) -> list[UUID]:
        """Write what changed since the last time; return the records that are new."""
        born, self._born = self._born, []
        edited, self._edited = sorted(self._edited), set()
        conflicts, self._conflicts = self._conflicts, []
        if born:
            add_rows(self._connection, Record, [self._record_row(rec) for rec in born])
        new = [self._version_row(key) for key in edited if key not in self._stored]
        if new:
            self._connection.execute(insert(FieldVersion), new)
        self._rewrite([key for key in edited if key in self._stored])
        self._stored.update(edited)
        self._settle_conflicts()
        late, self._late = self._late, []
        if late:
            rows = [{"shop": self._shop, "rec": rec, "op_id": rec} for rec in late]
            self._connection.execute(insert(Erased), rows)
        if conflicts:
            self._connection.execute(insert(Conflict), conflicts)
        return born

    def _settle_conflicts(self) -> None:
        settled, self._settled = sorted(self._settled), set()
        if not settled:
            return
        statement = update(Conflict).where(
            Conflict.shop == self._shop,
            Conflict.rec == bindparam("at_rec"),
            Conflict.field == bindparam("at_field"),
            Conflict.resolved == 0,
        )
        rows = [{"at_rec": rec, "at_field": name, "resolved": 1} for rec, name in settled]
        self._connection.execute(statement, rows)

    def _rewrite(self, keys: list[tuple[UUID, str]]) -> None:
        if not keys:
            return
        statement = update(FieldVersion).where(
            FieldVersion.shop == self._shop,
            FieldVersion.rec == bindparam("at_rec"),
            FieldVersion.field == bindparam("at_field"),
        )
        rows = [{"at_rec": key[0], "at_field": key[1], **self._version_values(key)} for key in keys]
        self._connection.execute(statement, rows)

    def _record_row(self, rec: UUID) -> dict[str, object]:
        card = self._cards[rec]
        return {
            "shop": self._shop,
            "rec": rec,
            "entity": card.entity,
            "hlc": card.hlc,
            "born": canonical(card.born),
        }

    def _version_row(self, key: tuple[UUID, str]) -> dict[str, object]:
        return {"shop": self._shop, "rec": key[0], "field": key[1], **self._version_values(key)}

    def _version_values(self, key: tuple[UUID, str]) -> dict[str, object]:
        version = self._versions[key]
        return {
            "op_id": version.op_id,
            "hlc": version.hlc,
            "value": canonical(version.value),
        }
