"""Rows through `load`: all of a call are stored or none, so a bad one is found and left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from intake_hub.crm.faults import TransientError
from intake_hub.crm.odoo.calls import Call
from intake_hub.crm.odoo.meaning import RefusedError, is_lost_race, told_of
from intake_hub.crm.values import list_of, row_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from intake_hub.crm.odoo.session import Session
    from intake_hub.crm.values import Row

Rows: TypeAlias = "Mapping[int, Mapping[str, str]]"
Loaded: TypeAlias = int | str
"""The id of the record a row became, or the words with which it was refused."""


def load(
    session: Session,
    model: str,
    rows: Sequence[Mapping[str, str]],
    doubt: Callable[[], None],
) -> list[Loaded]:
    """Store rows that share their columns; the answer is in their order.

    `doubt` is called when Odoo refuses without naming a row; it raises if the reason is no row.
    """
    work = _Load(session, model, doubt)
    work.store(dict(enumerate(rows)))
    return [work.done[place] for place in range(len(rows))]


@dataclass(slots=True)
class _Load:
    session: Session
    model: str
    doubt: Callable[[], None]
    done: dict[int, Loaded] = field(default_factory=dict[int, Loaded])

    def store(self, rows: Rows) -> None:
        left: dict[int, Mapping[str, str]] = dict(rows)
        while left:
            places = list(left)
            ids, bad = self._try(list(left.values()))
            if ids:
                self.done.update(zip(places, ids, strict=True))
                return
            named = {places[row]: words for row, words in bad.items() if 0 <= row < len(places)}
            if not named:
                self._halve(left, bad.get(-1, ""))
                return
            self.done.update(named)
            left = {place: left[place] for place in places if place not in named}

    def _halve(self, rows: Rows, words: str) -> None:
        """Nobody said which row it was: look in both halves."""
        places = list(rows)
        if len(places) == 1:
            self.done[places[0]] = words or "not stored"
            return
        middle = len(places) // 2
        for half in (places[:middle], places[middle:]):
            self.store({place: rows[place] for place in half})

    def _try(self, rows: Sequence[Mapping[str, str]]) -> tuple[list[int], dict[int, str]]:
        """Give ids, or words by row; those at -1 are of no row in particular."""
        columns = list(rows[0])
        named = {"fields": columns, "data": [[row[name] for name in columns] for row in rows]}
        try:
            reply = row_of(self.session.call(Call(self.model, "load", named, changes=True)))
        except RefusedError as error:
            self.doubt()
            return [], {-1: error.words}
        ids = [one for one in list_of(reply.get("ids") or []) if isinstance(one, int)]
        if len(ids) == len(rows):
            return ids, {}
        return [], _words(rows_of(reply.get("messages")))


def _words(messages: Sequence[Row]) -> dict[int, str]:
    found: dict[int, str] = {}
    for message in messages:
        said = str(message.get("message") or "")
        if is_lost_race(said):
            raise TransientError(told_of(said))
        if message.get("type") == "error":
            found.setdefault(_place(message), told_of(said))
    return found


def _place(message: Row) -> int:
    place = row_of(message.get("rows") or {}).get("from", message.get("record", -1))
    return place if isinstance(place, int) else -1
