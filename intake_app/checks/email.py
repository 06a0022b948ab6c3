"""E-mail addresses: shape offline, and the slips of fingers in well-known domains."""

from __future__ import annotations

import re

_LOCAL = re.compile(r"[^\s@\"(),:;<>\[\]\\.]+(?:\.[^\s@\"(),:;<>\[\]\\.]+)*")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])")
_LOCAL_MAX = 64
_LENGTH_MAX = 254
_KNOWN = (
    "mail.ru",
    "yandex.ru",
    "ya.ru",
    "gmail.com",
    "bk.ru",
    "inbox.ru",
    "list.ru",
    "rambler.ru",
    "icloud.com",
)
_SLIPS = 2
_SHORT = 5  # among names as short as these every domain is two slips from another


def is_valid(text: str) -> bool:
    """Whether mail could be sent there; Cyrillic names and domains are allowed."""
    local, at, domain = text.strip().rpartition("@")
    return (
        bool(at)
        and len(text.strip()) <= _LENGTH_MAX
        and len(local) <= _LOCAL_MAX
        and _LOCAL.fullmatch(local) is not None
        and _DOMAIN.fullmatch(domain) is not None
        and "_" not in domain
    )


def suggestion(text: str) -> str | None:
    """The address that was probably meant: `ivan@gmial.com` → `ivan@gmail.com`."""
    local, at, domain = text.strip().rpartition("@")
    typed = domain.lower()
    if not at or typed in _KNOWN:
        return None
    best = min(_KNOWN, key=lambda known: distance(typed, known))
    slips = distance(typed, best)
    allowed = 1 if len(best) <= _SHORT else _SLIPS
    return f"{local}@{best}" if slips <= allowed else None


def distance(left: str, right: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours between two words."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        previous, row = row, [i]
        for j, b in enumerate(right, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a != b))
            if min(i, j) > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = previous
    return row[-1]
