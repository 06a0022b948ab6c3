"""`run`: the desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.cli import display
from intake_app.cli import settings as shop_settings
from intake_app.config import NOT_THERE
from intake_app.errors import Problem, UnavailableError
from intake_app.models import connection
from intake_app.services.shop import FILE_NAME

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

    from intake_app.config import Settings


def main(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Refuse plainly whatever can be known to fail, then show the window."""
    settings = shop_settings.loaded(options, environment)
    if settings.demo:
        from intake_app.app import demo  # noqa: PLC0415 - a real shop starts sooner without

        settings = demo.equipped(settings)
    _demand_addresses(settings)
    display.demand(environment)
    shop_settings.folder_made(settings)
    return _run(settings)


def _demand_addresses(settings: Settings) -> None:
    """Raise RejectedError(ADDRESS_INVALID) for a device that no address like this can name."""
    desk = settings.desk
    addresses = {desk.receipt_printer, desk.label_printer, desk.a4_printer, desk.scanner}
    more = settings.printers or settings.routes or desk.fallback_printer
    if addresses == {NOT_THERE} and not more:
        return
    from intake_app.app import devices  # noqa: PLC0415 - the printers' whole package

    devices.printers(settings)
    devices.scanner_port(desk.scanner)


def _run(settings: Settings) -> int:
    from intake_app.app import desktop  # noqa: PLC0415 - needs the libraries just asked for
    from intake_app.app.instance import Instance  # noqa: PLC0415 - the same
    from intake_app.crash import CrashGuard  # noqa: PLC0415 - the same

    instance = Instance(settings.data)
    instance.claim()
    refuse_newer_store(settings.data / FILE_NAME)
    guard = CrashGuard(settings.data / "logs")
    guard.install()
    try:
        return desktop.run(settings, instance, guard)
    finally:
        guard.remove()


def refuse_newer_store(store: Path) -> None:
    """Raise UnavailableError: SQLITE_UNSAFE, STORE_TOO_NEW, STORE_CORRUPT."""
    connection.refuse_unsafe()
    if not connection.is_made(store) or not connection.is_plain(store):
        return  # of an encrypted one it is known when its key is
    opened = connection.open_file(store, readonly=True)
    try:
        number = connection.schema_number(opened)
    finally:
        opened.close()
    if number > connection.SCHEMA_NUMBER:
        raise UnavailableError(Problem.STORE_TOO_NEW, str(number))
