"""`import`: a list from a file into the store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.cli import complaint, shops
from intake_app.cli import settings as shop_settings
from intake_app.services import catalogue_file
from intake_app.services.catalogue import Catalogue

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

_TOLD = 20  # numbers of bad lines that are worth a look


def main(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Take a catalogue in and say what became of its lines. Raises IntakeError, nothing is half.

    Running it again takes in only what is missing.
    """
    settings = shop_settings.loaded(options, environment)
    tr = complaint.words(settings.desk.lang)
    found = catalogue_file.read(Path(options.file))
    shop_settings.folder_made(settings)
    store = shops.store(settings)
    try:
        taken = Catalogue(store).take(found.entries, _progress, dry=options.dry_run)
    finally:
        store.close()
    said = tr("would be new: %d, known already: %d, lines that say nothing: %d")
    if not options.dry_run:
        said = tr("new: %d, known already: %d, lines that say nothing: %d")
    print(said % (taken.new, taken.known, len(found.bad)))  # noqa: T201 - the answer
    if found.bad:
        more = " …" if len(found.bad) > _TOLD else ""
        lines = ", ".join(map(str, found.bad[:_TOLD]))
        sys.stderr.write(f"intake-app: {tr('lines that say nothing')}: {lines}{more}\n")
    return 0


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}\r")
