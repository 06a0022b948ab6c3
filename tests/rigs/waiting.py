"""Waiting on a condition with a deadline; the tests' only way to wait for another process."""

from __future__ import annotations

import time
from threading import Event
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

NEVER = Event()
_STEP_S = 0.005
_PAUSE_S = 0.2


def until(look: Callable[[], T], what: str, within_s: float = 10.0) -> T:
    """Ask `look` until its answer is true and return it; AssertionError names what never came."""
    ends_at = time.monotonic() + within_s
    while True:
        answer = look()
        if answer:
            return answer
        if time.monotonic() > ends_at:
            raise AssertionError(f"not within {within_s:g} s: {what}")
        NEVER.wait(_STEP_S)


def while_it_moves(
    look: Callable[[], T], is_done: Callable[[T], bool], what: str, within_s: float
) -> T:
    """As `until`, but the patience begins anew whenever the answer is another one than before."""
    ends_at, before = time.monotonic() + within_s, look()
    while not is_done(now := look()):
        if now != before:
            ends_at, before = time.monotonic() + within_s, now
        if time.monotonic() > ends_at:
            raise AssertionError(f"stands still for {within_s:g} s: {what}: {now}")
        NEVER.wait(_PAUSE_S)
    return now


def steadily(look: Callable[[], object], what: str, for_s: float) -> None:
    """Hold that `look` stays true for a while; for claims that something does *not* happen."""
    ends_at = time.monotonic() + for_s
    while time.monotonic() < ends_at:
        if not look():
            raise AssertionError(f"did not last {for_s:g} s: {what}")
        NEVER.wait(_STEP_S)
