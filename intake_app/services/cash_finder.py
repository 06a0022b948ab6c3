"""How the cash box of a desk stands, for the GUI thread. Light."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from intake_app.services import tills
from intake_app.services.money_rows import TillState
from intake_app.services.store_reader import StoreReader

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection


class CashFinder(StoreReader):
    """Asked while a prepayment is typed; read anew only after a commit."""

    def till(self, wanted: str) -> TillState:
        """The box that a desk's setting names, or the only one; no box while there is no store."""
        nothing = TillState(has_boxes=False)
        return self._fresh(f"till {wanted}", partial(_state, wanted), nothing)


def _state(wanted: str, connection: Connection) -> TillState:
    return tills.state(connection, wanted)
