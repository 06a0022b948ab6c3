"""`move`: everything of one database into an empty other one, checked before it counts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from uuid import UUID

from intake_hub.commands.members import now_ms
from intake_hub.opening import store_of
from intake_hub.store.copying import Copying, refuse_used

if TYPE_CHECKING:
    from intake_hub.store.shelf import Shelf

_WIDTH = 40


def move(source: str, target: str, *, encrypt: bool = True) -> int:
    """Copy, count, compare digests, and only then commit; a target in use is refused.

    Raises RejectedError (NO_STORE, STORE_IN_USE), UnavailableError; the target is empty then.
    """
    old, new = store_of(source), store_of(target, encrypt=encrypt)
    try:
        old.refuse_unmade()
        refuse_used(new)
        old.open(now_ms())
        Copying(old, new, show).run()
        _copy_files(old.blobs, new.blobs)
    finally:
        old.close()
        new.close()
    sys.stderr.write("\n")
    return 0


def show(done: int, of: int) -> None:
    """Draw a bar."""
    filled = _WIDTH if done >= of else _WIDTH * done // max(of, 1)
    bar = "#" * filled + "." * (_WIDTH - filled)
    sys.stderr.write(f"\r[{bar}] {done} of {of} rows")
    sys.stderr.flush()


def _copy_files(old: Shelf, new: Shelf) -> None:
    """Pictures follow the records, sealed as the new database is; those there already are left."""
    for folder in sorted(old.folder.glob("*")):
        shop = UUID(folder.name)
        for name in old.names(shop):
            if new.size(shop, name) is not None:
                continue
            offset = new.begin(shop, name, old.size(shop, name) or 0)
            for chunk in old.read(shop, name, offset):
                offset = new.append(shop, name, offset, chunk)
