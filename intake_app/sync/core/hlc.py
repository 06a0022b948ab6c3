"""The advisory stamp of a change: 48 bits of milliseconds, 16 bits of counter.

It sorts history and picks the provisional winner of two concurrent edits, nothing else; a wrong
clock can therefore neither stop the exchange nor undo an edit made on top of what was shown.
"""

from __future__ import annotations

DRIFT_MS = 5 * 60 * 1000
"""How far into our future a stamp from elsewhere may pull us."""

_COUNTER = 0xFFFF
_LIMIT = 2**63 - 1  # what the databases hold


def tick(last: int, now_ms: int) -> int:
    """Stamp a change made here: later than every stamp before it, whatever the clock does."""
    return min(max(last + 1, _first(now_ms)), _LIMIT)


def receive(last: int, remote: int, now_ms: int) -> int:
    """Take note of a stamp from elsewhere; no stamp moves us more than five minutes ahead."""
    return max(last, min(remote, _last(now_ms + DRIFT_MS)))


def effective(stamp: int, *, offset_ms: int, received_ms: int) -> int:
    """Correct a stamp by its author's clock error; never later than the moment it arrived."""
    return max(0, min(stamp + (offset_ms << 16), _last(received_ms)))


def _first(now_ms: int) -> int:
    return max(now_ms, 0) << 16


def _last(now_ms: int) -> int:
    return min(_first(now_ms) | _COUNTER, _LIMIT)
