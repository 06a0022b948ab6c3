"""What is known of one order when it is to be moved, by plain SQL over whatever was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.checks.coverage_of_work import Answer, Offer, at_intake, covered
from intake_app.checks.gates import OrderFacts
from intake_app.checks.rights import Right
from intake_app.checks.unclaimed_ladder import Warned, due_day, ladder
from intake_app.checks.unclaimed_rules import rule
from intake_app.services import allowed
from intake_app.services.drafts import ClientKind, EstimateKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlcipher3.dbapi2 import Connection

    from intake_app.checks.unclaimed_ladder import Ladder

_ORDER = (
    "SELECT o.stage, o.repair_kind, o.technician_id IS NOT NULL, o.estimate_minor, o.limit_minor,"
    " o.estimate_kind, o.place_id IS NOT NULL, o.outcome, c.kind, o.promised_at, o.stage_at,"
    " EXISTS (SELECT 1 FROM staff WHERE active AND role = 'technician'),"
    " EXISTS (SELECT 1 FROM finding WHERE order_id = o.id AND kind = 'diagnosis'),"
    " coalesce((SELECT sum(minor) FROM payment WHERE order_id = o.id), 0)"
    ' FROM "order" o JOIN client c ON c.id = o.client_id WHERE o.id = ?'
)
_LINES = (
    "SELECT count(*) FILTER (WHERE kind = 'work'), sum((price_minor * quantity + 500) / 1000),"
    " count(*) FILTER (WHERE state IN ('wanted', 'ordered')),"
    " count(*) FILTER (WHERE state IN ('wanted', 'ordered') AND eta = '')"
    " FROM line WHERE order_id = ? AND NOT archived"
)
_OFFERS = "SELECT id, version, minor, estimate_kind FROM estimate WHERE order_id = ? ORDER BY id"
_ANSWERS = "SELECT estimate_id, agreed, minor FROM approval WHERE order_id = ? ORDER BY id"
_OUTSIDE = (
    "SELECT count(*), count(*) FILTER (WHERE partner <> '' AND eta <> '')"
    " FROM outside_job WHERE order_id = ? AND returned_on = ''"
)
_TESTED = (
    "SELECT EXISTS (SELECT 1 FROM checkup WHERE order_id = ?1 AND kind = 'testing' AND at >="
    " coalesce((SELECT max(at) FROM stage WHERE order_id = ?1 AND to_stage = 'in_repair'), ''))"
)
_HANDED = "SELECT EXISTS (SELECT 1 FROM handover WHERE order_id = ?)"
_NOTICES = "SELECT kind, said_at, proof FROM notice WHERE order_id = ? ORDER BY said_at"
_LOANS = (
    "SELECT count(*) FROM loan l WHERE order_id = ?"
    " AND NOT EXISTS (SELECT 1 FROM loan_return r WHERE r.loan_id = l.id)"
)
_HOLD = frozenset({"risk", "delay", "wait"})
_UNCLAIMED = "unclaimed"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and when, under which law."""

    operator: str
    now: datetime
    legal_profile: str = "ru"


def read(driver: Connection, order: bytes, asker: Asker) -> OrderFacts:
    """All facts of an order that exists; what is said with a move comes on top."""
    stage, kind, technician, *sums, placed, outcome, client, promised, since, bench, found, paid = (
        driver.execute(_ORDER, (order,)).fetchone()
    )
    works, lines, waited, undated = driver.execute(_LINES, (order,)).fetchone()
    outside, dated = driver.execute(_OUTSIDE, (order,)).fetchone()
    said = driver.execute(_NOTICES, (order,)).fetchall()
    offers = driver.execute(_OFFERS, (order,)).fetchall()
    steps = _ladder(said, (client, promised, since), asker)
    return OrderFacts(
        stage=stage,
        repair_kind=kind,
        has_technician=bool(technician),
        has_bench=bool(bench),
        has_diagnosis=bool(found),
        has_estimate=bool(offers),
        estimate_minor=sums[0],
        works=works,
        lines_minor=lines,
        beyond_minor=_beyond(sums, offers, driver.execute(_ANSWERS, (order,)).fetchall(), lines),
        paid_minor=paid,
        parts_waited=waited,
        parts_undated=undated,
        is_outside=bool(outside),
        outside_dated=bool(outside) and outside == dated,
        tested=bool(_one(driver, _TESTED, order)),
        hold_notices=sum(notice in _HOLD for notice, *_ in said),
        in_place=bool(placed),
        loans_out=_one(driver, _LOANS, order),
        handed_over=bool(_one(driver, _HANDED, order)),
        may_owe=allowed.may(driver, asker.operator, Right.ISSUE_IN_DEBT),
        outcome=outcome,
        warned=steps.may_be_unclaimed(),
        ladder_done=steps.may_be_sold(asker.now.date()),
    )


def _beyond(
    sums: Sequence[Any], offers: Sequence[Any], answers: Sequence[Any], lines: int | None
) -> int:
    estimate, limit, kind = sums
    firm = EstimateKind.FIRM.value
    coverage = covered(
        at_intake(limit, estimate, firm=kind == firm),
        [Offer(UUID(bytes=one), no, minor, how == firm) for one, no, minor, how in offers],
        [Answer(UUID(bytes=to) if to else None, bool(yes), minor) for to, yes, minor in answers],
        lines,
    )
    return coverage.missing


def _ladder(said: Sequence[Any], terms: tuple[str, str | None, str | None], asker: Asker) -> Ladder:
    """How far the warnings of what nobody fetches have come."""
    client, promised, since = terms
    warnings = [Warned(_day(at), bool(proof)) for kind, at, proof in said if kind == _UNCLAIMED]
    today = asker.now.date()
    is_company = client == ClientKind.COMPANY
    law = rule(asker.legal_profile, is_company=is_company, day=today)
    due = due_day(_day(since) if since else today, _day(promised) if promised else None)
    return ladder(law, due, warnings)


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])


def _one(driver: Connection, sql: str, order: bytes) -> int:
    return int(driver.execute(sql, (order,)).fetchone()[0])
