"""Where the reading of changes stands: by time and id, from a little before the last time."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from intake_hub.crm.documents import Kind
from intake_hub.crm.values import row_of

if TYPE_CHECKING:
    from collections.abc import Mapping

OVERLAP = timedelta(minutes=2)
"""A stamp is taken when a transaction begins, and is seen when it ends."""

# Who mends a phone in the list of phones changes no party.
_BELOW: Mapping[Kind, tuple[str, ...]] = {
    Kind.CLIENT: ("", "contact_mechanisms.", "addresses.", "identifiers."),
    Kind.ORDER: ("",),
}


@dataclass(frozen=True, slots=True)
class Changes:
    """`since` began this round, `until` begins the next one, `after` is the last id of this one."""

    since: datetime | None = None
    until: datetime | None = None
    after: int = 0

    @staticmethod
    def read_from(cursor: str) -> Changes:
        """Go on from what `text` once gave; nothing begins with everything."""
        if not cursor:
            return Changes()
        told = row_of(json.loads(cursor))
        return Changes(_moment(told["since"]), _moment(told["until"]), int(str(told["after"])))

    def begun(self, newest: datetime | None) -> Changes:
        """Start a round; what changes while it is read is read again by the next."""
        return replace(self, until=newest or self.since)

    def domain(self, kind: Kind) -> list[object]:
        """What to look for."""
        found: list[object] = [["id", ">", self.after]]
        if self.since is not None:
            start = self.since - OVERLAP
            stamps = [
                [f"{below}{name}", ">=", start]
                for below in _BELOW[kind]
                for name in ("create_date", "write_date")  # empty until the first write
            ]
            found.append(["OR", *stamps])
        return found

    def text(self, after: int) -> str:
        """Write it down; without an id the round is over."""
        there = replace(self, after=after) if after else Changes(self.until)
        told = {"since": _iso(there.since), "until": _iso(there.until), "after": there.after}
        return json.dumps(told)


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment is not None else ""
