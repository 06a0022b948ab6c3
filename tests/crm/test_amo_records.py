"""Records in amoCRM: each documented limit and oddity by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_hub.crm.adapter import Refused, Stored
from intake_hub.crm.amo.names import TOTAL, UID, usual_map
from intake_hub.crm.documents import Kind, Owner
from intake_hub.crm.faults import Stop, StoppedError, TransientError
from intake_hub.crm.field_map import FieldRule, from_json, without
from tests.crm.contract import Heard, a_client, an_order, now, stored
from tests.crm.fake_amo import NEW, PIPELINE, READY, WON, by_code
from tests.crm.loopback import told
from tests.crm.stand_amo import AmoStand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_hub.crm.amo.adapter import AmoAdapter


@pytest.fixture
def stand() -> Iterator[AmoStand]:
    found = AmoStand()
    yield found
    found.close()


@pytest.fixture
def adapter(stand: AmoStand) -> Iterator[AmoAdapter]:
    found = stand.adapter()
    yield found
    found.close()


def test_answers_come_in_any_order_and_are_told_apart(stand: AmoStand, adapter: AmoAdapter) -> None:
    """`request_id` comes back with each; the fake answers backwards."""
    clients = [a_client(name=f"Имя {n}") for n in range(5)]
    remotes = stored(adapter, *clients)
    assert [stand.row(one)["name"] for one in remotes] == [f"Имя {n}" for n in range(5)]


def test_one_wrong_record_spoils_a_write_so_it_is_left_out(
    stand: AmoStand, adapter: AmoAdapter
) -> None:
    """Nothing of a write is taken when one of it is wrong; its words name the field."""
    clients = [a_client() for _ in range(3)]
    remotes = stored(adapter, *clients)
    later = [now(*one) for one in zip(clients, remotes, strict=True)]
    later[1] = now(clients[1], remotes[1], source="x" * 300)
    fresh = a_client(client_class="y" * 300)
    first, bad, last, worse = adapter.push(Kind.CLIENT, [*later, fresh])
    assert isinstance(first, Stored)
    assert isinstance(last, Stored)
    words = "custom_fields_values.field_code: This value is too long."
    assert (bad, worse) == (Refused(clients[1].uid, words), Refused(fresh.uid, words))


def test_an_error_that_names_nobody_refuses_all_of_a_write(
    stand: AmoStand, adapter: AmoAdapter
) -> None:
    """A write as a whole can be wrong too."""
    clients = [a_client(), a_client()]
    adapter.find(Kind.CLIENT, [clients[0].uid])
    wrong = [{"request_id": "?", "errors": [{"path": "", "detail": "Too much."}]}]
    stand.amo.instead_of_write = told({"validation-errors": wrong}, 400)
    found = adapter.push(Kind.CLIENT, clients)
    assert found == [Refused(one.uid, ": Too much.") for one in clients]


def test_a_record_nothing_was_said_of_is_in_doubt(stand: AmoStand, adapter: AmoAdapter) -> None:
    """It may be there, or not."""
    client = a_client()
    adapter.find(Kind.CLIENT, [client.uid])
    stand.amo.instead_of_write = told({"_embedded": {"contacts": []}})
    with pytest.raises(TransientError) as doubt:
        adapter.push(Kind.CLIENT, [client])
    assert doubt.value.is_in_doubt
    stand.amo.instead_of_write = None
    stored(adapter, client)
    assert len(stand.records(Kind.CLIENT)) == 1


def test_phones_people_added_are_kept(stand: AmoStand, adapter: AmoAdapter) -> None:
    """A list of phones is written whole: what is left out of it is deleted there."""
    client = a_client(phone2="+79120000002")
    [remote] = stored(adapter, client)
    phones = by_code(stand.row(remote))["PHONE"]["values"]
    phones.append({"value": "8 800 555", "enum_code": "HOME"})
    stored(adapter, now(client, remote, phone="+79129999999"))
    found = by_code(stand.row(remote))["PHONE"]["values"]
    assert [(one["value"], one["enum_code"]) for one in found] == [
        ("+79129999999", "WORK"),
        ("+79120000002", "OTHER"),
        ("8 800 555", "HOME"),
    ]
    stored(adapter, now(client, remote, phone=None, phone2=None))
    found = by_code(stand.row(remote))["PHONE"]["values"]
    assert [one["value"] for one in found] == ["8 800 555"]


def test_a_phone_alone_of_two_leaves_the_other(stand: AmoStand, adapter: AmoAdapter) -> None:
    """A shop may not tell second phones at all."""
    client = a_client(phone2="+79120000002")
    [remote] = stored(adapter, client)
    stored(adapter, replace(client, remote=remote, values={"phone": "+79121112233"}))
    [seen] = adapter.read(Kind.CLIENT, [remote])
    assert (seen.values["phone"], seen.values["phone2"]) == ("+79121112233", "+79120000002")
    stored(adapter, replace(client, remote=remote, values={"name": "Иная"}))
    assert adapter.read(Kind.CLIENT, [remote])[0].values["phone"] == "+79121112233"


def test_a_price_is_whole_and_our_sum_exact(stand: AmoStand, adapter: AmoAdapter) -> None:
    """Kopecks stand in a field beside it, which holds as long as nobody sets another price."""
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner, total_minor=12_350)
    [remote] = stored(adapter, order)
    row = stand.row(remote)
    assert row["price"] == 124
    assert by_code(row)[TOTAL]["values"] == [{"value": "123.50"}]
    assert adapter.read(Kind.ORDER, [remote])[0].values["total_minor"] == 12_350
    row["price"] = 500
    assert adapter.read(Kind.ORDER, [remote])[0].values["total_minor"] == 50_000
    for amount in (None, 0):
        stored(adapter, now(order, remote, total_minor=amount))
        assert adapter.read(Kind.ORDER, [remote])[0].values["total_minor"] == amount


def test_stages_are_moved_in_their_own_pipeline(stand: AmoStand) -> None:
    """Won and lost have one number in all pipelines, so the pipeline is said with each."""
    codes = {"stage": {"ready": str(READY), "closed": str(WON)}, "repair_kind": {"paid": "Платный"}}
    adapter = stand.adapter(fields=replace(usual_map(), codes=codes))
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner)
    [remote] = stored(adapter, order)
    row = stand.row(remote)
    assert (row["status_id"], row["pipeline_id"]) == (NEW, PIPELINE)
    stored(adapter, now(order, remote, stage="ready"))
    assert row["status_id"] == READY
    [seen] = adapter.read(Kind.ORDER, [remote])
    assert (seen.values["remote_stage"], seen.values["stage"]) == ("Готов", "ready")
    assert seen.values["repair_kind"] == "paid"
    assert seen.values["manager"] == "Пётр Сидоров"
    adapter.close()


def test_an_order_follows_its_client(stand: AmoStand, adapter: AmoAdapter) -> None:
    """Two cards were made one; a known lead is hung elsewhere by a call of its own."""
    one, two = a_client(), a_client(is_company=True)
    loser, survivor = stored(adapter, one, two)
    order = an_order(one, loser)
    [remote] = stored(adapter, order)
    moved = replace(now(order, remote), client=two.uid, client_remote=survivor)
    stored(adapter, moved)
    assert stand.row(remote)["_embedded"]["companies"] == [{"id": int(survivor.split(":")[1])}]
    before = len(stand.amo.paths)
    stored(adapter, moved)
    assert "POST leads/link" not in stand.amo.paths[before:]


def test_fields_are_made_so_that_only_the_api_changes_them(stand: AmoStand) -> None:
    """What is shared stays open to people; long texts get a field that holds them."""
    stand.amo.fields = {name: some[:2] for name, some in stand.amo.fields.items()}
    adapter = stand.adapter()
    lacks = adapter.probe().lacks
    assert f"The field contacts: {UID} is missing." in lacks
    assert set(adapter.ensure_schema()) == {
        one.removeprefix("The field ").removesuffix(" is missing.") for one in lacks
    }
    assert adapter.missing_schema() == ()
    assert adapter.ensure_schema() == ()
    adapter.close()
    client = {one["code"]: one for one in stand.amo.fields["contacts"]}
    lead = {one["code"]: one for one in stand.amo.fields["leads"]}
    assert (client[UID]["is_api_only"], client["INTAKE_INN"]["is_api_only"]) == (True, False)
    assert (lead["INTAKE_FAULT"]["type"], lead["INTAKE_STAGE"]["type"]) == ("textarea", "text")
    assert lead[TOTAL]["is_api_only"]


def test_what_cannot_be_added_is_told(stand: AmoStand) -> None:
    """Fields are an administrator's; a name may be too long."""
    fields = usual_map()
    rules = {**fields.rules[Kind.ORDER], "imei": FieldRule("INTAKE_X", Owner.OURS, is_sent=True)}
    adapter = stand.adapter(fields=replace(fields, rules={**fields.rules, Kind.ORDER: rules}))
    wrong = [{"request_id": "0", "errors": [{"path": "name", "detail": "Too long."}]}]
    stand.amo.instead_of_write = told({"validation-errors": wrong}, 400)
    with pytest.raises(StoppedError) as stopped:
        adapter.ensure_schema()
    assert (stopped.value.why, stopped.value.words) == (Stop.SCHEMA_CHANGED, "name: Too long.")
    adapter.close()


def test_a_pipeline_that_is_not_there_is_told(stand: AmoStand) -> None:
    stages = replace(usual_map(), codes={"stage": {"ready": "1", "closed": str(WON)}})
    adapter = stand.adapter(fields=stages)
    assert adapter.probe().lacks == ("There is no stage 1 in the pipeline.",)
    adapter._schema._pipeline = 5
    assert adapter.probe().lacks == ("There is no pipeline 5.",)
    adapter._schema._pipeline = 0
    assert "option pipeline" in adapter.probe().lacks[0]
    adapter.close()


def test_managers_stay_numbers_where_only_administrators_see_them(stand: AmoStand) -> None:
    stand.amo.is_admin = False
    adapter = stand.adapter()
    [remote] = stored(adapter, a_client())
    stand.row(remote)["_embedded"]["tags"] = [{"name": "опт"}, {"name": "VIP"}]
    [seen] = adapter.read(Kind.CLIENT, [remote])
    assert (seen.values["manager"], seen.values["tags"]) == ("5", "VIP, опт")
    stand.amo.is_paid = False
    with pytest.raises(StoppedError):
        adapter.read(Kind.CLIENT, [remote])
    adapter.close()


def test_what_changes_while_pages_are_read_is_not_lost(
    stand: AmoStand, adapter: AmoAdapter
) -> None:
    """A changed record moves to the end and draws the others a place up."""
    clients = [a_client() for _ in range(9)]
    remotes = stored(adapter, *clients)
    for place, remote in enumerate(remotes):
        stand.row(remote)["updated_at"] += place
    cursor, found = "", set[str]()
    for turn in range(50):
        page = adapter.pull(Kind.CLIENT, cursor, 3)
        cursor = page.cursor
        found.update(one.remote for one in page.records)
        if turn == 0:
            stand.amo.clock_s += 60
            stand.edit(Kind.CLIENT, remotes[0], {"name": "Новая"})
        if page.is_last:
            break
    assert found == set(remotes)


def test_many_of_one_second_are_paged_inside_it(stand: AmoStand, adapter: AmoAdapter) -> None:
    """An import gives thousands of records one second."""
    remotes = stored(adapter, *[a_client() for _ in range(8)])
    for remote in remotes:
        stand.row(remote)["updated_at"] = 1_795_338_000
    heard = Heard(adapter, Kind.CLIENT)
    assert {one.remote for one in heard.news()} == set(remotes)
    cursor, found = "", set[str]()
    for _ in range(20):
        page = adapter.pull(Kind.CLIENT, cursor, 3)
        cursor = page.cursor
        found.update(one.remote for one in page.records)
        if page.is_last:
            break
    assert found == set(remotes)


def test_what_was_saved_late_with_an_early_stamp_is_heard(
    stand: AmoStand, adapter: AmoAdapter
) -> None:
    """A stamp is taken when saving begins, and seen when it ends: a little is read again."""
    early = stored(adapter, a_client())[0]
    stand.amo.clock_s += 600
    stored(adapter, a_client())
    heard = Heard(adapter, Kind.CLIENT)
    heard.news()
    stand.row(early).update(name="Поздняя", updated_at=int(stand.amo.clock_s) - 90)
    assert [one.remote for one in heard.news()] == [early]


def test_a_filter_that_is_ignored_is_not_believed(stand: AmoStand, adapter: AmoAdapter) -> None:
    """All records come then, whatever was asked for; each is asked for alone instead."""
    one, two = a_client(), a_client()
    first, second = stored(adapter, one, two)
    stand.amo.has_filters = False
    assert [there.remote for there in adapter.read(Kind.CLIENT, [second])] == [second]
    stand.delete(Kind.CLIENT, first)
    assert adapter.missing(Kind.CLIENT, [first, second]) == {first}
    assert adapter.find(Kind.CLIENT, [one.uid, two.uid]) == {two.uid: second}


def test_no_more_fields_than_pages_are_read(stand: AmoStand, adapter: AmoAdapter) -> None:
    """An account with hundreds of fields gives them fifty at a time."""
    many = [{"id": 1000 + n, "code": f"C{n}", "name": f"C{n}"} for n in range(120)]
    stand.amo.fields["leads"] = many + stand.amo.fields["leads"]
    assert adapter.missing_schema() == ()


def test_strangers_are_not_followed(stand: AmoStand, adapter: AmoAdapter) -> None:
    """Accounts are full of people who never brought anything to repair."""
    stand.make(Kind.CLIENT, {"name": "Чужой"})
    [remote] = stored(adapter, a_client())
    assert [one.remote for one in Heard(adapter, Kind.CLIENT).news()] == [remote]
    asked = stand.amo.heard[-1].headers
    adapter.pull(Kind.CLIENT, Heard(adapter, Kind.CLIENT).cursor, 50)
    assert "If-Modified-Since" not in asked


def test_nothing_changed_comes_as_304(stand: AmoStand, adapter: AmoAdapter) -> None:
    """`If-Modified-Since` saves both sides the reading."""
    stored(adapter, a_client())
    heard = Heard(adapter, Kind.CLIENT)
    heard.news()
    heard.news()
    assert any("If-Modified-Since" in asked.headers for asked in stand.amo.heard)


def test_a_birthday_and_a_short_map_work(stand: AmoStand) -> None:
    """An owner may leave out whatever he does not want told."""
    fields = usual_map()
    rules = {**fields.rules[Kind.CLIENT]}
    rules["birthday"] = replace(rules["birthday"], is_sent=True)
    orders = {name: fields.rules[Kind.ORDER][name] for name in ("number", "paid_minor")}
    few = replace(fields, rules={Kind.CLIENT: rules, Kind.ORDER: orders})
    few = without(from_json(few.to_json()), Kind.CLIENT, "name")
    adapter = stand.adapter(fields=without(few, Kind.CLIENT, "email"))
    assert "contacts: INTAKE_BIRTHDAY" in adapter.ensure_schema()
    client = a_client(birthday="1980-02-29", inn="7707083893")
    [owner] = stored(adapter, client)
    assert adapter.read(Kind.CLIENT, [owner])[0].values["birthday"] == "1980-02-29"
    order = replace(an_order(client, ""), values={"number": "A-1", "paid_minor": None})
    [remote] = stored(adapter, order)
    assert stand.row(remote)["name"] == "A-1"
    assert adapter.read(Kind.ORDER, [remote])[0].values == {"number": "A-1", "paid_minor": None}
    [found] = adapter.candidates(a_client(inn="7707083893", phone=None, email=None))
    assert (found.remote, found.alike) == (owner, "inn")
    adapter.close()


def test_a_birthday_is_left_out_unless_told(stand: AmoStand, adapter: AmoAdapter) -> None:
    """What is not sent is not asked for either."""
    [remote] = stored(adapter, a_client(source=""))
    assert "INTAKE_SOURCE" not in by_code(stand.row(remote))
    assert adapter.read(Kind.CLIENT, ["contact:x", remote])[0].values["source"] is None


def test_a_map_without_sums_and_numbers_works(stand: AmoStand) -> None:
    fields = usual_map()
    few = {Kind.CLIENT: {}, Kind.ORDER: {"stage": fields.rules[Kind.ORDER]["stage"]}}
    adapter = stand.adapter(fields=replace(fields, rules=few))
    client = a_client(inn="7707083893")
    [owner] = stored(adapter, client)
    order = an_order(client, owner)
    [remote] = stored(adapter, order)
    assert adapter.read(Kind.ORDER, [remote])[0].values == {"stage": "accepted"}
    assert stand.row(remote)["price"] == 0
    assert adapter.candidates(a_client(inn="7707083893", phone=None, email=None)) == []
    adapter.close()


def test_a_deleted_lead_that_is_still_shown_is_gone(stand: AmoStand, adapter: AmoAdapter) -> None:
    """Leads go into a basket first, with a mark."""
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner)
    [remote] = stored(adapter, order)
    stand.row(remote)["is_deleted"] = True
    assert adapter.missing(Kind.ORDER, [remote]) == {remote}
    assert adapter.find(Kind.ORDER, [order.uid]) == {}
    [heard] = Heard(adapter, Kind.ORDER).news()
    assert heard.is_deleted
