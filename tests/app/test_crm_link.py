"""A desk and its CRM through a real hub: set up, transferred, linked, refused, out of reach."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.app import exchange as exchanges
from intake_app.app.crm_link import CrmLink
from intake_app.app.exchange import Exchange
from intake_app.clock import utc_now
from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.services.operators import Operator
from intake_app.sync.core.wire_crm import AddRequest, KeyRequest
from intake_app.sync.core.wire_crm_work import (
    Choice,
    CrmLinkInfo,
    CrmNotice,
    CrmRecord,
    CrmRefusal,
    DecideRequest,
)
from intake_hub.crm import offers
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import Stop, StoppedError
from intake_hub.crm.offers import Offer
from tests.crm.fake_work import FakeWork
from tests.crm.plain import KEY, STANDING, PlainCrm
from tests.rigs.hub import HubThread
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from intake_app.config import Settings
    from intake_app.jobs import Jobs
    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.shop import Shop

ADDRESS = "https://plain.test"
PLAIN = Offer("plain", "Plain", "tests.crm.plain", is_seen=False)
ASKED = AddRequest(name="Ours", adapter="plain", address=ADDRESS, key=KEY)


@pytest.fixture(autouse=True)
def secrets_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_KEYRING", "file")


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[PlainCrm]:
    monkeypatch.setattr(offers, "OFFERS", (*offers.OFFERS, PLAIN))
    STANDING[ADDRESS] = PlainCrm()
    yield STANDING[ADDRESS]
    del STANDING[ADDRESS]


def joined(hub: HubThread, shop: Shop, settings: Settings) -> CrmLink:
    """This desk has joined that hub."""
    services = shop.services
    exchanges.enrol(settings.data, services.replica, hub.url, hub.code())
    return CrmLink(
        settings.data, lambda: hub.url, lambda: services.replica, services.crm_records.demand
    )


@pytest.fixture
def work() -> FakeWork:
    return FakeWork()


@pytest.fixture
def link(tmp_path: Path, work: FakeWork, shop: Shop, settings: Settings) -> Iterator[CrmLink]:
    hub = HubThread(f"sqlite:///{tmp_path / 'hub.db'}", crm=work)
    yield joined(hub, shop, settings)
    hub.close()


@pytest.fixture
def hub(tmp_path: Path, plain: PlainCrm) -> Iterator[HubThread]:
    """One that works for its CRMs."""
    made = HubThread(f"sqlite:///{tmp_path / 'hub.db'}", with_crms=True)
    yield made
    made.close()


@pytest.fixture
def crm(hub: HubThread, shop: Shop, settings: Settings, jobs: Jobs) -> Iterator[CrmLink]:
    """The desk exchanges with that hub."""
    made = joined(hub, shop, settings)
    told = replace(settings, desk=replace(settings.desk, hub=hub.url))
    exchange = Exchange(told, jobs, shop.services.replica, shop.services.vault, utc_now)
    shop.listen(lambda _changes: exchange.wake())
    exchange.start()
    yield made
    exchange.stop()


def test_an_order_of_this_desk_arrives_in_the_crm(
    plain: PlainCrm, crm: CrmLink, shop: Shop, draft: IntakeDraft, qtbot: QtBot
) -> None:
    order = shop.services.intakes.receive(draft).order_id
    replica = shop.services.replica
    qtbot.waitUntil(lambda: replica.standing().pending == 0, timeout=60_000)
    assert [one.state for one in crm.add(ASKED).crms] == ["new"]
    assert crm.probe("Ours").why == ""
    crm.begin_dry("Ours")
    until(lambda: crm.dry("Ours").is_done, "the dry run ends")
    assert crm.dry("Ours").create == 2
    assert plain.records(Kind.CLIENT) == {}
    crm.start("Ours")
    until(lambda: len(plain.records(Kind.ORDER)) == 1, "the order is there")
    until(lambda: bool(crm.links("order", order)), "the hub knows of it")
    until(lambda: crm.links("order", order)[0].state == "linked", "it is linked")
    assert crm.links("order", order)[0].remote in plain.records(Kind.ORDER)
    (state,) = crm.all().crms
    assert (state.sent, state.waiting, state.refused) == (2, 0, 0)
    crm.pause("Ours")
    assert crm.all().crms[0].state == "paused"


def test_every_verb_reaches_the_hub(link: CrmLink, work: FakeWork) -> None:
    rec = uuid4()
    link.add(ASKED)
    link.change_key(KeyRequest(name="Ours", key="k2"))
    assert work.keys == {"Ours": "k2"}
    assert link.add_schema(KeyRequest(name="Ours", key="a")).added == ("x_mr_uid", "x_mr_stage")
    assert not link.stop_dry("Ours").rows
    fields = link.field_map("Ours")
    link.set_map(replace(fields, codes={"stage": {"ready": "won"}}))
    assert work.maps["Ours"].code("stage", "ready") == "won"
    work.rows = [CrmRefusal(kind="client", uid=rec, words="no")]
    assert link.refused("Ours") == tuple(work.rows)
    assert link.resend(CrmRecord(name="Ours", kind="client", uid=rec)) == 1
    one = CrmNotice(
        id=uuid4(), what="merged", kind="client", uid=rec, remote="7", noted_ms=1, others={}
    )
    work.noted = [one]
    assert link.notices("Ours") == (one,)
    link.decide(DecideRequest(name="Ours", notice=one.id, choice=Choice.LEAVE))
    assert work.noted == []
    work.told = [CrmLinkInfo(name="Ours", title="Plain", state="left", theirs={})]
    assert link.links("client", rec) == tuple(work.told)
    work.fault = StoppedError(Stop.KEY_EXPIRED, "gone")
    assert (link.probe("Ours").why, link.probe("Ours").words) == ("key_expired", "gone")
    link.remove("Ours")
    assert link.all().crms == ()


def problem(ask: Callable[[], object]) -> Problem:
    with pytest.raises(IntakeError) as refused:
        ask()
    return refused.value.problem


def test_only_the_owner_sets_one_up(link: CrmLink, work: FakeWork, shop: Shop) -> None:
    staff = shop.services.staff
    for name, role in (("Пётр", "reception"), ("Ольга", "owner")):
        staff.add(name, role)
    shop.switch(Operator(None, "Пётр"))
    named = KeyRequest(name="Ours", key="k")
    verbs = (
        lambda: link.add(ASKED),
        lambda: link.change_key(named),
        lambda: link.add_schema(named),
        lambda: link.begin_dry("Ours"),
        lambda: link.start("Ours"),
        lambda: link.pause("Ours"),
        lambda: link.remove("Ours"),
        lambda: link.decide(DecideRequest(name="Ours", notice=uuid4(), choice=Choice.SEEN)),
    )
    assert {problem(verb) for verb in verbs} == {Problem.NOT_ALLOWED}
    assert work.kept == {}
    assert link.all().crms == ()
    shop.switch(Operator(None, "Ольга"))
    assert len(link.add(ASKED).crms) == 1


def test_what_cannot_be_is_said(link: CrmLink, shop: Shop, settings: Settings) -> None:
    assert problem(lambda: link.start("Nobody")) is Problem.CRM_REFUSED
    link.add(ASKED)
    assert problem(lambda: link.add(ASKED)) is Problem.CRM_REFUSED
    away = replace(link, url=lambda: "http://127.0.0.1:9")
    assert problem(away.all) is Problem.HUB_AWAY
    alone = replace(link, url=str)
    assert problem(alone.all) is Problem.NO_HUB
    with pytest.raises(RejectedError):
        alone.refused("Ours")
