"""`read-token`: which programs may read, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from intake_hub.access.readers import Readers
from intake_hub.commands.members import now_ms, opened

if TYPE_CHECKING:
    import argparse


def read_token(options: argparse.Namespace) -> int:
    """Add, list or remove. Raises IntakeError."""
    with opened(options.db) as store:
        readers = Readers(store, now_ms)
        match options.verb:
            case "add":
                is_personal = not options.no_personal
                _say(readers.add(options.name, options.shop, is_personal=is_personal))
            case "remove":
                readers.remove(options.name, options.shop)
            case _:
                for one in readers.listing(options.shop):
                    sees = "personal" if one.is_personal else "no personal data"
                    _say(f"{one.name}\t{sees}\tmade {_moment(one.made_ms)}\t{_used(one.used_ms)}")
    return 0


def _used(ms: int) -> str:
    return f"used {_moment(ms)}" if ms else "never used"


def _moment(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds")


def _say(line: str) -> None:
    print(line)  # noqa: T201 - the answer
