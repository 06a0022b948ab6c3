"""What is different from the intake when the same questions are asked again; pure and light."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_
from intake_app.services.condition import Mark, checked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from intake_app.i18n.translator import Translator

_WORDS: Mapping[Mark, str] = MappingProxyType(
    {
        Mark.YES: N_("there"),
        Mark.NO: N_("not there"),
        Mark.WORKS: N_("works"),
        Mark.FAILS: N_("does not work"),
    }
)
_NEWS = frozenset({Mark.YES, Mark.FAILS})
"""Worth telling also where nobody looked at the intake."""


@dataclass(frozen=True, slots=True)
class Change:
    """One chip; `before` is None where nobody asked at the intake."""

    chip: str
    before: Mark | None
    after: Mark

    @property
    def is_worse(self) -> bool:
        """Whether the client would mind."""
        return self.after in _NEWS


def changes(before: str, after: str) -> tuple[Change, ...]:
    """What two sets of marks differ in, in the order of the later."""
    then = checked(before)
    return tuple(
        Change(chip, then.get(chip), mark)
        for chip, mark in checked(after).items()
        if then.get(chip) is not mark and (chip in then or mark in _NEWS)
    )


def told(found: Sequence[Change], tr: Translator) -> str:
    """In words: `камеры: не работает → работает`."""
    return "; ".join(_told(change, tr) for change in found)


def _told(change: Change, tr: Translator) -> str:
    now = tr(_WORDS[change.after])
    if change.before is None:
        return f"{change.chip}: {now}"
    return f"{change.chip}: {tr(_WORDS[change.before])} → {now}"
