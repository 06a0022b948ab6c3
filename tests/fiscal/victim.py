"""Settles one fiscal operation and is killed at a step of it: `victim.py <data> <step>`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from intake_app.clock import utc_now
from intake_app.config import DeskSettings, Settings
from intake_app.fiscal import worker
from intake_app.fiscal.emulator import Emulator
from intake_app.services.fiscal_jobs import FiscalJobs
from intake_app.services.shop import Shop

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.fiscal_rows import Outcome


def die() -> None:
    """As `kill -9` would."""
    os.kill(os.getpid(), signal.SIGKILL)


class Jobs(FiscalJobs):
    """Dies around its transactions."""

    STEP: ClassVar[str] = ""

    @override
    def begin(self, key: UUID) -> bool:
        if self.STEP == "before_begin":
            die()
        done = super().begin(key)
        if self.STEP == "after_begin":
            die()
        return done

    @override
    def end(self, key: UUID, outcome: Outcome) -> None:
        if self.STEP == "after_register":
            die()
        super().end(key, outcome)
        die()


class Register(Emulator):
    """Dies when the cheque is out and before anybody hears of it."""

    @override
    def register(self, key: UUID, data: str) -> Outcome:
        done = super().register(key, data)
        if Jobs.STEP == "in_register":
            die()
        return done


def main(data: str, step: str) -> None:
    """Open the shop, settle one."""
    Jobs.STEP = step
    shop = Shop(Settings(data=Path(data), desk=DeskSettings(fiscal="emulator")), utc_now)
    shop.open()
    worker.settle_next(Jobs(shop.services.fiscal_jobs.store), Register(Path(data), utc_now))


if __name__ == "__main__":
    main(*sys.argv[1:])
