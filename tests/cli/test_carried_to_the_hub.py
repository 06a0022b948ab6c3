"""What one PC could not send is brought to the hub by another one, and the hub believes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.checks import recovery_key
from intake_app.cli.shops import opened
from intake_app.config import Settings
from intake_app.services.drafts import PhotoDraft
from intake_app.services.store_keys import StoreKeys
from tests.cli.conftest import Intake
from tests.rigs.drafts import INTAKE
from tests.rigs.hub import HubThread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PHOTO = b"a scratch at the edge"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubThread]:
    running = HubThread(f"sqlite:///{tmp_path / 'hub.db'}")
    yield running
    running.close()


def taken_in(intake: Intake) -> str:
    """One order with a photo that nobody else has; its name."""
    with opened(Settings(intake.data)) as shop:
        name = shop.blobs.put(PHOTO)
        photo = PhotoDraft(sha256=name, mime="image/jpeg", size=len(PHOTO))
        shop.services.intakes.receive(replace(INTAKE, photos=(photo,)))
    return name


def test_the_hub_takes_every_change_from_whoever_brings_it(
    intake: Intake, tmp_path: Path, hub: HubThread, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Intake(tmp_path / "other", capsys)
    for desk in (intake, other):
        assert desk("generate", "--clients", "1").code == 0
        joined = desk("enrol", hub.url, hub.code())
        assert joined.code == 0, joined.err
    assert other("sync", "--once").code == 0
    name, file = taken_in(intake), str(tmp_path / "unsent.ops")
    count = int(intake("export-pending", file).out)
    blocks = recovery_key.blocks(StoreKeys(intake.data).known().root)
    brought = other("import-pending", file, "--key", *blocks)
    assert (brought.code, brought.out, brought.err) == (0, f"{count}\n", "")
    with hub.store.reading() as connection:
        ours = "SELECT count(*) FROM op_seen WHERE relayed = 1"
        taken = connection.exec_driver_sql(ours).scalar_one()
        aside = connection.exec_driver_sql("SELECT count(*) FROM held").scalar_one()
    assert (taken, aside) == (count, 0)
    with opened(Settings(other.data)) as shop:
        assert shop.blobs.read(name) == PHOTO
