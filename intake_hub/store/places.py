"""Where a hub on a database server keeps its files: never in the folder it happens to stand in."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = "INTAKE_HUB_FOLDER"
"""Of a hub on PostgreSQL; by default the data folder of the account."""


def server_folder() -> Path:
    """The folder for what must outlive the database: ledgers, files, the authority."""
    given = os.environ.get(FOLDER)
    if given:
        return Path(given)
    from platformdirs import user_data_path  # noqa: PLC0415 - only PostgreSQL needs it

    return user_data_path("intake-hub")
