"""The templates of the box: one file a paper and language, with the editions of its words.

`receipt.ru.txt` serves every legal profile that has no file of its own, as `receipt.neutral.ru.txt`
would be. A line `# since 2026-01-01` begins the edition in force from that day.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from intake_app.config import resources

if TYPE_CHECKING:
    from pathlib import Path

_SINCE = re.compile(r"^# since (\d{4}-\d\d-\d\d)\n", re.MULTILINE)


def source(document: str, profile: str, language: str, day: date) -> str:
    """The words in force on a day; the first ones for a day before all."""
    known = editions(document, profile, language)
    return next((text for since, text in reversed(known) if since <= day), known[0][1])


@cache
def editions(document: str, profile: str, language: str) -> tuple[tuple[date, str], ...]:
    """All of them, oldest first."""
    parts = _SINCE.split(_file(document, profile, language).read_text("utf-8"))
    return tuple(
        (date.fromisoformat(since), text)
        for since, text in zip(parts[1::2], parts[2::2], strict=True)
    )


def _file(document: str, profile: str, language: str) -> Path:
    folder = resources() / "templates"
    special = folder / f"{document}.{profile}.{language}.txt"
    return special if special.is_file() else folder / f"{document}.{language}.txt"
