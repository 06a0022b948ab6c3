"""A batch of documents into Odoo: what is there is changed by its number, the rest made by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Refused, Stored, Vanished
from intake_hub.crm.faults import StoppedError
from intake_hub.crm.odoo.calls import Call
from intake_hub.crm.odoo.loading import load
from intake_hub.crm.odoo.meaning import RefusedError
from intake_hub.crm.odoo.names import ARCHIVED, STAGE, UID, external_id
from intake_hub.crm.odoo.to_remote import cells
from intake_hub.crm.values import list_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from uuid import UUID

    from intake_hub.crm.adapter import Result
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.odoo.session import Session
    from intake_hub.crm.odoo.shape import Shape
    from intake_hub.crm.values import Row

_TOLD = (UID, STAGE, ARCHIVED)
_FEW = 3
"""So many new ones are each looked up by name first; a first transfer would take twice as long."""


@dataclass(slots=True)
class Pushing:
    """One batch; `doubt` is asked when something is refused, and raises what stops everything."""

    session: Session
    here: Shape
    fields: FieldMap
    doubt: Callable[[], None]
    results: dict[UUID, Result] = field(default_factory=dict["UUID", "Result"])

    def push(self, documents: Sequence[Document]) -> list[Result]:
        """Give one result for each."""
        there = self._there(documents)
        known = {one.uid: there.get(one.remote or str(one.uid)) for one in documents}
        for one in documents:
            if one.remote and known[one.uid] is None:
                self.results[one.uid] = Vanished(one.uid, one.remote)
        self._look_by_name(known)
        rows = {
            one.uid: cells(one, self.here, self.fields, known[one.uid])
            for one in documents
            if one.uid not in self.results
        }
        for alike in _by_columns(rows):
            done = load(self.session, self.here.model, [rows[uid] for uid in alike], self.doubt)
            found = zip(alike, done, strict=True)
            self.results |= {uid: _result(uid, one) for uid, one in found}
        if any(isinstance(one, Refused) for one in self.results.values()):
            self.doubt()
        return [self.results[one.uid] for one in documents]

    def _there(self, documents: Sequence[Document]) -> dict[str, Row]:
        """What is there of them already, by remote id and by our own."""
        remotes = numbers(one.remote for one in documents if one.remote)
        uids = [str(one.uid) for one in documents if not one.remote]
        domain = ["|", ["id", "in", remotes], [UID, "in", uids]]
        names = [name for name in _TOLD if name in self.here.others]
        found: dict[str, Row] = {}
        for row in self.session.rows(self.here.model, domain, ["id", *names]):
            found[str(row["id"])] = row
            found.setdefault(str(row[UID]), row)
        return found

    def _look_by_name(self, known: dict[UUID, Row | None]) -> None:
        """After a merge there the loser's name leads to the survivor, who must not be overwritten.

        The engine sees two of ours at one remote id, and tells a person.
        """
        new = [uid for uid, row in known.items() if row is None and uid not in self.results]
        if len(new) > _FEW:
            return
        for uid in new:
            remote = by_name(self.session, self.here, uid)
            domain = [["id", "in", numbers([remote])]]
            names = [name for name in _TOLD if name in self.here.others]
            for row in self.session.rows(self.here.model, domain, names) if remote else []:
                known[uid] = row
                if row[UID]:
                    self.results[uid] = Stored(uid, remote)


def by_name(session: Session, here: Shape, uid: UUID) -> str:
    """Ask for the record that Odoo keeps under our external id; nothing if it may not be asked."""
    module, _, name = external_id(here.kind, uid).partition(".")
    named = {"module": module, "xml_id": name}
    try:
        found = session.call(Call("ir.model.data", "check_object_reference", named))
    except (RefusedError, StoppedError):
        return ""
    model, remote = (*list_of(found), None, None)[:2]
    return str(remote) if model == here.model and remote else ""


def numbers(remotes: Iterable[str]) -> list[int]:
    """Remote ids as Odoo has them."""
    return [int(one) for one in remotes if one.isdigit()]


def _by_columns(rows: Mapping[UUID, Mapping[str, str]]) -> list[list[UUID]]:
    """All rows of one load must have the same columns."""
    found: dict[frozenset[str], list[UUID]] = {}
    for uid, row in rows.items():
        found.setdefault(frozenset(row), []).append(uid)
    return list(found.values())


def _result(uid: UUID, one: int | str) -> Result:
    return Refused(uid, one) if isinstance(one, str) else Stored(uid, str(one))
