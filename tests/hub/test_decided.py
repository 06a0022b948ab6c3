"""What people decide about ops that the hub put aside, and what an erasure finds in odd places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import select

from intake_app.errors import Problem, UnavailableError
from intake_app.sync.core.ops import Outcome
from intake_hub.feed import checking
from intake_hub.store.tables import Held, Record
from tests.rigs.shopwork import AT, intake, new_client, new_device, new_payment, new_phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.sync.core.ops import Op
    from intake_hub.store.engine import HubStore
    from tests.hub.conftest import Desk


def bad_client(desk: Desk) -> Op:
    good = new_client(desk)
    return desk.write(replace(good, values=(*good.values, ("discount_bp", "much"))))


def held(store: HubStore) -> list[str]:
    with store.reading() as view:
        return list(view.execute(select(Held.body)).scalars())


def test_a_mended_record_takes_the_place_of_the_one_put_aside(desk: Desk, store: HubStore) -> None:
    bad = bad_client(desk)
    assert [one.outcome for one in desk.push()] == [Outcome.QUARANTINED]
    mended = desk.write(
        replace(
            bad,
            op_id=uuid4(),
            txn=uuid4(),
            base=bad.rec,
            n=desk.next_n,
            values=tuple(each for each in bad.values if each[0] != "discount_bp"),
        )
    )
    (receipt,) = desk.push(mended)
    assert receipt.outcome is Outcome.APPLIED
    assert held(store) == []
    (again,) = desk.push(bad)
    assert (again.outcome, again.seq) == (Outcome.GONE, receipt.seq)
    assert checking.faults(store) == []


def test_what_is_discarded_waits_for_nobody(desk: Desk, store: HubStore) -> None:
    bad = bad_client(desk)
    desk.push()
    said = {"rec": str(bad.rec), "reason": "дважды", "at": AT, "by": ""}
    desk.put("discard", {"op_id": str(bad.op_id), **said})
    desk.put("discard", {"op_id": str(uuid4()), **said})
    assert [one.outcome for one in desk.push()] == [Outcome.APPLIED] * 2
    assert held(store) == []
    assert desk.push(bad)[0].outcome is Outcome.GONE


def test_an_erasure_blanks_what_waits_aside(new_desk: Callable[[], Desk], store: HubStore) -> None:
    desk, other = new_desk(), new_desk()
    client = new_client(desk, "Ада")
    desk.push()
    phone = new_phone(desk, client.rec)
    desk.write(replace(phone, values=(*phone.values, ("archived", "often"))))
    parked = new_device(other, uuid4())
    other.write(replace(parked, values=(*parked.values, ("serial", "F17ABC"))))
    strange = replace(bad_client(other), entity="mood")
    assert desk.push()[0].outcome is Outcome.QUARANTINED
    other.push(*(op for op in other.fresh.values() if op.op_id != strange.op_id))
    desk.push(desk.forget(client.rec))
    text = "".join(held(store))
    assert "79990001122" not in text
    assert "F17ABC" in text


def test_a_device_given_to_another_client_is_erased_with_him(desk: Desk, store: HubStore) -> None:
    seller, buyer = new_client(desk, "Ада"), new_client(desk, "Чарльз")
    device = new_device(desk, seller.rec)
    desk.push()
    desk.pull()
    desk.edit("device", device.rec, "serial", "F17ABC")
    desk.edit("device", device.rec, "client_id", str(buyer.rec))
    desk.push()
    desk.pull()
    desk.push(desk.forget(seller.rec))
    with store.reading() as view:
        assert view.execute(select(Record.rec).where(Record.rec == device.rec)).first()
    desk.push(desk.forget(buyer.rec))
    assert checking.faults(store) == []


def test_a_payment_under_an_order_of_somebody_erased_stays(desk: Desk, store: HubStore) -> None:
    client, _, order, _ = intake(desk)
    desk.push()
    new_payment(desk, order.rec, 100)
    desk.push(desk.forget(client.rec))
    assert [one.outcome for one in desk.push()] == [Outcome.APPLIED]
    assert checking.faults(store) == []


def test_a_ledger_that_cannot_be_kept_refuses_the_erasure(desk: Desk, store: HubStore) -> None:
    client = new_client(desk)
    desk.push()
    store.erasures.path.unlink(missing_ok=True)
    store.erasures.path.mkdir(parents=True)
    with pytest.raises(UnavailableError) as refused:
        store.erasures.append(desk.shop, [client.rec], 0)
    assert refused.value.problem is Problem.READ_ONLY
    with store.reading() as view, pytest.raises(UnavailableError) as refused:
        store.erasures.replay(view)
    assert refused.value.problem is Problem.READ_ONLY
    store.erasures.path.rmdir()


def test_half_a_line_of_the_ledger_is_passed_over(desk: Desk, store: HubStore) -> None:
    client = new_client(desk)
    desk.push()
    store.erasures.append(desk.shop, [client.rec], 0)
    with store.erasures.path.open("a", encoding="utf-8") as file:
        file.write('{"shop": "')
    with store.writing() as connection:
        assert store.erasures.replay(connection) == 1
