"""What is in the shop now and what it is worth, in one walk over what is open. Light."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from intake_app.checks import measures
from intake_app.checks.stages import CLOSED_SQL
from intake_app.services.figures_rows import Behind, By, Held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.alarms import Watch

_STEP = 2000
_OPEN = (
    "SELECT o.id, o.stage, coalesce(o.stage_at, o.accepted_at), o.accepted_at, o.promised_at,"  # noqa: S608 - words of ours
    " o.repair_kind, o.agreed_value_minor, o.technician_id, o.place_id"
    f' FROM "order" o WHERE o.stage NOT IN {CLOSED_SQL}'
)
_STAFF = "SELECT id, name FROM staff"
_PLACES = "SELECT id, name FROM place"
_ROW = (
    "SELECT o.id, o.number, coalesce(nullif(trim(d.brand || ' ' || d.model), ''), d.kind),"
    " coalesce(r.name, c.name), o.stage, o.accepted_at, o.promised_at, o.agreed_value_minor,"
    " coalesce(t.name, ''), coalesce(p.name, '')"
    ' FROM "order" o JOIN device d ON d.id = o.device_id JOIN client c ON c.id = o.client_id'
    " LEFT JOIN client r ON r.id = c.merged_into"
    " LEFT JOIN staff t ON t.id = o.technician_id LEFT JOIN place p ON p.id = o.place_id"
    " WHERE o.id = ?"
)


class _Open(NamedTuple):
    id: bytes
    keys: Mapping[By, str]
    accepted_at: str
    valued: int | None


def held(driver: Connection, watch: Watch) -> Mapping[By, tuple[Held, ...]]:
    """Counts and values in each way; in all but the last the parts come to the whole."""
    sums: dict[By, dict[str, list[int]]] = {by: {} for by in By}
    for one in _walk(driver, watch):
        for by, key in one.keys.items():
            entry = sums[by].setdefault(key, [0, 0, 0])
            entry[0] += 1
            entry[1] += one.valued or 0
            entry[2] += one.valued is None
    names = _names(driver)
    return {
        by: tuple(Held(key, names.get(key, ""), *entry) for key, entry in _ordered(by, found))
        for by, found in sums.items()
    }


def behind(
    driver: Connection, watch: Watch, by: By, key: str, most: int
) -> tuple[tuple[Behind, ...], int]:
    """The orders that a figure counts, those here longest first, and how many there are."""
    found = sorted(
        (one.accepted_at, one.id) for one in _walk(driver, watch) if one.keys.get(by) == key
    )
    return rows(driver, [ident for _, ident in found[:most]]), len(found)


def rows(driver: Connection, orders: Iterable[bytes]) -> tuple[Behind, ...]:
    """Orders as the list behind a figure shows them."""
    return tuple(_behind(driver.execute(_ROW, (one,)).fetchone()) for one in orders)


def _walk(driver: Connection, watch: Watch) -> Iterator[_Open]:
    found = driver.execute(_OPEN)
    while chunk := found.fetchmany(_STEP):
        for row in chunk:
            yield _one(row, watch)


def _one(row: Any, watch: Watch) -> _Open:  # noqa: ANN401 - the driver's rows are untyped
    ident, stage, since, accepted, promised, kind, valued, technician, place = row
    days = (watch.now - datetime.fromisoformat(accepted)).days
    keys = {
        By.STAGE: stage,
        By.AGE: str(measures.age(days)),
        By.TECHNICIAN: technician.hex() if technician else "",
        By.PLACE: place.hex() if place else "",
    }
    due = datetime.fromisoformat(promised) if promised else None
    alarm = watch.of(stage, datetime.fromisoformat(since), due, kind)
    if alarm is not None:
        keys[By.LATE] = alarm.value
    return _Open(ident, keys, accepted, valued)


def _names(driver: Connection) -> Mapping[str, str]:
    rows = [*driver.execute(_STAFF).fetchall(), *driver.execute(_PLACES).fetchall()]
    return {ident.hex(): name for ident, name in rows}


def _ordered(by: By, found: Mapping[str, list[int]]) -> Iterable[tuple[str, list[int]]]:
    if by is By.AGE:
        return sorted(found.items(), key=_by_age)
    return sorted(found.items(), key=_by_count)


def _by_age(item: tuple[str, list[int]]) -> int:
    return int(item[0])


def _by_count(item: tuple[str, list[int]]) -> tuple[int, str]:
    return -item[1][0], item[0]


def _behind(row: Any) -> Behind:  # noqa: ANN401 - the driver's rows are untyped
    ident, number, device, client, stage, accepted, promised, *rest = row
    return Behind(
        UUID(bytes=ident),
        number,
        device,
        client,
        stage,
        datetime.fromisoformat(accepted),
        datetime.fromisoformat(promised) if promised else None,
        *rest,
    )
