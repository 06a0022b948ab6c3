"""Where the reading of changes stands: by seconds, from a little before the last time.

What changes while pages are read moves to the last page and draws the others up; so each page is
asked for by the second the one before ended with, and numbered only inside one second.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import cast

OVERLAP_S = 120


@dataclass(frozen=True, slots=True)
class Changes:
    """`part` is what is read now, of several lists; `starts` is where each begins its next round.

    `start` is the second to read from, `page` counts in it, `newest` was seen in this round.
    """

    starts: tuple[int, ...]
    part: int = 0
    start: int = 0
    page: int = 1
    newest: int = 0

    @staticmethod
    def read_from(cursor: str, parts: int) -> Changes:
        """Go on from what `text` once gave; nothing begins with everything."""
        if not cursor:
            return Changes((0,) * parts)
        told = cast("dict[str, int]", json.loads(cursor))
        starts = cast("list[int]", told.pop("starts"))
        return Changes(tuple(starts), **told)

    def seen(self, last: int) -> Changes:
        """A full page ended with this second."""
        newest = max(self.newest, last)
        if last > self.start:
            return replace(self, start=last, page=1, newest=newest)
        return replace(self, page=self.page + 1, newest=newest)

    def ended(self, last: int) -> Changes:
        """This part has nothing more; go on with the next one, or begin again with the first."""
        begin = max(self.newest, last) - OVERLAP_S
        starts = list(self.starts)
        starts[self.part] = max(starts[self.part], begin)
        part = (self.part + 1) % len(starts)
        return Changes(tuple(starts), part, starts[part])

    def text(self) -> str:
        """Write it down."""
        return json.dumps(asdict(self))
