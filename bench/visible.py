"""H2: an intake saved on one PC is on the other. H3: a full queue is sent after a week offline."""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING

from bench.figures import Figure, percentile, runs
from intake_app.clock import utc_now
from intake_app.config import DeskSettings, Settings, ShopSettings
from intake_app.services.shop import Shop
from intake_app.sync import membership
from intake_app.sync.core.status import Synced
from intake_app.sync.driver import SyncDriver
from intake_app.sync.enrolment import enrol
from intake_app.sync.secrets import FileSecrets
from tests.rigs.drafts import INTAKE, PETER
from tests.rigs.hub import HubProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from intake_app.sync.core.status import SyncStatus
    from intake_app.sync.membership import Membership

_SAVED = runs(100)
_PENDING = runs(5_000)
_MOST_S = 120.0


def measure() -> Sequence[Figure]:
    """Two desks and a hub of their own process, all on this machine."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_:
        hub = open_.enter_context(closing(HubProcess(f"sqlite:///{folder}/hub.db")))
        near = open_.enter_context(_desk(Path(folder) / "near", hub))
        far = open_.enter_context(_desk(Path(folder) / "far", hub))
        took = _until_visible(near, far)
    return [_at(0.5, 500, took), _at(0.95, 1_000, took), _emptied()]


def _at(share: float, most_ms: float, took: Sequence[float]) -> Figure:
    found = percentile(took, share)
    what = f"intake saved → on the other PC, p{share * 100:.0f}"
    goal, note = f"≤ {most_ms:g} ms", f"{len(took)} intakes, loopback"
    return Figure("H2", what, "the promise", most_ms, found, goal, found <= most_ms, note)


def _until_visible(near: Shop, far: Shop) -> list[float]:
    seen: Queue[float] = Queue()

    def look(changes: frozenset[str]) -> None:
        if "order" in changes:
            seen.put(time.perf_counter())

    far.listen(look)
    took: list[float] = []
    for number in range(_SAVED):
        _take_in(near, number)
        saved = time.perf_counter()
        took.append((seen.get(timeout=_MOST_S) - saved) * 1000)
        while not seen.empty():
            seen.get()
    return took


def _emptied() -> Figure:
    """The desk works alone, then the line is there again."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_:
        hub = open_.enter_context(closing(HubProcess(f"sqlite:///{folder}/hub.db")))
        shop = open_.enter_context(closing(new_shop(Path(folder) / "desk")))
        number = 0
        while (pending := _pending(shop)) < _PENDING:
            _take_in(shop, number)
            number += 1
        member = _joined(shop, Path(folder) / "desk", hub)
        began = time.perf_counter()
        with _driving(shop, hub, member) as driver:
            status = driver.settled(_MOST_S)
        took_ms = (time.perf_counter() - began) * 1000
        if not isinstance(status, Synced) or _pending(shop):
            raise RuntimeError(f"not empty: {type(status).__name__}")
    most_ms = _MOST_S * 1000 * pending / 5_000
    note = f"{pending} ops of {number} intakes, sent, judged and back in the feed"
    what = "a queue of pending ops → empty"
    return Figure(
        "H3",
        what,
        "the promise",
        most_ms,
        took_ms,
        f"≤ {most_ms:,.0f} ms",
        took_ms <= most_ms,
        note,
    )


def _pending(shop: Shop) -> int:
    return shop.services.replica.standing().pending


def _take_in(shop: Shop, number: int) -> None:
    client = replace(PETER, name=f"Клиент {number}", phone=f"+7916{number:07}")
    shop.services.intakes.receive(replace(INTAKE, client=client), printing=False)


def new_shop(folder: Path) -> Shop:
    """Open a shop that nobody has worked in."""
    settings = Settings(data=folder, desk=DeskSettings(), shop=ShopSettings(name="Shop"))
    shop = Shop(settings, utc_now)
    shop.open()
    return shop


@contextmanager
def _desk(folder: Path, hub: HubProcess) -> Generator[Shop]:
    with closing(new_shop(folder)) as shop, exchanging(shop, folder, hub) as driver:
        driver.settled(_MOST_S)
        yield shop


@contextmanager
def exchanging(
    shop: Shop, folder: Path, hub: HubProcess, told: Callable[[SyncStatus], None] = lambda _: None
) -> Generator[SyncDriver]:
    """Enrol at the hub and exchange with it for the length of a block."""
    with _driving(shop, hub, _joined(shop, folder, hub), told) as driver:
        yield driver


def _joined(shop: Shop, folder: Path, hub: HubProcess) -> Membership:
    replica, secrets = shop.services.replica, FileSecrets(folder.with_suffix(".json"))
    origin = replica.standing().origin
    reply = enrol(hub.url, hub.code(), folder.name, origin=origin, secrets=secrets)
    replica.grant(reply.inc, reply.prefix)
    found = membership.kept(secrets, origin)
    if found is None:
        raise RuntimeError("not enrolled")
    return found


@contextmanager
def _driving(
    shop: Shop,
    hub: HubProcess,
    member: Membership,
    told: Callable[[SyncStatus], None] = lambda _: None,
) -> Generator[SyncDriver]:
    replica = shop.services.replica
    driver = SyncDriver(replica, lambda: member.client(hub.url), told, now=utc_now)
    shop.listen(lambda _: driver.wake())
    driver.start()
    try:
        yield driver
    finally:
        driver.stop()
