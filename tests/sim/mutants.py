"""The planted bugs of `sync.md` §3.4: each is a defect the simulator must find.

They live here alone. Each replaces a part of the shipped program for as long as a world lasts.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.errors import Problem, UnavailableError
from intake_app.models.recording import Recording
from intake_app.models.store import Store
from intake_app.services import repairing, replica
from intake_app.services.feeding import Feeding
from intake_app.services.replica import StoreReplica
from intake_app.sync import driver
from intake_app.sync.core.commands import Push as Send
from intake_app.sync.core.events import Hurried, Pushed, Road, Started, Stored, Woken
from intake_app.sync.core.machine import step
from intake_app.sync.core.merge import Ruling, Version
from intake_app.sync.core.ops import Outcome, Verb, canonical, encode
from intake_app.sync.core.refusal import HubRejectedError, Why
from intake_app.sync.core.standing import Receipt
from intake_hub.feed import ledger, pull, push
from intake_hub.feed.keeping import LogKeeping
from intake_hub.feed.ledger import Ledger
from intake_hub.feed.push import Push
from intake_hub.feed.verdicts import decide

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.writing import Writing
    from intake_app.sync.core.events import Event
    from intake_app.sync.core.ops import FeedOp, Op
    from intake_app.sync.core.state import Moment, State
    from intake_hub.feed.incoming import Incoming

Patch = tuple[object, str, Any]


def _nothing(*_: object) -> None:
    """What ought to be done is not."""


def _never(*_: object) -> bool:
    """What ought to be noticed is not."""
    return False


def number_before_commit() -> list[Patch]:
    """A sequence: a push that is rolled back leaves a gap."""
    given = [0]
    number = Push._number

    def mutant(self: Push, born: list[UUID]) -> int:
        raised = "UPDATE hub_head SET seq = max(seq, ?)"
        self._connection.exec_driver_sql(raised, (given[0],))
        given[0] = number(self, born)
        return given[0]

    return [(Push, "_number", mutant)]


def wall_clock_wins() -> list[Patch]:
    """The later stamp stands, whatever its author saw."""

    def mutant(
        current: Version | None, edit: Version, base: UUID | None, *_: object, **__: object
    ) -> Ruling:
        if current is None or edit.hlc > current.hlc:
            return Ruling(edit, Outcome.APPLIED)
        return Ruling(current, Outcome.LOST, conflict=True)

    return [(ledger, "merge", mutant)]


def silent_conflict() -> list[Patch]:
    """The loser of two edits is nowhere to be seen."""
    return [(Ledger, "_note_conflict", _nothing)]


def record_wins() -> list[Patch]:
    """A whole card is merged as one value: an edit of another field goes down with it."""
    edit = Ledger.edit

    def mutant(self: Ledger, op: Op, hlc: int) -> Outcome:
        newest = max(
            (one for (rec, _), one in self._versions.items() if rec == op.rec),
            key=lambda one: one.hlc,
            default=None,
        )
        if newest is not None and newest.op_id != op.base and newest.hlc > hlc:
            return Outcome.LOST
        return edit(self, op, hlc)

    return [(Ledger, "edit", mutant)]


def own_echo_filtered() -> list[Patch]:
    """A desk skips what it made itself, though its disk may have forgotten."""
    take = Feeding.take

    def mutant(self: Feeding, one: FeedOp) -> None:
        own = self._run("SELECT origin FROM sync").fetchone()[0]
        if one.op.origin.bytes != own:
            take(self, one)
            return
        self._run("UPDATE outbox SET state = 'done' WHERE op_id = ?", one.op.op_id.bytes)

    return [(Feeding, "take", mutant)]


def outbox_outside_transaction() -> list[Patch]:
    """First the rows are committed, then the ops."""
    settle = Recording.settle
    writing = Store.writing

    @contextmanager
    def mutant(self: Store) -> Generator[Writing]:
        late: list[Recording] = []

        def later(self: Recording) -> None:
            self._connection.execute("UPDATE sync SET guard = 0")
            late.append(self)

        Recording.settle = later
        try:
            with writing(self) as session:
                yield session
        finally:
            Recording.settle = settle
        for recording in late:
            recording._connection.execute("BEGIN IMMEDIATE")
            recording.settle()
            recording._connection.commit()
            for listener in self._listeners:
                listener(frozenset({"outbox"}))

    return [(Store, "writing", mutant)]


def no_retry_until_next_write() -> list[Patch]:
    """What could not be sent is looked at again only when something else is saved."""

    def mutant(state: State, event: Event, moment: Moment) -> Any:  # noqa: ANN401 - as `step`
        after, commands = step(state, event, moment)
        is_cause = isinstance(event, Woken | Hurried | Started | Pushed)
        is_cause = is_cause or (isinstance(event, Stored) and event.road is Road.PUSH)
        if is_cause or state.push_at is not None:
            return after, commands
        sent = [one for one in commands if isinstance(one, Send)]
        left = tuple(one for one in commands if one not in sent)
        return replace(after, push_at=None, push=state.push if sent else after.push), left

    return [(driver, "step", mutant)]


def no_dedupe() -> list[Patch]:
    """The hub takes a repeated op for a new one, and no number of a life stands in its way."""
    fresh, seen = Push._fresh, Push._seen
    again: dict[UUID, int] = {}
    doubles: set[UUID] = set()

    def mutant(self: Push, run: Sequence[Incoming]) -> list[Incoming]:
        new = fresh(self, run)
        for one in run:
            if one.op is not None and one.op_id in self.receipts:
                again[one.op_id] = again.get(one.op_id, 0) + 1
                new.append(_doubled(one, one.op, again[one.op_id]))
                doubles.add(new[-1].op_id)
        return new

    def unnumbered(self: Push, one: Incoming, outcome: Outcome, seq: int, code: str) -> Any:  # noqa: ANN401
        row = seen(self, one, outcome, seq, code)
        return row | {"relayed": 2} if one.op_id in doubles else row

    return [(Push, "_fresh", mutant), (Push, "_seen", unnumbered)]


def _doubled(one: Incoming, op: Op, time: int) -> Incoming:
    made = UUID(int=op.op_id.int ^ (time << 120))
    rec = made if op.verb is Verb.PUT else op.rec
    op = replace(op, op_id=made, rec=rec)
    return replace(one, op_id=made, op=op, body=canonical(encode(op)))


def acknowledged_on_send() -> list[Patch]:
    """An op counts as taken as soon as it is sent."""
    unsent = StoreReplica.unsent

    def mutant(self: StoreReplica, limit: int) -> Sequence[Op]:
        ops = unsent(self, limit)
        self.acknowledge([Receipt(op.op_id, Outcome.APPLIED, 0) for op in ops])
        return ops

    return [(StoreReplica, "unsent", mutant)]


def poison_blocks() -> list[Patch]:
    """The hub sends the whole batch back because of one bad op."""

    def mutant(txn: Sequence[Incoming], *rest: Any) -> Any:  # noqa: ANN401 - as `decide`
        verdict = decide(txn, *rest)
        if type(verdict).__name__ == "Quarantined":
            raise UnavailableError(Problem.STORE_BUSY, "a bad op")
        return verdict

    return [(push, "decide", mutant)]


def no_fork_check() -> list[Patch]:
    """Nobody notices that a desk gives numbers out a second time: not the hub, not the desk."""
    seen = Push._seen

    def mutant(self: Push, one: Incoming, outcome: Outcome, seq: int, code: str) -> Any:  # noqa: ANN401
        return seen(self, one, outcome, seq, code) | {"relayed": 2}

    return [(Push, "_seen", mutant), (Feeding, "_has_forgotten", _never)]


def cursor_before_rows() -> list[Patch]:
    """The cursor is committed before the rows it covers."""
    apply = StoreReplica.apply

    def mutant(self: StoreReplica, page: Sequence[FeedOp], **more: Any) -> None:  # noqa: ANN401 - as `apply`
        if page:
            with self.store.writing() as session:
                session.driver.execute("UPDATE sync SET cursor = ?", (page[-1].seq,))
        apply(self, page, **more)

    return [
        (StoreReplica, "apply", mutant),
        (replica, "_check_continuity", _nothing),
    ]


def _past_unless(forgiven: Why) -> list[Patch]:
    refuse = pull.refuse_other_past

    def mutant(*asked: Any) -> None:  # noqa: ANN401 - as `refuse_other_past`
        try:
            refuse(*asked)
        except HubRejectedError as error:
            if error.why is not forgiven:
                raise

    return [(pull, "refuse_other_past", mutant)]


def trimmed_without_410() -> list[Patch]:
    """The hub does not say that the log does not reach back so far any more."""
    return _past_unless(Why.TRIMMED)


def restored_without_epoch() -> list[Patch]:
    """A hub from an old backup goes on as if nothing had happened, and nobody compares chains."""
    return [*_past_unless(Why.CHAIN), (LogKeeping, "restored", _nothing)]


def no_relay_of_others() -> list[Patch]:
    """After a restore of the hub each desk gives back only what it made itself."""
    kept = repairing.kept

    def mutant(connection: Connection, after: int | None, limit: int) -> list[tuple[int, UUID]]:
        own = {UUID(bytes=row[0]) for row in connection.execute("SELECT op_id FROM outbox")}
        return [one for one in kept(connection, after, limit) if one[1] in own]

    return [(repairing, "kept", mutant)]


MUTANTS: dict[str, Callable[[], list[Patch]]] = {
    mutant.__name__: mutant
    for mutant in (
        wall_clock_wins,
        silent_conflict,
        record_wins,
        own_echo_filtered,
        outbox_outside_transaction,
        no_retry_until_next_write,
        no_dedupe,
        acknowledged_on_send,
        cursor_before_rows,
        number_before_commit,
        poison_blocks,
        no_fork_check,
        trimmed_without_410,
        restored_without_epoch,
        no_relay_of_others,
    )
}
"""By how often they strike, the commonest first."""

COMMON = tuple(MUTANTS)[:10]


@contextmanager
def planted(name: str) -> Generator[set[str]]:
    """Let the program have this bug; gives what of it was never called, which must not stay so.

    Raises AttributeError when the product no longer has what is replaced.
    """
    patches = MUTANTS[name]()
    kept = [(where, what, getattr(where, what)) for where, what, _ in patches]
    uncalled = {what for _, what, _ in patches}
    for where, what, value in patches:
        setattr(where, what, _noting(uncalled, what, value))
    try:
        yield uncalled
    finally:
        for where, what, value in kept:
            setattr(where, what, value)


def _noting(uncalled: set[str], what: str, value: Callable[..., Any]) -> Callable[..., Any]:
    def called(*given: Any, **more: Any) -> Any:  # noqa: ANN401 - as what it stands for
        uncalled.discard(what)
        return value(*given, **more)

    return called
