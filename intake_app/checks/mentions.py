"""`@Иван проверь экран до 15:00` in a remark: whom it asks, and by when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from intake_app.checks import names
from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

USUAL = timedelta(hours=1)
"""How long an answer may take when nothing is said."""

_MARK = re.compile(r"(?<!\S)@([^\W\d_]+(?:[ .][^\W\d_]+)?)")
_BY = re.compile(r"\b(?:до|к|by|till)\s+(\d{1,2})[:.](\d{2})\b", re.IGNORECASE)
_IN = re.compile(r"\b(?:через|in)\s+(\d{1,3})\s*(мин|min|час|ч|h|hour)\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """Who is asked to do something, and the moment it is due."""

    person: UUID
    due_at: datetime


def read(text: str, staff: Mapping[UUID, str], now: datetime) -> Mention | None:
    """Whom the first `@name` of a remark asks; None when there is none.

    `now` bears the zone of the shop. A name is told by the beginning of any of its words.
    Raises RejectedError: MENTION_UNKNOWN, MENTION_AMBIGUOUS.
    """
    found = _MARK.search(text)
    if found is None:
        return None
    return Mention(_person(found[1], staff), due(text, now))


def due(text: str, now: datetime) -> datetime:
    """By when: `до 15:00` (tomorrow, when that has passed), `через 2 часа`; else an hour."""
    by, later = _BY.search(text), _IN.search(text)
    if by is not None and int(by[1]) < 24 and int(by[2]) < 60:  # noqa: PLR2004 - a clock
        moment = datetime.combine(now.date(), time(int(by[1]), int(by[2])), now.tzinfo)
        return moment if moment > now else moment + timedelta(days=1)
    if later is not None:
        many = int(later[1])
        is_minutes = later[2].lower().startswith(("м", "m"))
        return now + (timedelta(minutes=many) if is_minutes else timedelta(hours=many))
    return now + USUAL


def beginning(text: str) -> str | None:
    """What is typed of a name at the end of a text, behind its `@`; None when none is begun."""
    mark = text.rfind("@")
    begun = text[mark + 1 :]
    if mark < 0 or (mark and not text[mark - 1].isspace()) or not re.fullmatch(r"[^\W\d_]*", begun):
        return None
    return begun


def fits(begun: str, name: str) -> bool:
    """Whether a name has a word that begins so."""
    wanted = names.folded(begun)
    return any(word.startswith(wanted) for word in names.words(name))


def _person(called: str, staff: Mapping[UUID, str]) -> UUID:
    """Two words are a full name where somebody has it; else the first alone is one."""
    for words in (names.words(called), names.words(called)[:1]):
        hits = [person for person, name in staff.items() if _is_called(words, name)]
        if len(hits) == 1:
            return hits[0]
    raise RejectedError(Problem.MENTION_AMBIGUOUS if hits else Problem.MENTION_UNKNOWN)


def _is_called(words: tuple[str, ...], name: str) -> bool:
    own = names.words(name)
    return all(any(part.startswith(word) for part in own) for word in words)
