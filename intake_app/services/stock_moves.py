"""Facts of the stock, written inside a transaction that has its reason; nothing goes below nothing.

Only two desks that did not see each other can take the same piece: then the sums say so, and a
person is told (`stock_folding`).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.errors import Problem, RejectedError
from intake_app.models.work import Line, StockMove
from intake_app.services import stock_folding, stock_reading
from intake_app.services.work_rows import ORDERED, RESERVED, STATES, USED, WANTED

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.writing import Writing

_KEPT = (
    "SELECT EXISTS (SELECT 1 FROM stock_move WHERE item_id = ? AND kind IN ('received', 'counted'))"
)
_BY_SERIAL = "SELECT by_serial FROM price_item WHERE id = ?"
_OF_ORDER = "SELECT id FROM line WHERE order_id = ? AND state = ? AND NOT archived"

_DONE = frozenset({"ready", "issued"})
_NOT_DONE = frozenset({"ready_no_repair", "issued_no_repair", "cancelled", "disposed"})


def record(session: Writing, item: UUID, kind: str, quantity: int, **more: object) -> None:
    """Write one fact at once, so that the next sum knows it."""
    session.create(
        StockMove,
        item_id=item,
        kind=kind,
        quantity=quantity,
        at=session.now,
        by=session.operator,
        **more,
    )
    session.flush()
    session.write_created()
    if stock_folding.settle(session.driver, item):
        session.touched.add("attention")


def is_kept(driver: Connection, item: UUID | None) -> bool:
    """Whether a part was ever in the stock; of others only what people say is known."""
    return item is not None and bool(driver.execute(_KEPT, (item.bytes,)).fetchone()[0])


def is_by_serial(driver: Connection, item: UUID) -> bool:
    """Whether each piece of a part has a number of its own."""
    row = driver.execute(_BY_SERIAL, (item.bytes,)).fetchone()
    return row is not None and bool(row[0])


def put(session: Writing, line: Line, state: str, serial: str = "") -> None:
    """Bring a part of an order into a state, with whatever the stock has to do with it.

    Raises RejectedError: PART_STATE, STOCK_SHORT, SERIAL_MISSING, SERIAL_ABSENT.
    """
    if state != line.state and state not in STATES.get(line.state or WANTED, ()):
        raise RejectedError(Problem.PART_STATE)
    item = _kept(session, line)
    if item is not None and state == USED:
        _use(session, line, item, serial)
    elif item is not None:
        _bring_back(session, line, item)
        _hold(session, line, item, line.quantity if state == RESERVED else 0)
    if state == USED and serial:
        line.serial = serial
    elif line.state == USED and state != USED:
        line.serial = ""
    line.state = state
    if state != ORDERED:
        line.eta = ""


def begin(session: Writing, line: Line) -> None:
    """A part has just been put on an order: take what lies free, else it is wanted."""
    line.state = WANTED
    item = line.item_id
    if item is not None and stock_reading.sums(session.driver, item).free >= line.quantity:
        _hold(session, line, item, line.quantity)
        line.state = RESERVED


def fit(session: Writing, line: Line) -> None:
    """The quantity of a part was changed: set aside so much. Raises RejectedError(STOCK_SHORT)."""
    item = _kept(session, line)
    if item is not None and line.state == RESERVED:
        _hold(session, line, item, line.quantity)
    elif item is not None and line.state == USED:
        _bring_back(session, line, item)
        _use(session, line, item, line.serial)


def let_go(session: Writing, line: Line) -> None:
    """The line is gone: what was set aside or taken for it is free again."""
    if line.item_id is not None:
        _bring_back(session, line, line.item_id)
        _hold(session, line, line.item_id, 0)


def follow(session: Writing, order: UUID, stage: str) -> None:
    """The order stands elsewhere now: see to the parts that were set aside for it."""
    if stage in _DONE:
        finish(session, order)
    elif stage in _NOT_DONE:
        give_back(session, order)


def finish(session: Writing, order: UUID) -> None:
    """The repair is done: what was set aside for it was built in.

    Where a number is missing, or the books have less than was set aside, it stays set aside: no
    device waits for the books.
    """
    for line in _lines(session, order, RESERVED):
        with suppress(RejectedError):
            put(session, line, USED)


def give_back(session: Writing, order: UUID) -> None:
    """Nothing will be repaired: what was set aside for it may be had by others."""
    for line in _lines(session, order, RESERVED):
        put(session, line, WANTED)


def _kept(session: Writing, line: Line) -> UUID | None:
    return line.item_id if is_kept(session.driver, line.item_id) else None


def _lines(session: Writing, order: UUID, state: str) -> list[Line]:
    found = session.driver.execute(_OF_ORDER, (order.bytes, state)).fetchall()
    return [session.get_one(Line, UUID(bytes=row[0])) for row in found]


def _hold(session: Writing, line: Line, item: UUID, quantity: int) -> None:
    """Set aside exactly so much for a line."""
    more = quantity - stock_reading.held(session.driver, line.id)
    if more > max(0, stock_reading.sums(session.driver, item).free):
        raise RejectedError(Problem.STOCK_SHORT)
    if more:
        kind = "reserved" if more > 0 else "released"
        about = {"order_id": line.order_id, "line_id": line.id}
        record(session, item, kind, abs(more), **about)


def _use(session: Writing, line: Line, item: UUID, serial: str) -> None:
    """Take out of the stock what is not taken yet; nothing is written where that is refused."""
    driver = session.driver
    need = line.quantity - stock_reading.built_in(driver, line.id)
    if need <= 0:
        return
    _check_serial(driver, item, serial)
    if need > stock_reading.sums(driver, item).free + stock_reading.held(driver, line.id):
        raise RejectedError(Problem.STOCK_SHORT)
    _hold(session, line, item, 0)
    cost = stock_reading.cost(driver, item, serial)
    about = {"order_id": line.order_id, "line_id": line.id, "serial": serial}
    record(session, item, "used", -need, cost_minor=cost, **about)
    if cost is not None:
        line.cost_minor = cost


def _check_serial(driver: Connection, item: UUID, serial: str) -> None:
    if not is_by_serial(driver, item):
        return
    if not serial:
        raise RejectedError(Problem.SERIAL_MISSING, fields={"serial": Problem.SERIAL_MISSING})
    if serial not in stock_reading.serials(driver, item):
        raise RejectedError(Problem.SERIAL_ABSENT, fields={"serial": Problem.SERIAL_ABSENT})


def _bring_back(session: Writing, line: Line, item: UUID) -> None:
    """Put back what was taken for a line."""
    taken = stock_reading.built_in(session.driver, line.id)
    if taken > 0:
        about = {"order_id": line.order_id, "line_id": line.id, "serial": line.serial}
        record(session, item, "returned", taken, **about)
