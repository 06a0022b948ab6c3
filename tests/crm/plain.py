"""A CRM in memory: exact, with every fault on demand; what the engine is proved against."""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from intake_hub.crm.adapter import (
    Candidate,
    Caps,
    Page,
    Probe,
    Refused,
    Remote,
    Result,
    Stored,
    Vanished,
)
from intake_hub.crm.documents import FIELDS, Kind
from intake_hub.crm.faults import Stop, StoppedError, TransientError
from intake_hub.crm.field_map import FieldMap, usual

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.adapter import Access
    from intake_hub.crm.documents import Document

KEY = "plain-key"
OVERLAP_S = 120
_REFUSED = "this INN is not valid"


@dataclass(slots=True)
class Row:
    """A record there; `written_s` is cut to seconds, as such CRMs tell it."""

    values: dict[str, Scalar]
    uid: UUID | None = None
    client: str = ""
    written_s: int = 0
    is_archived: bool = False


@dataclass(slots=True)
class PlainCrm:
    """The service itself; many adapters may be connected to it.

    `trouble` is asked before every call by the name of the call and gives a fault or nothing.
    """

    name: str = "plain"
    product: str = "Plain"
    can: frozenset[str] = frozenset({"archive", "merge", "race", "slow"})
    refused: Mapping[str, Scalar] = field(default_factory=lambda: {"inn": "12"})
    now_s: Callable[[], int] = lambda: 1_767_261_600
    trouble: Callable[[str], str] = lambda _call: ""
    moment: Callable[[], None] = lambda: None  # passed before and after every call
    tables: dict[Kind, dict[str, Row]] = field(
        default_factory=lambda: {kind: dict[str, Row]() for kind in Kind}
    )
    keys: set[str] = field(default_factory=lambda: {KEY})
    used: set[str] = field(default_factory=set[str])
    stop: StoppedError | None = None
    calls: list[str] = field(default_factory=list[str])
    schema: tuple[str, ...] = ()  # fields an administrator has yet to add
    made: int = 0  # records ever created by an adapter
    has_upsert: bool = True
    graves: list[tuple[Kind, str]] = field(default_factory=list[tuple[Kind, str]])  # told by pull
    spoiled: list[str] = field(default_factory=list[str])
    ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    lock: threading.RLock = field(default_factory=threading.RLock)

    def adapter(self, key: str | None = None) -> PlainAdapter:
        """See `Stand`."""
        return PlainAdapter(self, KEY if key is None else key, usual_map())

    def records(self, kind: Kind) -> Mapping[str, Mapping[str, Scalar]]:
        """See `Stand`."""
        with self.lock:
            return {
                remote: row.values
                | {"archived": row.is_archived}
                | ({"client": row.client} if kind is Kind.ORDER else {})
                for remote, row in self.tables[kind].items()
            }

    def edit(self, kind: Kind, remote: str, values: Mapping[str, Scalar]) -> None:
        """See `Stand`."""
        with self.lock:
            row = self.tables[kind][remote]
            row.values |= values
            row.written_s = self.now_s()

    def make(self, kind: Kind, values: Mapping[str, Scalar]) -> str:
        """See `Stand`."""
        with self.lock:
            remote = str(next(self.ids))
            self.tables[kind][remote] = Row(dict(values), written_s=self.now_s())
            return remote

    def delete(self, kind: Kind, remote: str) -> None:
        """See `Stand`."""
        with self.lock:
            del self.tables[kind][remote]

    def archive(self, kind: Kind, remote: str) -> None:
        """See `Stand`."""
        with self.lock:
            row = self.tables[kind][remote]
            row.is_archived, row.written_s = True, self.now_s()

    def merge(self, kind: Kind, loser: str, survivor: str) -> None:
        """See `Stand`: whatever pointed to the loser points to the survivor."""
        with self.lock:
            gone = self.tables[kind].pop(loser)
            kept = self.tables[kind][survivor]
            kept.values = gone.values | kept.values
            kept.written_s = self.now_s()
            if gone.uid is not None:
                self.merged[gone.uid] = survivor
            for row in self.tables[Kind.ORDER].values():
                if row.client == loser:
                    row.client = survivor

    def spoil(self, what: str) -> None:
        """See `Stand`."""
        self.spoiled.append(what)

    merged: dict[UUID, str] = field(default_factory=dict[UUID, str])


@dataclass(slots=True)
class PlainAdapter:
    """One connection to it."""

    crm: PlainCrm
    key: str
    fields: FieldMap
    is_closed: bool = False

    @property
    def caps(self) -> Caps:
        """See `CrmAdapter`."""
        return Caps(
            batch=10,
            per_s=50.0,
            burst=50,
            has_upsert=self.crm.has_upsert,
            shows_deletes=False,
        )

    def probe(self) -> Probe:
        """See `CrmAdapter`."""
        self._call("probe")
        return Probe(self.crm.product, "1", tuple(f"field {name}" for name in self.crm.schema))

    def missing_schema(self) -> tuple[str, ...]:
        """See `CrmAdapter`."""
        self._call("missing_schema")
        return self.crm.schema

    def ensure_schema(self) -> tuple[str, ...]:
        """See `CrmAdapter`."""
        self._call("ensure_schema")
        added, self.crm.schema = self.crm.schema, ()
        return added

    def push(self, kind: Kind, documents: Sequence[Document]) -> Sequence[Result]:
        """See `CrmAdapter`."""
        assert len(documents) <= self.caps.batch, "a batch larger than this CRM takes"
        fault = self._call("push", is_change=True)
        with self.crm.lock:
            done = [self._put(kind, one) for one in documents]
        self.crm.moment()
        _after(fault)
        return done

    def _put(self, kind: Kind, document: Document) -> Result:
        if document.values.get("inn") == self.crm.refused["inn"]:
            return Refused(document.uid, _REFUSED)
        table = self.crm.tables[kind]
        remote = document.remote or (self._known(kind, document.uid) if self.crm.has_upsert else "")
        if document.remote and document.remote not in table:
            return Vanished(document.uid, document.remote)
        if not remote:
            remote = str(next(self.crm.ids))
            table[remote] = Row({}, document.uid)
            self.crm.made += 1
        row = table[remote]
        told = {
            name: document.values[name]
            for name in self.fields.sent(kind)
            if name in document.values
        }
        archived = told.pop("archived", None)
        row.values |= told
        row.uid = row.uid or document.uid
        row.client = document.client_remote or row.client
        row.is_archived = row.is_archived if archived is None else bool(archived)
        row.written_s = self.crm.now_s()
        return Stored(document.uid, remote, str(row.written_s))

    def _known(self, kind: Kind, uid: UUID) -> str:
        found = (remote for remote, row in self.crm.tables[kind].items() if row.uid == uid)
        return next(found, self.crm.merged.get(uid, ""))

    def find(self, kind: Kind, uids: Collection[UUID]) -> Mapping[UUID, str]:
        """See `CrmAdapter`."""
        self._call("find")
        with self.crm.lock:
            found = {uid: self._known(kind, uid) for uid in uids}
        return {uid: remote for uid, remote in found.items() if remote}

    def pull(self, kind: Kind, cursor: str, limit: int) -> Page:
        """See `CrmAdapter`: by the second and the id, from a little before the last time."""
        self._call("pull")
        second, _, last = (cursor or "0:").partition(":")
        after = (int(second), int(last or "0"))
        with self.crm.lock:
            rows = sorted(
                (row.written_s, int(remote)) for remote, row in self.crm.tables[kind].items()
            )
            rows = [one for one in rows if one > after]
            page, is_last = rows[:limit], len(rows) <= limit
            found = tuple(self._remote(kind, str(number)) for _, number in page)
        reached = page[-1] if page else after
        at = f"{max(reached[0] - OVERLAP_S, 0)}:" if is_last else f"{reached[0]}:{reached[1]}"
        gone = [
            Remote(kind, remote, {}, is_deleted=True)
            for of, remote in self.crm.graves
            if of is kind
        ]
        return Page((*found, *gone), at if page or is_last else cursor, is_last)

    def _remote(self, kind: Kind, remote: str) -> Remote:
        row = self.crm.tables[kind][remote]
        heard = self.fields.read(kind)
        values = {name: value for name, value in row.values.items() if name in heard}
        return Remote(kind, remote, values, row.uid, str(row.written_s), row.is_archived)

    def read(self, kind: Kind, remotes: Collection[str]) -> Sequence[Remote]:
        """See `CrmAdapter`."""
        self._call("read")
        with self.crm.lock:
            there = self.crm.tables[kind]
            return [self._remote(kind, remote) for remote in remotes if remote in there]

    def candidates(self, document: Document) -> Sequence[Candidate]:
        """See `CrmAdapter`."""
        self._call("candidates")
        with self.crm.lock:
            found = ((remote, row, _alike(row, document)) for remote, row in self._others(document))
            return [
                Candidate(remote, str(row.values.get("name", "")), alike, row.uid)
                for remote, row, alike in found
                if alike
            ]

    def _others(self, document: Document) -> list[tuple[str, Row]]:
        rows = self.crm.tables[Kind.CLIENT].items()
        return [(remote, row) for remote, row in rows if row.uid != document.uid]

    def missing(self, kind: Kind, remotes: Collection[str]) -> frozenset[str]:
        """See `CrmAdapter`."""
        self._call("missing")
        with self.crm.lock:
            return frozenset(remotes) - self.crm.tables[kind].keys()

    def close(self) -> None:
        """See `CrmAdapter`."""
        self.is_closed = True

    def _call(self, name: str, *, is_change: bool = False) -> str:
        """Count the call and meet what was ordered for it; `lost` comes after the work."""
        self.crm.moment()
        with self.crm.lock:
            self.crm.calls.append(name)
            self.crm.used.add(self.key)
            if self.key not in self.crm.keys:
                raise StoppedError(Stop.KEY_WRONG, "no such key")
            if self.crm.stop is not None:
                raise self.crm.stop
            fault = self.crm.trouble(name)
            if is_change and self.crm.spoiled:
                fault = self.crm.spoiled.pop(0)
        if fault in {"lost", "slow"} and is_change:
            return fault
        if fault:
            raise _fault(fault, is_change=is_change)
        return ""


def usual_map() -> FieldMap:
    """Every field by its own name."""
    return usual({kind: {name: name for name in FIELDS[kind]} for kind in Kind})


def connect(access: Access, fields: FieldMap) -> PlainAdapter:
    """Find the one that stands at an address; for a hub that makes its adapters itself."""
    return PlainAdapter(STANDING[access.address], access.key, fields)


STANDING: dict[str, PlainCrm] = {}
"""Those that `connect` finds, by their addresses."""


def _after(fault: str) -> None:
    if fault:
        raise _fault(fault, is_change=True)


def _fault(what: str, *, is_change: bool) -> TransientError:
    if what == "429":
        return TransientError("HTTP 429", after_s=2.0)
    return TransientError(what, is_in_doubt=is_change and what != "unsent")


def _alike(row: Row, document: Document) -> str:
    for name, plain in (("inn", str), ("phone", _digits), ("email", str.casefold)):
        ours, theirs = document.values.get(name), row.values.get(name)
        if ours and theirs and plain(str(ours)) == plain(str(theirs)):
            return name
    return ""


def _digits(phone: str) -> str:
    return "".join(letter for letter in phone if letter.isdigit())[-10:]
