"""`backup` and `check`: the store kept safe without the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.app import backups
from intake_app.cli import settings as shop_settings
from intake_app.clock import utc_now

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


def back_up(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Copy the store and prove the copy; prints where it is."""
    settings = shop_settings.loaded(options, environment)
    folder = Path(options.folder) if options.folder else settings.data / backups.FOLDER_NAME
    print(backups.back_up(shop_settings.store_file(settings), folder, utc_now()))  # noqa: T201 - the answer
    return 0


def check(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Verify the store. Raises UnavailableError(STORE_CORRUPT)."""
    settings = shop_settings.loaded(options, environment)
    backups.prove(shop_settings.store_file(settings))
    return 0
