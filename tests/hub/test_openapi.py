"""The served description is complete and true: held to the routes, the codecs and real answers."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from intake_app.sync.core import ops, repair_wire, wire, wire_crm, wire_crm_work, wire_enrol
from intake_app.sync.core.ops import FeedOp, Outcome
from intake_app.sync.core.repair_wire import BUCKETS
from intake_app.sync.core.standing import Receipt
from intake_app.sync.core.wire_files import FileReply
from intake_app.sync.fake_replica import MemoryReplica
from intake_app.sync.signing import sign
from intake_hub.api.description import document
from intake_hub.app import build
from tests.rigs.hub import HubThread
from tests.rigs.shopwork import intake, new_client
from tests.rigs.stations import SIGNER, asked, signed
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from intake_hub.store.engine import HubStore

DOCUMENT = document()
STATE = wire.HubState(epoch=uuid4(), head=7)
OP = sign(new_client(MemoryReplica()), SIGNER)
KEY = wire_enrol.HandedKey(origin=uuid4(), key_id="0123abcd", sealed="x" * 90)
STATION = wire_enrol.StationInfo(
    origin=uuid4(),
    name="Стойка",
    prefix="A",
    enrolled_ms=1,
    greeted_ms=0,
    is_revoked=False,
    seal_key=bytes(32),
    vault_keys=("0123abcd",),
)
CONFLICT = repair_wire.OpenConflict(
    entity="client", rec=uuid4(), field="name", loser=uuid4(), value="Ада", seq=3
)
RECORD = repair_wire.RecordState(
    entity="client",
    rec=uuid4(),
    seq=1,
    values={"name": "А", "flag": True},
    versions={"name": uuid4()},
)
MESSAGES: list[Message] = [
    asked("AAAAA-AAAAA"),
    wire_enrol.EnrolReply(token="t", shop=uuid4(), epoch=uuid4(), inc=0, prefix="A", name="N"),  # noqa: S106 - made up
    wire_enrol.TokenReply(token="t"),  # noqa: S106 - made up
    wire_enrol.RenameRequest(name="Стойка"),
    wire_enrol.StationsReply(
        shop_name="", token_made_ms=1, is_token_old=False, stations=(STATION,)
    ),
    wire_enrol.HandedKeys(keys=(KEY,)),
    FileReply(offset=1, length=2),
    wire.HelloRequest(origin=uuid4(), inc=0, next_n=0, cursor=0),
    wire.HelloReply(hub=STATE, inc=1, prefix="A22"),
    wire.PushRequest(epoch=None, inc=0, ops=(OP,)),
    wire.PushReply(hub=STATE, receipts=(Receipt(uuid4(), Outcome.APPLIED, 1),)),
    wire.PullReply(hub=STATE, ops=(FeedOp(1, Outcome.LOST, OP),)),
    repair_wire.DiffRequest(epoch=uuid4(), ids=(uuid4(),)),
    repair_wire.DiffReply(hub=STATE, missing=(uuid4(),)),
    repair_wire.RelayRequest(epoch=uuid4(), ops=(OP,)),
    repair_wire.PartReply(
        hub=STATE,
        snapshot=uuid4(),
        seq=1,
        chain="ab",
        part=0,
        is_last=True,
        total=1,
        records=(RECORD,),
        conflicts=(CONFLICT,),
    ),
    CONFLICT,
    repair_wire.DigestReply(hub=STATE, schema=1, buckets={"client": ("00",) * BUCKETS}),
    repair_wire.RecordsReply(hub=STATE, records=(RECORD,)),
]
CRM_MESSAGES: list[Message] = [
    wire_crm.CrmsReply(
        crms=(
            wire_crm.CrmState(
                name="Odoo", adapter="odoo", title="Odoo", is_seen=True, address="a", state="new"
            ),
        ),
        offers=(wire_crm.CrmOffer(adapter="odoo", title="Odoo", is_seen=True, needs=("x",)),),
    ),
    wire_crm.AddRequest(name="Odoo", adapter="odoo", address="a", key="k", options={"a": "b"}),
    wire_crm.CrmNamed(name="Odoo"),
    wire_crm.KeyRequest(name="Odoo", key="k"),
    wire_crm.ProbeReply(product="Odoo", version="18", lacks=("right",), fields=("x_mr",)),
    wire_crm.SchemaReply(added=("x_mr",)),
    wire_crm_work.DryReply(
        is_done=True, rows=(wire_crm_work.DryRow(kind="client", uid=uuid4(), what="create"),)
    ),
    wire_crm_work.CrmRecord(name="Odoo", kind="client", uid=uuid4()),
    wire_crm_work.RefusedReply(
        refused=(wire_crm_work.CrmRefusal(kind="order", uid=uuid4(), words="no"),)
    ),
    wire_crm_work.NoticesReply(
        notices=(
            wire_crm_work.CrmNotice(
                id=uuid4(),
                what="merged",
                kind="client",
                uid=uuid4(),
                remote="7",
                noted_ms=1,
                others={"8": "Ада"},
            ),
        )
    ),
    wire_crm_work.DecideRequest(name="Odoo", notice=uuid4(), choice=wire_crm_work.Choice.LINK),
    wire_crm_work.LinksReply(
        links=(
            wire_crm_work.CrmLinkInfo(
                name="Odoo", title="Odoo", state="linked", theirs={"manager": "Ада"}
            ),
        )
    ),
    wire_crm_work.CrmMap(
        name="Odoo",
        rules=(
            wire_crm_work.MapRule(
                kind="client", field="name", remote="x", owner="ours", is_sent=True
            ),
        ),
        codes={"stage": {"ready": "1"}},
    ),
]
MESSAGES.extend(CRM_MESSAGES)
CRM_BODIES: dict[str, object] = {
    "/v1/crm": wire_crm.AddRequest(name="", adapter="no", address="", key="").members(),
    "/v1/crm/key": wire_crm.KeyRequest(name="no", key="k").members(),
    "/v1/crm/schema": wire_crm.KeyRequest(name="no", key="k").members(),
    "/v1/crm/map": wire_crm_work.CrmMap(name="no", rules=(), codes={}).members(),
    "/v1/crm/resend": wire_crm_work.CrmRecord(name="no").members(),
    "/v1/crm/decide": wire_crm_work.DecideRequest(
        name="no", notice=uuid4(), choice=wire_crm_work.Choice.SEEN
    ).members(),
    **{
        f"/v1/crm/{verb}": {"name": "no"}
        for verb in ("test", "dry-run", "dry-run/stop", "start", "pause", "remove")
    },
}
CRM_QUERIES = {
    **{f"/v1/crm/{name}": "?name=no" for name in ("dry-run", "map", "refused", "notices")},
    "/v1/crm/link": f"?kind=client&uid={uuid4()}",
}
DECODED = [one for one in MESSAGES if hasattr(one, "decode")]


class Message(Protocol):
    def members(self) -> dict[str, object]: ...


def validator(component: str) -> Draft202012Validator:
    schema = {"$ref": f"#/components/schemas/{component}", "components": DOCUMENT["components"]}
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda one: type(one).__name__)
def test_what_the_codecs_write_is_described(message: Message) -> None:
    validator(type(message).__name__).validate(message.members())


def test_every_member_the_codecs_write_is_named() -> None:
    for message in MESSAGES:
        schema = DOCUMENT["components"]["schemas"][type(message).__name__]
        assert set(message.members()) <= named(schema), type(message).__name__
    assert set(ops.encode(OP)) == named(DOCUMENT["components"]["schemas"]["Op"])


def named(schema: Mapping[str, Any]) -> set[str]:
    if "$ref" in schema:
        return named(DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    parts = [named(part) for part in schema.get("allOf", [])]
    return set(schema.get("properties", {})).union(*parts)


def mutated(message: Message) -> st.SearchStrategy[dict[str, object]]:
    members = message.members()
    some: list[object] = [None, True, -1, 0, 1, "x", [], {}]
    odd = st.sampled_from(some)
    changes = st.dictionaries(st.sampled_from(sorted(members)), odd, min_size=1, max_size=2)

    def changed(change: dict[str, object]) -> dict[str, object]:
        return members | change

    return changes.map(changed)


@given(st.sampled_from(DECODED).flatmap(lambda one: st.tuples(st.just(one), mutated(one))))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_what_the_description_allows_the_codecs_read(
    case: tuple[Message, dict[str, object]],
) -> None:
    message, members = case
    kind: Any = type(message)
    if validator(kind.__name__).is_valid(json.loads(json.dumps(members))):
        kind.decode(members)


@pytest.fixture
def http(db: str) -> Generator[tuple[HubThread, httpx.Client]]:
    hub = HubThread(db)
    with httpx.Client(base_url=hub.url, trust_env=False) as client:
        yield hub, client
    hub.close()


def test_every_real_answer_is_described(http: tuple[HubThread, httpx.Client]) -> None:
    hub, client = http
    served = client.get("/v1/openapi.json").json()
    assert served == DOCUMENT
    desk = MemoryReplica()
    told = client.post("/v1/enrol", json=asked(hub.code(), desk.origin).members())
    client.headers["Authorization"] = f"Bearer {told.json()['token']}"
    epoch = told.json()["epoch"]
    made = signed(intake(desk))
    bodies: dict[str, object] = {
        "/v1/enrol": asked("AAAAA-AAAAA").members(),
        "/v1/token": {},
        "/v1/rename": {"name": "Front"},
        "/v1/vault-keys": {"keys": []},
        "/v1/hello": wire.HelloRequest(origin=desk.origin, inc=0, next_n=9, cursor=0).members(),
        "/v1/push": {"epoch": epoch, "inc": 0, "ops": made},
        "/v1/diff": {"epoch": epoch, "ids": [str(uuid4())]},
        "/v1/relay": {"epoch": epoch, "ops": made},
    }
    bodies |= CRM_BODIES
    query = {"/v1/pull": "?after=0", "/v1/records": "?entity=client&bucket=0"} | CRM_QUERIES
    for path, methods in sorted(served["paths"].items()):
        if "{" in path:
            continue  # tests/hub/test_files.py: these take bytes, not bodies
        for method, operation in methods.items():
            asking = partial(
                client.request, method, path + query.get(path, ""), json=bodies.get(path)
            )
            answer = until(partial(unless_busy, asking), f"an answer of {path}")
            assert answer is not None
            # No CRM stands behind this hub: what is asked of one is absent.
            is_of_crm = path in CRM_BODIES or path in CRM_QUERIES
            others = {403} if path == "/v1/enrol" else {400, 404} if is_of_crm else set[int]()
            check(operation, answer, {200, *others})
            if operation["security"] == [{"token": []}]:
                bare = httpx.request(method, hub.url + path, trust_env=False)
                check(operation, bare, {401})


def unless_busy(ask: Callable[[], httpx.Response]) -> httpx.Response | None:
    """A snapshot has to be made first."""
    answer = ask()
    return None if answer.status_code == 429 else answer


def check(operation: Mapping[str, Any], answer: httpx.Response, wanted: set[int]) -> None:
    assert answer.status_code in wanted, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    content = operation["responses"][str(answer.status_code)]["content"]
    media = answer.headers["Content-Type"]
    assert media in content
    schema = content[media].get("schema")
    if schema:
        validator(schema["$ref"].rpartition("/")[2]).validate(answer.json())


def test_no_call_is_missing_and_none_is_invented(store: HubStore) -> None:
    def calls(paths: Mapping[str, Mapping[str, object]]) -> set[tuple[str, str]]:
        return {(method, path) for path, found in paths.items() for method in found}

    assert calls(build(store).openapi()["paths"]) == calls(DOCUMENT["paths"])
