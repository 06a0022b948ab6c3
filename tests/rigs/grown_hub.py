"""A hub that has worked for years: its tables filled at once with a made-up shop of any size."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update

from intake_app.clock import utc_now
from intake_app.models.recording import Recorder
from intake_app.models.scalars import to_scalar
from intake_app.models.shapes import SYNCED, insert_shape
from intake_app.models.store import Store
from intake_app.services import synthetic
from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.ops import canonical
from intake_hub.app import now_ms
from intake_hub.store.engine import HubStore
from intake_hub.store.tables import Head, Record, Seen, Shop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_AT_ONCE = 10_000


def grow(db: str, folder: Path, *, clients: int, orders: int) -> int:
    """Fill a hub that does not run; give how many records it has then."""
    made = Store(folder / "made-up.db", Recorder(utc_now))
    with closing(made), closing(HubStore(db)) as hub:
        synthetic.generate(made, clients=clients, orders=orders, seed=3)
        hub.open(now_ms())
        with hub.reading() as connection:
            shop = connection.execute(select(Shop.id)).scalar_one()
        return _fill(hub, shop, made)


def _fill(hub: HubStore, shop: UUID, made: Store) -> int:
    author, seq = uuid4(), 0
    records: list[dict[str, object]] = []
    seen: list[dict[str, object]] = []
    with hub.writing() as connection:
        for seq, (entity, rec, born) in enumerate(_rows(made), 1):
            records.append({"shop": shop, "rec": rec, "entity": entity, "hlc": seq, "born": born})
            place = {"origin": author, "inc": 0, "n": seq, "relayed": 0, "seq": seq}
            seen.append({"shop": shop, "op_id": rec, **place, "outcome": "applied", "code": ""})
            if len(records) == _AT_ONCE:
                connection.execute(insert(Record), records)
                connection.execute(insert(Seen), seen)
                records, seen = [], []
        if records:
            connection.execute(insert(Record), records)
            connection.execute(insert(Seen), seen)
        end = {"seq": seq, "chain": bytes(32), "floor": seq, "floor_chain": bytes(32)}
        connection.execute(update(Head).where(Head.shop == shop).values(end))
    return seq


def _rows(made: Store) -> Iterator[tuple[str, UUID, str]]:
    """Every record as the hub keeps it: what it was born with."""
    with made.reading() as session:
        for entity in SYNCED:
            shape = insert_shape(entity)
            names = sorted(ENTITIES[shape.name].fields & shape.columns.keys())
            listed = ", ".join(f'"{name}"' for name in ("id", *names))
            sql = f'SELECT {listed} FROM "{shape.name}"'  # noqa: S608 - names of ours
            for rec, *values in session.driver.execute(sql):
                born = {
                    name: to_scalar(shape.columns[name], value)
                    for name, value in zip(names, values, strict=True)
                }
                yield shape.name, UUID(bytes=rec), canonical(born)
