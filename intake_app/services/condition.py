"""What was found at intake: a mark on a chip, and how marks and free words are told together.

Pure and light, like `drafts`. A chip without a mark was not asked about; that is not an absence.
"""

from __future__ import annotations

import json
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from intake_app.i18n.translator import Translator


class Mark(StrEnum):
    """What is known of one chip. A thing or a damage is there or not; a function works or not."""

    YES = "yes"
    NO = "no"
    WORKS = "works"
    FAILS = "fails"
    UNCHECKED = "unchecked"


# In the order of telling: what is there, what is wrong, what is missing, what nobody knows.
_LEADS: Mapping[Mark, str] = MappingProxyType(
    {
        Mark.YES: N_("present: %s"),
        Mark.WORKS: N_("works: %s"),
        Mark.FAILS: N_("does not work: %s"),
        Mark.NO: N_("absent: %s"),
        Mark.UNCHECKED: N_("not checked: %s"),
    }
)
_NOTHING = ("без ", "without ")
_KNOWN = frozenset(mark.value for mark in Mark)


def marks(text: str) -> dict[str, Mark]:
    """Read the marks of an order or a draft; what another version wrote and we do not know goes."""
    try:
        found: object = json.loads(text) if text else {}
    except ValueError:
        return {}
    pairs = cast("dict[str, object]", found) if isinstance(found, dict) else {}
    return {chip: Mark(str(mark)) for chip, mark in pairs.items() if mark in _KNOWN}


def written(found: Mapping[str, Mark]) -> str:
    """The marks as an order keeps them; nothing for none."""
    plain = {chip: mark.value for chip, mark in found.items()}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")) if plain else ""


def completed(found: Mapping[str, Mark], asked: Iterable[str]) -> dict[str, Mark]:
    """Marks with the rest of what was asked as not checked; nothing was asked without a mark.

    Who marked that nothing came along has answered for everything.
    """
    if not found or any(chip.startswith(_NOTHING) for chip in found):
        return dict(found)
    rest = (chip for chip in asked if chip not in found and not chip.startswith(_NOTHING))
    return dict(found) | dict.fromkeys(rest, Mark.UNCHECKED)


def checked(text: str) -> dict[str, Mark]:
    """Only the marks that somebody made."""
    return {chip: mark for chip, mark in marks(text).items() if mark is not Mark.UNCHECKED}


def told(text: str, free: str, tr: Translator) -> str:
    """Marks and free words as one sentence, alike on the screen and on paper."""
    found = marks(text)
    parts = [chip for chip, mark in found.items() if _is_bare(chip, mark)]
    for mark, lead in _LEADS.items():
        chips = [chip for chip in found if found[chip] is mark and not _is_bare(chip, mark)]
        if chips:
            parts.append(tr(lead) % ", ".join(chips))
    return "; ".join(filter(None, (*parts, free.strip())))


def _is_bare(chip: str, mark: Mark) -> bool:
    """Whether the chip is a whole sentence: "present: without …" would be none."""
    return mark is Mark.YES and chip.startswith(_NOTHING)
