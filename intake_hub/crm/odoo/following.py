"""What changed, page by page: by id inside one pass, by the time of writing from pass to pass.

`write_date` is cut to seconds, is when the writing transaction began, and is shared by whatever was
written at once. So a pass reads everything written since a little before the last one began; and
in the order of ids, in which nothing moves while it is read. Only once nothing has been written
for a while does the next pass begin where this one did end.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from intake_hub.crm.odoo.names import UID

if TYPE_CHECKING:
    from intake_hub.crm.odoo.session import Session
    from intake_hub.crm.odoo.shape import Shape
    from intake_hub.crm.values import Row

OVERLAP_S = 120
_FORMAT = "%Y-%m-%d %H:%M:%S"
_BEGINNING = "1970-01-01 00:00:00"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader stands; Odoo's own clock throughout, but for `since`."""

    start: str = _BEGINNING  # this pass reads what was written from here on
    after: int = 0  # the id it came to, 0 before the first page
    top: str = ""  # the newest writing there was when it began
    since: float = 0.0  # when `top` was first seen, by the server's clock of the web


def place_of(cursor: str) -> Place:
    """Read a cursor; one that cannot be read begins again."""
    try:
        members = cast("dict[str, object]", json.loads(cursor))
        return Place(
            str(members["start"]),
            int(str(members["after"])),
            str(members["top"]),
            float(str(members["since"])),
        )
    except (ValueError, KeyError, TypeError):
        return Place()


def text_of(place: Place) -> str:
    """Write a cursor."""
    return json.dumps(asdict(place))


def page(session: Session, shape: Shape, place: Place, limit: int) -> tuple[list[Row], Place, bool]:
    """Read some rows, and say where to go on and whether that was all."""
    if not place.after:
        place = _begun(session, shape, place)
    if not place.top:
        return [], place, True
    domain = [[UID, "!=", False], ["write_date", ">=", place.start], ["id", ">", place.after]]
    rows = session.rows(shape.model, domain, shape.reads, limit=limit)
    if len(rows) == limit:
        return rows, replace(place, after=int(str(rows[-1]["id"]))), False
    return rows, replace(place, after=0), True


def _begun(session: Session, shape: Shape, place: Place) -> Place:
    newest = session.rows(
        shape.model, [[UID, "!=", False]], ["write_date"], "write_date desc, id desc", 1
    )
    if not newest:
        return Place()
    top = _second(newest[0])
    if top != place.top:
        start = _shifted(place.top, -OVERLAP_S) if place.top else _BEGINNING
        return Place(start, 0, top, session.told_at)
    if session.told_at - place.since > OVERLAP_S:
        return replace(place, start=_shifted(top, 1))
    return replace(place, start=_shifted(top, -OVERLAP_S))


def _second(row: Row) -> str:
    return str(row["write_date"])[: len(_BEGINNING)]


def _shifted(moment: str, by_s: int) -> str:
    """Move it by seconds."""
    return (datetime.strptime(moment, _FORMAT) + timedelta(seconds=by_s)).strftime(_FORMAT)  # noqa: DTZ007 - UTC all along
