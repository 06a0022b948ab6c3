"""`key`: the key of the database file goes to paper, and comes back from there."""

from __future__ import annotations

import sys

from intake_app.errors import Problem, RejectedError
from intake_hub.opening import keep_key, key_of

_LONGEST = 1024


def key(db: str, *, keep: bool) -> int:
    """Print the key, or keep the one on standard input once it has opened the file.

    Raises RejectedError(MALFORMED), UnavailableError.
    """
    if keep:
        keep_key(db, _typed())
        return 0
    found = key_of(db)
    if found is None:
        raise RejectedError(Problem.MALFORMED, "this database has no key here")
    text = found.hex()
    print(" ".join(text[at : at + 4] for at in range(0, len(text), 4)))  # noqa: T201 - the answer
    return 0


def _typed() -> bytes:
    try:
        return bytes.fromhex("".join(sys.stdin.readline(_LONGEST).split()))
    except ValueError as error:
        raise RejectedError(Problem.MALFORMED, "a key is 64 hex digits") from error
