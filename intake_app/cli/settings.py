"""The settings a command works with; what is odd in them is said before it begins."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app import config
from intake_app.checks import shared_folder
from intake_app.cli import complaint
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.services.shop import FILE_NAME

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from intake_app.config import Settings

_MOUNTS = Path("/proc/mounts")


def loaded(options: argparse.Namespace, environment: Mapping[str, str]) -> Settings:
    """Read them; from here on complaints are in the language they name. Raises RejectedError."""
    settings, unknown = config.load(vars(options), environment)
    options.lang = settings.desk.lang
    tr = complaint.words(settings.desk.lang)
    for key in unknown:
        sys.stderr.write(f"intake-app: {tr('unknown setting ignored')}: {key}\n")
    return settings


def folder_made(settings: Settings) -> None:
    """Make the data folder. Raises UnavailableError(READ_ONLY) naming it.

    Raises RejectedError(FOLDER_SHARED) for one that is not on a disk of this PC alone.
    """
    _demand_own_disk(settings.data)
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError(Problem.READ_ONLY, f"{settings.data}: {error.strerror}") from error


def _demand_own_disk(folder: Path) -> None:
    resolved = folder.resolve()
    if shared_folder.is_in_cloud(resolved) or shared_folder.is_on_server(resolved, _mounts()):
        raise RejectedError(Problem.FOLDER_SHARED, str(folder))


def _mounts() -> str:
    try:
        return _MOUNTS.read_text("utf-8", "replace")
    except OSError:
        return ""  # another system: its shares are known by their names


def store_file(settings: Settings) -> Path:
    """The database that is there. Raises RejectedError(NO_STORE): looking must not make one."""
    store = settings.data / FILE_NAME
    if not store.exists():
        raise RejectedError(Problem.NO_STORE, str(store))
    return store
