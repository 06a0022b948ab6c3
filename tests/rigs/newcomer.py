"""A process of its own: a new desk that joins and takes the hub's state over, without a window."""

from __future__ import annotations

import sys
import threading
from contextlib import closing
from pathlib import Path

from intake_app.clock import utc_now
from intake_app.config import Settings
from intake_app.services.shop import Shop
from intake_app.sync import membership
from intake_app.sync.core.status import Receiving, Synced, SyncStatus
from intake_app.sync.driver import SyncDriver
from intake_app.sync.enrolment import enrol
from intake_app.sync.secrets import FileSecrets

_LONGEST_S = 120.0


def main(folder: Path, url: str, code: str) -> None:
    """Tell each step of the bar; end when all is here."""
    done = threading.Event()

    def tell(status: SyncStatus) -> None:
        if isinstance(status, Receiving):
            sys.stdout.write(f"{status.done} {status.total}\n")
            sys.stdout.flush()
        elif isinstance(status, Synced):
            done.set()

    with closing(Shop(Settings(data=folder), utc_now)) as shop:
        shop.open()
        replica, secrets = shop.services.replica, FileSecrets(folder.with_suffix(".json"))
        origin = replica.standing().origin
        if code:
            reply = enrol(url, code, folder.name, origin=origin, secrets=secrets)
            replica.grant(reply.inc, reply.prefix)
        found = membership.kept(secrets, origin)
        assert found is not None
        driver = SyncDriver(replica, lambda: found.client(url), tell, now=utc_now)
        driver.start()
        done.wait(_LONGEST_S)
        driver.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
