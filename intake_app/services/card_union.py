"""What two cards say together: the one that stays, and where it is silent the one that joined it.

Pure and light: the same rule reads a merged client and shows beforehand what a merge would do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Card: TypeAlias = "Mapping[str, object]"

TOGETHER: tuple[tuple[str, ...], ...] = (
    ("inn", "kpp", "ogrn"),
    ("bik", "bank", "account", "corr_account"),
    ("client_class", "class_reason", "class_until"),
    ("email", "email_confirmed_at"),
)
"""Fields that belong to each other: half of one card and half of another would be a lie."""

_STAYS = frozenset({"name", "kind", "created_at", "archived"})


def united(cards: Sequence[Card]) -> dict[str, object]:
    """The fields of all cards as one, the surviving card first.

    The conflict level is the highest of all, with its own fact: staff are warned rather than not.
    """
    found = dict(cards[0])
    for other in cards[1:]:
        for fields in _groups(found):
            if not any(found[field] for field in fields):
                found.update({field: other[field] for field in fields})
        if _level(other) > _level(found):
            found.update({field: other[field] for field in ("conflict_level", "conflict_note")})
    return found


def group_of(field: str) -> tuple[str, ...]:
    """The fields that stand or fall with one."""
    return next((fields for fields in TOGETHER if field in fields), (field,))


def _groups(card: Card) -> set[tuple[str, ...]]:
    alone = card.keys() - _STAYS - {"conflict_level", "conflict_note"}
    groups = {group_of(field) for field in alone}
    return {tuple(field for field in fields if field in card) for fields in groups}


def _level(card: Card) -> int:
    level = card["conflict_level"]
    return level if isinstance(level, int) else 0
