"""What is kept safe by itself is told, and what goes wrong with it as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.app import safekeeping
from intake_app.app.safekeeping import Safekeeping
from intake_app.clock import utc_now
from intake_app.errors import Problem
from intake_app.services import kept_vault
from intake_app.services.shop import Shop
from intake_app.services.store_keys import StoreKeys
from intake_app.sync.secrets import open_secrets
from intake_app.upkeep import mirroring, repair
from intake_app.upkeep.mirror import Mirror

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from intake_app.config import Settings
    from intake_app.jobs import Jobs
    from intake_app.services.drafts import IntakeDraft


@pytest.fixture
def keys(settings: Settings) -> StoreKeys:
    return StoreKeys(settings.data)


@pytest.fixture
def sealed(settings: Settings, keys: StoreKeys) -> Iterator[Shop]:
    shop = Shop(settings, utc_now, keys)
    yield shop
    shop.close()


@pytest.fixture
def keeping(settings: Settings, keys: StoreKeys, sealed: Shop, jobs: Jobs) -> Safekeeping:
    del sealed  # asked for so that the lanes end before it is closed
    return Safekeeping(settings, jobs, keys, utc_now)


def test_a_start_backs_up_tries_it_and_mirrors(
    keeping: Safekeeping, sealed: Shop, draft: IntakeDraft, qtbot: QtBot
) -> None:
    opened = safekeeping.opened(keeping.safety, sealed)
    assert (opened.restored, opened.asks_paper) == (None, True)
    sealed.services.intakes.receive(draft)
    keeping.start(sealed)
    qtbot.waitUntil(lambda: keeping.safety.state().made_at is not None)
    (file,) = mirroring.files(keeping.safety.settings)
    qtbot.waitUntil(file.exists)
    sealed.services.intakes.receive(draft)
    keeping.wake()
    unsent = sealed.services.replica.unsent(1000)
    mirror = Mirror(file, keeping.safety.keys.known())
    qtbot.waitUntil(lambda: mirror.read() == tuple(unsent))
    keeping.stop()


def test_the_keys_of_passcodes_come_back_with_the_paper(
    keeping: Safekeeping, sealed: Shop, qtbot: QtBot, settings: Settings
) -> None:
    safekeeping.opened(keeping.safety, sealed)
    vault = sealed.services.vault
    vault.part_with(["somebody"])  # what it goes on with follows from nothing
    kept = vault.keys()
    keeping.start(sealed)
    name = f"{kept_vault.PREFIX}{keeping.safety.keys.named}"
    qtbot.waitUntil(lambda: sealed.services.preferences.value(name) is not None, timeout=20_000)
    keeping.stop()
    secrets = open_secrets(settings.data)
    secrets.erase(vault.name)
    assert vault.keys() == {}
    safekeeping.vault_held(sealed, keeping.safety.keys)
    assert vault.keys() == kept


def test_a_backup_that_does_not_open_is_told(
    keeping: Safekeeping, sealed: Shop, draft: IntakeDraft, qtbot: QtBot
) -> None:
    safekeeping.opened(keeping.safety, sealed)
    keeping.safety.back_up()
    file = keeping.safety.backups()[0][1].file
    file.write_bytes(file.read_bytes()[:-1])
    with qtbot.waitSignal(keeping.refused) as heard:
        keeping.start(sealed)
    assert heard.args is not None
    assert heard.args[0].problem is Problem.BACKUP_DAMAGED
    keeping.stop()


def test_the_last_backup_of_the_day(
    keeping: Safekeeping, sealed: Shop, draft: IntakeDraft, settings: Settings
) -> None:
    safekeeping.opened(keeping.safety, sealed)
    sealed.services.intakes.receive(draft)
    sealed.close()
    assert (settings.data / repair.RUNNING).exists()
    keeping.at_close()
    assert len(keeping.safety.backups()) == 1
    assert not (settings.data / repair.RUNNING).exists()
