"""`backup`, `backups` and `check`: the store kept safe without the window."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.app.hub_safe import LiveHub
from intake_app.cli import settings as shop_settings
from intake_app.cli.shops import opened
from intake_app.clock import utc_now
from intake_app.errors import Problem, RejectedError
from intake_app.services.store_keys import StoreKeys
from intake_app.upkeep import drills, hub_place, pictures, proving
from intake_app.upkeep.places import Place
from intake_app.upkeep.safety import Safety

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from intake_app.config import Settings
    from intake_app.services.shop import Shop
    from intake_app.upkeep.drills import Drilled

_PERCENT = 100


def back_up(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Copy the store to every place, or to a folder, and prove the copy; prints where it is."""
    settings = shop_settings.loaded(options, environment)
    shop_settings.store_file(settings)
    safety = _safety(settings)
    if options.folder:
        made = _into(safety, Path(options.folder))
    else:
        safety.back_up(progress)
        made = safety.backups()[0][1].file
    print(made)  # noqa: T201 - the answer
    return 0


def check(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Verify the store. Raises UnavailableError(STORE_CORRUPT)."""
    settings = shop_settings.loaded(options, environment)
    proving.prove(shop_settings.store_file(settings), StoreKeys(settings.data).connecting())
    return 0


def backups(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """List what can be restored, the newest first; with `--drill` try the newest of each place."""
    settings = shop_settings.loaded(options, environment)
    safety = _safety(settings)
    failed = 0
    if options.hub or options.fetch:
        return _at_hub(settings, options.fetch)
    if options.drill:
        for tried in _drilled(settings, safety):
            failed |= tried.trouble is not None
            print(f"{tried.backup}: {tried.trouble or 'ok'}")  # noqa: T201 - the answer
        return int(failed)
    for _, backup in safety.backups():
        said = backup.manifest
        orders = "?" if said is None else said.orders
        print(f"{backup.made_at:%Y-%m-%d %H:%M} UTC  {orders}  {backup.file}")  # noqa: T201 - the answer
    return 0


def _drilled(settings: Settings, safety: Safety) -> tuple[Drilled, ...]:
    if not settings.desk.hub:
        return drills.run(safety)
    with opened(settings) as shop:
        return drills.run(safety, _live(settings, shop).agrees)


def _at_hub(settings: Settings, wanted: Sequence[str]) -> int:
    """List what the hub keeps for the shop, or bring one of it into a folder."""
    with opened(settings) as shop:
        hub = _live(settings, shop)
        kept = hub.kept()
        if not wanted:
            for one in kept:
                at = datetime.fromtimestamp(one.kept_ms / 1000, UTC)
                print(f"{at:%Y-%m-%d %H:%M} UTC  {one.prefix}  {one.station}  {one.name[:12]}")  # noqa: T201 - the answer
            return 0
        name, folder = wanted
        found = next((one for one in kept if one.name.startswith(name)), None)
        if found is None or not name:
            raise RejectedError(Problem.NO_BACKUP)
        print(hub_place.fetch(hub, found, Path(folder).absolute()))  # noqa: T201 - the answer
    return 0


def _live(settings: Settings, shop: Shop) -> LiveHub:
    return LiveHub(settings.data, lambda: settings.desk.hub, lambda: shop.services.replica)


def progress(part: float) -> None:
    """Say how far it is where a person looks on."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{part * _PERCENT:3.0f} %\r")


def _safety(settings: Settings) -> Safety:
    return Safety(settings, StoreKeys(settings.data), utc_now)


def _into(safety: Safety, folder: Path) -> Path:
    """Make the folder, for it was named by hand; what is there already stays."""
    place = Place(folder.name, folder.absolute())
    try:
        place.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RejectedError(Problem.FILE_UNWRITABLE, str(folder)) from error
    made = place.make(safety.source(), safety.now(), progress)
    pictures.back_up(safety.settings.data, place.folder, safety.keys)
    return made.file
