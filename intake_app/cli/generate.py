"""`generate`: a synthetic shop for trials and benchmarks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from intake_app.cli import settings as shop_settings
from intake_app.cli import shops
from intake_app.services import synthetic

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

_ORDERS_A_CLIENT = 1.5


def main(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Add made-up clients and orders; says how far it is where a person looks on."""
    settings = shop_settings.loaded(options, environment)
    shop_settings.folder_made(settings)
    clients: int = options.clients
    orders = round(clients * _ORDERS_A_CLIENT) if options.orders is None else options.orders
    store = shops.store(settings)
    try:
        synthetic.generate(
            store, clients=clients, orders=orders, seed=options.seed, progress=_progress
        )
    finally:
        store.close()
    return 0


def _progress(clients: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{clients}")
