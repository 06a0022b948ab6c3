"""The orders behind a figure of a span, by plain SQL."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks import stage_rules
from intake_app.clock import moment_text
from intake_app.services import figures_earned, figures_held
from intake_app.services.figures_rows import Over
from intake_app.services.promises import FIRST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.figures_rows import Behind

_READY = (
    "coalesce((SELECT max(s.at) FROM stage s WHERE s.order_id = o.id"
    " AND s.to_stage IN ('ready', 'ready_no_repair')), o.stage_at, o.accepted_at)"
)
_DONE = f"""('{"', '".join(sorted(stage_rules.DONE))}')"""
_BROKEN = (
    "SELECT o.id FROM \"order\" o WHERE o.promised_at IS NOT NULL AND o.stage <> 'cancelled'"
    " AND ?3 IS NOT NULL AND ?4 IS NOT NULL AND {promised} BETWEEN ?1 AND min(?2, ?5)"
    " AND NOT (o.stage IN {done} AND {ready} <= {promised})"
)
_ASKED: Mapping[Over, str] = MappingProxyType(
    {
        Over.KIND: "{handed} AND o.repair_kind = ?4 AND ?5 IS NOT NULL",
        Over.WORKER: "{handed} AND ?5 IS NOT NULL AND (coalesce(hex(o.technician_id), '') = ?4"
        " OR EXISTS (SELECT 1 FROM line l WHERE l.order_id = o.id AND NOT l.archived"
        " AND hex(l.technician_id) = ?4))",
        Over.CLIENT: "{handed} AND ?5 IS NOT NULL AND o.client_id IN (SELECT id FROM client"
        " WHERE hex(coalesce(merged_into, id)) = ?4)",
        Over.FIRST: _BROKEN.replace("{promised}", FIRST),
        Over.LAST: _BROKEN.replace("{promised}", "o.promised_at"),
        Over.TIME: "SELECT DISTINCT s.order_id FROM stage s WHERE s.at BETWEEN ?1 AND ?2"
        " AND s.from_stage = ?4 AND s.to_stage <> ?4 AND ?3 IS NOT NULL AND ?5 IS NOT NULL",
        Over.WAY: "SELECT DISTINCT p.order_id FROM payment p WHERE p.at BETWEEN ?1 AND ?2"
        " AND p.currency = ?3 AND p.minor <> 0 AND p.method = ?4 AND ?5 IS NOT NULL",
        Over.SHIFT: "SELECT DISTINCT p.order_id FROM payment p WHERE hex(p.shift_id) = ?4"
        " AND ?1 <= ?2 AND p.minor <> 0 AND ?3 IS NOT NULL AND ?5 IS NOT NULL",
        Over.PASSED: "SELECT DISTINCT s.order_id FROM skip s WHERE s.at BETWEEN ?1 AND ?2"
        " AND s.reason || '|' || s.by = ?4 AND ?3 IS NOT NULL AND ?5 IS NOT NULL",
    }
)
"""Every question is given all five values; SQLite counts them."""
_WORDS = (("{handed}", figures_earned.HANDED), ("{ready}", _READY), ("{done}", _DONE))
_IDS = 'SELECT o.id, count(*) OVER () FROM "order" o WHERE o.id IN ({}) ORDER BY o.no DESC LIMIT ?6'
_HEX = frozenset({Over.WORKER, Over.CLIENT, Over.SHIFT})


def listed(  # noqa: PLR0913 - one question
    driver: Connection,
    span: tuple[str, str],
    currency: str,
    asked: tuple[Over, str],
    *,
    now: datetime,
    most: int,
) -> tuple[tuple[Behind, ...], int]:
    """The orders that a figure of a span counts, the newest first, and how many there are.

    Behind a share of promises stand those that were not kept.
    """
    over, key = asked
    told = key.upper() if over in _HEX else key
    values = (*span, currency, told, moment_text(now), most)
    question = _IDS.format(_ASKED[over])
    for word, meaning in _WORDS:
        question = question.replace(word, meaning)
    rows = driver.execute(question, values).fetchall()
    found = figures_held.rows(driver, [row[0] for row in rows])
    return found, rows[0][1] if rows else 0
