"""`export`: the owner's data as plain files."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.cli import complaint, shops
from intake_app.cli import settings as shop_settings
from intake_app.services.exporting import Exporting

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


def main(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Write the files and say how many records of each kind. Raises IntakeError."""
    settings = shop_settings.loaded(options, environment)
    tr = complaint.words(settings.desk.lang)
    with closing(shops.store(settings)) as store:
        written = Exporting(store).write(Path(options.folder), options.format, _progress)
    for name, count in written.items():
        print(f"{name}: {count}")  # noqa: T201 - the answer
    sys.stderr.write(f"intake-app: {tr('Names and phones are readable there: keep it safe')}\n")
    return 0


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}\r")
