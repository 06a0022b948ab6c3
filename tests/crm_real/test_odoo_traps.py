"""Traps of Odoo met in a real one, lest the fake be wrong about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_hub.crm.adapter import Access, Refused, Stored
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import Stop, StoppedError
from intake_hub.crm.odoo.adapter import connect, usual_map
from tests.crm.contract import a_client, an_order, now, stored
from tests.crm.odoo_rpc import DATABASE
from tests.crm_real.odoo_ready import Between11, stand_on

if TYPE_CHECKING:
    from collections.abc import Generator

    from intake_hub.crm.odoo.adapter import OdooAdapter
    from tests.crm.odoo_stand import OdooStand
    from tests.crm_real.rig_odoo import Odoo


@pytest.fixture
def stand(ready: Odoo) -> Generator[OdooStand]:
    between = Between11(ready.url)
    yield stand_on(between, ready)
    between.close()


@pytest.fixture
def adapter(ready: Odoo) -> Generator[OdooAdapter]:
    adapter = connect(Access(ready.url, ready.key, {"database": DATABASE}), usual_map())
    yield adapter
    adapter.close()


def test_nobody_is_overwritten_after_a_merge(stand: OdooStand, adapter: OdooAdapter) -> None:
    gone, kept = a_client(name="Ушедший"), a_client(name="Оставшийся")
    loser, survivor = stored(adapter, gone, kept)
    stand.merge(Kind.CLIENT, loser, survivor)
    both = {gone.uid: survivor, kept.uid: survivor}
    assert adapter.find(Kind.CLIENT, [gone.uid, kept.uid]) == both
    assert stored(adapter, gone) == [survivor]
    assert stand.records(Kind.CLIENT)[survivor]["name"] == "Оставшийся"


def test_what_they_archived_stays_archived(stand: OdooStand, adapter: OdooAdapter) -> None:
    client = a_client()
    [remote] = stored(adapter, client)
    stand.archive(Kind.CLIENT, remote)
    assert stored(adapter, now(client, remote, name="Другое имя")) == [remote]
    seen = stand.records(Kind.CLIENT)[remote]
    assert (seen["name"], seen["archived"]) == ("Другое имя", True)
    stored(adapter, now(client, remote, archived=True))
    stored(adapter, now(client, remote, archived=False))
    assert stand.records(Kind.CLIENT)[remote]["archived"] is False


def test_no_row_of_a_table_is_among_the_words(adapter: OdooAdapter) -> None:
    bad, good = adapter.push(Kind.CLIENT, [a_client(name=""), a_client()])
    assert isinstance(bad, Refused)
    assert "res_partner_check_name" in bad.words
    assert "+7912" not in bad.words
    assert isinstance(good, Stored)


def test_an_order_whose_client_was_deleted_is_refused_alone(
    stand: OdooStand, adapter: OdooAdapter
) -> None:
    client, other = a_client(), a_client()
    owner, second = stored(adapter, client, other)
    stand.delete(Kind.CLIENT, owner)
    bad, good = adapter.push(Kind.ORDER, [an_order(client, owner), an_order(other, second)])
    assert isinstance(bad, Refused)
    assert isinstance(good, Stored)


def test_whoever_may_add_no_fields_is_told_so(ready: Odoo, adapter: OdooAdapter) -> None:
    ready.remove_field("crm.lead", "x_intake_imei")
    try:
        assert adapter.missing_schema() == ("crm.lead: x_intake_imei (char)",)
        with pytest.raises(StoppedError) as stopped:
            adapter.ensure_schema()
        assert stopped.value.why is Stop.RIGHT_MISSING
    finally:
        assert ready.add_fields() == ("crm.lead: x_intake_imei (char)",)


def test_a_field_that_goes_while_we_work_stops_with_its_name(
    ready: Odoo, adapter: OdooAdapter
) -> None:
    client = a_client()
    [remote] = stored(adapter, client)
    ready.remove_field("res.partner", "x_intake_source")
    try:
        with pytest.raises(StoppedError) as stopped:
            adapter.push(Kind.CLIENT, [now(client, remote, source="Яндекс")])
        assert stopped.value.why is Stop.SCHEMA_CHANGED
        assert "x_intake_source" in stopped.value.words
    finally:
        ready.add_fields()


def test_a_wrong_database_is_a_wrong_address(ready: Odoo) -> None:
    adapter = connect(Access(ready.url, ready.key, {"database": "another"}), usual_map())
    try:
        with pytest.raises(StoppedError) as stopped:
            adapter.probe()
    finally:
        adapter.close()
    assert stopped.value.why is Stop.ADDRESS_WRONG
