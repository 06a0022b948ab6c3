"""Where orders stand on the ladder of warnings, and which of them wait for their clients. Light."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.checks import unclaimed_ladder, unclaimed_rules
from intake_app.checks.stages import CLOSED_SQL, Stage
from intake_app.checks.unclaimed_ladder import Warned
from intake_app.money import Money
from intake_app.services.agreement_rows import WaitRow
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.checks.unclaimed_ladder import Ladder
    from intake_app.checks.unclaimed_rules import Rule

# Which stages are open is said in the words of the index of open orders.
_OPEN = f"o.stage NOT IN {CLOSED_SQL}"
_READY_AT = (
    "(SELECT min(s.at) FROM stage s WHERE s.order_id = o.id"
    " AND s.to_stage IN ('ready', 'ready_no_repair') AND s.at >="
    " coalesce((SELECT max(b.at) FROM stage b WHERE b.order_id = o.id"
    " AND b.from_stage IN ('ready', 'ready_no_repair') AND b.to_stage = 'in_repair'), ''))"
)
_FACTS = (
    f"SELECT c.kind, o.promised_at, {_READY_AT}, o.stage"  # noqa: S608 - words of ours
    ' FROM "order" o JOIN client c ON c.id = o.client_id WHERE o.id = ?'
)
_WARNINGS = (
    "SELECT said_at, proof <> '' FROM notice WHERE order_id = ? AND kind = 'unclaimed'"
    " ORDER BY said_at"
)
_WAITING = (
    "SELECT o.id, o.number, c.name, coalesce((SELECT p.e164 FROM phone p"
    " WHERE p.client_id IN (c.id, k.id) AND NOT p.archived"
    " ORDER BY p.client_id <> c.id, p.id LIMIT 1), ''),"
    " d.kind, d.brand, d.model, o.stage, coalesce(o.stage_at, o.accepted_at), o.currency,"
    " EXISTS (SELECT 1 FROM notice n WHERE n.order_id = o.id AND n.kind = 'ready'"
    " AND n.said_at >= o.stage_at),"
    " EXISTS (SELECT 1 FROM notice n WHERE n.order_id = o.id AND n.kind = 'risk' AND NOT EXISTS"
    " (SELECT 1 FROM approval a WHERE a.notice_id = n.id)),"
    " coalesce((SELECT e.minor FROM estimate e WHERE e.order_id = o.id"
    " ORDER BY e.version DESC, e.variant LIMIT 1), o.estimate_minor)"
    ' FROM "order" o CROSS JOIN client k ON k.id = o.client_id'
    " CROSS JOIN client c ON c.id = coalesce(k.merged_into, k.id)"
    " CROSS JOIN device d ON d.id = o.device_id"
)
_STAGES = {
    "client": ("awaiting_approval", "awaiting_prepayment", "on_hold"),
    "unclaimed": ("ready", "ready_no_repair", "unclaimed"),
}
LISTS = tuple(_STAGES)
"""What can be asked for: who owes an answer, and who does not fetch his thing."""
_STEPS = {"awaiting_approval": "answer", "awaiting_prepayment": "prepayment"}


@dataclass(frozen=True, slots=True)
class OnLadder:
    """Since when the client is late, which law holds, what went out, and what comes next."""

    due: date
    rule: Rule
    warned: tuple[Warned, ...]
    ladder: Ladder


def standing_of(
    driver: Connection, order: UUID, legal_profile: str, zone: tzinfo
) -> OnLadder | None:
    """Where an order stands on the ladder; None while its device does not wait to be fetched."""
    kind, promised, ready, stage = driver.execute(_FACTS, (order.bytes,)).fetchone()
    if ready is None or stage not in _STAGES["unclaimed"]:
        return None
    due = unclaimed_ladder.due_day(_day(ready, zone), _day(promised, zone) if promised else None)
    law = unclaimed_rules.rule(legal_profile, is_company=kind == ClientKind.COMPANY, day=due)
    rows = driver.execute(_WARNINGS, (order.bytes,)).fetchall()
    warned = tuple(Warned(_day(at, zone), bool(proved)) for at, proved in rows)
    return OnLadder(due, law, warned, unclaimed_ladder.ladder(law, due, warned))


def ladder_of(driver: Connection, order: UUID, legal_profile: str, zone: tzinfo) -> Ladder | None:
    """The ladder alone."""
    found = standing_of(driver, order, legal_profile, zone)
    return None if found is None else found.ladder


def waiting(
    driver: Connection, which: str, law: tuple[str, tzinfo], now: datetime, limit: int
) -> tuple[WaitRow, ...]:
    """Orders of one of the `LISTS`, what waits longest first; `law` is the profile and the zone."""
    stages = _STAGES[which]
    marks = ", ".join("?" * len(stages))
    sql = f"{_WAITING} WHERE {_OPEN} AND o.stage IN ({marks}) ORDER BY o.stage_at LIMIT ?"
    rows = driver.execute(sql, (*stages, limit)).fetchall()
    found = [_row(driver, row, law, now) for row in rows]
    return tuple(sorted(found, key=_urgency))


def _row(
    driver: Connection,
    row: Any,  # noqa: ANN401 - the driver's rows are untyped
    law: tuple[str, tzinfo],
    now: datetime,
) -> WaitRow:
    ident, number, client, phone, kind, brand, model, stage, since, currency, *rest = row
    told, risk, minor = rest
    today = now.astimezone(law[1]).date()
    at = datetime.fromisoformat(since)
    step, nth, due = _step(driver, UUID(bytes=ident), stage, (told, risk), law)
    due = due or at.astimezone(law[1]).date() + timedelta(step in {"answer", "prepayment"})
    return WaitRow(
        order_id=UUID(bytes=ident),
        number=number,
        client=client,
        phone=phone,
        device=" ".join(filter(None, (brand, model))) or kind,
        stage=stage,
        since=at,
        step=step,
        due=due.isoformat(),
        step_number=nth,
        is_due=due <= today,
        amount=None if minor is None else Money(minor, currency),
    )


def _step(
    driver: Connection,
    order: UUID,
    stage: str,
    said: tuple[int, int],
    law: tuple[str, tzinfo],
) -> tuple[str, int, date | None]:
    """What is to be done next, which warning it is, and on which day; None: since it stands so."""
    told, risk = said
    if stage in _STAGES["client"]:
        return _STEPS.get(stage, "risk" if risk else "hold"), 0, None
    if not told and stage != Stage.UNCLAIMED:
        return "tell", 0, None
    ladder = ladder_of(driver, order, *law)
    if ladder is None:  # its moves are not all here yet
        return "tell", 0, None
    return ladder.next.kind, ladder.next.number, ladder.next.due


def _urgency(row: WaitRow) -> tuple[bool, str, datetime]:
    return not row.is_due, row.due, row.since


def _day(text: str, zone: tzinfo) -> date:
    return datetime.fromisoformat(text).astimezone(zone).date()
