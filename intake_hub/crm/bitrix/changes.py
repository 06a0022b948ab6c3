"""Where the reading of changes stands: by time and id, from a little before the last time."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from intake_hub.crm.values import row_of

OVERLAP = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Changes:
    """`since` began this round, `until` begins the next; `after` is the last id read of `part`.

    Clients are read in two parts: contacts and companies.
    """

    since: str = ""
    until: str = ""
    part: int = 0
    after: int = 0

    @staticmethod
    def read_from(cursor: str) -> Changes:
        """Go on from what `text` once gave; nothing begins with everything."""
        if not cursor:
            return Changes()
        told = row_of(json.loads(cursor))
        numbers = (int(str(told[name])) for name in ("part", "after"))
        return Changes(str(told["since"]), str(told["until"]), *numbers)

    @property
    def is_new(self) -> bool:
        """A round begins here."""
        return not self.part and not self.after

    def begun(self, clock: str) -> Changes:
        """Begin a round by the clock of the portal: what changes during it is read again."""
        return replace(self, until=clock)

    def start(self) -> str:
        """From when on to look; nothing: everything."""
        if not self.since:
            return ""
        return (datetime.fromisoformat(self.since) - OVERLAP).isoformat()

    def text(self, part: int, after: int) -> str:
        """Write down where to go on."""
        return json.dumps({**_told(self), "part": part, "after": after})

    def over(self) -> str:
        """Write down that the round is over."""
        return json.dumps(_told(Changes(self.until, self.until)))


def _told(changes: Changes) -> dict[str, object]:
    found: dict[str, object] = {"since": changes.since, "until": changes.until}
    return {**found, "part": changes.part, "after": changes.after}
