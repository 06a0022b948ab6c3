"""A hub under load: founded with shops and desks, served as a process, looked at from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self
from uuid import UUID, uuid4

from sqlalchemy import text

from intake_app.sync.core.wire_enrol import EnrolRequest
from intake_app.sync.sealing import seal_key_of
from intake_app.sync.signing import KeySigner
from intake_hub.access import shops
from intake_hub.app import now_ms
from intake_hub.opening import store_of
from intake_hub.stations import Stations

if TYPE_CHECKING:
    from types import TracebackType

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
SIGNER = KeySigner(os.urandom(32))


@dataclass(frozen=True, slots=True)
class Seat:
    """A desk that may call."""

    shop: int
    origin: UUID
    token: str


def found(db: str, shop_count: int, desks: int) -> list[Seat]:
    """Make the shops and let their desks in, beside a hub that does not run yet."""
    seats: list[Seat] = []
    with closing(store_of(db, encrypt=True)) as store:
        store.open(now_ms())
        stations = Stations(store, now_ms)
        for shop in range(shop_count):
            name = f"shop {shop}"
            shops.add(store, name, now_ms())
            for desk in range(desks):
                origin = uuid4()
                asked = EnrolRequest(
                    code=stations.new_code(name),
                    name=f"desk {desk}",
                    origin=origin,
                    key=SIGNER.public,
                    seal_key=seal_key_of(bytes(32)),
                )
                seats.append(Seat(shop, origin, stations.enrol(asked).token))
    return seats


class ServedHub:
    """`intake-hub serve` for the length of a block."""

    def __init__(self, db: str) -> None:
        self._db = db
        command = [sys.executable, "-m", "intake_hub", "serve", "--db", db, "--port", "0"]
        self._process = subprocess.Popen(
            [*command, "--with-parent"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[1],
        )
        told = self._process.stdout.readline() if self._process.stdout else ""
        self.url: str = json.loads(told)["hub"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._process.communicate(timeout=30)

    def cpu_s(self) -> float:
        """What the hub itself has used; 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text("utf-8").split()
        except OSError:
            return 0.0
        return (int(fields[13]) + int(fields[14])) / _TICKS

    def database_bytes(self) -> int:
        """How large the database is by now, log included."""
        with closing(store_of(self._db)) as store:
            if not store.is_sqlite:
                with store.reading() as connection:
                    asked = text("SELECT pg_database_size(current_database())")
                    return int(connection.execute(asked).scalar_one())
        file = Path(self._db.removeprefix("sqlite:///"))
        return sum(one.stat().st_size for one in file.parent.glob(f"{file.name}*") if one.is_file())
