"""The stock of parts: every coming and going is a fact, and what is there is their sum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from intake_app.checks import names
from intake_app.checks.line_sums import UNIT
from intake_app.checks.rights import Right
from intake_app.errors import Problem, RejectedError
from intake_app.models.tasks import Task
from intake_app.models.work import Line, PriceItem
from intake_app.services import allowed, stock_moves, stock_reading, work_reading
from intake_app.services.stock_moves import record
from intake_app.services.work_rows import RESERVED, Came, Counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.work_rows import PriceRow, StockRow, WantedRow

_DUE = timedelta(hours=8)  # a working day: the device waits on somebody's shelf
PART_CAME = "part"
"""The kind of task a technician gets when a part of his has come; its text names the part."""


@dataclass(frozen=True, slots=True)
class Stock:
    """The use cases; each method is one transaction."""

    store: Store

    SHOWS: ClassVar[frozenset[str]] = frozenset({"stock_move", "price_item", "line", "order"})

    def rows(self) -> tuple[StockRow, ...]:
        """Every part, with what is there and what is free; costs for those whom they concern."""
        with self.store.reading() as session:
            seen = allowed.may(session.driver, self.store.recorder.operator, Right.PRICES)
            return stock_reading.rows(session.driver, with_costs=seen)

    def wanted(self) -> tuple[WantedRow, ...]:
        """What to order: for which order, since when; and what the stock has too little of."""
        with self.store.reading() as session:
            return stock_reading.wanted(session.driver)

    def coded(self, code: str) -> PriceRow | None:
        """The part or work that bears a scanned code."""
        with self.store.reading() as session:
            return work_reading.item_coded(session.driver, names.tidy(code))

    def receive(
        self,
        item: UUID,
        quantity: int = UNIT,
        *,
        cost_minor: int | None = None,
        serials: Sequence[str] = (),
        note: str = "",
    ) -> tuple[Came, ...]:
        """Take parts in; the orders that wait get theirs, who asked first first, and are returned.

        Pieces with numbers are counted by them. Raises RejectedError: UNKNOWN_RECORD,
        AMOUNT_INVALID, SERIAL_MISSING, SERIAL_THERE, NOT_ALLOWED.
        """
        with self.store.writing() as session:
            self._demand(session)
            known = _part(session, item)
            more = {"cost_minor": cost_minor, "note": names.tidy(note)}
            if known.by_serial:
                for serial in _numbers(session, item, serials):
                    record(session, item, "received", UNIT, serial=serial, **more)
            elif quantity <= 0:
                raise RejectedError(
                    Problem.AMOUNT_INVALID, fields={"quantity": Problem.AMOUNT_INVALID}
                )
            else:
                record(session, item, "received", quantity, **more)
            return _hand_out(session, item)

    def write_off(self, item: UUID, quantity: int, note: str, serial: str = "") -> None:
        """Broken, lost, given away. Raises RejectedError: STOCK_SHORT, SERIAL_ABSENT, MISSING."""
        said = names.tidy(note)
        if not said:
            raise RejectedError(Problem.MISSING, fields={"note": Problem.MISSING})
        with self.store.writing() as session:
            self._demand(session)
            known = _part(session, item)
            if known.by_serial and serial not in stock_reading.serials(session.driver, item):
                raise RejectedError(Problem.SERIAL_ABSENT, fields={"serial": Problem.SERIAL_ABSENT})
            if quantity <= 0 or quantity > stock_reading.sums(session.driver, item).free:
                raise RejectedError(Problem.STOCK_SHORT, fields={"quantity": Problem.STOCK_SHORT})
            record(session, item, "written_off", -quantity, serial=serial, note=said)

    def count(
        self, pieces: Mapping[UUID, int], serials: Mapping[UUID, Sequence[str]] | None = None
    ) -> tuple[Counted, ...]:
        """Take stock: what was counted is there from now on; returns where the books were wrong.

        Parts with numbers are told by them. Raises RejectedError: AMOUNT_INVALID, UNKNOWN_RECORD,
        NOT_ALLOWED; then nothing was counted.
        """
        with self.store.writing() as session:
            self._demand(session)
            found = [_counted(session, item, number) for item, number in pieces.items()]
            found += [_seen(session, item, seen) for item, seen in (serials or {}).items()]
            for item in (*pieces, *(serials or {})):
                _hand_out(session, item)
            return tuple(one for one in found if one.before != one.counted)

    def _demand(self, session: Writing) -> None:
        allowed.demand(session.driver, session.operator, Right.STOCK)


def _part(session: Writing, item: UUID) -> PriceItem:
    found = session.get(PriceItem, item)
    if found is None or found.kind != "part":
        raise RejectedError(Problem.UNKNOWN_RECORD, "price_item")
    return found


def _tidied(serials: Sequence[str]) -> tuple[str, ...]:
    once: dict[str, None] = dict.fromkeys(names.tidy(serial) for serial in serials)
    return tuple(serial for serial in once if serial)


def _numbers(session: Writing, item: UUID, serials: Sequence[str]) -> tuple[str, ...]:
    found = _tidied(serials)
    if not found:
        raise RejectedError(Problem.SERIAL_MISSING, fields={"serial": Problem.SERIAL_MISSING})
    if not set(found).isdisjoint(stock_reading.serials(session.driver, item)):
        raise RejectedError(Problem.SERIAL_THERE, fields={"serial": Problem.SERIAL_THERE})
    return found


def _counted(session: Writing, item: UUID, number: int) -> Counted:
    known = _part(session, item)
    if known.by_serial or number < 0:
        raise RejectedError(Problem.AMOUNT_INVALID)
    before = stock_reading.sums(session.driver, item).there
    if number != before or not stock_moves.is_kept(session.driver, item):
        record(session, item, "counted", number - before)
    return Counted(item, known.text, before, number)


def _seen(session: Writing, item: UUID, seen: Sequence[str]) -> Counted:
    known = _part(session, item)
    if not known.by_serial:
        raise RejectedError(Problem.AMOUNT_INVALID)
    there = stock_reading.serials(session.driver, item)
    found = _tidied(seen)
    for serial in (one for one in there if one not in found):
        record(session, item, "counted", -UNIT, serial=serial)
    for serial in (one for one in found if one not in there):
        record(session, item, "counted", UNIT, serial=serial)
    return Counted(item, known.text, len(there) * UNIT, len(found) * UNIT)


def _hand_out(session: Writing, item: UUID) -> tuple[Came, ...]:
    """First come, first served: nobody is passed over because he needs more than the next one."""
    found: list[Came] = []
    for asked in stock_reading.waiting(session.driver, item):
        if stock_reading.sums(session.driver, item).free < asked.quantity:
            break
        line = session.get_one(Line, asked.line)
        stock_moves.put(session, line, RESERVED)
        session.create(
            Task,
            order_id=asked.order,
            kind=PART_CAME,
            text=asked.text,
            at=session.now,
            by=session.operator,
            for_id=asked.technician,
            due_at=session.now + _DUE,
        )
        found.append(Came(asked.order, asked.number, asked.text, asked.quantity))
    session.flush()
    return tuple(found)
