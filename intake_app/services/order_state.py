"""What is known of one order when it is to be moved, by plain SQL over whatever was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks.gates import OrderFacts
from intake_app.checks.rights import Right
from intake_app.services import agreement_reading, allowed, unclaimed_reading, work_reading

if TYPE_CHECKING:
    from datetime import datetime

    from sqlcipher3.dbapi2 import Connection

_ORDER = (
    "SELECT o.stage, o.repair_kind, o.technician_id IS NOT NULL, o.estimate_minor,"
    " o.place_id IS NOT NULL, o.outcome,"
    " EXISTS (SELECT 1 FROM staff WHERE active AND role = 'technician'),"
    " EXISTS (SELECT 1 FROM finding WHERE order_id = o.id AND kind = 'diagnosis'),"
    " coalesce((SELECT sum(minor) FROM payment WHERE order_id = o.id), 0)"
    ' FROM "order" o WHERE o.id = ?'
)
_LINES = (
    "SELECT count(*) FILTER (WHERE kind = 'work'), count(*),"
    " count(*) FILTER (WHERE state IN ('wanted', 'ordered')),"
    " count(*) FILTER (WHERE state IN ('wanted', 'ordered') AND eta = '')"
    " FROM line WHERE order_id = ? AND NOT archived"
)
_OFFERED = "SELECT EXISTS (SELECT 1 FROM estimate WHERE order_id = ?)"
_OUTSIDE = (
    "SELECT count(*), count(*) FILTER (WHERE partner <> '' AND eta <> '')"
    " FROM outside_job WHERE order_id = ? AND returned_on = ''"
)
_TESTED = (
    "SELECT EXISTS (SELECT 1 FROM checkup WHERE order_id = ?1 AND kind = 'testing' AND at >="
    " coalesce((SELECT max(at) FROM stage WHERE order_id = ?1 AND to_stage = 'in_repair'), ''))"
)
_HANDED = "SELECT EXISTS (SELECT 1 FROM handover WHERE order_id = ?)"
_NOTICES = "SELECT kind FROM notice WHERE order_id = ?"
_LOANS = (
    "SELECT count(*) FROM loan l WHERE order_id = ?"
    " AND NOT EXISTS (SELECT 1 FROM loan_return r WHERE r.loan_id = l.id)"
)
_HOLD = frozenset({"risk", "delay", "wait"})


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and when, under which law."""

    operator: str
    now: datetime
    legal_profile: str = "ru"


def read(driver: Connection, order: bytes, asker: Asker) -> OrderFacts:
    """All facts of an order that exists; what is said with a move comes on top."""
    stage, kind, technician, estimate, placed, outcome, bench, found, paid = driver.execute(
        _ORDER, (order,)
    ).fetchone()
    works, lines, waited, undated = driver.execute(_LINES, (order,)).fetchone()
    outside, dated = driver.execute(_OUTSIDE, (order,)).fetchone()
    said = driver.execute(_NOTICES, (order,)).fetchall()
    zone = asker.now.tzinfo or UTC
    steps = unclaimed_reading.ladder_of(driver, UUID(bytes=order), asker.legal_profile, zone)
    return OrderFacts(
        stage=stage,
        repair_kind=kind,
        has_technician=bool(technician),
        has_bench=bool(bench),
        has_diagnosis=bool(found),
        has_estimate=bool(_one(driver, _OFFERED, order)),
        estimate_minor=estimate,
        works=works,
        lines_minor=work_reading.order_totals(driver, UUID(bytes=order)).due if lines else None,
        beyond_minor=agreement_reading.coverage(driver, UUID(bytes=order)).missing,
        paid_minor=paid,
        parts_waited=waited,
        parts_undated=undated,
        is_outside=bool(outside),
        outside_dated=bool(outside) and outside == dated,
        tested=bool(_one(driver, _TESTED, order)),
        hold_notices=sum(notice in _HOLD for (notice,) in said),
        in_place=bool(placed),
        loans_out=_one(driver, _LOANS, order),
        handed_over=bool(_one(driver, _HANDED, order)),
        may_owe=allowed.may(driver, asker.operator, Right.ISSUE_IN_DEBT),
        outcome=outcome,
        warned=steps is not None and steps.may_be_unclaimed(),
        ladder_done=steps is not None and steps.may_be_sold(asker.now.date()),
    )


def _one(driver: Connection, sql: str, order: bytes) -> int:
    return int(driver.execute(sql, (order,)).fetchone()[0])
