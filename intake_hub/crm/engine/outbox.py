"""What is owed to a CRM: one row a record, however often it changed meanwhile."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID  # noqa: TC003 - NamedTuple reads its annotations

from sqlalchemy import bindparam, delete, func, insert, select, update

from intake_hub.crm.documents import Kind
from intake_hub.crm.engine.members import cut
from intake_hub.store.crm_tables import CrmOutbox

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection

    from intake_hub.crm.engine.road import Road


class State(StrEnum):
    """Where a row stands."""

    WAITING = "waiting"
    IN_DOUBT = "in_doubt"  # sent, and whether it arrived is not known
    REFUSED = "refused"
    ASKED = "asked"  # a person must say which


class Owed(NamedTuple):
    """One row; a reply settles it only if `seq` is still what was sent."""

    kind: str
    uid: UUID
    seq: int
    state: str
    tries: int
    checked_ms: int


_COLUMNS = (
    CrmOutbox.kind,
    CrmOutbox.uid,
    CrmOutbox.seq,
    CrmOutbox.state,
    CrmOutbox.tries,
    CrmOutbox.checked_ms,
)
_SENDABLE = (State.WAITING.value, State.IN_DOUBT.value)


def mark(
    connection: Connection, road: Road, due: Mapping[tuple[Kind, UUID], int], now_ms: int
) -> None:
    """Note that these changed, each at a number of the feed; a refused one is tried again."""
    for kind in Kind:
        wanted = {uid: seq for (found, uid), seq in due.items() if found is kind}
        for run in cut(sorted(wanted)):
            at_run = (road.of(CrmOutbox), CrmOutbox.kind == kind.value, CrmOutbox.uid.in_(run))
            known = set(connection.execute(select(CrmOutbox.uid).where(*at_run)).scalars())
            _again(connection, road, kind, {uid: wanted[uid] for uid in run if uid in known})
            new = [_row(road, kind, uid, wanted[uid], now_ms) for uid in run if uid not in known]
            if new:
                connection.execute(insert(CrmOutbox), new)
            refused = update(CrmOutbox).where(*at_run, CrmOutbox.state == State.REFUSED.value)
            connection.execute(refused.values(state=State.WAITING.value, due_ms=0, tries=0))


def ensure(connection: Connection, road: Road, kind: Kind, uid: UUID, now_ms: int) -> None:
    """See that a record is owed; one that is owed already stays as it is."""
    at_record = (road.of(CrmOutbox), CrmOutbox.kind == kind.value, CrmOutbox.uid == uid)
    if connection.execute(select(CrmOutbox.uid).where(*at_record)).first() is None:
        connection.execute(insert(CrmOutbox), [_row(road, kind, uid, 0, now_ms)])


def _again(connection: Connection, road: Road, kind: Kind, seqs: Mapping[UUID, int]) -> None:
    if not seqs:
        return
    statement = update(CrmOutbox).where(
        road.of(CrmOutbox), CrmOutbox.kind == kind.value, CrmOutbox.uid == bindparam("at_uid")
    )
    rows = [{"at_uid": uid, "new_seq": seq} for uid, seq in sorted(seqs.items())]
    newer = func.max(CrmOutbox.seq + 1, bindparam("new_seq"))
    if connection.dialect.name != "sqlite":
        newer = func.greatest(CrmOutbox.seq + 1, bindparam("new_seq"))
    connection.execute(statement.values(seq=newer), rows)


def _row(road: Road, kind: Kind, uid: UUID, seq: int, now_ms: int) -> dict[str, object]:
    return road.row(
        kind=kind.value,
        uid=uid,
        seq=seq,
        state=State.WAITING.value,
        due_ms=0,
        tries=0,
        words="",
        since_ms=now_ms,
        checked_ms=0,
    )


def due(connection: Connection, road: Road, kind: Kind, now_ms: int, limit: int) -> Sequence[Owed]:
    """What may be sent now, the longest due first."""
    rows = (
        select(*_COLUMNS)
        .where(
            road.of(CrmOutbox),
            CrmOutbox.kind == kind.value,
            CrmOutbox.state.in_(_SENDABLE),
            CrmOutbox.due_ms <= now_ms,
        )
        .order_by(CrmOutbox.due_ms, CrmOutbox.since_ms, CrmOutbox.uid)
        .limit(limit)
    )
    return [Owed(*row) for row in connection.execute(rows)]


def doubt(connection: Connection, road: Road, run: Sequence[Owed]) -> list[Owed]:
    """Before a call: note that these are on their way; those that changed meanwhile stay."""
    seqs = _locked(connection, road, run)
    begun = [one for one in run if seqs.get((one.kind, one.uid)) == one.seq]
    if begun:
        now = {"state": State.IN_DOUBT.value, "tries": CrmOutbox.tries + 1}
        connection.execute(update(CrmOutbox).where(_in(road, begun)).values(now))
    return begun


def doubt_all(connection: Connection, road: Road) -> None:
    """Whether any of these were sent is no longer known."""
    waiting = update(CrmOutbox).where(road.of(CrmOutbox), CrmOutbox.state == State.WAITING.value)
    connection.execute(waiting.values(state=State.IN_DOUBT.value))


def undoubt(connection: Connection, road: Road, run: Collection[Owed]) -> None:
    """It is known now: these were not carried out, or what came of it is linked."""
    doubted = (_in(road, run), CrmOutbox.state == State.IN_DOUBT.value)
    connection.execute(update(CrmOutbox).where(*doubted).values(state=State.WAITING.value))


def settle(connection: Connection, road: Road, run: Sequence[Owed]) -> None:
    """They arrived; what changed since it was sent waits on."""
    seqs = _locked(connection, road, run)
    done = [one for one in run if seqs.get((one.kind, one.uid)) == one.seq]
    if done:
        connection.execute(delete(CrmOutbox).where(_in(road, done)))
    if len(done) < len(run):
        newer = update(CrmOutbox).where(_in(road, run), CrmOutbox.state == State.IN_DOUBT.value)
        connection.execute(newer.values(state=State.WAITING.value, tries=0, due_ms=0))


def _locked(connection: Connection, road: Road, run: Sequence[Owed]) -> dict[tuple[str, UUID], int]:
    """The newest change of each, which stays the newest until the end of the transaction."""
    if not run:
        return {}
    rows = select(CrmOutbox.kind, CrmOutbox.uid, CrmOutbox.seq).where(
        _in(road, run), CrmOutbox.state.in_(_SENDABLE)
    )
    found = connection.execute(rows.order_by(CrmOutbox.uid).with_for_update())
    return {(row.kind, row.uid): row.seq for row in found}


def _in(road: Road, run: Iterable[Owed]) -> ColumnElement[bool]:
    """All of one kind, as many as a batch is long."""
    rows = list(run)
    return (
        road.of(CrmOutbox)
        & (CrmOutbox.kind == rows[0].kind)
        & CrmOutbox.uid.in_([one.uid for one in rows])
    )


def park(connection: Connection, road: Road, one: Owed, state: State, words: str = "") -> None:
    """It waits for a person, or for an edit; one that changed meanwhile is tried at once."""
    parked = update(CrmOutbox).where(*_at(road, one), CrmOutbox.seq == one.seq)
    if not connection.execute(parked.values(state=state.value, words=words)).rowcount:
        settle(connection, road, [one])


def ask(connection: Connection, road: Road, kind: Kind, uid: UUID) -> None:
    """A record waits for a person, if anything of it is owed."""
    at_record = (road.of(CrmOutbox), CrmOutbox.kind == kind.value, CrmOutbox.uid == uid)
    connection.execute(update(CrmOutbox).where(*at_record).values(state=State.ASKED.value))


def answer(connection: Connection, road: Road, kind: Kind, uid: UUID) -> None:
    """The person has spoken: it goes on."""
    at_record = (road.of(CrmOutbox), CrmOutbox.kind == kind.value, CrmOutbox.uid == uid)
    asked = update(CrmOutbox).where(*at_record, CrmOutbox.state == State.ASKED.value)
    connection.execute(asked.values(state=State.WAITING.value, due_ms=0, tries=0))


def drop(connection: Connection, road: Road, kind: Kind, uid: UUID) -> None:
    """Nothing is owed of this record any more."""
    at_record = (road.of(CrmOutbox), CrmOutbox.kind == kind.value, CrmOutbox.uid == uid)
    connection.execute(delete(CrmOutbox).where(*at_record))


def put_off(connection: Connection, road: Road, run: Iterable[Owed], due_ms: int) -> None:
    """Not before that moment."""
    for one in run:
        connection.execute(update(CrmOutbox).where(*_at(road, one)).values(due_ms=due_ms))


def check(connection: Connection, road: Road, run: Iterable[Owed], now_ms: int) -> None:
    """Who is alike is known: need not be looked for again."""
    connection.execute(update(CrmOutbox).where(_in(road, run)).values(checked_ms=now_ms))


def check_one(connection: Connection, road: Road, kind: Kind, uid: UUID, now_ms: int) -> None:
    """A person has said that nobody there is this one."""
    at_record = (road.of(CrmOutbox), CrmOutbox.kind == kind.value, CrmOutbox.uid == uid)
    connection.execute(update(CrmOutbox).where(*at_record).values(checked_ms=now_ms))


def wake(connection: Connection, road: Road, kind: Kind, uids: Collection[UUID]) -> None:
    """What these waited for has come."""
    for run in cut(sorted(uids)):
        at_run = (road.of(CrmOutbox), CrmOutbox.kind == kind.value, CrmOutbox.uid.in_(run))
        connection.execute(update(CrmOutbox).where(*at_run).values(due_ms=0))


def resend(connection: Connection, road: Road, kind: str = "", uid: UUID | None = None) -> int:
    """Try what was refused once more, one record or all; says how many."""
    where = [road.of(CrmOutbox), CrmOutbox.state == State.REFUSED.value]
    if uid is not None:
        where += [CrmOutbox.kind == kind, CrmOutbox.uid == uid]
    again = {"state": State.WAITING.value, "due_ms": 0, "tries": 0}
    return connection.execute(update(CrmOutbox).where(*where).values(again)).rowcount


def counted(connection: Connection, road: Road) -> dict[str, int]:
    """How many rows stand in each state."""
    rows = select(CrmOutbox.state, func.count()).where(road.of(CrmOutbox))
    return {row[0]: row[1] for row in connection.execute(rows.group_by(CrmOutbox.state)).all()}


def _at(road: Road, one: Owed) -> tuple[ColumnElement[bool], ...]:
    return (road.of(CrmOutbox), CrmOutbox.kind == one.kind, CrmOutbox.uid == one.uid)
