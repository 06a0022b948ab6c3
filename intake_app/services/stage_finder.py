"""Look-ups behind a move: where a device may be put, what the owner wants of stages. Light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.place_tree import PlaceTree
from intake_app.services.store_reader import StoreReader

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.place_rows import PlaceRow


class StageFinder(StoreReader):
    """Small lists, read anew only after a commit."""

    def cells(self) -> tuple[PlaceRow, ...]:
        """Every place something may be put, in the order of the tree."""
        return self._fresh("cells", _cells, ())


def _cells(connection: Connection) -> tuple[PlaceRow, ...]:
    return tuple(PlaceTree(connection).rows())
