"""What was seen to go wrong with running Odoos, one test for each trap."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from intake_hub.crm import field_map
from intake_hub.crm.adapter import Access, Refused, Stored
from intake_hub.crm.documents import Kind, Owner
from intake_hub.crm.faults import Stop, StoppedError, TransientError
from intake_hub.crm.field_map import FieldMap, FieldRule
from intake_hub.crm.odoo.adapter import connect, usual_map
from intake_hub.crm.odoo.names import external_id
from tests.crm.contract import Heard, a_client, an_order, now, stored
from tests.crm.fake_odoo import ADMINISTRATOR, INTAKE, KEY, TRACE, FakeOdoo
from tests.crm.odoo_rpc import DATABASE, Rpc
from tests.crm.test_odoo import ready, stand_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from intake_hub.crm.adapter import CrmAdapter
    from tests.crm.odoo_stand import OdooStand

VERSIONS = ((11, 0), (16, 0), (18, 0), (19, 0), (19, 3))
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


class Shop:
    """A fake of one version, an adapter at it, and somebody who works there."""

    def __init__(self, version: tuple[int, int], orders: str = "crm.lead") -> None:
        self.fake = FakeOdoo(version)
        self.person = Rpc(self.fake.url, *ADMINISTRATOR.split(":"))
        ready(self.fake, orders)
        self.fake.done.clear()
        self.stand: OdooStand = stand_on(self.fake, self.person, orders)
        self.adapter: CrmAdapter = self.stand.adapter()
        self._more: list[CrmAdapter] = []

    def row(self, model: str, remote: str) -> dict[str, object]:
        """What the database holds."""
        return self.fake.tables.rows[model][int(remote)]

    def mapped(self, kind: Kind, name: str, remote: str, **codes: dict[str, str]) -> CrmAdapter:
        """An adapter with one field going elsewhere."""
        fields = usual_map()
        rules = {**fields.rules[kind], name: FieldRule(remote, Owner.OURS, is_sent=True)}
        fields = FieldMap({**fields.rules, kind: rules}, codes)
        return self.connected(fields=fields)

    def connected(
        self, key: str = KEY, database: str = DATABASE, fields: FieldMap | None = None
    ) -> CrmAdapter:
        """An adapter with something else than usual; it closes with the shop."""
        options = {"database": database, "orders": self.stand.orders}
        made = connect(Access(self.fake.url, key, options), fields or usual_map())
        self._more.append(made)
        return made

    def close(self) -> None:
        for one in (self.adapter, *self._more):
            one.close()
        self.person.close()
        self.fake.close()


@pytest.fixture
def shops() -> Iterator[Callable[..., Shop]]:
    opened: list[Shop] = []

    def opening(version: tuple[int, int] = (18, 0), orders: str = "crm.lead") -> Shop:
        shop = Shop(version, orders)
        opened.append(shop)
        return shop

    yield opening
    for shop in opened:
        shop.close()


@pytest.fixture(params=VERSIONS, ids=lambda version: f"{version[0]}.{version[1]}")
def shop(request: pytest.FixtureRequest, shops: Callable[..., Shop]) -> Shop:
    return shops(request.param)


def test_who_looked_before_another_made_it_makes_no_second(shop: Shop) -> None:
    """Trap 1: eight that searched and then created made eight; a name from outside makes one."""
    client, found = a_client(), list[int]()

    def made_by_another() -> None:
        values = {"name": "Орлова", "x_intake_uid": str(client.uid)}
        found.append(shop.fake.tables.add("res.partner", values, shop.fake.clock.now))
        name = external_id(Kind.CLIENT, client.uid)
        shop.fake.tables.names[name] = ("res.partner", found[0])

    shop.fake.meanwhile.append(made_by_another)
    assert stored(shop.adapter, client) == [str(found[0])]
    mine = [one for one in shop.stand.records(Kind.CLIENT).values() if one["phone"]]
    assert len(mine) == 1


def test_of_a_batch_only_the_bad_rows_are_left_out(shop: Shop) -> None:
    """Trap 2: errors come with HTTP 200, and one bad row undoes all of the batch."""
    clients = [a_client() for _ in range(5)]
    clients[1], clients[3] = a_client(name=""), a_client(ads_allowed_at="yesterday")
    done = shop.adapter.push(Kind.CLIENT, clients)
    assert [type(one) for one in done] == [Stored, Refused, Stored, Refused, Stored]
    words = [one.words for one in done if isinstance(one, Refused)]
    assert "res_partner_check_name" in words[0]
    assert "yesterday" in words[1]


def test_a_row_that_is_not_named_is_found_by_halves(shop: Shop) -> None:
    """Trap 2: some errors do not say which row they are about."""
    shop.fake.hides_rows = True
    clients = [a_client() for _ in range(7)]
    clients[4] = a_client(name="")
    done = shop.adapter.push(Kind.CLIENT, clients)
    assert [place for place, one in enumerate(done) if isinstance(one, Refused)] == [4]


def test_no_row_of_a_table_is_among_the_words(shop: Shop) -> None:
    """PostgreSQL quotes the whole row, phones and all, in the detail of an error."""
    [done] = shop.adapter.push(Kind.CLIENT, [a_client(name="")])
    assert isinstance(done, Refused)
    assert "+7912" not in done.words


@pytest.mark.parametrize(
    "words",
    [
        "could not serialize access due to concurrent update",
        'duplicate key value violates unique constraint "ir_model_data_module_name_uniq_index"',
        "deadlock detected",
    ],
)
def test_a_lost_race_is_tried_again_and_parks_nobody(shop: Shop, words: str) -> None:
    """Trap 2: that somebody else was faster comes as such a message too."""
    shop.fake.races.append(words)
    client = a_client()
    with pytest.raises(TransientError) as lost:
        shop.adapter.push(Kind.CLIENT, [client])
    assert not lost.value.is_in_doubt
    stored(shop.adapter, client)


def test_moments_do_not_shift_by_the_zone_of_the_user(shop: Shop) -> None:
    """Trap 3: load() reads moments in the user's zone, here Moscow's, unless it is told another."""
    client = a_client(ads_allowed_at="2026-10-31T22:15:00Z")
    [remote] = stored(shop.adapter, client)
    assert shop.row("res.partner", remote)["x_intake_ads_at"] == "2026-10-31 22:15:00"


def test_an_empty_cell_clears_and_an_absent_one_leaves(shop: Shop) -> None:
    """Trap 3: all rows of one load share their columns; what we do not tell must stay as it is."""
    client = a_client(source="Яндекс")
    [remote] = stored(shop.adapter, client)
    shop.stand.edit(Kind.CLIENT, remote, {"address": "Ленина, 1"})
    told = {**client.values, "source": None}
    assert stored(shop.adapter, replace(client, remote=remote, values=told)) == [remote]
    row = shop.row("res.partner", remote)
    assert (row["street"], row["x_intake_source"]) == ("Ленина, 1", False)


def test_what_they_archived_stays_archived_when_it_is_changed_here(shop: Shop) -> None:
    """Trap 4: load() on an archived record updates it and leaves it archived."""
    client = a_client()
    [remote] = stored(shop.adapter, client)
    shop.stand.archive(Kind.CLIENT, remote)
    assert stored(shop.adapter, now(client, remote, name="Другое имя")) == [remote]
    row = shop.row("res.partner", remote)
    assert (row["name"], row["active"]) == ("Другое имя", False)


def test_what_we_archived_we_can_bring_back(shop: Shop) -> None:
    """Trap 4, the other way round: our own word about it is kept there beside theirs."""
    client = a_client()
    [remote] = stored(shop.adapter, client)
    stored(shop.adapter, now(client, remote, archived=True))
    assert shop.row("res.partner", remote)["active"] is False
    stored(shop.adapter, now(client, remote, archived=False))
    assert shop.row("res.partner", remote)["active"] is True


def test_after_a_merge_both_our_names_lead_to_the_survivor(shop: Shop) -> None:
    """Trap 4: the last row of a load would win over the survivor; nobody is overwritten."""
    gone, kept = a_client(name="Ушедший"), a_client(name="Оставшийся")
    loser, survivor = stored(shop.adapter, gone, kept)
    shop.stand.merge(Kind.CLIENT, loser, survivor)
    assert shop.adapter.find(Kind.CLIENT, [gone.uid, kept.uid]) == {
        gone.uid: survivor,
        kept.uid: survivor,
    }
    assert stored(shop.adapter, gone) == [survivor]
    row = shop.row("res.partner", survivor)
    assert (row["name"], row["x_intake_uid"]) == ("Оставшийся", str(kept.uid))


def test_our_record_is_known_by_its_name_when_its_mark_was_wiped(shop: Shop) -> None:
    """Trap 4: the name from outside stays when somebody empties our field."""
    client = a_client()
    [remote] = stored(shop.adapter, client)
    shop.person.call("res.partner", "write", [int(remote)], {"x_intake_uid": False})
    assert stored(shop.adapter, client) == [remote]
    assert shop.row("res.partner", remote)["x_intake_uid"] == str(client.uid)


def test_names_from_outside_are_never_read_from_their_table(shop: Shop) -> None:
    """Trap 5: ordinary users may not read ir.model.data; ours are known by our own field."""
    client = a_client()
    [remote] = stored(shop.adapter, client)
    assert shop.row("res.partner", remote)["x_intake_uid"] == str(client.uid)
    assert shop.adapter.find(Kind.CLIENT, [client.uid]) == {client.uid: remote}
    asked = {(one.model, one.method) for one in shop.fake.done if one.uid == INTAKE}
    assert ("ir.model.data", "search_read") not in asked


def test_where_even_a_name_may_not_be_asked_for_nothing_is_said(shop: Shop) -> None:
    """Trap 5: no right to look up a name is not a reason to stop."""
    shop.fake.denied.add(("ir.model.data", "ask"))
    assert shop.adapter.find(Kind.CLIENT, [a_client().uid]) == {}
    stored(shop.adapter, a_client())


def test_what_was_written_at_once_is_read_in_small_pages(shop: Shop) -> None:
    """Trap 6: a bulk write gives many records one write_date."""
    remotes = stored(shop.adapter, *[a_client() for _ in range(9)])
    assert len({shop.row("res.partner", one)["write_date"] for one in remotes}) == 1
    cursor, found = "", list[str]()
    while True:
        page = shop.adapter.pull(Kind.CLIENT, cursor, 2)
        cursor, found = page.cursor, [*found, *(one.remote for one in page.records)]
        if page.is_last:
            break
    assert sorted(found) == sorted(remotes)


def test_an_edit_behind_the_reader_is_read_in_the_next_pass(shop: Shop) -> None:
    """Trap 6: between two pages somebody edits what the first of them held."""
    remotes = stored(shop.adapter, *[a_client() for _ in range(4)])
    first = shop.adapter.pull(Kind.CLIENT, "", 2)
    shop.stand.edit(Kind.CLIENT, first.records[0].remote, {"name": "Позже"})
    rest = shop.adapter.pull(Kind.CLIENT, first.cursor, 10)
    assert {one.remote for one in (*first.records, *rest.records)} == set(remotes)
    again = shop.adapter.pull(Kind.CLIENT, rest.cursor, 10)
    assert "Позже" in {one.values["name"] for one in again.records}


def test_a_long_transaction_of_theirs_is_not_lost(shop: Shop) -> None:
    """Trap 6: write_date is when a transaction began, and it may end a minute later."""
    [remote, _] = stored(shop.adapter, a_client(), a_client())
    heard = Heard(shop.adapter, Kind.CLIENT)
    heard.news()
    began = shop.fake.clock.now - timedelta(seconds=60)
    shop.fake.tables.put("res.partner", int(remote), {"name": "Долго"}, began)
    assert [one.values["name"] for one in heard.news()] == ["Долго"]


def test_when_nothing_is_written_nothing_is_read_again(shop: Shop) -> None:
    """Trap 6: the overlap is read until nothing can come into it any more."""
    stored(shop.adapter, a_client(), a_client())
    cursor = shop.adapter.pull(Kind.CLIENT, "", 50).cursor
    page = shop.adapter.pull(Kind.CLIENT, cursor, 50)
    assert len(page.records) == 2
    shop.fake.clock.pass_by(121)
    page = shop.adapter.pull(Kind.CLIENT, page.cursor, 50)
    assert not page.records
    late = stored(shop.adapter, a_client())
    page = shop.adapter.pull(Kind.CLIENT, page.cursor, 50)
    assert set(late) <= {one.remote for one in page.records}


def test_an_unreadable_cursor_begins_again(shop: Shop) -> None:
    remotes = stored(shop.adapter, a_client())
    for cursor in ("?", "[1]", '{"start": 1}'):
        assert [one.remote for one in shop.adapter.pull(Kind.CLIENT, cursor, 50).records] == remotes


def test_where_nothing_of_ours_is_there_is_nothing_to_read(shop: Shop) -> None:
    page = shop.adapter.pull(Kind.ORDER, "", 50)
    assert (page.records, page.is_last) == ((), True)


def test_deletes_are_swept_for_a_thousand_at_a_time(shop: Shop) -> None:
    """Trap 6: a delete leaves no trace."""
    kept, gone = stored(shop.adapter, a_client(), a_client())
    shop.stand.delete(Kind.CLIENT, gone)
    shop.fake.done.clear()
    strangers = {str(number) for number in range(10_000, 12_000)}
    assert shop.adapter.missing(Kind.CLIENT, [kept, gone, *strangers]) == strangers | {gone}
    assert len(shop.fake.done) == 3


def test_an_order_whose_client_was_deleted_there_is_refused_alone(shop: Shop) -> None:
    """Trap 7: a client in use can be deleted; the order's client is empty then."""
    client, other = a_client(), a_client()
    owner, second = stored(shop.adapter, client, other)
    order = an_order(client, owner)
    [remote] = stored(shop.adapter, order)
    shop.stand.delete(Kind.CLIENT, owner)
    assert shop.stand.records(Kind.ORDER)[remote]["client"] == ""
    assert shop.adapter.read(Kind.CLIENT, [owner]) == []
    bad, good = shop.adapter.push(
        Kind.ORDER, [now(order, remote, fault="Иначе"), an_order(other, second)]
    )
    assert isinstance(bad, Refused)
    assert isinstance(good, Stored)


@pytest.mark.parametrize("version", [(17, 0), (18, 0), (19, 3)])
def test_the_workflow_of_a_repair_is_never_driven(
    shops: Callable[..., Shop], version: tuple[int, int]
) -> None:
    """Trap 8: actions there open wizards, want serials and move stock; our stage is mirrored."""
    shop = shops(version, "repair.order")
    client = a_client()
    [owner] = stored(shop.adapter, client)
    order = an_order(client, owner)
    [remote] = stored(shop.adapter, order)
    stored(shop.mapped(Kind.ORDER, "stage", "state"), now(order, remote, stage="closed"))
    row = shop.row("repair.order", remote)
    assert (row["state"], row["x_intake_stage"]) == ("draft", "accepted")
    assert {one.method for one in shop.fake.done if one.uid == INTAKE} <= _ASKED


def test_a_private_persons_tax_number_makes_no_company_of_him(shop: Shop) -> None:
    """Trap 9: on 19.3 whoever has a VAT is a company."""
    man, firm = a_client(inn="500100732259"), a_client(inn="7707083893", is_company=True)
    first, second = stored(shop.adapter, man, firm)
    assert shop.row("res.partner", first)["vat"] is False
    assert shop.row("res.partner", second)["vat"] == "7707083893"
    assert [shop.row("res.partner", one)["is_company"] for one in (first, second)] == [False, True]
    there = {
        one.remote: one.values["inn"] for one in shop.adapter.read(Kind.CLIENT, [first, second])
    }
    assert there == {first: "500100732259", second: "7707083893"}


def test_a_tax_number_they_typed_for_a_person_is_read(shop: Shop) -> None:
    """Trap 9: a manager knows no other place for it."""
    [remote] = stored(shop.adapter, a_client(inn=None))
    shop.person.call("res.partner", "write", [int(remote)], {"vat": "500100732259"})
    [there] = shop.adapter.read(Kind.CLIENT, [remote])
    assert there.values["inn"] == "500100732259"


def test_a_bad_tax_number_does_not_keep_a_client_away(shop: Shop) -> None:
    """Trap 9: base_vat refuses the whole record; desks have checked it already."""
    shop.fake.has_vat_check = True
    firm = a_client(inn="12", kpp="770701001", is_company=True)
    [remote] = stored(shop.adapter, firm)
    column = "company_registry" if shop.fake.version >= (16, 0) else "x_intake_kpp"
    assert shop.row("res.partner", remote)[column] == "770701001"
    assert shop.row("res.partner", remote)["vat"] == "12"


@pytest.mark.parametrize("written", ["8-912-555-44-33", "+7 (912) 5554433", "89125554433"])
def test_a_phone_is_found_however_it_is_written(shop: Shop, written: str) -> None:
    """Trap 10: Odoo's own search misses 8-912 where +7-912 is asked for."""
    remote = shop.stand.make(Kind.CLIENT, {"name": "Петров", "phone": written})
    shop.stand.make(Kind.CLIENT, {"name": "Иванов", "phone": "8-912-555-44-34"})
    found = shop.adapter.candidates(a_client(phone="+79125554433"))
    assert [(one.remote, one.alike) for one in found] == [(remote, "phone")]


def test_a_second_phone_has_a_place_in_every_version(shop: Shop) -> None:
    """Trap 10: from 19 on a partner has one phone."""
    client = a_client(phone="+79125554433", phone2="+79125554400")
    [remote] = stored(shop.adapter, client)
    column = "mobile" if shop.fake.version < (19, 0) else "x_intake_phone2"
    assert shop.row("res.partner", remote)[column] == "+79125554400"
    assert shop.row("res.partner", remote)["phone"] == "+79125554433"
    [there] = shop.adapter.read(Kind.CLIENT, [remote])
    assert there.values["phone2"] == "+79125554400"


def test_the_same_tax_number_is_found_and_a_sign_in_an_address_is_no_wildcard(shop: Shop) -> None:
    """Trap 10: _ and % in an e-mail stand for themselves."""
    remote = shop.stand.make(Kind.CLIENT, {"name": "ООО", "email": "a_b@example.org"})
    shop.stand.make(Kind.CLIENT, {"name": "Не он", "email": "axb@example.org"})
    shop.person.call("res.partner", "write", [int(remote)], {"vat": "7707083893"})
    found = shop.adapter.candidates(a_client(email="A_B@example.org", phone=None))
    assert [(one.remote, one.alike) for one in found] == [(remote, "email")]
    found = shop.adapter.candidates(a_client(inn="7707083893", email=None, phone=None))
    assert [(one.remote, one.alike) for one in found] == [(remote, "inn")]
    assert shop.adapter.candidates(a_client(email=None, phone=None)) == []


def test_what_is_missing_is_told_field_by_field_and_right_by_right(
    shops: Callable[..., Shop],
) -> None:
    """Trap 11: a bot may add no fields, so its administrator must be told exactly which."""
    shop = shops((18, 0))
    shop.fake.remove_field("res.partner", "x_intake_inn")
    shop.fake.remove_field("crm.lead", "x_intake_fault")
    found = shop.adapter.probe()
    assert found.lacks == (
        "add the field res.partner: x_intake_inn (char)",
        "add the field crm.lead: x_intake_fault (text)",
    )
    with pytest.raises(StoppedError) as refused:
        shop.adapter.ensure_schema()
    assert refused.value.why is Stop.RIGHT_MISSING
    administrator = shop.connected(ADMINISTRATOR)
    assert len(administrator.ensure_schema()) == 2
    assert administrator.ensure_schema() == ()
    shop.fake.denied |= {("crm.lead", "create"), ("res.partner", "write")}
    assert shop.connected().probe().lacks == (
        "give the user the right to write res.partner",
        "give the user the right to create crm.lead",
    )


@pytest.mark.parametrize("way", ["refused", "message"])
def test_a_right_taken_away_stops_everything_and_parks_nobody(shop: Shop, way: str) -> None:
    """Trap 11: load() may tell a missing right as a word about each row."""
    shop.fake.denied.add(("res.partner", "create" if way == "refused" else "write"))
    shop.fake.hides_rows = True
    with pytest.raises(StoppedError) as stopped:
        shop.adapter.push(Kind.CLIENT, [a_client(name="" if way == "message" else "Кто-то")])
    assert stopped.value.why is Stop.RIGHT_MISSING


def test_nothing_is_ever_posted(shop: Shop) -> None:
    """Trap 12: posting a message fails where the bot has no e-mail address."""
    client = a_client()
    [owner] = stored(shop.adapter, client)
    stored(shop.adapter, an_order(client, owner))
    shop.adapter.probe()
    shop.adapter.candidates(client)
    shop.adapter.pull(Kind.ORDER, "", 50)
    assert {one.method for one in shop.fake.done if one.uid == INTAKE} <= _ASKED
    assert all(one.context.get("tracking_disable") for one in shop.fake.done if one.uid == INTAKE)


def test_a_wrong_database_and_a_page_are_told_from_a_wrong_key(shop: Shop) -> None:
    """Trap 13: asked for a database it does not have, Odoo 19 shows a page for people."""
    with pytest.raises(StoppedError) as stopped:
        shop.connected(database="another").probe()
    assert stopped.value.why is Stop.ADDRESS_WRONG
    with pytest.raises(StoppedError) as stopped:
        shop.connected(key="intake:wrong").probe()
    assert stopped.value.why is Stop.KEY_WRONG


def test_no_trace_of_the_server_passes(shop: Shop) -> None:
    """Trap 13: the body of every error carries a traceback."""
    shop.fake.denied.add(("res.partner", "read"))
    with pytest.raises(StoppedError) as stopped:
        shop.adapter.read(Kind.CLIENT, ["1"])
    assert stopped.value.why is Stop.RIGHT_MISSING
    assert TRACE[:9] not in str(stopped.value)


def test_changes_are_asked_for_and_no_hook_is_set(shop: Shop) -> None:
    """Trap 14: hooks are unsigned, come many times over, and are never sent again."""
    [remote] = stored(shop.adapter, a_client())
    heard = Heard(shop.adapter, Kind.CLIENT)
    heard.news()
    shop.stand.edit(Kind.CLIENT, remote, {"name": "Новое"})
    assert [one.remote for one in heard.news()] == [remote]
    assert "base.automation" not in {one.model for one in shop.fake.done}
    assert not shop.adapter.caps.shows_deletes


def test_signs_of_html_survive_a_field_of_html(shop: Shop) -> None:
    """Trap 15: such a field cleans away what looks like a tag; the note of a lead is one."""
    adapter = shop.mapped(Kind.ORDER, "fault", "description")
    client = a_client()
    [owner] = stored(shop.adapter, client)
    [remote] = stored(adapter, an_order(client, owner, fault="<после> падения & воды\nне горит"))
    [there] = adapter.read(Kind.ORDER, [remote])
    assert there.values["fault"] == "<после> падения & воды\nне горит"


def test_a_stage_nobody_there_knows_refuses_its_order_alone(shop: Shop) -> None:
    """Trap 15: an unknown name rejects the row."""
    codes = {"ready": "Won", "accepted": "No such"}
    adapter = shop.mapped(Kind.ORDER, "stage", "x_intake_stage", stage=codes)
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


def test_what_they_moved_on_their_board_stays_until_our_stage_changes(shop: Shop) -> None:
    """Trap 16: nothing tells that they were faster, so only what changed here is said again."""
    adapter = shop.mapped(Kind.ORDER, "stage", "x_intake_stage", stage={"ready": "Won"})
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner, stage="ready")
    [remote] = stored(adapter, order)
    new = next(n for n, row in shop.fake.tables.rows["crm.stage"].items() if row["name"] == "New")
    shop.person.call("crm.lead", "write", [int(remote)], {"stage_id": new})
    stored(adapter, now(order, remote, fault="Иначе"))
    assert shop.row("crm.lead", remote)["stage_id"] == new
    stored(adapter, now(order, remote, stage="repair"))
    stored(adapter, now(order, remote, stage="ready"))
    assert shop.row("crm.lead", remote)["stage_id"] != new


def test_of_two_writers_each_keeps_the_fields_of_his_own(shop: Shop) -> None:
    """Trap 16: there is no If-Match; what we do not tell we do not touch, and we read it back."""
    client = a_client()
    [remote] = stored(shop.adapter, client)
    heard = Heard(shop.adapter, Kind.CLIENT)
    heard.news()
    shop.fake.meanwhile.append(
        lambda: shop.fake.tables.put(
            "res.partner", int(remote), {"street": "Мира, 5"}, shop.fake.clock.now
        )
    )
    stored(shop.adapter, now(client, remote, name="Другое имя"))
    [news] = heard.news()
    assert (news.values["name"], news.values["address"]) == ("Другое имя", "Мира, 5")


def test_usual_map_is_one_a_person_can_write() -> None:
    fields = usual_map()
    assert field_map.from_json(fields.to_json()) == fields


def test_closing_an_adapter_that_was_never_used(shop: Shop) -> None:
    with closing(shop.connected()):
        pass
