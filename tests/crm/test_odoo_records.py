"""What was seen to go wrong with fields, rights and workflows of Odoo: traps 7 to 13, 15, 16."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from intake_hub.crm import field_map
from intake_hub.crm.adapter import Refused, Stored
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import Stop, StoppedError
from intake_hub.crm.odoo.adapter import usual_map
from tests.crm.contract import Heard, a_client, an_order, now, stored
from tests.crm.fake_odoo import ADMINISTRATOR, INTAKE, TRACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.crm.odoo_office import OdooOffice

_ASKED = frozenset(
    {
        "load",
        "search_read",
        "fields_get",
        "has_access",
        "check_access_rights",
        "context_get",
        "check_object_reference",
    }
)


def test_an_order_whose_client_was_deleted_there_is_refused_alone(odoo: OdooOffice) -> None:
    """Trap 7: a client in use can be deleted; the order's client is empty then."""
    client, other = a_client(), a_client()
    owner, second = stored(odoo.adapter, client, other)
    order = an_order(client, owner)
    [remote] = stored(odoo.adapter, order)
    odoo.stand.delete(Kind.CLIENT, owner)
    assert odoo.stand.records(Kind.ORDER)[remote]["client"] == ""
    assert odoo.adapter.read(Kind.CLIENT, [owner]) == []
    bad, good = odoo.adapter.push(
        Kind.ORDER, [now(order, remote, fault="Иначе"), an_order(other, second)]
    )
    assert isinstance(bad, Refused)
    assert isinstance(good, Stored)


@pytest.mark.parametrize("version", [(17, 0), (18, 0), (19, 3)])
def test_the_workflow_of_a_repair_is_never_driven(
    odoos: Callable[..., OdooOffice], version: tuple[int, int]
) -> None:
    """Trap 8: actions there open wizards, want serials and move stock; our stage is mirrored."""
    odoo = odoos(version, "repair.order")
    client = a_client()
    [owner] = stored(odoo.adapter, client)
    order = an_order(client, owner)
    [remote] = stored(odoo.adapter, order)
    stored(odoo.mapped(Kind.ORDER, "stage", "state"), now(order, remote, stage="closed"))
    row = odoo.row("repair.order", remote)
    assert (row["state"], row["x_intake_stage"]) == ("draft", "accepted")
    assert {one.method for one in odoo.fake.done if one.uid == INTAKE} <= _ASKED


def test_a_private_persons_tax_number_makes_no_company_of_him(odoo: OdooOffice) -> None:
    """Trap 9: on 19.3 whoever has a VAT is a company."""
    man, firm = a_client(inn="500100732259"), a_client(inn="7707083893", is_company=True)
    first, second = stored(odoo.adapter, man, firm)
    assert odoo.row("res.partner", first)["vat"] is False
    assert odoo.row("res.partner", second)["vat"] == "7707083893"
    assert [odoo.row("res.partner", one)["is_company"] for one in (first, second)] == [False, True]
    there = {
        one.remote: one.values["inn"] for one in odoo.adapter.read(Kind.CLIENT, [first, second])
    }
    assert there == {first: "500100732259", second: "7707083893"}


def test_a_tax_number_they_typed_for_a_person_is_read(odoo: OdooOffice) -> None:
    """Trap 9: a manager knows no other place for it."""
    [remote] = stored(odoo.adapter, a_client(inn=None))
    odoo.person.call("res.partner", "write", [int(remote)], {"vat": "500100732259"})
    [there] = odoo.adapter.read(Kind.CLIENT, [remote])
    assert there.values["inn"] == "500100732259"


def test_signs_no_record_may_hold_are_left_out_of_a_name(odoo: OdooOffice) -> None:
    [remote] = stored(odoo.adapter, a_client())
    odoo.person.call("res.partner", "write", [int(remote)], {"name": "Ор\0лова"})
    [there] = odoo.adapter.read(Kind.CLIENT, [remote])
    assert there.values["name"] == "Орлова"


def test_a_bad_tax_number_does_not_keep_a_client_away(odoo: OdooOffice) -> None:
    """Trap 9: base_vat refuses the whole record; desks have checked it already."""
    odoo.fake.has_vat_check = True
    firm = a_client(inn="12", kpp="770701001", is_company=True)
    [remote] = stored(odoo.adapter, firm)
    column = "company_registry" if odoo.fake.version >= (16, 0) else "x_intake_kpp"
    assert odoo.row("res.partner", remote)[column] == "770701001"
    assert odoo.row("res.partner", remote)["vat"] == "12"


@pytest.mark.parametrize("written", ["8-912-555-44-33", "+7 (912) 5554433", "89125554433"])
def test_a_phone_is_found_however_it_is_written(odoo: OdooOffice, written: str) -> None:
    """Trap 10: Odoo's own search misses 8-912 where +7-912 is asked for."""
    remote = odoo.stand.make(Kind.CLIENT, {"name": "Петров", "phone": written})
    odoo.stand.make(Kind.CLIENT, {"name": "Иванов", "phone": "8-912-555-44-34"})
    found = odoo.adapter.candidates(a_client(phone="+79125554433"))
    assert [(one.remote, one.alike) for one in found] == [(remote, "phone")]


def test_a_second_phone_has_a_place_in_every_version(odoo: OdooOffice) -> None:
    """Trap 10: from 19 on a partner has one phone."""
    client = a_client(phone="+79125554433", phone2="+79125554400")
    [remote] = stored(odoo.adapter, client)
    column = "mobile" if odoo.fake.version < (19, 0) else "x_intake_phone2"
    assert odoo.row("res.partner", remote)[column] == "+79125554400"
    assert odoo.row("res.partner", remote)["phone"] == "+79125554433"
    [there] = odoo.adapter.read(Kind.CLIENT, [remote])
    assert there.values["phone2"] == "+79125554400"


def test_the_same_number_is_found_and_a_sign_in_an_address_is_no_wildcard(
    odoo: OdooOffice,
) -> None:
    """Trap 10: _ and % in an e-mail stand for themselves."""
    remote = odoo.stand.make(Kind.CLIENT, {"name": "ООО", "email": "a_b@example.org"})
    odoo.stand.make(Kind.CLIENT, {"name": "Не он", "email": "axb@example.org"})
    odoo.person.call("res.partner", "write", [int(remote)], {"vat": "7707083893"})
    found = odoo.adapter.candidates(a_client(email="A_B@example.org", phone=None))
    assert [(one.remote, one.alike) for one in found] == [(remote, "email")]
    found = odoo.adapter.candidates(a_client(inn="7707083893", email=None, phone=None))
    assert [(one.remote, one.alike) for one in found] == [(remote, "inn")]
    assert odoo.adapter.candidates(a_client(email=None, phone=None)) == []


def test_what_is_missing_is_told_field_by_field_and_right_by_right(
    odoos: Callable[..., OdooOffice],
) -> None:
    """Trap 11: a bot may add no fields, so its administrator must be told exactly which."""
    odoo = odoos((18, 0))
    odoo.fake.remove_field("res.partner", "x_intake_inn")
    odoo.fake.remove_field("crm.lead", "x_intake_fault")
    found = odoo.adapter.probe()
    assert found.lacks == (
        "add the field res.partner: x_intake_inn (char)",
        "add the field crm.lead: x_intake_fault (text)",
    )
    with pytest.raises(StoppedError) as refused:
        odoo.adapter.ensure_schema()
    assert refused.value.why is Stop.RIGHT_MISSING
    administrator = odoo.connected(ADMINISTRATOR)
    assert len(administrator.ensure_schema()) == 2
    assert administrator.ensure_schema() == ()
    odoo.fake.denied |= {("crm.lead", "create"), ("res.partner", "write")}
    assert odoo.connected().probe().lacks == (
        "give the user the right to write res.partner",
        "give the user the right to create crm.lead",
    )


@pytest.mark.parametrize("way", ["refused", "message"])
def test_a_right_taken_away_stops_everything_and_parks_nobody(odoo: OdooOffice, way: str) -> None:
    """Trap 11: load() may tell a missing right as a word about each row."""
    odoo.fake.denied.add(("res.partner", "create" if way == "refused" else "write"))
    odoo.fake.hides_rows = True
    with pytest.raises(StoppedError) as stopped:
        odoo.adapter.push(Kind.CLIENT, [a_client(name="" if way == "message" else "Кто-то")])
    assert stopped.value.why is Stop.RIGHT_MISSING


def test_nothing_is_ever_posted(odoo: OdooOffice) -> None:
    """Trap 12: posting a message fails where the bot has no e-mail address."""
    client = a_client()
    [owner] = stored(odoo.adapter, client)
    stored(odoo.adapter, an_order(client, owner))
    odoo.adapter.probe()
    odoo.adapter.candidates(client)
    odoo.adapter.pull(Kind.ORDER, "", 50)
    assert {one.method for one in odoo.fake.done if one.uid == INTAKE} <= _ASKED
    assert all(one.context.get("tracking_disable") for one in odoo.fake.done if one.uid == INTAKE)


def test_a_wrong_database_and_a_page_are_told_from_a_wrong_key(odoo: OdooOffice) -> None:
    """Trap 13: asked for a database it does not have, Odoo 19 shows a page for people."""
    with pytest.raises(StoppedError) as stopped:
        odoo.connected(database="another").probe()
    assert stopped.value.why is Stop.ADDRESS_WRONG
    with pytest.raises(StoppedError) as stopped:
        odoo.connected(key="intake:wrong").probe()
    assert stopped.value.why is Stop.KEY_WRONG


def test_no_trace_of_the_server_passes(odoo: OdooOffice) -> None:
    """Trap 13: the body of every error carries a traceback."""
    odoo.fake.denied.add(("res.partner", "read"))
    with pytest.raises(StoppedError) as stopped:
        odoo.adapter.read(Kind.CLIENT, ["1"])
    assert stopped.value.why is Stop.RIGHT_MISSING
    assert TRACE[:9] not in str(stopped.value)


def test_signs_of_html_survive_a_field_of_html(odoo: OdooOffice) -> None:
    """Trap 15: such a field cleans away what looks like a tag; the note of a lead is one."""
    adapter = odoo.mapped(Kind.ORDER, "fault", "description")
    client = a_client()
    [owner] = stored(odoo.adapter, client)
    [remote] = stored(adapter, an_order(client, owner, fault="<после> падения & воды\nне горит"))
    [there] = adapter.read(Kind.ORDER, [remote])
    assert there.values["fault"] == "<после> падения & воды\nне горит"


def test_a_stage_nobody_there_knows_refuses_its_order_alone(odoo: OdooOffice) -> None:
    """Trap 15: an unknown name rejects the row."""
    codes = {"ready": "Won", "accepted": "No such"}
    adapter = odoo.mapped(Kind.ORDER, "stage", "x_intake_stage", stage=codes)
    client = a_client()
    [owner] = stored(adapter, client)
    bad, good = adapter.push(
        Kind.ORDER, [an_order(client, owner), an_order(client, owner, stage="ready")]
    )
    assert isinstance(bad, Refused)
    assert "No such" in bad.words
    assert isinstance(good, Stored)
    [there] = adapter.read(Kind.ORDER, [good.remote])
    assert (there.values["stage"], there.values["remote_stage"]) == ("ready", "Won")


def test_what_they_moved_on_their_board_stays_until_our_stage_changes(odoo: OdooOffice) -> None:
    """Trap 16: nothing tells that they were faster, so only what changed here is said again."""
    adapter = odoo.mapped(Kind.ORDER, "stage", "x_intake_stage", stage={"ready": "Won"})
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner, stage="ready")
    [remote] = stored(adapter, order)
    new = next(n for n, row in odoo.fake.tables.rows["crm.stage"].items() if row["name"] == "New")
    odoo.person.call("crm.lead", "write", [int(remote)], {"stage_id": new})
    stored(adapter, now(order, remote, fault="Иначе"))
    assert odoo.row("crm.lead", remote)["stage_id"] == new
    stored(adapter, now(order, remote, stage="repair"))
    stored(adapter, now(order, remote, stage="ready"))
    assert odoo.row("crm.lead", remote)["stage_id"] != new


def test_of_two_writers_each_keeps_the_fields_of_his_own(odoo: OdooOffice) -> None:
    """Trap 16: there is no If-Match; what we do not tell we do not touch, and we read it back."""
    client = a_client()
    [remote] = stored(odoo.adapter, client)
    heard = Heard(odoo.adapter, Kind.CLIENT)
    heard.news()
    odoo.fake.meanwhile.append(
        lambda: odoo.fake.tables.put(
            "res.partner", int(remote), {"street": "Мира, 5"}, odoo.fake.clock.now
        )
    )
    stored(odoo.adapter, now(client, remote, name="Другое имя"))
    [news] = heard.news()
    assert (news.values["name"], news.values["address"]) == ("Другое имя", "Мира, 5")


def test_usual_map_is_one_a_person_can_write() -> None:
    fields = usual_map()
    assert field_map.from_json(fields.to_json()) == fields


def test_closing_an_adapter_that_was_never_used(odoo: OdooOffice) -> None:
    with closing(odoo.connected()):
        pass
