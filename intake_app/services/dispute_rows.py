"""What the screen of the exchange shows: plain frozen values. Light, like `rows`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from intake_app.sync.core.ops import Scalar


class Said(NamedTuple):
    """A value with who gave it, when and where; `here` is this desk, `desk` the other's name."""

    value: Scalar
    by: str
    at: str
    here: bool
    desk: str = ""


class Whose(NamedTuple):
    """What a record is of, for a person: the order or the client it belongs to."""

    title: str = ""
    order: UUID | None = None
    client: UUID | None = None


NOBODY = Whose()


class Conflict(NamedTuple):
    """Two edits of one field whose authors did not see each other's."""

    loser: UUID
    entity: str
    rec: UUID
    field: str
    chosen: Said
    other: Said
    whose: Whose = NOBODY
    names: Mapping[str, str] = {}  # of records the two values name by their id


class Decided(NamedTuple):
    """A conflict that was settled, so that it can be opened again."""

    loser: UUID
    entity: str
    rec: UUID
    field: str
    before: Scalar
    after: Scalar


class Aside(NamedTuple):
    """An op of ours that the hub did not take, and why; `values` are what it says."""

    op_id: UUID
    verb: str
    entity: str
    rec: UUID
    field: str
    values: dict[str, Scalar]
    code: str
    at: str
    by: str
    whose: Whose = NOBODY


class Waiting(NamedTuple):
    """An op of ours on its way."""

    op_id: UUID
    verb: str
    entity: str
    rec: UUID
    field: str
    at: str
    by: str
    whose: Whose = NOBODY


class Noticed(NamedTuple):
    """What the exchange could not settle by itself; `said` is what happened, as it is stored."""

    kind: str
    rec: UUID
    about: UUID
    code: str
    said: Said | None = None
    amount: tuple[int, str] | None = None
    whose: Whose = NOBODY


class Owed(NamedTuple):
    """What of ours waits, and what waits for a person."""

    pending: int = 0
    oldest_at: str = ""
    aside: int = 0
    conflicts: int = 0
    noticed: int = 0

    @property
    def to_settle(self) -> int:
        """How many things wait for a person."""
        return self.aside + self.conflicts + self.noticed


class Standings(NamedTuple):
    """Everything on the screen, read at one moment; lists of what waits are cut, counts are not."""

    owed: Owed
    conflicts: tuple[Conflict, ...]
    aside: tuple[Aside, ...]
    noticed: tuple[Noticed, ...]
    waiting: tuple[Waiting, ...]
    by_kind: tuple[tuple[str, int], ...]
    compared_ms: int = 0
    heard_ms: int = 0  # when something last came from the hub
