"""All that the page of a hand-over shows, by plain SQL. Light, like `drafts`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.checks.rights import Right
from intake_app.checks.stages import CLOSED_SQL
from intake_app.checks.warranty_terms import Done
from intake_app.errors import Problem, RejectedError
from intake_app.money import Money
from intake_app.services import allowed, client_reading, dues, loaner_reading
from intake_app.services.condition import Mark, marks
from intake_app.services.drafts import ClientKind
from intake_app.services.handover_rows import Beside, CheckRow, Handed, HandoverState, Leaving

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_ORDER = (
    "SELECT o.number, o.ticket, o.stage, o.currency, coalesce(c.merged_into, c.id),"
    " o.accessories, o.accessory_marks, o.appearance_marks, d.kind, d.brand, d.model,"
    " EXISTS (SELECT 1 FROM line l WHERE l.order_id = o.id AND l.kind = 'part'"
    " AND NOT l.archived)"
    ' FROM "order" o JOIN client c ON c.id = o.client_id JOIN device d ON d.id = o.device_id'
    " WHERE o.id = ?"
)
_BESIDE = (
    "SELECT o.id, o.number, o.stage, o.accessories, o.accessory_marks, d.kind, d.brand, d.model"  # noqa: S608 - words of ours
    ' FROM "order" o'
    " JOIN device d ON d.id = o.device_id WHERE o.visit_id ="
    ' (SELECT visit_id FROM "order" WHERE id = ?1) AND o.id <> ?1'
    f" AND o.stage NOT IN {CLOSED_SQL} ORDER BY o.no"
)
_CHECKS = "SELECT kind, marks, note, at, by FROM checkup WHERE order_id = ? ORDER BY id"
_HANDED = (
    "SELECT at, by, to_whom, name, proxy, known_by, accessories, old_parts, remarks, debt_minor,"
    " currency, allowed_by, EXISTS (SELECT 1 FROM signature s"
    " WHERE s.order_id = h.order_id AND s.purpose = 'handover')"
    " FROM handover h WHERE order_id = ? ORDER BY id DESC LIMIT 1"
)
_DONE = (
    "SELECT text, kind, warranty_days, serial FROM line WHERE order_id = ? AND NOT archived"
    " ORDER BY rank, id"
)
LEAVES = {"ready": "issued", "ready_no_repair": "issued_no_repair", "unclaimed": "issued"}
"""From where a device may leave, and what it is then."""
_LAST_READY = (
    "SELECT to_stage FROM stage WHERE order_id = ? AND to_stage IN ('ready', 'ready_no_repair')"
    " ORDER BY id DESC LIMIT 1"
)


def on_card(driver: Connection, order: UUID) -> Leaving:
    """The few lines of it that the card of an order has."""
    left = handed(driver, order)
    rows = driver.execute(_DONE, (order.bytes,)).fetchall() if left is not None else ()
    return Leaving(
        loan=loaner_reading.loan_of_order(driver, order),
        checks=checks(driver, order),
        handed=left,
        done=tuple(Done(*row) for row in rows),
    )


def state(driver: Connection, order: UUID, operator: str) -> HandoverState:
    """Everything at once. Raises RejectedError(UNKNOWN_RECORD)."""
    row = driver.execute(_ORDER, (order.bytes,)).fetchone()
    if row is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "order")
    number, ticket, stage, currency, client, *rest = row
    written, came, looks, kind, brand, model, has_parts = rest
    facts = client_reading.facts(driver, UUID(bytes=client))
    assert facts is not None  # noqa: S101 - an order has a client
    account = dues.standing(driver, order).account
    return HandoverState(
        order_id=order,
        number=number,
        ticket=ticket,
        stage=stage,
        to=leaves_to(driver, order, stage),
        client=facts.row.name,
        phone=facts.row.phone,
        contacts=tuple(contact.name for contact in facts.contacts if contact.name),
        is_company=facts.row.kind == ClientKind.COMPANY,
        device_kind=kind,
        device=loaner_reading.titled(kind, brand, model),
        total=None if account.due is None else Money(account.due, currency),
        paid=Money(account.paid, currency),
        due=Money(account.open_rest or 0, currency),
        accessories=came_along(came, written),
        marks=looks,
        has_parts=bool(has_parts),
        checks=checks(driver, order),
        loan=loaner_reading.loan_of_order(driver, order),
        beside=_beside(driver, order, currency),
        handed=handed(driver, order),
        may_allow=allowed.may(driver, operator, Right.ISSUE_IN_DEBT),
    )


def leaves_to(driver: Connection, order: UUID, stage: str) -> str:
    """The stage of a device that leaves; what nobody fetched goes as it was ready."""
    if stage != "unclaimed":
        return LEAVES.get(stage, "")
    row = driver.execute(_LAST_READY, (order.bytes,)).fetchone()
    return LEAVES[row[0]] if row is not None else "issued"


def came_along(given: str, written: str) -> tuple[str, ...]:
    """What was marked as there, then what was written; "without …" is nothing to give back."""
    found = [chip for chip, mark in marks(given).items() if mark is Mark.YES]
    found += [part.strip() for line in written.split("\n") for part in line.split(",")]
    bare = ("без ", "without ")
    return tuple(dict.fromkeys(each for each in found if each and not each.startswith(bare)))


def checks(driver: Connection, order: UUID) -> tuple[CheckRow, ...]:
    """What was found whenever the questions of the intake were asked again; the latest last."""
    return tuple(
        CheckRow(kind=kind, marks=found, note=note, at=datetime.fromisoformat(at), by=by)
        for kind, found, note, at, by in driver.execute(_CHECKS, (order.bytes,)).fetchall()
    )


def handed(driver: Connection, order: UUID) -> Handed | None:
    """How the device left, if it did."""
    row = driver.execute(_HANDED, (order.bytes,)).fetchone()
    return None if row is None else _handed(row)


def _handed(row: Any) -> Handed:  # noqa: ANN401 - the driver's rows are untyped
    at, by, to_whom, name, proxy, known_by, accessories, old_parts, remarks, *money = row
    debt, currency, allowed_by, signed = money
    return Handed(
        at=datetime.fromisoformat(at),
        by=by,
        to_whom=to_whom,
        name=name,
        proxy=proxy,
        known_by=known_by,
        accessories=accessories,
        old_parts=old_parts,
        remarks=remarks,
        debt=Money(debt, currency),
        allowed_by=allowed_by,
        signed=bool(signed),
    )


def _beside(driver: Connection, order: UUID, currency: str) -> tuple[Beside, ...]:
    rows = driver.execute(_BESIDE, (order.bytes,)).fetchall()
    owed = dues.standings(driver, [UUID(bytes=row[0]) for row in rows])
    found: list[Beside] = []
    for ident, number, stage, written, came, *device in rows:
        one = UUID(bytes=ident)
        found.append(
            Beside(
                id=one,
                number=number,
                device=loaner_reading.titled(*device),
                stage=stage,
                due=Money(owed[one].account.open_rest or 0, currency),
                ready=bool(leaves_to(driver, one, stage)),
                accessories=came_along(came, written),
            )
        )
    return tuple(found)
