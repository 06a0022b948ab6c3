"""Records in Bitrix24: each documented oddity by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from intake_hub.crm.adapter import Refused, Stored, Vanished
from intake_hub.crm.bitrix.adapter import usual_map
from intake_hub.crm.bitrix.names import MOST_SIGNS, PREFIX, custom
from intake_hub.crm.documents import Kind, Owner
from intake_hub.crm.faults import Stop, StoppedError, TransientError
from intake_hub.crm.field_map import FieldRule
from tests.crm.contract import Heard, a_client, an_order, now, stored
from tests.crm.fake_bitrix import CATEGORY, NoError
from tests.crm.stand_bitrix import BitrixStand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_hub.crm.bitrix.adapter import BitrixAdapter
    from tests.crm.loopback import Json


@pytest.fixture
def stand() -> Iterator[BitrixStand]:
    found = BitrixStand()
    yield found
    found.close()


@pytest.fixture
def adapter(stand: BitrixStand) -> Iterator[BitrixAdapter]:
    found = stand.adapter()
    yield found
    found.close()


def _row(stand: BitrixStand, remote: str) -> Json:
    entity, _, number = remote.partition(":")
    return stand.bitrix.tables[entity][int(number)]


def test_a_second_update_adds_no_second_phone(stand: BitrixStand, adapter: BitrixAdapter) -> None:
    """A value sent without its own id is added beside the old one."""
    client = a_client(phone2="+79120000002")
    [remote] = stored(adapter, client)
    later = now(client, remote, phone="+79129999999")
    for _ in range(3):
        stored(adapter, later)
    phones = [(one["VALUE"], one["VALUE_TYPE"]) for one in _row(stand, remote)["PHONE"]]
    assert phones == [("+79129999999", "WORK"), ("+79120000002", "OTHER")]
    stored(adapter, now(client, remote, phone=None))
    [seen] = adapter.read(Kind.CLIENT, [remote])
    assert (seen.values["phone"], seen.values["phone2"]) == (None, "+79120000002")


def test_what_a_client_says_is_no_command(stand: BitrixStand, adapter: BitrixAdapter) -> None:
    """Inside a batch `$result[x]` is put in from another reply, and `&` begins a new value."""
    name = "$result[c1][ID] & fields[NAME]=Чужой ?#"
    client = a_client(name=name, is_company=True)
    [remote] = stored(adapter, client)
    assert _row(stand, remote)["TITLE"] == name


@pytest.mark.parametrize(
    "name", ["Орлова", "Орлова Анна", "Орлова Анна Петровна", "де ла Крус Мария Хосе Анна"]
)
def test_names_come_back_whole(stand: BitrixStand, adapter: BitrixAdapter, name: str) -> None:
    """A contact has three names, and one that has none is given one."""
    [remote] = stored(adapter, a_client(name=name))
    assert adapter.read(Kind.CLIENT, [remote])[0].values["name"] == name


def test_contacts_and_companies_share_numbers(stand: BitrixStand, adapter: BitrixAdapter) -> None:
    """Each counts by itself, so an id names its kind too; a kind once chosen stays."""
    person, company = a_client(), a_client(is_company=True, name="ООО Ромашка")
    one, two = stored(adapter, person, company)
    assert (one.partition(":")[0], two.partition(":")[0]) == ("contact", "company")
    assert stored(adapter, now(person, one, is_company=True)) == [one]
    orders = stored(adapter, an_order(person, one), an_order(company, two))
    assert [stand.records(Kind.ORDER)[order]["client"] for order in orders] == [one, two]
    heard = {record.remote for record in Heard(adapter, Kind.CLIENT).news()}
    assert heard == {one, two}


def test_inn_and_kpp_are_a_record_of_their_own(stand: BitrixStand, adapter: BitrixAdapter) -> None:
    """A requisite hangs on a client; it is made once and then changed."""
    client = a_client(is_company=True, inn="7707083893", kpp="770701001")
    [remote] = stored(adapter, client)
    stored(adapter, now(client, remote, kpp="770701002"))
    stored(adapter, now(client, remote, kpp="770701002"))
    [row] = stand.bitrix.tables["requisite"].values()
    assert (row["RQ_INN"], row["RQ_KPP"], row["PRESET_ID"]) == ("7707083893", "770701002", "1")
    [seen] = adapter.read(Kind.CLIENT, [remote])
    assert (seen.values["inn"], seen.values["kpp"]) == ("7707083893", "770701002")
    [found] = adapter.candidates(a_client(inn="7707083893", phone=None, email=None))
    assert (found.remote, found.alike, found.uid) == (remote, "inn", client.uid)


def test_a_refused_inn_refuses_the_client_in_words(adapter: BitrixAdapter) -> None:
    """The client is stored, but a person must know that his INN is not."""
    client = a_client(inn="1" * 20)
    assert adapter.push(Kind.CLIENT, [client]) == [Refused(client.uid, "RQ_INN is too long")]


def test_unknown_fields_are_silently_dropped_so_they_are_named_before(
    stand: BitrixStand,
) -> None:
    """A value for a field that is not there is lost without an error."""
    stand.bitrix.fields["contact"].discard("UF_CRM_IN_CLASS")
    stand.bitrix.fields["item"].clear()
    adapter = stand.adapter()
    lacks = adapter.probe().lacks
    assert "The field contact: UF_CRM_IN_CLASS is missing." in lacks
    assert len(lacks) == 1 + len(custom(usual_map(), Kind.ORDER))
    assert set(adapter.ensure_schema()) == {
        "contact: UF_CRM_IN_CLASS",
        *(f"deal: {name}" for name in custom(usual_map(), Kind.ORDER)),
    }
    assert adapter.missing_schema() == ()
    adapter.close()


def test_names_of_fields_are_short_enough() -> None:
    """At most thirteen signs after UF_CRM_."""
    names = [*custom(usual_map(), Kind.CLIENT), *custom(usual_map(), Kind.ORDER)]
    assert all(len(name.removeprefix(PREFIX)) <= MOST_SIGNS for name in names)
    assert len(set(names)) == len(names)


def test_a_name_too_long_and_a_stage_unknown_are_told(stand: BitrixStand) -> None:
    """Adding it would fail; sending it would refuse every order."""
    fields = usual_map()
    rule = FieldRule("UF_CRM_ABCDEFGHIJKLMN", Owner.OURS, is_sent=True)
    orders = {**fields.rules[Kind.ORDER], "imei": rule}
    codes = {"stage": {"ready": f"C{CATEGORY}:WON", "accepted": "C9:NEW"}}
    adapter = stand.adapter(
        fields=replace(fields, rules={**fields.rules, Kind.ORDER: orders}, codes=codes)
    )
    assert adapter.probe().lacks[1:] == (
        "The name UF_CRM_ABCDEFGHIJKLMN is longer than 13 signs after UF_CRM_.",
        "There is no stage C9:NEW in the pipeline.",
    )
    with pytest.raises(StoppedError) as stopped:
        adapter.ensure_schema()
    assert stopped.value.why is Stop.RIGHT_MISSING
    stand.bitrix.stages.clear()
    assert "There is no pipeline 7 to keep orders in." in adapter.probe().lacks
    adapter.close()


def test_a_webhook_without_the_right_is_told(stand: BitrixStand, adapter: BitrixAdapter) -> None:
    """Rights are ticked when a webhook is made."""
    stand.bitrix.scopes = ["user"]
    assert adapter.probe().lacks == ("The webhook lacks the right crm.",)
    with pytest.raises(StoppedError):
        adapter.missing_schema()
    with pytest.raises(StoppedError) as stopped:
        adapter.find(Kind.CLIENT, [a_client().uid])
    assert stopped.value.why is Stop.RIGHT_MISSING


def test_stages_are_moved_where_they_are_mapped(stand: BitrixStand) -> None:
    """Our own stage stands in a field beside it, whatever managers do with theirs."""
    codes = {"stage": {"ready": f"C{CATEGORY}:WON"}, "repair_kind": {"paid": "Платный"}}
    adapter = stand.adapter(fields=replace(usual_map(), codes=codes))
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner)
    [remote] = stored(adapter, order)
    row = stand.bitrix.tables["item"][int(remote)]
    assert row["stageId"] == f"C{CATEGORY}:NEW"
    stored(adapter, now(order, remote, stage="ready"))
    assert (row["stageId"], row["UF_CRM_IN_STAGE"]) == (f"C{CATEGORY}:WON", "ready")
    assert row["UF_CRM_IN_KIND"] == "Платный"
    [seen] = adapter.read(Kind.ORDER, [remote])
    assert seen.values["remote_stage"] == "Успех"
    assert (seen.values["stage"], seen.values["repair_kind"]) == ("ready", "paid")
    adapter.close()


def test_a_stage_that_is_gone_refuses_only_that_order(stand: BitrixStand) -> None:
    """Somebody rebuilt the pipeline after it was mapped."""
    codes = {"stage": {"ready": "C7:GONE"}}
    adapter = stand.adapter(fields=replace(usual_map(), codes=codes))
    client = a_client()
    [owner] = stored(adapter, client)
    bad, good = an_order(client, owner, stage="ready"), an_order(client, owner)
    first, second = adapter.push(Kind.ORDER, [bad, good])
    assert first == Refused(bad.uid, "Стадия указана неверно")
    assert isinstance(second, Stored)
    adapter.close()


def test_what_is_taken_away_is_taken_away(stand: BitrixStand, adapter: BitrixAdapter) -> None:
    """An empty text clears a field; a field that is left out stays as it is."""
    client = a_client(source="Сайт")
    [remote] = stored(adapter, client)
    stored(adapter, replace(client, remote=remote, values={"source": None, "language": ""}))
    [seen] = adapter.read(Kind.CLIENT, [remote])
    assert (seen.values["source"], seen.values["language"]) == (None, None)
    assert seen.values["client_class"] == client.values["client_class"]
    order = an_order(client, "")
    [number] = stored(adapter, replace(order, values={"number": "A-1"}))
    assert stand.bitrix.tables["item"][int(number)]["title"] == "A-1"


def test_amounts_are_whole_roubles_and_kopecks(stand: BitrixStand, adapter: BitrixAdapter) -> None:
    """The sum would be counted anew from goods, unless it is said to be ours; none is not 0."""
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner, total_minor=12_345, paid_minor=5)
    [remote] = stored(adapter, order)
    row = stand.bitrix.tables["item"][int(remote)]
    assert (row["opportunity"], row["isManualOpportunity"]) == ("123.45", "Y")
    for amount in (None, 0, 12_345):
        stored(adapter, now(order, remote, total_minor=amount))
        assert adapter.read(Kind.ORDER, [remote])[0].values["total_minor"] == amount


def test_a_birthday_is_a_day_whatever_the_offset(
    stand: BitrixStand,
) -> None:
    """It comes as midnight of the portal; put into UTC it would be the day before."""
    fields = usual_map()
    rule = replace(fields.rules[Kind.CLIENT]["birthday"], is_sent=True)
    clients = {**fields.rules[Kind.CLIENT], "birthday": rule}
    told_too = stand.adapter(fields=replace(fields, rules={**fields.rules, Kind.CLIENT: clients}))
    [remote] = stored(told_too, a_client(birthday="1980-02-29"))
    _row(stand, remote)["BIRTHDATE"] = "1980-02-29T00:00:00+03:00"
    assert told_too.read(Kind.CLIENT, [remote])[0].values["birthday"] == "1980-02-29"
    told_too.close()


def test_managers_are_named_where_that_is_allowed(stand: BitrixStand) -> None:
    """Names need a right of their own; without it a number is shown."""
    adapter = stand.adapter()
    [remote] = stored(adapter, a_client())
    assert adapter.read(Kind.CLIENT, [remote])[0].values["manager"] == "Пётр Сидоров"
    adapter.close()
    stand.bitrix.scopes = ["crm"]
    adapter = stand.adapter()
    assert adapter.read(Kind.CLIENT, [remote])[0].values["manager"] == "1"
    adapter.close()


def test_fifty_clients_take_four_hits(stand: BitrixStand, adapter: BitrixAdapter) -> None:
    """Two lists in one hit, all changes in another, and two for requisites."""
    clients = [a_client(inn="7707083893") for _ in range(50)]
    stored(adapter, *clients)
    assert stand.bitrix.hits == 5  # the forms of requisites were asked for once
    stored(adapter, *clients)
    assert stand.bitrix.hits == 8


def test_more_than_a_page_is_read_on(stand: BitrixStand, adapter: BitrixAdapter) -> None:
    """Fifty rows a page whatever is asked for, and no counting."""
    clients = [a_client() for _ in range(60)]
    remotes = stored(adapter, *clients[:50]) + stored(adapter, *clients[50:])
    assert {one.remote for one in Heard(adapter, Kind.CLIENT).news()} == set(remotes)
    assert len(adapter.read(Kind.CLIENT, remotes)) == 60
    assert len(adapter.find(Kind.CLIENT, [one.uid for one in clients])) == 60
    bodies = [unquote(asked.body.decode()) for asked in stand.bitrix.heard]
    lists = [body for body in bodies if "crm.contact.list" in body]
    assert lists
    assert all("start=-1" in body for body in lists)


def test_changes_are_read_by_the_clock_of_the_portal(
    stand: BitrixStand, adapter: BitrixAdapter
) -> None:
    """Ours may be wrong; from each round a little is read again."""
    [remote] = stored(adapter, a_client())
    heard = Heard(adapter, Kind.CLIENT)
    assert len(heard.news()) == 1
    stand.bitrix.now += timedelta(minutes=10)
    assert heard.news() == []
    page = adapter.pull(Kind.CLIENT, heard.cursor, 50)
    assert page.records == ()
    stand.edit(Kind.CLIENT, remote, {"name": "Новая"})
    assert [one.remote for one in heard.news()] == [remote]


def test_what_was_saved_late_with_an_early_stamp_is_heard(
    stand: BitrixStand, adapter: BitrixAdapter
) -> None:
    """A stamp is taken when saving begins, and seen when it ends: a little is read again."""
    [remote] = stored(adapter, a_client())
    stand.bitrix.now += timedelta(minutes=10)
    heard = Heard(adapter, Kind.CLIENT)
    heard.news()
    row = _row(stand, remote)
    row |= {"LAST_NAME": "Поздняя", "DATE_MODIFY": stand.bitrix.now - timedelta(seconds=90)}
    assert [one.remote for one in heard.news()] == [remote]


def test_a_map_without_much_works(stand: BitrixStand) -> None:
    """An owner may leave out whatever he does not want told."""
    fields = usual_map()
    rules = {
        Kind.CLIENT: {"phone": fields.rules[Kind.CLIENT]["phone"]},
        Kind.ORDER: {"stage": fields.rules[Kind.ORDER]["stage"]},
    }
    adapter = stand.adapter(fields=replace(fields, rules=rules))
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner)
    [remote] = stored(adapter, order)
    assert adapter.read(Kind.ORDER, [remote])[0].values == {"stage": "accepted"}
    assert stand.bitrix.tables["item"][int(remote)]["opportunity"] == 0
    [seen] = adapter.read(Kind.CLIENT, [owner])
    assert seen.values == {"phone": client.values["phone"]}
    adapter.close()


def test_a_failing_list_of_people_stops(stand: BitrixStand, adapter: BitrixAdapter) -> None:
    """Only a right that is missing leaves numbers for names."""
    [remote] = stored(adapter, a_client())
    stand.bitrix.scopes = ["crm", "user"]
    stand.bitrix.spent["user.get"] = 481
    with pytest.raises(TransientError):
        adapter.read(Kind.CLIENT, [remote])
    stand.bitrix.spent.clear()
    stand.bitrix.broken["user.get"] = NoError("expired_token", "", 401)
    with pytest.raises(StoppedError) as stopped:
        adapter.read(Kind.CLIENT, [remote])
    assert stopped.value.why is Stop.KEY_EXPIRED
    stand.bitrix.broken["crm.contact.list"] = NoError("ACCESS_DENIED", "Access denied", 400)
    with pytest.raises(StoppedError) as stopped:
        adapter.missing(Kind.CLIENT, [remote])
    assert stopped.value.why is Stop.RIGHT_MISSING
    stand.bitrix.broken["crm.contact.fields"] = NoError("ACCESS_DENIED", "Access denied", 400)
    with pytest.raises(StoppedError):
        adapter.missing_schema()


def test_a_double_made_by_a_race_is_left_to_the_oldest(
    stand: BitrixStand, adapter: BitrixAdapter
) -> None:
    """Nothing there forbids two records of one origin."""
    client = a_client()
    [remote] = stored(adapter, client)
    copy = {**_row(stand, remote), "ID": "999"}
    stand.bitrix.tables["contact"][999] = copy
    assert stored(adapter, client) == [remote]
    assert adapter.find(Kind.CLIENT, [client.uid]) == {client.uid: remote}


def test_one_deleted_in_between_has_vanished(stand: BitrixStand, adapter: BitrixAdapter) -> None:
    """It was listed, and gone when it was written."""
    client = a_client()
    [remote] = stored(adapter, client)
    real = stand.bitrix.on_client_update

    def gone(given: Json, entity: str) -> Json:
        stand.bitrix.tables[entity].pop(int(given["id"]))
        return real(given, entity)

    stand.bitrix.on_client_update = gone
    assert adapter.push(Kind.CLIENT, [now(client, remote)]) == [Vanished(client.uid, remote)]


def test_a_smart_process_has_names_of_its_own() -> None:
    """Its number stands inside the name of a field, and our id in its outer code."""
    stand = BitrixStand({"entity_type": "177"})
    stand.bitrix.process = 5
    stand.bitrix.fields["item"].discard("UF_CRM_IN_STAGE")
    adapter = stand.adapter()
    assert adapter.ensure_schema() == ("smart process 177: UF_CRM_5_IN_STAGE",)
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner)
    [remote] = stored(adapter, order)
    assert stand.bitrix.tables["item"][int(remote)]["xmlId"] == f"intake-{order.uid}"
    adapter.close()
    stand.bitrix.process = 0
    adapter = stand.adapter()
    with pytest.raises(StoppedError) as stopped:
        adapter.probe()
    adapter.close()
    stand.close()
    assert stopped.value.why is Stop.SCHEMA_CHANGED


def test_nothing_to_ask_asks_nothing(stand: BitrixStand, adapter: BitrixAdapter) -> None:
    assert adapter.candidates(a_client(phone=None, email=None)) == []
    assert adapter.push(Kind.CLIENT, []) == []
    assert adapter.missing(Kind.CLIENT, ["7", "contact:x"]) == {"7", "contact:x"}
    assert stand.bitrix.hits == 0
