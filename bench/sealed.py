"""E1–E3: what encryption costs on search, save and backup; the same shop plain beside it."""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figure, Goal, interleaved, runs
from intake_app.clock import utc_now
from intake_app.config import DeskSettings, Settings
from intake_app.models.recording import Recorder
from intake_app.models.store import Store
from intake_app.services import synthetic
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.shop import Shop
from intake_app.services.store_keys import Keys, StoreKeys
from intake_app.sync.secrets import FILE, FileSecrets
from intake_app.upkeep import archive
from intake_app.upkeep.archive import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_CLIENTS, _ORDERS = 5_000, 10_000
_ASKED, _SAVED, _COPIED = runs(300), runs(100), runs(5)
_PLAIN = "the same in a plain store"
_DRAFT = IntakeDraft(
    client=ClientDraft(name="Петров Пётр Петрович"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается, греется у разъёма",
)
_TYPED = ("4567", "иванов", "петр", "A-00042", "iphone", "ооо")


def measure() -> Sequence[Figure]:
    """Ask, save and copy in turn in two shops with the same rows."""
    with tempfile.TemporaryDirectory() as folder:
        plain = _shop(Path(folder) / "plain", sealed=False)
        sealed = _shop(Path(folder) / "sealed", sealed=True)
        with closing(plain), closing(sealed):
            return tuple(_figures(plain, sealed, Path(folder)))


def _figures(plain: Shop, sealed: Shop, folder: Path) -> Iterator[Figure]:
    search = Goal("E1", "search in an encrypted store", _PLAIN, 4)
    yield search.judged(*interleaved(_asking(plain), _asking(sealed), _ASKED, warm_up=20))
    save = Goal("E2", "save an intake into an encrypted store", _PLAIN, 1.5)
    yield save.judged(*interleaved(_saving(plain), _saving(sealed), _SAVED, warm_up=5))
    copy = Goal("E3", "a proven backup of an encrypted store", _PLAIN, 6)
    figure = copy.judged(
        *interleaved(_copying(folder / "plain"), _copying(folder / "sealed"), _COPIED)
    )
    size = (folder / "sealed" / "intake.db").stat().st_size / 2**20
    yield replace(figure, note=f"{figure.note}, {size:.0f} MB, copied, proven, sealed, read back")


def _shop(data: Path, *, sealed: bool) -> Shop:
    data.mkdir()
    keys = StoreKeys(data, lambda place: FileSecrets(place / FILE))
    store = Store(keys.store, Recorder(utc_now), key=keys.connecting(encrypt=sealed))
    synthetic.generate(store, clients=_CLIENTS, orders=_ORDERS, seed=1)
    store.close()
    shop = Shop(Settings(data, desk=DeskSettings(operator="Анна")), utc_now, keys)
    shop.open()
    return shop


def _asking(shop: Shop) -> Callable[[int], float]:
    return lambda number: _timed(lambda: shop.finder.hits(_TYPED[number % len(_TYPED)]))


def _saving(shop: Shop) -> Callable[[int], float]:
    def save(number: int) -> float:
        client = replace(_DRAFT.client, phone=f"+7916{number:07d}")
        device = replace(_DRAFT.device, serial=f"F17XK{number:05d}")
        draft = replace(_DRAFT, client=client, device=device)
        return _timed(lambda: shop.services.intakes.receive(draft))

    return save


def _copying(data: Path) -> Callable[[int], float]:
    keys = StoreKeys(data, lambda place: FileSecrets(place / FILE))
    key, sealing = keys.connecting(), Keys(bytes(20))
    target = data / "x.backup"
    return lambda _: _timed(lambda: archive.write(Source(keys.store, key, sealing), target, "now"))


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
