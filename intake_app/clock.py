"""Where the time comes from; injected everywhere so that tests own it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]


def utc_now() -> datetime:
    """The wall clock, aware and in UTC."""
    return datetime.now(UTC)


def moment_text(at: datetime) -> str:
    """An aware moment as it is stored and sent: UTC, fixed width, so that text order is time order.

    Raises ValueError for a naive one: nobody could say which moment it was.
    """
    if at.tzinfo is None:
        raise ValueError("naive moment")
    return _text(at.astimezone(UTC))  # in the hour that comes twice two local moments are equal


@lru_cache(maxsize=64)  # one transaction writes the same moment a dozen times
def _text(at: datetime) -> str:
    return f"{at.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
