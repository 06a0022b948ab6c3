"""Whether both sides hold the same: every record once, and saying what ours says."""

from __future__ import annotations

from collections import Counter as Tally
from typing import TYPE_CHECKING

from sqlalchemy import select

from intake_hub.crm.documents import FIELDS, Kind
from intake_hub.crm.engine.merging import same
from intake_hub.store.tables import Record

if TYPE_CHECKING:
    from uuid import UUID

    from tests.crm.counter import Counter


def hold_equal(counter: Counter) -> None:
    """Compare all clients and orders of the hub with those of the CRM."""
    for kind in Kind:
        uids = _ours(counter, kind)
        tally = Tally(row.uid for row in counter.crm.tables[kind].values() if row.uid is not None)
        doubled = {uid: count for uid, count in tally.items() if count > 1}
        assert not doubled, f"doubled: {doubled}"
        setting = counter.engine.setting()
        with counter.store.reading() as connection:
            wholes = setting.wholes(connection, kind, uids)
        for uid in uids:
            composed = wholes[uid].composed
            if not composed.is_told and uid not in tally:
                continue  # merged or erased before it was ever told
            there = counter.there(kind, uid)
            document = setting.told(composed, counter.link(kind, uid))
            wrong = {
                name: (value, there.get(name))
                for name, value in document.values.items()
                if not same(FIELDS[kind][name].form, value, there.get(name))
            }
            assert not wrong, f"{kind} differs: {wrong}"
            if composed.client is not None:
                assert there["client"] == counter.remote(Kind.CLIENT, composed.client)


def _ours(counter: Counter, kind: Kind) -> list[UUID]:
    rows = select(Record.rec).where(Record.shop == counter.road.shop, Record.entity == kind.value)
    with counter.store.reading() as connection:
        return list(connection.execute(rows.order_by(Record.rec)).scalars())
