"""Made-up shops: a small one to try the program on, large ones to measure it with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intake_app.models.store import Store
    from intake_app.services.orders import Orders


def furnish(store: Store, orders: Orders) -> None:
    """Fill an empty store with the demo shop; leave any other as it is."""
