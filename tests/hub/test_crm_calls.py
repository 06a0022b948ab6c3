"""The calls about CRMs: what a desk may ask, what it hears, and what never comes out again."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.refusal import HubUnavailableError, Why
from intake_app.sync.core.wire_crm import AddRequest, KeyRequest
from intake_app.sync.core.wire_crm_work import CrmLinkInfo, CrmNotice, CrmRefusal, DryReply
from intake_hub.api.crm_trials import AT_ONCE, CrmTrials
from intake_hub.app import now_ms
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import Stop, StoppedError, TransientError
from intake_hub.stations import Stations
from tests.crm.fake_work import FakeWork
from tests.rigs.hub import HubThread
from tests.rigs.stations import asked
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "s3cret-of-the-shop"
ODOO = AddRequest(name="Odoo", adapter="odoo", address="https://crm.test", key=KEY, options={})
REC = uuid4()


@pytest.fixture
def work() -> FakeWork:
    return FakeWork()


@pytest.fixture
def hub(db: str, work: FakeWork) -> Iterator[HubThread]:
    made = HubThread(db, crm=work)
    yield made
    made.close()


@pytest.fixture
def http(hub: HubThread) -> Iterator[httpx.Client]:
    stations = Stations(hub.store, now_ms)
    token = stations.enrol(asked(hub.code())).token
    head = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=hub.url, trust_env=False, headers=head) as client:
        yield client


def added(http: httpx.Client) -> httpx.Client:
    assert http.post("/v1/crm", json=ODOO.members()).status_code == 200
    return http


def test_without_one_nothing_is_told(http: httpx.Client) -> None:
    assert http.get("/v1/crm").json()["crms"] == []
    assert http.get(f"/v1/crm/link?kind=client&uid={REC}").json() == {"links": []}


def test_a_key_goes_in_and_never_out(http: httpx.Client, work: FakeWork) -> None:
    added(http)
    assert work.keys == {"Odoo": KEY}
    again = http.post("/v1/crm/key", json={"name": "Odoo", "key": KEY + "2"})
    assert again.json() == {}
    assert work.keys == {"Odoo": KEY + "2"}
    (one,) = http.get("/v1/crm").json()["crms"]
    assert (one["name"], one["state"]) == ("Odoo", "new")
    for path in ("", "/map?name=Odoo", "/refused?name=Odoo", "/notices?name=Odoo"):
        assert KEY not in http.get(f"/v1/crm{path}").text
    assert KEY not in repr(ODOO)


def test_a_name_that_is_taken_is_refused(http: httpx.Client) -> None:
    reply = added(http).post("/v1/crm", json=ODOO.members())
    assert (reply.status_code, reply.json()["problem"]) == (400, "malformed")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/test"),
        ("POST", "/schema"),
        ("POST", "/key"),
        ("POST", "/dry-run"),
        ("POST", "/start"),
        ("POST", "/pause"),
        ("POST", "/remove"),
        ("POST", "/resend"),
        ("GET", "/map"),
        ("GET", "/refused"),
        ("GET", "/notices"),
    ],
)
def test_a_crm_nobody_knows_is_absent(http: httpx.Client, method: str, path: str) -> None:
    body = {"name": "Nobody", "key": "k", "kind": "", "uid": None}
    reply = http.request(method, f"/v1/crm{path}?name=Nobody", json=body)
    assert (reply.status_code, reply.json()["problem"]) == (404, "absent")


def test_strangers_hear_nothing(http: httpx.Client) -> None:
    for method, path in (("GET", ""), ("POST", ""), ("POST", "/start"), ("GET", "/link")):
        reply = http.request(method, f"/v1/crm{path}", headers={"Authorization": "Bearer x"})
        assert reply.status_code == 401


def test_shops_do_not_see_each_other(http: httpx.Client, work: FakeWork) -> None:
    work.add(uuid4(), ODOO)
    assert http.get("/v1/crm").json()["crms"] == []
    assert http.post("/v1/crm/start", json={"name": "Odoo"}).status_code == 404


def test_trying_says_what_is_missing(http: httpx.Client, work: FakeWork) -> None:
    work.lacks = ("Give the account the right to read contacts",)
    found = added(http).post("/v1/crm/test", json={"name": "Odoo"}).json()
    assert (found["product"], found["lacks"]) == ("Odoo", list(work.lacks))
    assert found["fields"] == ["x_mr_uid", "x_mr_stage"]
    done = http.post("/v1/crm/schema", json={"name": "Odoo", "key": "admin"})
    assert done.json()["added"] == ["x_mr_uid", "x_mr_stage"]
    assert http.post("/v1/crm/test", json={"name": "Odoo"}).json()["fields"] == []
    assert "admin" not in work.keys.values()


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (StoppedError(Stop.KEY_WRONG, "Access Denied"), "key_wrong"),
        (TransientError("ConnectError"), "away"),
    ],
)
def test_what_the_crm_says_is_an_answer(
    http: httpx.Client, work: FakeWork, fault: Exception, why: str
) -> None:
    added(http)
    work.fault = fault  # pyright: ignore[reportAttributeAccessIssue] - one of the two
    for path in ("/test", "/schema"):
        found = http.post(f"/v1/crm{path}", json={"name": "Odoo", "key": "k"})
        assert (found.status_code, found.json()["why"]) == (200, why)
        assert found.json()["words"] == fault.args[0]
    http.post("/v1/crm/dry-run", json={"name": "Odoo"})
    assert dry_run(http)["why"] == why


def dry_run(http: httpx.Client) -> dict[str, object]:
    def ended() -> dict[str, object] | None:
        found = http.get("/v1/crm/dry-run?name=Odoo").json()
        return found if found["is_done"] else None

    found = until(ended, "the dry run ends")
    assert found is not None
    return found


def test_a_dry_run_counts_and_lists(http: httpx.Client) -> None:
    assert dry_run(added(http))["total"] == 0
    http.post("/v1/crm/dry-run", json={"name": "Odoo"})
    found = dry_run(http)
    assert (found["create"], found["skip"], found["total"]) == (1, 1, 2)
    assert len(json.dumps(found["rows"])) > 40
    stopped = http.post("/v1/crm/dry-run/stop", json={"name": "Odoo"}).json()
    assert stopped["is_done"]


def test_one_dry_run_at_a_time_and_none_after_the_hub() -> None:
    work, shop, go_on = FakeWork(), uuid4(), threading.Event()
    work.add(shop, ODOO)
    work.gate = go_on
    trials = CrmTrials(work)
    first, again = (trials.begin_dry(shop, "Odoo") for _ in range(2))
    assert (first, again) == (DryReply(is_done=False), DryReply(is_done=False))
    threading.Timer(0.05, go_on.set).start()
    trials.close()
    assert trials.seen_dry(shop, "Odoo").why == "stopped"


def test_silent_crms_of_one_shop_do_not_hold_up_the_hub() -> None:
    """Each trial holds a thread that every other call needs."""
    work, shop, other, go_on = FakeWork(), uuid4(), uuid4(), threading.Event()
    work.add(shop, ODOO)
    work.add(other, ODOO)
    work.gate = go_on
    trials = CrmTrials(work)
    with ThreadPoolExecutor(AT_ONCE + 1) as pool:
        asking = [pool.submit(trials.probe, shop, "Odoo") for _ in range(AT_ONCE)]
        until(lambda: work.probes == AT_ONCE, "all are at it")
        for one_more in (
            lambda: trials.probe(shop, "Odoo"),
            lambda: trials.add_schema(shop, KeyRequest(name="Odoo", key="admin")),
        ):
            with pytest.raises(HubUnavailableError) as refused:
                one_more()
            assert refused.value.why is Why.BUSY
        asking.append(pool.submit(trials.probe, other, "Odoo"))
        go_on.set()
        assert {one.result().product for one in asking} == {"Odoo"}
    assert trials.probe(shop, "Odoo").product == "Odoo"


def test_a_dry_run_ends_when_the_store_fails(http: httpx.Client, work: FakeWork) -> None:
    added(http)
    work.fault = RejectedError(Problem.STORE_BUSY)  # pyright: ignore[reportAttributeAccessIssue] - ours
    http.post("/v1/crm/dry-run", json={"name": "Odoo"})
    assert dry_run(http)["why"] == "store_busy"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_dry_run_that_ends_by_a_bug_can_be_begun_again(
    http: httpx.Client, work: FakeWork
) -> None:
    added(http)
    work.fault = ZeroDivisionError()  # pyright: ignore[reportAttributeAccessIssue] - a bug of ours
    for _ in range(2):
        http.post("/v1/crm/dry-run", json={"name": "Odoo"})
        assert dry_run(http)["why"] == "away"
    work.fault = None
    http.post("/v1/crm/dry-run", json={"name": "Odoo"})
    assert dry_run(http)["why"] == ""


def test_it_starts_pauses_and_is_removed(http: httpx.Client, work: FakeWork) -> None:
    added(http)
    for verb, state in (("start", "running"), ("pause", "paused")):
        assert http.post(f"/v1/crm/{verb}", json={"name": "Odoo"}).json() == {}
        assert http.get("/v1/crm").json()["crms"][0]["state"] == state
    http.post("/v1/crm/remove", json={"name": "Odoo"})
    assert (work.kept, work.keys) == ({}, {})


def test_the_map_is_shown_whole_and_changed(http: httpx.Client, work: FakeWork) -> None:
    found = added(http).get("/v1/crm/map?name=Odoo").json()
    rows = {(one["kind"], one["field"]): one for one in found["rules"]}
    assert rows["client", "birthday"]["remote"] == ""
    assert rows["client", "phone"]["personal"]
    rows["client", "phone"]["sent"] = False
    rows["order", "fault"] |= {"remote": "", "sent": False}
    rows["order", "stage"]["remote"] = "stage_of_ours"
    found["codes"] = {"stage": {"ready": "C7:DONE"}}
    assert http.post("/v1/crm/map", json=found).status_code == 200
    kept = work.maps["Odoo"]
    assert not any(remote == "x_phone" for remote in kept.sent(Kind.CLIENT).values())
    assert kept.code("stage", "ready") == "C7:DONE"
    again = http.get("/v1/crm/map?name=Odoo").json()
    assert again == found
    found["rules"][0]["owner"] = "nobody"
    assert http.post("/v1/crm/map", json=found).status_code == 400


def test_refused_ones_are_listed_and_go_again(http: httpx.Client, work: FakeWork) -> None:
    work.rows = [CrmRefusal(kind="client", uid=one, words="bad INN") for one in (REC, uuid4())]
    listed = added(http).get("/v1/crm/refused?name=Odoo").json()["refused"]
    assert [one["words"] for one in listed] == ["bad INN", "bad INN"]
    asked_again = {"name": "Odoo", "kind": "client", "uid": str(REC)}
    assert http.post("/v1/crm/resend", json=asked_again).json() == {"count": 1}
    assert http.post("/v1/crm/resend", json={"name": "Odoo", "kind": ""}).json() == {"count": 1}
    assert work.resent == [("client", REC), ("", None)]


def test_notices_are_decided(http: httpx.Client, work: FakeWork) -> None:
    one = CrmNotice(
        id=uuid4(),
        what="duplicate",
        kind="client",
        uid=REC,
        remote="",
        noted_ms=1,
        others={"7": "Петров"},
    )
    work.noted = [one]
    assert added(http).get("/v1/crm/notices?name=Odoo").json()["notices"] == [one.members()]
    said = {"name": "Odoo", "notice": str(one.id), "choice": "link", "remote": "7"}
    assert http.post("/v1/crm/decide", json=said).json() == {}
    assert (work.noted, work.decided[0].remote) == ([], "7")
    assert http.post("/v1/crm/decide", json=said | {"choice": "burn"}).status_code == 400


def test_one_record_says_where_it_stands(http: httpx.Client, work: FakeWork) -> None:
    link = CrmLinkInfo(
        name="Odoo", title="Odoo", state="linked", remote="42", theirs={"manager": "Анна"}
    )
    work.told = [link]
    found = http.get(f"/v1/crm/link?kind=order&uid={REC}").json()["links"]
    assert found == [link.members()]
    assert http.get("/v1/crm/link?kind=order&uid=7").status_code == 400


def test_no_body_is_without_bounds(http: httpx.Client) -> None:
    added(http)
    whole = http.get("/v1/crm/map?name=Odoo").json()
    for changed in (f'{{"{"x" * 61}": {{}}}}', '{"stage": {"ready": 1}}'):
        body = whole | {"codes": json.loads(changed)}
        assert http.post("/v1/crm/map", json=body).status_code == 400
    body = whole | {"rules": whole["rules"] * 9}
    assert http.post("/v1/crm/map", json=body).status_code == 400
    long = ODOO.members() | {"options": {"x" * 501: "1"}}
    assert http.post("/v1/crm", json=long).status_code == 400
    reply = http.post("/v1/crm", json=ODOO.members() | {"key": "k" * 20_000})
    assert reply.json()["problem"] == "too_large"
    assert http.post("/v1/crm", json=ODOO.members() | {"options": {"a": 1}}).status_code == 400
