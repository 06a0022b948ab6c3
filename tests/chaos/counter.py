"""A process of its own: the shipped shop and driver at a counter, without a window.

It joins by the code it is given, takes devices in without end and says which ones are saved. Where
the disk takes nothing it tries again, as a person would.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.clock import utc_now
from intake_app.config import DeskSettings, Settings, ShopSettings
from intake_app.errors import IntakeError, UnavailableError
from intake_app.services.shop import Shop
from intake_app.sync import membership
from intake_app.sync.driver import SyncDriver
from intake_app.sync.enrolment import enrol
from intake_app.sync.line import Patience
from intake_app.sync.secrets import FileSecrets
from tests.rigs.drafts import INTAKE, PETER

if TYPE_CHECKING:
    from intake_app.sync.client import HubClient
    from intake_app.sync.core.status import SyncStatus

_PATIENCE = Patience(connect_s=1, stall_s=3, total_s=10)


def main(folder: Path, url: str, code: str, pause_s: float) -> None:
    """Work until killed."""
    settings = Settings(data=folder, desk=DeskSettings(), shop=ShopSettings(name="Shop"))
    shop = _opened(settings)
    replica, secrets = shop.services.replica, FileSecrets(folder.parent / f"{folder.name}.json")
    origin = replica.standing().origin
    if code:
        reply = enrol(url, code, folder.name, origin=origin, secrets=secrets)
        replica.grant(reply.inc, reply.prefix)
    found = membership.kept(secrets, origin)
    assert found is not None

    def connect() -> HubClient:
        return found.client(url)

    driver = SyncDriver(replica, connect, _say, now=utc_now)
    shop.listen(lambda _changes: driver.wake())
    driver.start()
    _work(shop, pause_s)


def _opened(settings: Settings) -> Shop:
    """Try until the disk lets it, as a person would."""
    while True:
        shop = Shop(settings, utc_now)
        try:
            shop.open()
        except UnavailableError as error:
            sys.stdout.write(f"closed {error.problem}\n")
            sys.stdout.flush()
            time.sleep(0.2)
        else:
            return shop


def _say(status: SyncStatus) -> None:
    sys.stdout.write(f"status {type(status).__name__}\n")
    sys.stdout.flush()


def _work(shop: Shop, pause_s: float) -> None:
    number = 0
    while True:
        time.sleep(pause_s)
        number += 1
        client = replace(PETER, name=f"Клиент {number}", phone=f"+7916{number % 10**7:07}")
        try:
            draft = replace(INTAKE, client=client, prepayment_minor=100)
            saved = shop.services.intakes.receive(draft, printing=False)
        except IntakeError as error:
            sys.stdout.write(f"refused {error.problem}\n")
        else:
            sys.stdout.write(f"saved {saved.order_id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _, where, address, letters, pause = sys.argv
    main(Path(where), address, letters, float(pause))
