"""I1 to I14 of `sync.md` §3.3, read from the stores themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.models.shapes import synced_by_name
from intake_app.services.shop import FILE_NAME
from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.erasure import blanked
from intake_hub.feed import checking
from tests.sim import books, hub, pictures
from tests.sim.faults import Violation

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.sync.core.ops import Scalar
    from tests.sim.books import DeskBook, HubBook
    from tests.sim.stage import Someone, Stage

_WAITING = (
    "SELECT count(*), (SELECT cursor FROM sync) FROM outbox"
    " WHERE state = 'new' OR (state = 'acked' AND outcome <> 'parked')"
)
_UNSEEN = "SELECT count(*) FROM outbox WHERE state IN ('new', 'acked')"
_HEAD = "SELECT seq FROM hub_head"
_EDGE = "SELECT count(DISTINCT txn), count(*) FROM op WHERE seq IN (?, ? + 1)"
_PLACES = (
    "SELECT (SELECT count(*) FROM feed) + (SELECT count(*) FROM outbox WHERE state = 'done'),"
    " cursor FROM sync"
)
_TWICE = (
    "SELECT origin, inc, n, count(*) FROM op_seen WHERE outcome <> 'quarantined'"
    " GROUP BY origin, inc, n HAVING count(*) > 1"
)
_HELD = frozenset({"parked", "quarantined"})


def hold(name: str, claim: object, detail: object = "") -> None:
    """Raise unless it holds."""
    if not claim:
        raise Violation(name, str(detail)[:2000])


def is_quiet(world: Stage, desk: Someone) -> bool:
    """Nothing is left to send, and the cursor stands at the hub's head."""
    ((waiting, cursor),) = books.rows(desk.folder / FILE_NAME, _WAITING)
    ((head,),) = books.rows(world.hub.folder / hub.FILE, _HEAD)
    return waiting == 0 and cursor == head


def waiting(desk: Someone) -> int:
    """How many ops of a desk nobody has seen in the feed."""
    ((count,),) = books.rows(desk.folder / FILE_NAME, _UNSEEN)
    return int(count)


def known_to_both(one: Someone, other: Someone, table: str) -> list[UUID]:
    """Every record of a kind that two desks know."""
    sql = f'SELECT id FROM "{table}"'  # noqa: S608 - a name of ours
    ids = [set(books.rows(desk.folder / FILE_NAME, sql)) for desk in (one, other)]
    return sorted(UUID(bytes=row[0]) for row in ids[0] & ids[1])


def outbox_end(desk: Someone) -> tuple[int, int]:
    """Where the next op of a desk will stand."""
    ((inc, next_n),) = books.rows(desk.folder / FILE_NAME, "SELECT inc, next_n FROM sync")
    return inc, next_n


def ops_since(desk: Someone, before: tuple[int, int]) -> list[bytes]:
    """What a desk has made since it stood there."""
    sql = "SELECT op_id FROM outbox WHERE inc = ? AND n >= ?"
    return [row[0] for row in books.rows(desk.folder / FILE_NAME, sql, *before)]


def own_ops(desk: Someone) -> set[bytes]:
    """What a desk's disk says that it made."""
    return {row[0] for row in books.rows(desk.folder / FILE_NAME, "SELECT op_id FROM outbox")}


def known_here(desk: Someone) -> set[bytes]:
    """Op ids that a desk's disk holds; an order that a snapshot brought is known by its record."""
    sql = 'SELECT op_id FROM outbox UNION SELECT op_id FROM feed UNION SELECT id FROM "order"'
    return {row[0] for row in books.rows(desk.folder / FILE_NAME, sql)}


def known_to_hub(world: Stage) -> set[bytes]:
    """Every op id that the hub has seen, as far as its database remembers."""
    rows = books.rows(world.hub.folder / hub.FILE, "SELECT op_id FROM op_seen")
    return {UUID(row[0]).bytes for row in rows}


def known_anywhere(world: Stage) -> set[bytes]:
    """Op ids that the hub or any desk's disk holds now."""
    return known_to_hub(world).union(*map(known_here, world.desks))


def step_by_step(world: Stage, desk: Someone) -> None:
    """I3 and I13, after every step: no hole, and never a part of a user action."""
    if world.books.is_cut:
        return
    ((places, cursor),) = books.rows(desk.folder / FILE_NAME, _PLACES)
    hold("I3", places == cursor, f"{desk.name}: cursor {cursor}, {places} ops")
    ((txns, count),) = books.rows(world.hub.folder / hub.FILE, _EDGE, cursor, cursor)
    hold("I13", cursor == 0 or txns == count, f"{desk.name} stands inside an action at {cursor}")


def judge(world: Stage) -> None:
    """Hold everything that must be true once all is quiet."""
    there = books.hub(world.hub.folder)
    here = {desk.name: books.desk(desk.folder) for desk in world.desks}
    for book in here.values():
        world.books.refused |= book.refused
    for name, check in _CHECKS.items():
        for desk, book in here.items():
            fault = check(world, book, there)
            hold(name, not fault, f"{desk}: {fault}")
    for desk in world.desks:
        hold("I5", not pictures.missing(world, desk), f"pictures: {desk.name}")
    _hub_is_whole(world, there)
    _nobody_is_overwritten(there)


def _is_sound(world: Stage, book: DeskBook, there: HubBook) -> object:
    """I2."""
    for desk in world.desks:
        file = desk.folder / FILE_NAME
        answer = books.rows(file, "PRAGMA integrity_check")
        if answer != [("ok",)]:
            return answer
        if found := books.rows(file, "PRAGMA foreign_key_check"):
            return found
    return None


def _rows_are_ops(world: Stage, book: DeskBook, there: HubBook) -> object:
    """I1: a record is here if and only if the op that made it is, or a snapshot brought it."""
    made = {UUID(bytes=row[5]) for row in book.outbox.values() if row[4] == "put"}
    unknown: set[UUID] = set()
    for seq_outcome in book.feed.values():
        members = seq_outcome[2]
        if members["entity"] not in synced_by_name():
            unknown.add(UUID(members["rec"]))
        elif members["verb"] == "put":
            made.add(UUID(members["rec"]))
    rows = {rec for _, rec in book.records}
    if world.books.is_cut:
        made |= {rec for _, rec in there.state}
        return rows - made
    return [*(rows - made), *(made - rows - unknown)]


def _no_hole(world: Stage, book: DeskBook, there: HubBook) -> object:
    """I3: what was applied is 1 to the cursor, and each number stands for the hub's op."""
    if world.books.is_cut:
        return book.cursor != there.head
    numbers = {op: row[1] for op, row in book.outbox.items() if row[0] == "done"}
    numbers |= {op: row[0] for op, row in book.feed.items()}
    right = {UUID(members["op_id"]): seq for seq, _, members in there.feed}
    wrong = {op: (seq, right.get(op)) for op, seq in numbers.items() if right.get(op) != seq}
    if wrong:
        return wrong
    return None if sorted(numbers.values()) == list(range(1, book.cursor + 1)) else book.cursor


def _converged(world: Stage, book: DeskBook, there: HubBook) -> object:
    """I4: every record of the hub is here with the hub's values."""
    for (entity, rec), values in there.state.items():
        mine = book.records.get((entity, rec))
        if entity not in ENTITIES:
            continue
        if mine is None:
            return f"{entity} {rec} is missing"
        shown = mine | {"number": _without_mark(mine.get("number"))}
        known = {name: (value, shown[name]) for name, value in values.items() if name in mine}
        if wrong := {name: pair for name, pair in known.items() if pair[0] != pair[1]}:
            return f"{entity} {rec}: {wrong}"
    return None


def _same_derived(world: Stage, book: DeskBook, there: HubBook) -> object:
    """I4: what each desk makes of the facts by itself is the same everywhere."""
    orders = {rec.bytes for entity, rec in there.state if entity == "order"}
    first = books.derived(world.desks[0].folder, orders)
    wrong = {
        desk.name: first ^ found
        for desk in world.desks
        if (found := books.derived(desk.folder, orders)) != first
    }
    return wrong or None


def _without_mark(number: Scalar) -> Scalar:
    """Of two orders under one number the later is shown with a mark behind it."""
    return number.partition("/")[0] if isinstance(number, str) else number


def _numbers_are_unique(world: Stage, book: DeskBook, there: HubBook) -> object:
    """I11 as a person sees it."""
    orders = {key: values["number"] for key, values in book.records.items() if key[0] == "order"}
    return [number for number, count in Counter(orders.values()).items() if count > 1]


def _nothing_lost(world: Stage, book: DeskBook, there: HubBook) -> object:
    """I5: what a live machine knows, and what a screen called saved, the hub has."""
    known = there.seen.keys() | world.books.refused
    saved = {UUID(bytes=op) for op in world.books.saved.keys() - world.books.excused}
    return (book.ids - known) or (saved - known)


def _no_ghost(world: Stage, book: DeskBook, there: HubBook) -> object:
    """I7: nothing that nobody made; what only this desk shows, the hub holds aside."""
    if ghosts := there.seen.keys() - world.ids.made:
        return ghosts
    held = {op for op, (outcome, _) in there.seen.items() if outcome in _HELD}
    held |= book.refused
    only_here = {rec for _, rec in book.records} - {rec for _, rec in there.state}
    return only_here - held


def _nothing_erased_stands(world: Stage, book: DeskBook, there: HubBook) -> object:
    """I7: of a person who was forgotten no store holds a word, nor an op on its way."""
    for store in (book.records, there.state):
        for (entity, rec), values in store.items():
            if rec in there.erased and blanked(entity, values) != values:
                return f"{entity} {rec}: {values}"
    bodies = [members for _, _, members in (*book.feed.values(), *there.feed)]
    for members in bodies:
        if UUID(members["rec"]) in there.erased and members["verb"] != "erase":
            values = members["values"]
            if blanked(members["entity"], values) != values:
                return members
    return None


def _same_money(world: Stage, book: DeskBook, there: HubBook) -> object:
    """I10: what each order paid, each shift took and each item counts is the sum of the facts."""
    mine = {key: values for key, values in book.records.items() if key in there.state}
    one, other = _sums(mine), _sums(there.state)
    return None if one == other else (one - other, other - one)


_SUMMED = {
    "payment": ("order_id", "minor"),
    "cash_move": ("shift_id", "minor"),
    "stock_move": ("item_id", "quantity"),
}


def _sums(state: dict[tuple[str, UUID], dict[str, Scalar]]) -> Counter[object]:
    found: Counter[object] = Counter()
    for (entity, _), values in state.items():
        whose, what = _SUMMED.get(entity, ("", ""))
        amount = values.get(what)
        if isinstance(amount, int):
            found[values[whose]] += amount
    return found


def _conflicts_are_listed(world: Stage, book: DeskBook, there: HubBook) -> object:
    """I8 as a person sees it: every loser stands in the list of this desk, and is open as there.

    A snapshot tells of those that wait for somebody; what was decided before is no news to it. A
    hub whose log was cut may call unseen what this desk knows to have been seen, and one that was
    restored may have forgotten what is listed here: both are more than nobody's loss.
    """
    if world.books.is_cut:
        return {one for one in there.undecided - book.open if not _was_seen(book, there, one)}
    if there.undecided != book.open:
        return ("open", there.undecided - book.open, book.open - there.undecided)
    return set(there.conflicts.values()) - book.conflicts


def _was_seen(book: DeskBook, there: HubBook, loser: UUID) -> bool:
    """Whether this desk knows that whoever replaced a value was looking at the same one."""
    told: dict[UUID, dict[str, Any]] = {op: row[2] for op, row in book.feed.items()}
    for edit in (edit for edit, lost in there.conflicts.items() if lost == loser):
        if edit not in told or loser not in told:
            return False
        field, base = told[edit]["field"], UUID(told[edit]["base"])
        given: dict[str, Any] = told[base]["values"] if base in told else {}
        if field not in given or given[field] != told[loser]["values"].get(field):
            return False
    return True


_CHECKS: dict[str, Callable[[Stage, DeskBook, HubBook], object]] = {
    "I1": _rows_are_ops,
    "I2": _is_sound,
    "I3": _no_hole,
    "I4": _converged,
    "I4 derived": _same_derived,
    "I5": _nothing_lost,
    "I7": _no_ghost,
    "I7 erased": _nothing_erased_stands,
    "I8": _conflicts_are_listed,
    "I10": _same_money,
    "I11": _numbers_are_unique,
}


def _hub_is_whole(world: Stage, there: HubBook) -> None:
    """I2, I6, I11 and I13 at the hub."""
    hold("I2", not checking.faults(world.hub.store), checking.faults(world.hub.store))
    twice = [op for op, count in Counter(m["op_id"] for _, _, m in there.feed).items() if count > 1]
    hold("I6", not twice, twice)
    blocks: list[str] = []
    for _, _, members in there.feed:
        if not blocks or blocks[-1] != members["txn"]:
            blocks.append(members["txn"])
    hold("I13", len(blocks) == len(set(blocks)), "an action is torn")
    hold("I11", *_numbers_differ(world, there))
    if not world.books.is_back:  # else two may have met the hub that did not know of each other
        twice = books.rows(world.hub.folder / hub.FILE, _TWICE)
        hold("I11", not twice, f"a number of a life stands for two ops: {twice}")


def _numbers_differ(world: Stage, there: HubBook) -> tuple[bool, object]:
    """I11: a number is given twice only by a disk that could not know better."""
    orders: dict[object, list[UUID]] = defaultdict(list)
    for (entity, rec), values in there.state.items():
        if entity == "order":
            orders[values["number"]].append(rec)
    blind = world.books.blind
    same = {name: recs for name, recs in orders.items() if len(set(recs) - blind) > 1}
    return not same, same


def _nobody_is_overwritten(there: HubBook) -> None:
    """I8 and I9: who saw the value may replace it; who did not, is listed."""
    current: dict[tuple[str, str], tuple[str, object]] = {}
    given: dict[tuple[str, str], dict[str, object]] = defaultdict(dict)
    for _, outcome, members in there.feed:
        rec, op_id = members["rec"], members["op_id"]
        if UUID(rec) in there.erased:
            continue  # nothing of it stands any more
        if members["verb"] == "put":
            for name, value in members["values"].items():
                current[rec, name] = (rec, value)
                given[rec, name][rec] = value
            continue
        key = (rec, members["field"])
        is_known = members["base"] in given[key]
        if not is_known:  # folded away: nobody can say what it was
            current.pop(key, None)
        value = members["values"][members["field"]]
        given[key][op_id] = value
        _judge_edit(members, outcome if is_known else "", (key, current, given), there)


def _judge_edit(
    members: dict[str, Any],
    outcome: str,
    shown: tuple[tuple[str, str], dict[Any, tuple[str, object]], dict[Any, dict[str, object]]],
    there: HubBook,
) -> None:
    key, current, given = shown
    value = members["values"][members["field"]]
    standing = current.get(key)
    base = members["base"]
    saw = (
        standing is None
        or base in {standing[0], None}
        or standing[1] in (value, given[key].get(base, object()))
    )
    edit = UUID(members["op_id"])
    if outcome == "lost":
        hold("I9", not saw, f"{edit} lost to what its author saw")
        hold("I8", there.conflicts.get(edit) == edit, f"{edit} lost and is not listed")
        return
    if not saw:
        assert standing is not None
        loser = there.conflicts.get(edit)
        hold("I8", loser == UUID(standing[0]), f"{standing[0]} overwritten and not listed")
    current[key] = (members["op_id"], value)
