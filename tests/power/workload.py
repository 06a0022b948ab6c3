"""A process of its own: takes devices in through the shipped store, above the witness."""

from __future__ import annotations

import os
import struct
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from intake_app.clock import utc_now
from intake_app.config import DeskSettings, Settings, ShopSettings
from intake_app.models import connection
from intake_app.models.recording import Recorder
from intake_app.models.store import Store
from intake_app.services.blobs import Blobs
from intake_app.services.intakes import Intakes
from intake_app.services.paperwork import Paperwork
from intake_app.services.vault import Vault, new_key
from intake_app.sync.secrets import open_secrets
from tests.rigs.drafts import INTAKE, PETER

SHIPPED = "as shipped"


def main(folder: Path, library: str, synchronous: str, key: bytes | None, count: int) -> None:
    """Load the witness, work, and tell it of each intake the screen would call saved."""
    probe: Any = dbapi2.connect(":memory:")  # the stub leaves out what only this test needs
    probe.enable_load_extension(True)  # noqa: FBT003 - the driver's own signature
    probe.load_extension(library)
    probe.close()
    if synchronous != SHIPPED:
        connection._PRAGMAS = ("PRAGMA journal_mode=WAL", f"PRAGMA synchronous={synchronous}")
    book = os.open(os.environ["INTAKE_WITNESS"], os.O_WRONLY | os.O_APPEND)
    settings = Settings(data=folder, desk=DeskSettings(), shop=ShopSettings(name="Shop"))
    store = Store(folder / "intake.db", Recorder(utc_now), key=key)
    vault = Vault(lambda: open_secrets(folder), "vault", new_key)
    intakes = Intakes(store, settings, Paperwork(settings, Blobs(settings.data / "blobs")), vault)
    for number in range(count):
        client = replace(PETER, name=f"Клиент {number}", phone=f"+7916{number:07}")
        draft = replace(INTAKE, client=client, prepayment_minor=100, fault="не включается " * 40)
        accepted = intakes.receive(draft, printing=False)
        saved = accepted.order_id.bytes
        os.write(book, b"M" + struct.pack("<i", 0) + struct.pack("<qi", 0, len(saved)) + saved)
    os._exit(0)  # the last connection would fold the log in peace


if __name__ == "__main__":
    _, where, shim, level, hex_key, many = sys.argv
    main(Path(where), shim, level, bytes.fromhex(hex_key) or None, int(many))
