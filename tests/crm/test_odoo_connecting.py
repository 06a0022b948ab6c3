"""Getting into an Odoo, what its versions offer, and what it says when it is not well."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from typing_extensions import override

from intake_hub.crm.adapter import Access, Refused, Stored
from intake_hub.crm.documents import Kind, Owner
from intake_hub.crm.faults import CrmError, Stop, StoppedError, TransientError
from intake_hub.crm.field_map import FieldMap, FieldRule
from intake_hub.crm.odoo.adapter import connect, usual_map
from tests.crm.contract import a_client, an_order, now, stored
from tests.crm.fake_odoo import ADMINISTRATOR, INTAKE, KEY, FakeOdoo
from tests.crm.loopback import Answer, Asked, Loopback, told
from tests.crm.odoo_office import ready
from tests.crm.odoo_rpc import DATABASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from intake_hub.crm.adapter import CrmAdapter

_VERSION = told({"version_info": [19, 0, 0, "final", 0, ""]})


class Canned(Loopback):
    """Gives version 19 or 18, and then always the same answer."""

    def __init__(self, answer: Answer, version: Answer = _VERSION) -> None:
        self._same, self._version = answer, version
        super().__init__()

    @override
    def changes(self, asked: Asked) -> bool:
        return False

    @override
    def answer(self, asked: Asked) -> Answer:
        return self._version if asked.path == "/web/version" else self._same


@pytest.fixture
def connected() -> Iterator[Callable[..., CrmAdapter]]:
    opened: list[Any] = []

    def opening(
        server: Loopback, key: str = KEY, orders: str = "crm.lead", fields: FieldMap | None = None
    ) -> CrmAdapter:
        access = Access(server.url, key, {"database": DATABASE, "orders": orders})
        adapter = connect(access, fields or usual_map())
        opened.extend((adapter, server))
        return adapter

    yield opening
    for one in {id(one): one for one in opened}.values():
        one.close()


@pytest.mark.parametrize(
    ("version", "told_as"),
    [((11, 0), "11.0"), ((18, 0), "18.0"), ((19, 0), "19.0"), ((19, 3), "19.3")],
)
def test_the_version_decides_the_interface(
    connected: Callable[..., CrmAdapter], version: tuple[int, int], told_as: str
) -> None:
    fake = FakeOdoo(version)
    ready(fake)
    fake.heard.clear()
    found = connected(fake).probe()
    assert (found.product, found.version, found.lacks, found.account) == (
        "Odoo",
        told_as,
        (),
        "Intake",
    )
    paths = {one.path.partition("/json/2/")[1] or one.path for one in fake.heard}
    assert paths - {"/web/version"} == {"/json/2/"} if version >= (19, 0) else {"/jsonrpc"}


def test_json2_needs_no_login_and_older_ones_do(connected: Callable[..., CrmAdapter]) -> None:
    key = KEY.partition(":")[2]
    new, old = FakeOdoo((19, 0)), FakeOdoo((18, 0))
    ready(new)
    assert connected(new, key).probe().account == "Intake"
    with pytest.raises(StoppedError) as stopped:
        connected(old, key).probe()
    assert stopped.value.why is Stop.KEY_WRONG


@pytest.mark.parametrize("version", [(18, 0), (19, 3)])
def test_the_first_key_that_ends_is_told_of(
    connected: Callable[..., CrmAdapter], version: tuple[int, int]
) -> None:
    fake = FakeOdoo(version)
    ready(fake)
    adapter = connected(fake)
    assert adapter.probe().key_ends_ms == 0
    fake.add_key("2027-03-01 12:00:00")
    fake.add_key("2027-02-01 12:00:00")
    assert adapter.probe().key_ends_ms == 1_801_483_200_000
    fake.denied.add(("res.users.apikeys", "read"))
    assert adapter.probe().key_ends_ms == 0


def test_a_user_whose_id_is_not_told_has_no_name(connected: Callable[..., CrmAdapter]) -> None:
    fake = FakeOdoo((19, 0))
    ready(fake)
    fake.hides_user = True
    assert connected(fake).probe().account == ""


def test_a_missing_app_is_named(connected: Callable[..., CrmAdapter]) -> None:
    for version in ((18, 0), (19, 0)):
        fake = FakeOdoo(version)
        ready(fake)
        del fake.tables.fields["crm.lead"]
        adapter = connected(fake)
        assert adapter.probe().lacks == ("install the app CRM (model crm.lead)",)
        with pytest.raises(StoppedError) as stopped:
            adapter.pull(Kind.ORDER, "", 10)
        assert stopped.value.why is Stop.NOT_OFFERED


def test_repairs_hold_orders_from_17_on(connected: Callable[..., CrmAdapter]) -> None:
    adapter = connected(FakeOdoo((16, 0)), orders="repair.order")
    with pytest.raises(StoppedError) as stopped:
        adapter.missing_schema()
    assert stopped.value.why is Stop.NOT_OFFERED


def test_a_model_the_administrator_does_not_see_is_not_offered(
    connected: Callable[..., CrmAdapter],
) -> None:
    fake = FakeOdoo((18, 0))
    fake.tables.rows["ir.model"].clear()
    with pytest.raises(StoppedError) as stopped:
        connected(fake, ADMINISTRATOR).ensure_schema()
    assert stopped.value.why is Stop.NOT_OFFERED


def test_what_cannot_be_added_from_outside_is_only_named(
    connected: Callable[..., CrmAdapter],
) -> None:
    fake = FakeOdoo((18, 0))
    ready(fake)
    fields = _mapped("serial", "serial_of_theirs")
    adapter = connected(fake, ADMINISTRATOR, fields=fields)
    assert adapter.missing_schema() == ("crm.lead: serial_of_theirs (char)",)
    assert adapter.ensure_schema() == ()


def test_a_field_that_goes_while_we_work_stops_with_its_name(
    connected: Callable[..., CrmAdapter],
) -> None:
    for version in ((11, 0), (18, 0), (19, 3)):
        fake = FakeOdoo(version)
        ready(fake)
        adapter = connected(fake)
        client = a_client()
        [remote] = stored(adapter, client)
        fake.remove_field("res.partner", "x_intake_class")
        with pytest.raises(StoppedError) as stopped:
            adapter.push(Kind.CLIENT, [now(client, remote)])
        assert stopped.value.why is Stop.SCHEMA_CHANGED
        assert "res.partner: x_intake_class (char)" in stopped.value.words


def test_our_mark_that_goes_while_we_read_stops_as_well(
    connected: Callable[..., CrmAdapter],
) -> None:
    fake = FakeOdoo((18, 0))
    ready(fake)
    adapter = connected(fake)
    stored(adapter, a_client())
    fake.remove_field("res.partner", "x_intake_uid")
    with pytest.raises(StoppedError) as stopped:
        adapter.pull(Kind.CLIENT, "", 10)
    assert stopped.value.why is Stop.SCHEMA_CHANGED


def test_the_people_and_places_of_theirs_are_read_by_name(
    connected: Callable[..., CrmAdapter],
) -> None:
    fake = FakeOdoo((18, 0))
    ready(fake)
    adapter = connected(fake)
    client = a_client()
    [owner] = stored(adapter, client)
    [remote] = stored(adapter, an_order(client, owner))
    tables, at = fake.tables, fake.clock.now
    tags = [tables.add("crm.tag", {"name": name}, at) for name in ("VIP", "Опт")]
    stage = tables.add("crm.stage", {"name": "Переговоры"}, at)
    told_there = {"tag_ids": tags, "stage_id": stage, "user_id": INTAKE}
    tables.put("crm.lead", int(remote), told_there, at)
    for _ in range(2):
        [there] = adapter.read(Kind.ORDER, [remote])
        assert there.values["tags"] == "VIP, Опт"
        assert there.values["manager"] == "Intake"
        assert there.values["remote_stage"] == "Переговоры"


def test_amounts_follow_their_currency(connected: Callable[..., CrmAdapter]) -> None:
    fake = FakeOdoo((18, 0))
    ready(fake)
    adapter = connected(fake)
    client = a_client()
    [owner] = stored(adapter, client)
    yen = an_order(client, owner, currency="JPY", total_minor=12_345, paid_minor=None)
    [remote] = stored(adapter, yen)
    assert fake.tables.rows["crm.lead"][int(remote)]["expected_revenue"] == 12_345
    [there] = adapter.read(Kind.ORDER, [remote])
    assert (there.values["total_minor"], there.values["paid_minor"]) == (12_345, 0)


def test_a_moment_kept_as_a_day_is_told_and_not_listened_to(
    connected: Callable[..., CrmAdapter],
) -> None:
    fake = FakeOdoo((18, 0))
    ready(fake)
    fake.tables.fields["crm.lead"]["date_deadline"] = "date"
    adapter = connected(fake, fields=_mapped("promised_at", "date_deadline"))
    client = a_client()
    [owner] = stored(adapter, client)
    [remote] = stored(adapter, an_order(client, owner))
    assert fake.tables.rows["crm.lead"][int(remote)]["date_deadline"] == "2026-11-30"
    [there] = adapter.read(Kind.ORDER, [remote])
    assert "promised_at" not in there.values


def test_a_field_that_is_not_exchanged_needs_no_place(
    connected: Callable[..., CrmAdapter],
) -> None:
    usual = usual_map()
    kept = {
        name: rule for name, rule in usual.rules[Kind.CLIENT].items() if name in {"name", "phone"}
    }
    fields = FieldMap({**usual.rules, Kind.CLIENT: kept})
    fake = FakeOdoo((18, 0))
    ready(fake)
    adapter = connected(fake, fields=fields)
    client = a_client(inn="500100732259")
    [remote] = stored(adapter, client)
    assert not fake.tables.rows["res.partner"][int(remote)]["email"]
    assert adapter.candidates(client) == []
    [there] = adapter.read(Kind.CLIENT, [remote])
    assert there.values.keys() == {"name", "phone"}


def _mapped(name: str, remote: str) -> FieldMap:
    usual = usual_map()
    rules = {**usual.rules[Kind.ORDER], name: FieldRule(remote, Owner.OURS, is_sent=True)}
    return FieldMap({**usual.rules, Kind.ORDER: rules})


_PAGE = b"<html>Sorry</html>"
_OLD = told({"version_info": [18, 0]})
_ERROR = {"name": "builtins.ValueError", "message": "strange", "debug": "Traceback"}


@pytest.mark.parametrize(
    ("answer", "version", "why"),
    [
        (Answer(403, _PAGE), _VERSION, Stop.RIGHT_MISSING),
        (Answer(401, _PAGE), _VERSION, Stop.KEY_WRONG),
        (Answer(404, _PAGE), _VERSION, Stop.ADDRESS_WRONG),
        (Answer(302, _PAGE), _VERSION, Stop.ADDRESS_WRONG),
        (Answer(500, _PAGE), _VERSION, None),
        (Answer(200, _PAGE), _VERSION, None),
        (Answer(404, _PAGE), _OLD, Stop.ADDRESS_WRONG),
        (Answer(500, _PAGE), _OLD, None),
        (Answer(200, b"["), _OLD, None),
        (Answer(200, b'{"error": {"message": "Session expired"}}'), _OLD, None),
        (told({"error": {"data": {"name": "psycopg2.pool.PoolError", "message": ""}}}), _OLD, None),
        (told({"a": 1}, 500), _VERSION, None),
        (told({"name": "Other", "message": "x"}, 503), _VERSION, None),
        (Answer(200, b"{}"), told({"version_info": []}), Stop.ADDRESS_WRONG),
        (Answer(200, b"{}"), told({"version_info": ["x", 1]}), Stop.ADDRESS_WRONG),
        (Answer(200, b"{}"), told({}), Stop.ADDRESS_WRONG),
        (Answer(200, b"{}"), Answer(404, _PAGE), Stop.ADDRESS_WRONG),
        (Answer(200, b"{}"), Answer(200, b"{"), Stop.ADDRESS_WRONG),
    ],
)
def test_an_answer_is_told_by_its_meaning(
    connected: Callable[..., CrmAdapter], answer: Answer, version: Answer, why: Stop | None
) -> None:
    adapter = connected(Canned(answer, version))
    with pytest.raises(CrmError) as failed:
        adapter.pull(Kind.CLIENT, "", 10)
    if why is None:
        assert not isinstance(failed.value, StoppedError)
    else:
        assert isinstance(failed.value, StoppedError)
        assert failed.value.why is why
    assert "html" not in failed.value.words.lower()


def test_what_is_refused_for_no_reason_is_asked_again_later(
    connected: Callable[..., CrmAdapter],
) -> None:
    fake = FakeOdoo((18, 0))
    ready(fake)
    adapter = connected(fake)
    stored(adapter, a_client())
    fake.odd = ("search_read", json.dumps(_ERROR))
    with pytest.raises(TransientError) as failed:
        adapter.pull(Kind.CLIENT, "", 10)
    assert "strange" in failed.value.words


def test_a_record_that_cannot_be_stored_for_no_reason_is_refused(
    connected: Callable[..., CrmAdapter],
) -> None:
    fake = FakeOdoo((18, 0))
    ready(fake)
    adapter = connected(fake)
    fake.odd = ("load", json.dumps(_ERROR))
    done = adapter.push(Kind.CLIENT, [a_client(), a_client()])
    assert [type(one) for one in done] == [Refused, Refused]
    fake.odd = ("", "")
    assert isinstance(adapter.push(Kind.CLIENT, [a_client()])[0], Stored)


def test_a_call_that_lost_a_race_as_a_whole_goes_again(
    connected: Callable[..., CrmAdapter],
) -> None:
    for version in ((18, 0), (19, 0)):
        fake = FakeOdoo(version)
        ready(fake)
        name = "psycopg2.errors.SerializationFailure"
        fake.odd = ("load", json.dumps({"name": name, "message": "could not serialize access"}))
        with pytest.raises(TransientError) as lost:
            connected(fake).push(Kind.CLIENT, [a_client()])
        assert not lost.value.is_in_doubt


def test_an_order_of_nobody_is_stored_under_what_is_known_of_it(
    connected: Callable[..., CrmAdapter],
) -> None:
    fake = FakeOdoo((18, 0))
    ready(fake)
    order = an_order(a_client(), "", number=None, device=None)
    [remote] = stored(connected(fake), order)
    row = fake.tables.rows["crm.lead"][int(remote)]
    assert (row["name"], row["partner_id"]) == (str(order.uid), False)


def test_an_administrator_who_may_not_add_fields_is_told(
    connected: Callable[..., CrmAdapter],
) -> None:
    fake = FakeOdoo((18, 0))
    fake.odd = ("create", json.dumps(_ERROR))
    with pytest.raises(StoppedError) as stopped:
        connected(fake, ADMINISTRATOR).ensure_schema()
    assert stopped.value.why is Stop.RIGHT_MISSING


def test_without_a_clock_of_the_web_the_overlap_is_always_read(
    connected: Callable[..., CrmAdapter],
) -> None:
    fake = FakeOdoo((18, 0))
    ready(fake)
    adapter = connected(fake)
    stored(adapter, a_client())
    fake.has_clock = False
    cursor = ""
    for _ in range(3):
        page = adapter.pull(Kind.CLIENT, cursor, 10)
        cursor = page.cursor
        fake.clock.pass_by(500)
        assert len(page.records) == 1


def test_a_closed_adapter_lets_go() -> None:
    fake = FakeOdoo((18, 0))
    with closing(fake), closing(connect(Access(fake.url, KEY, {}), usual_map())) as adapter:
        with pytest.raises(StoppedError) as stopped:
            adapter.probe()
        assert stopped.value.why is Stop.ADDRESS_WRONG
