"""`import`: a list from a file into the store."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.cli import complaint, shops
from intake_app.cli import settings as shop_settings
from intake_app.services import catalogue_file, client_file, price_file
from intake_app.services.catalogue import Catalogue
from intake_app.services.client_import import ClientImport, Imported
from intake_app.services.price_list import PriceList

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from intake_app.config import Settings

_TOLD = 20  # numbers of bad lines that are worth a look


def main(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Take a list in and say what became of its lines. Raises IntakeError, nothing is half.

    Running it again takes in only what is missing.
    """
    settings = shop_settings.loaded(options, environment)
    told = _TAKERS[options.kind](Path(options.file), settings, dry=options.dry_run)
    tr = complaint.words(settings.desk.lang)
    said = tr("would be new: %d, known already: %d, lines that say nothing: %d")
    if not options.dry_run:
        said = tr("new: %d, known already: %d, lines that say nothing: %d")
    print(said % (told.new, told.known, len(told.bad)))  # noqa: T201 - the answer
    _name_lines(tr("lines that say nothing"), told.bad)
    _name_lines(tr("lines with something that could only be put into the note"), told.noted)
    return 0


def _catalogue(path: Path, settings: Settings, *, dry: bool) -> Imported:
    found = catalogue_file.read(path)
    shop_settings.folder_made(settings)
    with closing(shops.store(settings)) as store:
        taken = Catalogue(store).take(found.entries, _progress, dry=dry)
    return Imported(taken.new, taken.known, found.bad)


def _clients(path: Path, settings: Settings, *, dry: bool) -> Imported:
    found = client_file.read(path)
    shop_settings.folder_made(settings)
    with closing(shops.store(settings)) as store:
        people = ClientImport(store, settings.shop.region)
        return people.take(found.lines, _progress, dry=dry)


def _prices(path: Path, settings: Settings, *, dry: bool) -> Imported:
    """A changed line counts as known: nothing of it is new to the shop."""
    found = price_file.read(path)
    shop_settings.folder_made(settings)
    with closing(shops.store(settings)) as store:
        taken = PriceList(store).take(found.drafts, _progress, dry=dry)
    return Imported(taken.new, taken.changed + taken.same, found.bad)


_TAKERS = {"catalogue": _catalogue, "clients": _clients, "prices": _prices}


def _name_lines(about: str, numbers: Sequence[int]) -> None:
    if numbers:
        more = " …" if len(numbers) > _TOLD else ""
        listed = ", ".join(map(str, numbers[:_TOLD]))
        sys.stderr.write(f"intake-app: {about}: {listed}{more}\n")


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}\r")
