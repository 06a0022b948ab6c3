"""Works and parts of an order, line by line; what was found; what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from intake_app.checks import names
from intake_app.checks.line_sums import PART, WORK
from intake_app.checks.rights import Right
from intake_app.checks.stages import CLOSED
from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Order
from intake_app.models.work import Finding, Line
from intake_app.services import allowed, stock_moves, stock_reading, work_reading
from intake_app.services.work_rows import FINDINGS, KINDS, ORDERED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.work_rows import LineDraft, WorkSheet

_FREE = frozenset({"warranty", "own_warranty"})  # the client pays nothing, unless it is typed
_LONGEST = 300
_FINDING_MAX = 4000
_LAST = "SELECT coalesce(max(rank), 0) FROM line WHERE order_id = ?"
_BESIDE = "SELECT id FROM line WHERE order_id = ? AND NOT archived ORDER BY rank, id"
_PERSON = "SELECT id FROM staff WHERE name = ? AND active LIMIT 2"
_EDITABLE = frozenset(
    {"text", "quantity", "price_minor", "cost_minor", "warranty_days", "technician_id"}
)


@dataclass(frozen=True, slots=True)
class Lines:
    """The use cases; each method is one transaction. `warranty_days` are the shop's usual ones."""

    store: Store
    warranty_days: int = 0

    SHOWS: ClassVar[frozenset[str]] = frozenset(
        {"line", "finding", "outside_job", "stock_move", "price_item", "order", "client", "staff"}
    )

    def sheet(self, order: UUID) -> WorkSheet:
        """All work on an order; costs only for those whom they concern.

        Raises RejectedError(UNKNOWN_RECORD).
        """
        with self.store.reading() as session:
            seen = allowed.may(session.driver, self.store.recorder.operator, Right.PRICES)
            found = work_reading.sheet(session.driver, order, with_costs=seen)
        if found is None:
            raise RejectedError(Problem.UNKNOWN_RECORD, "order")
        return found

    def add(self, order: UUID, draft: LineDraft) -> UUID:
        """Put a work or part on an order, behind the others; a part that lies free is set aside.

        Raises RejectedError: with `fields`, ORDER_CLOSED, NOT_ALLOWED, UNKNOWN_RECORD.
        """
        with self.store.writing() as session:
            _demand(session, Right.WORK)
            header = _open(session, order)
            values = self._values(session, draft)
            if draft.price_minor is None and header.repair_kind in _FREE:
                values["price_minor"] = 0
            line = Line(
                order_id=order,
                created_at=session.now,
                by=session.operator,
                technician_id=_technician(session),
                **values,
            )
            line.rank = session.driver.execute(_LAST, (order.bytes,)).fetchone()[0] + 1
            session.add(line)
            session.flush()
            if line.kind == PART:
                stock_moves.begin(session, line)
            return line.id

    def edit(self, line: UUID, values: Mapping[str, object]) -> None:
        """Change words, quantity, price, cost, warranty or technician of a line.

        Raises RejectedError: with `fields`, ORDER_CLOSED, STOCK_SHORT, NOT_ALLOWED; TypeError for
        anything else that is to be changed.
        """
        if not values.keys() <= _EDITABLE:
            raise TypeError(f"a line keeps its {sorted(values.keys() - _EDITABLE)}")
        with self.store.writing() as session:
            _demand(session, Right.PRICES if "cost_minor" in values else Right.WORK)
            found = _line(session, line)
            for name, value in _checked(values).items():
                setattr(found, name, value)
            if found.kind == PART and "quantity" in values:
                stock_moves.fit(session, found)

    def remove(self, line: UUID) -> None:
        """Take a line off; what was set aside for it is free again."""
        with self.store.writing() as session:
            _demand(session, Right.WORK)
            found = _line(session, line)
            stock_moves.let_go(session, found)
            found.archived = True

    def bring_back(self, line: UUID) -> None:
        """Put a line that was taken off on the order again."""
        with self.store.writing() as session:
            _demand(session, Right.WORK)
            found = _line(session, line)
            if found.archived:
                found.archived = False
                session.flush()
                if found.kind == PART:
                    found.serial = ""
                    stock_moves.begin(session, found)

    def shift(self, line: UUID, by: int) -> None:
        """Move a line up (-1) or down (1) among the others; it stops at the ends."""
        with self.store.writing() as session:
            _demand(session, Right.WORK)
            found = _line(session, line)
            rows = session.driver.execute(_BESIDE, (found.order_id.bytes,)).fetchall()
            stand = [UUID(bytes=row[0]) for row in rows]
            place = stand.index(line)
            stand.insert(max(0, min(len(stand) - 1, place + by)), stand.pop(place))
            for rank, ident in enumerate(stand, 1):
                one = session.get_one(Line, ident)
                if one.rank != rank:
                    one.rank = rank

    def part(self, line: UUID, state: str, *, eta: str = "", serial: str = "") -> None:
        """A part was ordered (until that day), came, was built in, or is wanted after all.

        Raises RejectedError: PART_STATE, STOCK_SHORT, SERIAL_MISSING, SERIAL_ABSENT,
        ORDER_CLOSED, NOT_ALLOWED.
        """
        with self.store.writing() as session:
            if not allowed.may(session.driver, session.operator, Right.STOCK):
                _demand(session, Right.WORK)
            found = _line(session, line)
            if found.kind != PART:
                raise RejectedError(Problem.PART_STATE)
            stock_moves.put(session, found, state, names.tidy(serial))
            if state == ORDERED:
                found.eta = eta

    def find(self, order: UUID, kind: str, text: str) -> UUID:
        """Write down what was seen; the last diagnosis holds.

        Raises RejectedError with `fields`: MISSING, TOO_LONG; NOT_ALLOWED.
        """
        said = text.strip()
        if not said or len(said) > _FINDING_MAX or kind not in FINDINGS:
            problem = Problem.TOO_LONG if len(said) > _FINDING_MAX else Problem.MISSING
            raise RejectedError(problem, fields={"finding": problem})
        with self.store.writing() as session:
            _demand(session, Right.DIAGNOSE)
            _open(session, order)
            about = {"order_id": order, "kind": kind, "text": said}
            return session.create(Finding, at=session.now, by=session.operator, **about)

    def _values(self, session: Writing, draft: LineDraft) -> dict[str, Any]:
        """What was typed, and for the rest what the price list says."""
        known = work_reading.price(session.driver, draft.item_id) if draft.item_id else None
        if draft.item_id is not None and known is None:
            raise RejectedError(Problem.UNKNOWN_RECORD, "price_item")
        item = known.item if known is not None else None
        usual = self.warranty_days if draft.kind == WORK else 0
        cost = draft.cost_minor
        if cost is None and known is not None:
            cost = stock_reading.cost(session.driver, known.id)
            cost = cost if cost is not None else known.item.cost_minor
        days = draft.warranty_days
        values: dict[str, Any] = {
            "text": draft.text or (item.text if item else ""),
            "quantity": draft.quantity,
            "price_minor": _first(draft.price_minor, item.price_minor if item else None),
            "cost_minor": cost or 0,
            "warranty_days": days
            if days is not None
            else (item.warranty_days if item else 0) or usual,
        }
        kind = item.kind if item else draft.kind
        if kind not in KINDS:
            raise RejectedError(Problem.MALFORMED, fields={"kind": Problem.MALFORMED})
        return {**_checked(values), "kind": kind, "item_id": draft.item_id}


def _first(said: int | None, usual: int | None) -> int:
    return said if said is not None else usual or 0


def _checked(values: Mapping[str, object]) -> dict[str, object]:
    """Tidied; raises RejectedError with `fields`."""
    kept = dict(values)
    fields: dict[str, Problem] = {}
    if "text" in kept:
        kept["text"] = names.tidy(str(kept["text"]))
        if not kept["text"]:
            fields["text"] = Problem.MISSING
        elif len(str(kept["text"])) > _LONGEST:
            fields["text"] = Problem.TOO_LONG
    for name, value in kept.items():
        least = 1 if name == "quantity" else 0
        if isinstance(value, int) and value < least:
            fields[name] = Problem.AMOUNT_INVALID
    if fields:
        raise RejectedError(next(iter(fields.values())), fields=fields)
    return kept


def _demand(session: Writing, right: Right) -> None:
    allowed.demand(session.driver, session.operator, right)


def _open(session: Writing, order: UUID) -> Order:
    found = session.get(Order, order)
    if found is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "order")
    if found.stage in CLOSED:
        raise RejectedError(Problem.ORDER_CLOSED)
    return found


def _line(session: Writing, line: UUID) -> Line:
    found = session.get(Line, line)
    if found is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "line")
    _open(session, found.order_id)
    return found


def _technician(session: Writing) -> UUID | None:
    """Whoever stands at the desk, where his name is one person's."""
    rows = session.driver.execute(_PERSON, (session.operator,)).fetchall()
    return UUID(bytes=rows[0][0]) if len(rows) == 1 else None
