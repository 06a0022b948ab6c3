"""Records in Tryton: each of its oddities by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from intake_hub.crm.adapter import Access, Refused, Stored, Vanished
from intake_hub.crm.documents import Kind, Owner
from intake_hub.crm.faults import TransientError
from intake_hub.crm.field_map import FieldRule
from intake_hub.crm.tryton.adapter import connect, usual_map
from tests.crm.contract import Heard, a_client, an_order, now, stored
from tests.crm.fake_tryton import KEY, FakeStand, NoError
from tests.crm.stand_tryton import DATABASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.tryton.adapter import TrytonAdapter


@pytest.fixture
def stand() -> Iterator[FakeStand]:
    found = FakeStand()
    yield found
    found.close()


@pytest.fixture
def adapter(stand: FakeStand) -> Iterator[TrytonAdapter]:
    found = stand.adapter()
    yield found
    found.close()


def _at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, 22, hour, minute, second, tzinfo=UTC)


def _with(
    stand: FakeStand, fields: FieldMap, key: str = KEY, base: str = DATABASE
) -> TrytonAdapter:
    return connect(Access(stand.tryton.url, key, {"database": base}), fields)


def _mapped(kind: Kind, names: Mapping[str, str], **codes: Mapping[str, str]) -> FieldMap:
    fields = usual_map()
    rules = {name: FieldRule(remote, Owner.OURS, is_sent=True) for name, remote in names.items()}
    found = {**fields.rules, kind: {**fields.rules[kind], **rules}}
    return replace(fields, rules=found, codes=codes)


def test_the_own_number_of_an_order_stands_in_its_reference(
    stand: FakeStand, adapter: TrytonAdapter
) -> None:
    """Users may not write `number`; Tryton counts by itself."""
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner)
    [remote] = stored(adapter, order)
    row = stand.tryton.tables["sale.opportunity"][int(remote)]
    assert row["reference"] == f"{order.values['number']} intake-{order.uid}"


def test_a_currency_tryton_does_not_have_is_said(adapter: TrytonAdapter) -> None:
    """It is a record there, made by an administrator."""
    client = a_client()
    [owner] = stored(adapter, client)
    [first, second] = adapter.push(
        Kind.ORDER, [an_order(client, owner, currency="KZT"), an_order(client, owner)]
    )
    assert isinstance(first, Refused)
    assert "KZT" in first.words
    assert isinstance(second, Stored)


def test_what_others_wrote_into_a_comment_stays(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """An opportunity has one text for all; only our lines in it are ours."""
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner)
    [remote] = stored(adapter, order)
    row = stand.tryton.tables["sale.opportunity"][int(remote)]
    row["comment"] = f"Звонил директор\r\n{row['comment']}\r\nПерезвонить"
    stored(adapter, now(order, remote, fault="Разбит\nэкран"))
    assert row["comment"].startswith("Звонил директор\n")
    assert row["comment"].endswith("\nПерезвонить")
    [seen] = adapter.read(Kind.ORDER, [remote])
    assert seen.values["fault"] == "Разбит\nэкран"


def test_a_record_changed_in_between_is_read_again(
    stand: FakeStand, adapter: TrytonAdapter
) -> None:
    """`_timestamp` in the context tells that somebody was faster; his words stay."""
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner)
    [remote] = stored(adapter, order)
    row = stand.tryton.tables["sale.opportunity"][int(remote)]

    def faster() -> None:
        stand.tryton.before_write = lambda: None
        row["comment"] = "Срочно!\n" + row["comment"]
        row["write_date"] = _at(10)

    stand.tryton.before_write = faster
    stored(adapter, now(order, remote, stage="ready"))
    assert row["comment"].startswith("Срочно!\n")


def test_a_record_that_changes_all_the_time_waits(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """Some robot of theirs may write it in a loop; later it may be quiet."""
    client = a_client()
    [remote] = stored(adapter, client)
    row = stand.tryton.tables["party.party"][int(remote)]
    moments = iter(_at(10, minute) for minute in range(60))

    def busy() -> None:
        row["write_date"] = next(moments)

    stand.tryton.rolls_back = False
    stand.tryton.before_write = busy
    with pytest.raises(TransientError):
        adapter.push(Kind.CLIENT, [now(client, remote)])


def test_one_deleted_while_it_is_written_has_vanished(
    stand: FakeStand, adapter: TrytonAdapter
) -> None:
    """Between reading and writing there is time for a delete."""
    client = a_client()
    [remote] = stored(adapter, client)

    def delete() -> None:
        stand.tryton.tables["party.party"].pop(int(remote))
        raise NoError("ConcurrencyException", "Records were modified in the meanwhile")

    stand.tryton.rolls_back = False
    stand.tryton.before_write = delete
    assert adapter.push(Kind.CLIENT, [now(client, remote)]) == [Vanished(client.uid, remote)]


def test_a_party_taken_over_keeps_its_code(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """Their books may know it by that code; ours goes among its identifiers."""
    theirs = stand.make(Kind.CLIENT, {"name": "Завод"})
    client = now(a_client(), theirs)
    stored(adapter, client)
    stored(adapter, client)
    row = stand.tryton.tables["party.party"][int(theirs)]
    assert row["code"] == theirs
    marks = [one["code"] for one in stand.tryton.tables["party.identifier"].values()]
    assert marks == [f"intake-{client.uid}"]


def test_a_merged_party_leads_to_the_survivor(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """`replaced_by` names it, and nothing is written into the one that is gone."""
    one, two = a_client(), a_client()
    loser, survivor = stored(adapter, one, two)
    stand.merge(Kind.CLIENT, loser, survivor)
    [done] = adapter.push(Kind.CLIENT, [now(one, loser, name="Никто")])
    assert done == Stored(one.uid, survivor)
    assert stand.records(Kind.CLIENT)[loser]["name"] == one.values["name"]


def test_a_phone_is_put_aside_and_never_deleted(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """What was typed there may be all they have of somebody."""
    client = a_client(phone2="+79120000002")
    [remote] = stored(adapter, client)
    stored(adapter, now(client, remote, phone=None))
    rows = stand.tryton.tables["party.contact_mechanism"].values()
    assert {one["value"]: one["active"] for one in rows if one["type"] == "phone"} == {
        client.values["phone"]: False,
        "+79120000002": True,
    }
    [seen] = adapter.read(Kind.CLIENT, [remote])
    assert (seen.values["phone"], seen.values["phone2"]) == (None, "+79120000002")


def test_address_and_inn_come_and_go(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """Both are records below the party, one of them checked."""
    client = a_client(inn="7707083893", address="Томск, Ленина 1")
    [remote] = stored(adapter, client)
    [seen] = adapter.read(Kind.CLIENT, [remote])
    assert (seen.values["inn"], seen.values["address"]) == ("7707083893", "Томск, Ленина 1")
    later = now(client, remote, inn="500100732259", address=None)
    stored(adapter, later)
    [seen] = adapter.read(Kind.CLIENT, [remote])
    assert (seen.values["inn"], seen.values["address"]) == ("500100732259", None)
    [found] = adapter.candidates(a_client(inn="500100732259", phone=None, email=None))
    assert (found.remote, found.alike, found.uid) == (remote, "inn", client.uid)


def test_nothing_to_compare_finds_nobody(adapter: TrytonAdapter) -> None:
    assert adapter.candidates(a_client(phone=None, email=None)) == []


def test_signs_of_patterns_in_an_address_mean_themselves(
    stand: FakeStand, adapter: TrytonAdapter
) -> None:
    """`_` and `%` stand for other signs in a search there."""
    stand.make(Kind.CLIENT, {"name": "Другой", "email": "aXb@example.org"})
    remote = stand.make(Kind.CLIENT, {"name": "Тот", "email": "a_b@example.org"})
    found = adapter.candidates(a_client(phone=None, email="A_b@example.org"))
    assert [one.remote for one in found] == [remote]


def test_a_phone_mended_in_the_list_of_phones_is_seen(
    stand: FakeStand, adapter: TrytonAdapter
) -> None:
    """It changes the mechanism, and not the party it belongs to."""
    remote, other = stored(adapter, a_client(), a_client())
    tables = stand.tryton.tables
    tables["party.party"][int(other)]["write_date"] = _at(11)
    heard = Heard(adapter, Kind.CLIENT)
    heard.news()
    row = next(one for one in tables["party.contact_mechanism"].values() if one["type"] == "phone")
    row |= {"value": "+79990001122", "write_date": _at(12)}
    assert [(one.remote, one.values["phone"]) for one in heard.news()] == [(remote, "+79990001122")]


def test_what_was_saved_late_with_an_early_stamp_is_heard(
    stand: FakeStand, adapter: TrytonAdapter
) -> None:
    """A stamp is taken when a transaction begins, and seen when it ends."""
    remote, other = stored(adapter, a_client(), a_client())
    parties = stand.tryton.tables["party.party"]
    parties[int(other)]["write_date"] = _at(11)
    heard = Heard(adapter, Kind.CLIENT)
    heard.news()
    heard.news()
    parties[int(remote)] |= {"name": "Поздняя", "write_date": _at(10, 59)}
    assert [one.remote for one in heard.news()] == [remote]


def test_another_day_of_promise_is_heard_and_ours_keeps_its_hour(
    stand: FakeStand, adapter: TrytonAdapter
) -> None:
    """Tryton keeps a date; the hour stands in the comment as long as it is that day."""
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner)
    [remote] = stored(adapter, order)
    row = stand.tryton.tables["sale.opportunity"][int(remote)]
    assert row["end_date"] == date(2026, 11, 30)
    row["end_date"] = date(2026, 12, 5)
    [seen] = adapter.read(Kind.ORDER, [remote])
    assert seen.values["promised_at"] == "2026-12-05T00:00:00Z"
    stored(adapter, now(order, remote, promised_at=None, total_minor=None))
    [seen] = adapter.read(Kind.ORDER, [remote])
    assert (seen.values["promised_at"], seen.values["total_minor"]) == (None, None)


@pytest.mark.parametrize(("employee", "state"), [(None, "lead"), (7, "opportunity")])
def test_states_move_only_where_mapped_and_only_to_and_fro(
    stand: FakeStand, employee: int | None, state: str
) -> None:
    """Won, lost and converted make sales and close things: nobody is driven there."""
    stand.tryton.tables["company.employee"][7] = {"rec_name": "Пётр"}
    fields = _mapped(Kind.ORDER, {}, stage={"ready": "opportunity", "closed": "won"})
    adapter = _with(stand, fields)
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner)
    [remote] = stored(adapter, order)
    row = stand.tryton.tables["sale.opportunity"][int(remote)]
    row["employee"] = employee
    stored(adapter, now(order, remote, stage="ready"))
    assert row["state"] == state
    stored(adapter, now(order, remote, stage="closed"))
    assert row["state"] == state
    [seen] = adapter.read(Kind.ORDER, [remote])
    assert (seen.values["remote_stage"], seen.values["stage"]) == (state, "closed")
    assert seen.values["manager"] == ("Пётр" if employee else "")
    adapter.close()


def test_codes_are_told_in_the_words_of_the_shop(stand: FakeStand) -> None:
    """And read back as our codes."""
    adapter = _with(stand, _mapped(Kind.ORDER, {}, stage={"accepted": "Принят в ремонт"}))
    client = a_client()
    [owner] = stored(adapter, client)
    [remote] = stored(adapter, an_order(client, owner))
    comment = stand.tryton.tables["sale.opportunity"][int(remote)]["comment"]
    assert "Этап ремонта: Принят в ремонт\n" in comment
    assert adapter.read(Kind.ORDER, [remote])[0].values["stage"] == "accepted"
    adapter.close()


def test_fields_of_a_module_of_the_shop_are_used(stand: FakeStand) -> None:
    """Tryton has no custom fields, but any module may add some; one that is missing is named."""
    fields = _mapped(
        Kind.CLIENT,
        {
            "birthday": "birth_date",
            "language": "tongue",
            "ads_allowed": "ads",
            "ads_allowed_at": "ads_at",
            "client_class": "grade",
        },
        client_class={"vip": "A"},
    )
    adapter = _with(stand, fields)
    assert "The field birth_date of party.party is missing." in adapter.probe().lacks
    assert adapter.ensure_schema() == ()
    stand.tryton.fields["party.party"] |= {"birth_date", "tongue", "ads", "ads_at", "grade"}
    assert adapter.missing_schema() == ()
    client = a_client(birthday="1980-02-29", source=None)
    [remote] = stored(adapter, client)
    row = stand.tryton.tables["party.party"][int(remote)]
    assert (row["birth_date"], row["grade"]) == (date(1980, 2, 29), "A")
    seen = adapter.read(Kind.CLIENT, [remote])[0].values
    names = ("birthday", "language", "ads_allowed", "ads_allowed_at", "client_class")
    assert {name: seen[name] for name in names} == {name: client.values[name] for name in names}
    adapter.close()


def test_fields_of_an_order_and_a_short_map_work(stand: FakeStand) -> None:
    """An owner may leave out whatever he does not want told."""
    fields = _mapped(Kind.ORDER, {"paid_minor": "paid", "accepted_at": "taken"})
    few = {
        "number": fields.rules[Kind.ORDER]["number"],
        "paid_minor": FieldRule("paid", Owner.OURS, is_sent=True),
        "accepted_at": FieldRule("taken", Owner.OURS, is_sent=True),
    }
    client_rules = {"phone": fields.rules[Kind.CLIENT]["phone"]}
    adapter = _with(stand, replace(fields, rules={Kind.ORDER: few, Kind.CLIENT: client_rules}))
    client = a_client()
    [owner] = stored(adapter, client)
    order = an_order(client, owner)
    [remote] = stored(adapter, order)
    row = stand.tryton.tables["sale.opportunity"][int(remote)]
    assert (row["paid"], row["taken"].isoformat()) == (Decimal("500.00"), "2026-11-21T23:30:00")
    assert adapter.read(Kind.ORDER, [remote])[0].values == {
        name: order.values[name] for name in few
    }
    assert adapter.caps.batch <= 50
    adapter.close()
