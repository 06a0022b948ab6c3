"""The terms of the law that run for an order: for its card, and for a list of warnings. Light.

A shop under another law than the Russian one has none of them but what the client himself set.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.checks import legal_terms
from intake_app.checks.legal_terms import TERMS, Left, LegalKind
from intake_app.checks.stage_rules import DONE
from intake_app.checks.stages import CLOSED_SQL
from intake_app.clock import moment_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from sqlcipher3.dbapi2 import Connection


@dataclass(frozen=True, slots=True)
class LegalClock:
    """One term of one order."""

    order: UUID
    number: str
    left: Left


@dataclass(frozen=True, slots=True)
class Law:
    """Under which law, in which zone, on which day."""

    profile: str
    zone: ZoneInfo
    now: datetime

    @property
    def today(self) -> date:
        """The day on the shop's wall."""
        return self.now.astimezone(self.zone).date()


_OPEN = f"stage NOT IN {CLOSED_SQL}"
_COLUMNS = (
    "id, number, stage, repair_kind, accepted_at, device_id, bought_on, loaner_wanted_on,"
    " due_by_client"
)
_ONE = f'SELECT {_COLUMNS} FROM "order" WHERE id = ? AND {_OPEN}'  # noqa: S608 - words of ours
_LONG = (
    f"SELECT {_COLUMNS} FROM \"order\" WHERE repair_kind = 'warranty' AND {_OPEN}"  # noqa: S608 - words of ours
    " AND accepted_at < ?1"
)
_AGAIN = (
    f"SELECT {_COLUMNS} FROM \"order\" o WHERE repair_kind = 'warranty' AND {_OPEN}"  # noqa: S608 - words of ours
    ' AND accepted_at >= ?1 AND EXISTS (SELECT 1 FROM "order" e WHERE e.device_id = o.device_id'
    " AND e.id <> o.id AND e.repair_kind = 'warranty')"
)
_WANTED = f"SELECT {_COLUMNS} FROM \"order\" WHERE loaner_wanted_on <> '' AND {_OPEN}"  # noqa: S608 - words of ours
_DUE = f"SELECT {_COLUMNS} FROM \"order\" WHERE due_by_client <> '' AND {_OPEN}"  # noqa: S608 - words of ours
_LENT = "SELECT EXISTS (SELECT 1 FROM loan WHERE order_id = ?)"
_STAYS = (
    "SELECT o.accepted_at, (SELECT max(s.at) FROM stage s WHERE s.order_id = o.id"
    " AND s.to_stage IN ('ready', 'ready_no_repair')), o.stage"
    " FROM \"order\" o WHERE o.device_id = ? AND o.repair_kind = 'warranty'"
    " AND o.stage <> 'cancelled'"
)


def of_order(driver: Connection, order: UUID, law: Law) -> tuple[LegalClock, ...]:
    """Every term that runs for one order, whether it is time to warn or not."""
    row = driver.execute(_ONE, (order.bytes,)).fetchone()
    return () if row is None else tuple(_clocks(row, law, _Years(driver, law)))


def warnings(driver: Connection, law: Law) -> tuple[LegalClock, ...]:
    """What of all open orders is to be told now, the least days left first."""
    asked = law.now - timedelta(TERMS[LegalKind.WARRANTY_YEAR].warn - 1)
    before = (moment_text(asked),)
    rows = {row[0]: row for sql in (_LONG, _AGAIN) for row in driver.execute(sql, before)}
    rows |= {row[0]: row for sql in (_WANTED, _DUE) for row in driver.execute(sql)}
    years = _Years(driver, law)
    found = [one for row in rows.values() for one in _clocks(row, law, years) if one.left.warns]
    return tuple(sorted(found, key=_urgency))


class _Years:
    """How long a device was here in its year of warranty; asked once, however many its orders."""

    def __init__(self, driver: Connection, law: Law) -> None:
        self.driver = driver
        self._law = law
        self._found: dict[tuple[bytes, str | None], Left] = {}

    def left(self, device: bytes, bought: str | None) -> Left:
        """What is left of the thirty days."""
        found = self._found.get((device, bought))
        if found is None:
            found = self._found[device, bought] = _year(self.driver, device, bought, self._law)
        return found


def _clocks(row: Any, law: Law, years: _Years) -> Iterator[LegalClock]:  # noqa: ANN401 - the driver's rows are untyped
    order, number, stage, kind, accepted, device, bought, wanted, due = row
    if stage in DONE:
        return
    found: list[Left] = []
    if law.profile == "ru" and kind == "warranty":
        begun = _day(accepted, law)
        found.append(legal_terms.since(LegalKind.WARRANTY_TERM, begun, law.today))
        found.append(years.left(device, bought))
    lent = wanted and years.driver.execute(_LENT, (order,)).fetchone()[0]
    if law.profile == "ru" and wanted and not lent:
        begun = date.fromisoformat(wanted)
        found.append(legal_terms.since(LegalKind.LOANER, begun, law.today))
    if due:
        found.append(legal_terms.until(date.fromisoformat(due), law.today))
    for left in found:
        yield LegalClock(UUID(bytes=order), number, left)


def _year(driver: Connection, device: bytes, bought: str | None, law: Law) -> Left:
    today = law.today
    year = legal_terms.warranty_year(date.fromisoformat(bought) if bought else None, today)
    stays = [
        (_day(begun, law), _day(ready, law) if ready and stage in DONE else today)
        for begun, ready, stage in driver.execute(_STAYS, (device,)).fetchall()
    ]
    return legal_terms.in_year(stays, year, today)


def _day(moment: str, law: Law) -> date:
    return datetime.fromisoformat(moment).astimezone(law.zone).date()


def _urgency(clock: LegalClock) -> tuple[int, str]:
    return clock.left.days_left, clock.number
