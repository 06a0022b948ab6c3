"""A hub that knows four desks, and their stores: made once a process, copied for each world."""

from __future__ import annotations

import atexit
import os
import random
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from intake_app.config import DeskSettings, Settings, ShopSettings
from intake_app.services.identity import STATE
from intake_app.services.shop import Shop
from intake_app.sync.core.wire_enrol import EnrolRequest
from intake_app.sync.signing import KeySigner
from intake_hub.stations import Stations
from intake_hub.store.engine import HubStore
from tests.rigs.watch import Watch
from tests.sim.desk import Pass
from tests.sim.hub import FILE
from tests.sim.surroundings import Ids, given

NAMES = ("anna", "boris", "vera", "gleb")
_MADE_MS = 1_772_000_000_000


@lru_cache(maxsize=1)
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="intake-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@lru_cache(maxsize=1)
def _made() -> tuple[tuple[Pass, Path], ...]:
    """Enrol everybody; ids and keys come from one seed, so they are the same in every process."""
    (_folder() / "hub").mkdir()
    rolls = random.Random("template")
    with given(Ids(rolls, lambda: _MADE_MS), lambda: _MADE_MS):
        store = HubStore(f"sqlite:///{_folder() / 'hub' / FILE}")
        store.open(_MADE_MS)
        found = tuple(_desk(store, name, rolls) for name in NAMES)
        store.close()
    return found


def _desk(store: HubStore, name: str, rolls: random.Random) -> tuple[Pass, Path]:
    folder = _folder() / name
    os.environ[STATE] = str(folder.with_name(f"{name}.side"))
    shop = Shop(
        Settings(data=folder, desk=DeskSettings(operator=name), shop=ShopSettings(name="Shop")),
        Watch(),
    )
    shop.open()
    replica, signer = shop.services.replica, KeySigner(rolls.randbytes(32))
    stations = Stations(store, lambda: _MADE_MS)
    asked = EnrolRequest(
        code=stations.new_code(),
        name=name,
        origin=replica.standing().origin,
        key=signer.public,
        seal_key=rolls.randbytes(32),
    )
    reply = stations.enrol(asked)
    replica.grant(reply.inc, reply.prefix)
    shop.close()
    return Pass(name, reply.token, signer), folder


def hub() -> Path:
    """The folder of the hub."""
    _made()
    return _folder() / "hub"


def desks() -> tuple[tuple[Pass, Path], ...]:
    """What enrolment gave each, and its folder."""
    return _made()
