"""`backup` and `check`: the store kept safe without the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.app import backups
from intake_app.cli import settings as shop_settings
from intake_app.clock import utc_now
from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from intake_app.config import Settings


def back_up(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Copy the store and prove the copy; prints where it is."""
    settings = shop_settings.loaded(options, environment)
    folder = Path(options.folder) if options.folder else settings.data / backups.FOLDER_NAME
    print(backups.back_up(_store(settings), folder, utc_now()))  # noqa: T201 - the answer
    return 0


def check(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Verify the store. Raises UnavailableError(STORE_CORRUPT)."""
    settings = shop_settings.loaded(options, environment)
    backups.prove(_store(settings))
    return 0


def _store(settings: Settings) -> Path:
    store = settings.data / backups.STORE_NAME
    if not store.exists():
        raise RejectedError(Problem.UNKNOWN_RECORD, str(store))
    return store
