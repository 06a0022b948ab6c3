"""`generate`: a synthetic shop for trials and benchmarks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from intake_app.cli import settings as shop_settings
from intake_app.clock import utc_now
from intake_app.models.recording import Recorder
from intake_app.models.store import Store
from intake_app.services import synthetic
from intake_app.services.shop import FILE_NAME

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
    store = Store(settings.data / FILE_NAME, Recorder(utc_now, settings.desk.operator))
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
