"""CRMs are added, tried, started and removed; a serving hub works for them by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.wire_crm import AddRequest, CrmState, ProbeReply
from intake_app.sync.core.wire_crm_work import Choice, CrmLinkInfo, CrmNotice, DecideRequest
from intake_app.sync.secrets import FileSecrets
from intake_hub.app import now_ms
from intake_hub.crm import offers
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import Stop, StoppedError
from intake_hub.crm.field_map import without
from intake_hub.crm.offers import Offer
from intake_hub.crm.systems import MOST_OF_A_SHOP, Systems
from intake_hub.feed.feed import Feed
from intake_hub.store.tables import Shop
from tests.crm.counter import Counter, Ids
from tests.crm.plain import KEY, STANDING, PlainCrm
from tests.hub.conftest import Desk
from tests.rigs.hub import HubThread
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from intake_hub.store.engine import HubStore

ADDRESS = "https://plain.test"
PLAIN = Offer("plain", "Plain", "tests.crm.plain", is_seen=False, may=("pipeline",))
ASKED = AddRequest(name="Наша CRM", adapter="plain", address=ADDRESS, key=KEY)
NAME = ASKED.name


@pytest.fixture
def crm(monkeypatch: pytest.MonkeyPatch) -> Iterator[PlainCrm]:
    monkeypatch.setattr(offers, "OFFERS", (*offers.OFFERS, PLAIN))
    STANDING[ADDRESS] = PlainCrm()
    yield STANDING[ADDRESS]
    del STANDING[ADDRESS]


@pytest.fixture
def systems(file_store: HubStore, tmp_path: Path, crm: PlainCrm) -> Systems:
    return Systems(file_store, now_ms, FileSecrets(tmp_path / "secrets.json"))


def shop_of(store: HubStore) -> UUID:
    with store.reading() as connection:
        return connection.execute(select(Shop.id)).scalar_one()


class Till(Counter):
    """Writes into a hub whose CRMs somebody else looks after."""

    def __init__(self, store: HubStore) -> None:
        self.store, self.now_ms = store, now_ms()
        self.desk = Desk(Feed(store, now_ms), shop_of(store))
        self.ids = self.desk.new_id = Ids()


def refusal(systems: Systems, asked: AddRequest) -> Problem:
    with pytest.raises(RejectedError) as refused:
        systems.add(shop_of(systems.store), asked)
    return refused.value.problem


def test_a_new_one_keeps_its_key_in_the_keyring_alone(systems: Systems, tmp_path: Path) -> None:
    shop = shop_of(systems.store)
    systems.add(shop, ASKED)
    [state] = systems.states(shop)
    assert (state.name, state.state, state.is_seen) == (NAME, "new", False)
    assert KEY in (tmp_path / "secrets.json").read_text()
    systems.store.close()
    assert KEY.encode() not in (tmp_path / "hub.db").read_bytes()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"name": " "}, Problem.MALFORMED),
        ({"key": " "}, Problem.MISSING),
        ({"adapter": "nobody"}, Problem.UNKNOWN_RECORD),
        ({"options": {"colour": "red"}}, Problem.MALFORMED),
    ],
)
def test_what_cannot_be_is_refused(
    systems: Systems, change: dict[str, object], problem: Problem
) -> None:
    members = {**ASKED.members(), **change}
    assert refusal(systems, AddRequest.decode(members)) is problem


def test_a_name_is_taken_once(systems: Systems) -> None:
    systems.add(shop_of(systems.store), ASKED)
    assert refusal(systems, ASKED) is Problem.MALFORMED


@pytest.mark.parametrize("shown", ["", "https://x.bitrix24.ru/rest/1/s3cret/"])
def test_a_key_pasted_as_the_address_is_not_shown(systems: Systems, shown: str) -> None:
    """The key of Bitrix24 is an address; whoever pastes it twice must not publish it."""
    shop, key = shop_of(systems.store), "https://x.bitrix24.ru/rest/1/s3cret/"
    options = {"category": "7"}
    address = shown or "x.bitrix24.ru"
    asked = AddRequest(name="B", adapter="bitrix24", address=address, key=key, options=options)
    systems.add(shop, asked)
    assert systems.states(shop)[0].address == ("https://x.bitrix24.ru" if shown else address)


def test_a_shop_has_so_many_and_no_key_is_left_over(systems: Systems, tmp_path: Path) -> None:
    """Each has a thread of the hub, which other shops need as well."""
    for n in range(MOST_OF_A_SHOP):
        systems.add(shop_of(systems.store), replace(ASKED, name=f"CRM {n}"))
    assert refusal(systems, replace(ASKED, key="one-too-many")) is Problem.MALFORMED
    assert "one-too-many" not in (tmp_path / "secrets.json").read_text()


def test_a_probe_says_what_is_missing_and_is_remembered(systems: Systems, crm: PlainCrm) -> None:
    shop = shop_of(systems.store)
    systems.add(shop, ASKED)
    crm.schema = ("x_stage",)
    found = systems.probe(shop, NAME)
    assert (found.product, found.fields, found.lacks) == ("Plain", ("x_stage",), ("field x_stage",))
    assert systems.states(shop)[0].product == "Plain 1"
    crm.keys.add("admin")
    assert systems.add_schema(shop, NAME, "admin") == ("x_stage",)
    assert systems.probe(shop, NAME).fields == ()


def test_whatever_a_crm_says_a_desk_can_read_it(systems: Systems, crm: PlainCrm) -> None:
    """One word too long would shut the page and the card of every desk."""
    shop, till, long = shop_of(systems.store), Till(systems.store), "О" * 1500
    crm.product, crm.schema = long, (long,)
    crm.make(Kind.CLIENT, {"name": long, "phone": "8 912 345-67-01"})
    alike, other = till.client(), till.client("Белов", "+79120000001")
    systems.add(shop, ASKED)
    assert len(ProbeReply.decode(systems.probe(shop, NAME).members()).product) > 1
    systems.start(shop, NAME)
    systems.run_once(shop, NAME)
    [linked] = systems.links(shop, "client", other)
    crm.edit(Kind.CLIENT, linked.remote, {"manager": long})
    systems.run_once(shop, NAME)
    [linked] = systems.links(shop, "client", other)
    assert CrmLinkInfo.decode(linked.members()).theirs["manager"].startswith("О")
    [notice] = systems.notices(shop, NAME, 10)
    assert CrmNotice.decode(notice.members()).uid == alike
    [state] = systems.states(shop)
    assert CrmState.decode(state.members()).product.startswith("О")


def test_a_dry_run_counts_and_writes_nothing_there(systems: Systems, crm: PlainCrm) -> None:
    shop, till = shop_of(systems.store), Till(systems.store)
    crm.make(Kind.CLIENT, {"name": "Орлова", "phone": "8 912 345-67-01"})
    alike, other = till.client(), till.client("Белов", "+79120000001")
    till.order(other)
    systems.add(shop, ASKED)
    shown: list[tuple[int, int]] = []

    def show(done: int, total: int) -> bool:
        shown.append((done, total))
        return True

    found = systems.dry_run(shop, NAME, show)
    assert (found.create, found.link, found.skip, found.conflict) == (2, 0, 0, 1)
    assert (found.is_done, found.done, found.total) == (True, 3, 3)
    assert (found.rows[0].what, found.rows[0].uid) == ("conflict", alike)
    assert shown[0] == (0, 3)
    assert "push" not in crm.calls


def test_a_dry_run_knows_what_is_there_already(systems: Systems, crm: PlainCrm) -> None:
    shop, till = shop_of(systems.store), Till(systems.store)
    client = till.client()
    till.order(client)
    systems.add(shop, ASKED)
    systems.start(shop, NAME)
    systems.run_once(shop, NAME)
    till.edit("client", client, "name", "Белова")
    found = systems.dry_run(shop, NAME)
    assert (found.create, found.link, found.skip, found.conflict) == (0, 0, 1, 0)
    systems.remove(shop, NAME)
    systems.add(shop, ASKED)
    found = systems.dry_run(shop, NAME)
    assert (found.create, found.link, found.skip, found.conflict) == (0, 2, 0, 0)
    assert {row.remote for row in found.rows} == {"1", "2"}


def test_a_dry_run_can_be_ended(systems: Systems) -> None:
    shop = shop_of(systems.store)
    Till(systems.store).client()
    systems.add(shop, ASKED)
    assert not systems.dry_run(shop, NAME, lambda _done, _total: False).is_done


@pytest.mark.expects_log("is stopped")
def test_once_sends_all_and_says_why_it_cannot(systems: Systems, crm: PlainCrm) -> None:
    shop, till = shop_of(systems.store), Till(systems.store)
    client = till.client()
    systems.add(shop, ASKED)
    with pytest.raises(RejectedError):
        systems.run_once(shop, NAME)
    systems.start(shop, NAME)
    crm.stop = StoppedError(Stop.KEY_EXPIRED, "expired")
    with pytest.raises(StoppedError):
        systems.run_once(shop, NAME)
    assert (systems.states(shop)[0].state, systems.states(shop)[0].why) == (
        "stopped",
        "key_expired",
    )
    crm.stop = None
    systems.start(shop, NAME)
    systems.run_once(shop, NAME)
    [link] = systems.links(shop, "client", client)
    assert (link.name, link.title, link.state, link.remote) == (NAME, "Plain", "linked", "1")
    assert systems.states(shop)[0].sent == 1


def test_what_was_deleted_there_is_found_on_a_word(systems: Systems, crm: PlainCrm) -> None:
    shop, till = shop_of(systems.store), Till(systems.store)
    till.client()
    systems.add(shop, ASKED)
    with pytest.raises(RejectedError):
        systems.sweep(shop, NAME)
    systems.start(shop, NAME)
    systems.run_once(shop, NAME)
    crm.delete(Kind.CLIENT, "1")
    systems.run_once(shop, NAME)
    assert systems.notices(shop, NAME, 10) == []
    systems.sweep(shop, NAME)
    systems.run_once(shop, NAME)
    assert [one.what for one in systems.notices(shop, NAME, 10)] == ["deleted"]


@pytest.mark.expects_log("is stopped")
def test_another_key_lets_it_go_on(systems: Systems, crm: PlainCrm) -> None:
    shop = shop_of(systems.store)
    systems.add(shop, ASKED)
    systems.start(shop, NAME)
    crm.keys = {"second"}
    with pytest.raises(StoppedError):
        systems.run_once(shop, NAME)
    systems.change_key(shop, NAME, "second")
    assert systems.states(shop)[0].state == "running"
    systems.run_once(shop, NAME)


def test_removed_means_forgotten_here_and_untouched_there(
    systems: Systems, crm: PlainCrm, tmp_path: Path
) -> None:
    shop, till = shop_of(systems.store), Till(systems.store)
    till.order(till.client())
    systems.add(shop, ASKED)
    systems.start(shop, NAME)
    systems.run_once(shop, NAME)
    systems.remove(shop, NAME)
    assert systems.states(shop) == []
    assert KEY not in (tmp_path / "secrets.json").read_text()
    assert len(crm.records(Kind.CLIENT)) == 1
    systems.add(shop, ASKED)


def test_a_field_switched_off_is_told_no_more(systems: Systems, crm: PlainCrm) -> None:
    shop, till = shop_of(systems.store), Till(systems.store)
    systems.add(shop, ASKED)
    fields = without(systems.field_map(shop, NAME), Kind.CLIENT, "email")
    systems.set_field_map(shop, NAME, fields)
    till.client(email="a@example.org")
    systems.start(shop, NAME)
    systems.run_once(shop, NAME)
    assert "email" not in crm.records(Kind.CLIENT)["1"]
    systems.set_field_map(shop, NAME, PLAIN.usual_map())
    systems.run_once(shop, NAME)
    assert crm.records(Kind.CLIENT)["1"]["email"] == "a@example.org"


def test_what_was_refused_is_listed_and_sent_again(systems: Systems, crm: PlainCrm) -> None:
    shop, till = shop_of(systems.store), Till(systems.store)
    client = till.client(inn="12")
    systems.add(shop, ASKED)
    systems.start(shop, NAME)
    systems.run_once(shop, NAME)
    [refused] = systems.refused(shop, NAME, 10)
    assert (refused.uid, refused.words) == (client, "this INN is not valid")
    assert systems.links(shop, "client", client)[0].state == "refused"
    crm.refused = {"inn": "x"}
    assert systems.links(shop, "client", shop) == []
    assert systems.resend(shop, NAME, "order", client) == 0
    assert systems.resend(shop, NAME, "client", client) == 1
    systems.run_once(shop, NAME)
    assert systems.refused(shop, NAME, 10) == []


def test_a_duplicate_is_decided_by_a_person(systems: Systems, crm: PlainCrm) -> None:
    shop, till = shop_of(systems.store), Till(systems.store)
    remote = crm.make(Kind.CLIENT, {"name": "Орлова", "phone": "8 912 345-67-01"})
    client = till.client()
    systems.add(shop, ASKED)
    systems.start(shop, NAME)
    systems.run_once(shop, NAME)
    [notice] = systems.notices(shop, NAME, 10)
    assert (notice.what, notice.others) == ("duplicate", {remote: "Орлова"})
    link = DecideRequest(name=NAME, notice=notice.id, choice=Choice.LINK, remote=remote)
    systems.decide(shop, link)
    systems.run_once(shop, NAME)
    assert systems.links(shop, "client", client)[0].remote == remote
    assert len(crm.records(Kind.CLIENT)) == 1


def test_a_serving_hub_works_by_itself_and_stops_in_a_second(db: str, crm: PlainCrm) -> None:
    hub = HubThread(db, with_crms=True)
    try:
        shop, till = shop_of(hub.store), Till(hub.store)
        hub.systems.add(shop, ASKED)
        hub.systems.start(shop, NAME)
        till.client()
        until(lambda: len(crm.records(Kind.CLIENT)) == 1, "the client arrives")
        hub.systems.pause(shop, NAME)
        till.client("Белов", "+79120000001")
        hub.systems.start(shop, NAME)
        until(lambda: len(crm.records(Kind.CLIENT)) == 2, "the next one as well")
        hub.systems.remove(shop, NAME)
    finally:
        hub.close()


def test_a_serving_hub_goes_on_with_another_key(db: str, crm: PlainCrm) -> None:
    """One that is changed in time: the old one ends while all is well."""
    hub = HubThread(db, with_crms=True)
    try:
        shop, till = shop_of(hub.store), Till(hub.store)
        hub.systems.add(shop, ASKED)
        hub.systems.start(shop, NAME)
        till.client()
        until(lambda: len(crm.records(Kind.CLIENT)) == 1, "the client arrives")
        crm.keys.add("second")
        hub.systems.change_key(shop, NAME, "second")
        until(lambda: "second" in crm.used, "the new key is used")
        crm.keys.discard(KEY)
        till.client("Белов", "+79120000001")
        until(lambda: len(crm.records(Kind.CLIENT)) == 2, "the next one as well")
        assert hub.systems.states(shop)[0].state == "running"
    finally:
        hub.close()
