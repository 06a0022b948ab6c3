"""What the engine asks of a CRM; every adapter is this and nothing more.

An adapter keeps no state but its connection: what was sent, linked and seen is the engine's. All
calls block and belong to one thread. They raise StoppedError and TransientError (`crm.faults`) and
nothing else of their own; one bad record never raises, it is a `Refused` among the results.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.documents import Document, Kind


class KeyKeeper(Protocol):
    """Where the key of one CRM lies; for those that give a new key for every one used up."""

    def current(self) -> str:
        """Read it anew: another process may have replaced it."""
        ...

    def replace(self, key: str) -> None:
        """Keep another in its place; once this returns, no crash can lose it."""
        ...


@dataclass(frozen=True, slots=True)
class Access:
    """Where a CRM is and how to get in; `options` are an adapter's own (database, pipeline…).

    Without a `keeper` a key that changes is kept only as long as the adapter lives.
    """

    address: str
    key: str = field(repr=False)
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    keeper: KeyKeeper | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Caps:
    """What a CRM can do, and how much of it at once."""

    batch: int  # most records of one push
    per_s: float  # calls a second it stands for long
    burst: int  # calls at once after a rest
    has_upsert: bool  # a repeated push cannot double, even if the first reply was lost
    shows_deletes: bool  # `pull` names what was deleted


@dataclass(frozen=True, slots=True)
class Probe:
    """What "Test connection" found. `lacks` are sentences for an administrator, in English.

    `key_ends_ms`: when the key stops working, 0 where the CRM does not say.
    """

    product: str
    version: str
    lacks: tuple[str, ...] = ()
    key_ends_ms: int = 0
    account: str = ""  # the name the CRM has for whoever holds the key


@dataclass(frozen=True, slots=True)
class Stored:
    """The record is there; `revision` is the CRM's own mark of this state, if it gives one."""

    uid: UUID
    remote: str
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The CRM does not take this one record; `words` are its own."""

    uid: UUID
    words: str


@dataclass(frozen=True, slots=True)
class Vanished:
    """It was there once and no longer is; a person decides whether it is made again."""

    uid: UUID
    remote: str


Result: TypeAlias = Stored | Refused | Vanished


@dataclass(frozen=True, slots=True)
class Remote:
    """A record as it stands in the CRM, by neutral names; only what the field map reads."""

    kind: Kind
    remote: str
    values: Mapping[str, Scalar]
    uid: UUID | None = None  # as the CRM has it; None for one of somebody else's
    revision: str = ""
    is_archived: bool = False
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what changed. `cursor` goes on after it; `is_last`: there was nothing more.

    At least once: a record may come again, so the engine compares what it says.
    """

    records: tuple[Remote, ...]
    cursor: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody in the CRM who may be the same client; `alike` says by what (phone, email, inn)."""

    remote: str
    name: str
    alike: str
    uid: UUID | None = None


class CrmAdapter(Protocol):
    """One CRM, reached with one key."""

    @property
    def caps(self) -> Caps:
        """What it can do."""
        ...

    def probe(self) -> Probe:
        """Get in, and look what is missing."""
        ...

    def missing_schema(self) -> tuple[str, ...]:
        """Name the fields an administrator must add, exactly as they are to be called."""
        ...

    def ensure_schema(self) -> tuple[str, ...]:
        """Add them, with an administrator's key; returns what was added."""
        ...

    def push(self, kind: Kind, documents: Sequence[Document]) -> Sequence[Result]:
        """Create or change up to `caps.batch` records of one kind; one result for each."""
        ...

    def find(self, kind: Kind, uids: Collection[UUID]) -> Mapping[UUID, str]:
        """Look up by our uid what is there; asked before anything in doubt is sent again."""
        ...

    def pull(self, kind: Kind, cursor: str, limit: int) -> Page:
        """Read what changed after a cursor, archived ones too; an empty cursor: everything."""
        ...

    def read(self, kind: Kind, remotes: Collection[str]) -> Sequence[Remote]:
        """Read these records as they are now; those that are gone are left out."""
        ...

    def candidates(self, document: Document) -> Sequence[Candidate]:
        """Look for the same client under another id: by INN, phone, e-mail, however written."""
        ...

    def missing(self, kind: Kind, remotes: Collection[str]) -> frozenset[str]:
        """Tell which of these no longer exist."""
        ...

    def close(self) -> None:
        """Let the connection go."""
        ...
