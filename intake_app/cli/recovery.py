"""`recover`, `restore`, `encrypt`, `decrypt`: the store at rest; the window must be closed."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.checks import recovery_key
from intake_app.cli import complaint
from intake_app.cli import settings as shop_settings
from intake_app.cli.shops import opened
from intake_app.clock import utc_now
from intake_app.i18n.translator import N_
from intake_app.services import escrow
from intake_app.services.store_keys import Keys, StoreKeys
from intake_app.upkeep import archive, conversion, restores
from intake_app.upkeep.safety import Safety

if TYPE_CHECKING:
    import argparse
    from collections.abc import Generator, Mapping

    from intake_app.config import Settings


def recover(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Take the recovery key from the paper; the store opens again. Raises RejectedError."""
    settings = shop_settings.loaded(options, environment)
    with alone(settings):
        StoreKeys(settings.data).restored(typed_key(options))
    _say(settings, N_("The recovery key is right: the data open again"))
    return 0


def restore(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Put a backup in the place of the data; what stood there is kept aside."""
    settings = shop_settings.loaded(options, environment)
    backup = Path(options.file).absolute()
    safety = Safety(settings, StoreKeys(settings.data), utc_now)
    with alone(settings):
        done = restores.restore(safety, backup, _keys(safety.keys, backup, options))
    tr = complaint.words(settings.desk.lang)
    said = tr(N_("Restored: orders %d, unsent changes %d, photos %d; what was here is in %s"))
    print(said % (done.manifest.orders, done.ops, done.pictures, done.aside))  # noqa: T201 - the answer
    return 0


def escrowed(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Show the recovery keys of the shop's desks that were handed to this one."""
    settings = shop_settings.loaded(options, environment)
    shop_settings.store_file(settings)
    with opened(settings) as shop:
        for one in escrow.opened(shop.services.preferences, shop.services.vault):
            print(one.desk, one.name, *recovery_key.blocks(one.root))  # noqa: T201 - the answer
    return 0


def encrypt(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Seal the store; says that the recovery key belongs on paper."""
    settings = shop_settings.loaded(options, environment)
    shop_settings.store_file(settings)
    keys = StoreKeys(settings.data)
    with alone(settings):
        conversion.encrypt(keys)
    _say(settings, N_("The data are encrypted. Print the recovery key: Preferences, Safety"))
    return 0


def decrypt(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Make the store a plain file again."""
    settings = shop_settings.loaded(options, environment)
    shop_settings.store_file(settings)
    with alone(settings):
        conversion.decrypt(StoreKeys(settings.data))
    _say(settings, N_("The data are not encrypted any more: whoever has the disk can read them"))
    return 0


def _keys(keys: StoreKeys, backup: Path, options: argparse.Namespace) -> Keys:
    """What opens the backup: a key this account knows, else the one that is typed."""
    known = keys.of_name(archive.key_name(backup))
    return known if known is not None else Keys(typed_key(options))


def typed_key(options: argparse.Namespace) -> bytes:
    """The recovery key as an argument, else from standard input. Raises RejectedError."""
    given: str = " ".join(options.key) or sys.stdin.readline()
    return recovery_key.parse(given)


@contextmanager
def alone(settings: Settings) -> Generator[None]:
    """Hold the data folder; a running window would go on writing into what is put aside."""
    from intake_app.app.instance import Instance  # noqa: PLC0415 - Qt

    shop_settings.folder_made(settings)
    instance = Instance(settings.data)
    instance.claim()
    try:
        yield
    finally:
        instance.release()


def _say(settings: Settings, text: str) -> None:
    print(complaint.words(settings.desk.lang)(text))  # noqa: T201 - the answer
