"""Whether two faults, told in different words, are the same one."""

from __future__ import annotations

from intake_app.checks import names

_STEM = 5  # endings change, the beginning of a word stays
_SHORTEST = 4
# How it is said, and not what is wrong.
_NOTHING = frozenset(
    {
        *("очень", "после", "когда", "иногда", "сильно", "начал", "начала", "стал", "стала"),
        *("опять", "снова", "включении", "работает", "работать", "работают", "вообще", "почти"),
        *("устройство", "телефон", "смартфон", "ноутбук", "планшет"),
        *("does", "with", "after", "when", "very", "work", "working", "phone", "device"),
    }
)


def stems(fault: str) -> frozenset[str]:
    """The beginnings of the words that tell what is wrong."""
    words = (word for word in names.words(fault) if len(word) >= _SHORTEST)
    return frozenset(word[:_STEM] for word in words if word not in _NOTHING)


def same(one: str, other: str) -> bool:
    """At least half of the words of the shorter telling are in the other one."""
    first, second = stems(one), stems(other)
    least = min(len(first), len(second))
    return least > 0 and 2 * len(first & second) >= least
