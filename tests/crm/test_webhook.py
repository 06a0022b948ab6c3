"""Signed calls: what they say, who believes them, and what is done when they fail."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import jsonschema
import pytest

from intake_hub.crm.adapter import Access, Refused, Stored
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import CrmError, Stop, StoppedError, TransientError
from intake_hub.crm.webhook import adapter as webhook
from intake_hub.crm.webhook.payload import EVENT, SIGNATURE, TIMESTAMP, signature
from tests.crm.contract import a_client, an_order
from tests.crm.receiver import Receiver, Served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_hub.crm.webhook.adapter import WebhookAdapter

SHARED = "a-secret-of-the-shop"
SCHEMA = json.loads(Path("docs/webhook.schema.json").read_text("utf-8"))
NOW_S = 1_767_261_600


@pytest.fixture
def served() -> Iterator[Served]:
    made = Served(Receiver(SHARED))
    yield made
    made.close()


@pytest.fixture
def hook(served: Served) -> Iterator[WebhookAdapter]:
    made = connected(served)
    yield made
    made.close()


def connected(served: Served, key: str = SHARED) -> WebhookAdapter:
    made = webhook.connect(Access(served.url, key), webhook.usual_map())
    made.now_s = lambda: NOW_S
    return made


def test_the_receiver_of_the_manual_takes_what_is_sent(
    served: Served, hook: WebhookAdapter
) -> None:
    client = a_client()
    assert hook.push(Kind.CLIENT, [client]) == [Stored(client.uid, "r-1")]
    order = an_order(client, "r-1", total_minor=1_234_500)
    assert hook.push(Kind.ORDER, [order]) == [Stored(order.uid, "r-2")]
    kept = served.receiver.records[str(order.uid)]
    assert (kept["client"], kept["client_id"]) == (str(client.uid), "r-1")
    assert kept["values"]["total_minor"] == 1_234_500


def test_what_is_sent_is_as_the_schema_says(served: Served, hook: WebhookAdapter) -> None:
    client = a_client(email=None)
    hook.probe()
    hook.push(Kind.CLIENT, [client])
    hook.push(Kind.ORDER, [an_order(client, "r-1")])
    assert len(served.receiver.bodies) == 3
    for body in served.receiver.bodies:
        jsonschema.validate(json.loads(body), SCHEMA)


def test_another_secret_is_refused(served: Served) -> None:
    hook = connected(served, "another")
    with pytest.raises(StoppedError) as refused:
        hook.probe()
    hook.close()
    assert refused.value.why is Stop.KEY_WRONG
    assert not served.receiver.bodies


@pytest.mark.parametrize("changed", ["body", "timestamp", "event"])
def test_nothing_that_was_signed_can_be_exchanged(changed: str) -> None:
    receiver, event, body = Receiver(SHARED), uuid4(), b'{"kind":"ping"}'
    headers = {
        EVENT: str(event),
        TIMESTAMP: str(NOW_S),
        SIGNATURE: signature(SHARED, NOW_S, event, body),
    }
    assert receiver.take(headers, body)[0] == 200
    spoiled = {
        "body": (headers, b'{"kind":"pong"}'),
        "timestamp": (headers | {TIMESTAMP: str(NOW_S + 1)}, body),
        "event": (headers | {EVENT: str(uuid4())}, body),
    }
    assert receiver.take(*spoiled[changed])[0] == 401


def test_a_call_that_was_recorded_is_of_no_use(served: Served, hook: WebhookAdapter) -> None:
    """Again at once it changes nothing, later it is too old."""
    receiver, event = served.receiver, uuid4()
    body = json.dumps({"kind": "ping", "version": 1, "event": str(event)}).encode()
    headers = {
        EVENT: str(event),
        TIMESTAMP: str(NOW_S),
        SIGNATURE: signature(SHARED, NOW_S, event, body),
    }
    assert receiver.take(headers, body)[0] == 200
    assert receiver.take(headers, body)[0] == 200
    assert len(receiver.bodies) == 1
    receiver.now_s = NOW_S + 301
    assert receiver.take(headers, body)[0] == 401


def test_after_a_lost_reply_the_same_event_comes_again(
    served: Served, hook: WebhookAdapter
) -> None:
    client = a_client()
    served.receiver.answers = [0]
    with pytest.raises(TransientError) as lost:
        hook.push(Kind.CLIENT, [client])
    assert lost.value.is_in_doubt
    assert hook.push(Kind.CLIENT, [client]) == [Stored(client.uid, "r-1")]
    assert len(served.receiver.bodies) == 1


def test_the_same_said_again_later_is_another_event(served: Served, hook: WebhookAdapter) -> None:
    """From A to B and back to A: a receiver that knew A would stay at B."""
    client = a_client()
    other = replace(client, values={**client.values, "name": "Белова"})
    for said in (client, other, client):
        hook.push(Kind.CLIENT, [said])
    assert len(served.receiver.had) == 3
    name = served.receiver.records[str(client.uid)]["values"]["name"]
    assert name == client.values["name"]


def test_a_record_that_is_refused_says_why(hook: WebhookAdapter) -> None:
    client = a_client(inn="12")
    assert hook.push(Kind.CLIENT, [client]) == [Refused(client.uid, "this INN is not valid")]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (403, StoppedError),
        (302, StoppedError),
        (404, StoppedError),
        (429, TransientError),
        (500, TransientError),
        (503, TransientError),
    ],
)
def test_other_answers_are_told_by_their_meaning(
    served: Served, hook: WebhookAdapter, status: int, error: type[CrmError]
) -> None:
    served.receiver.answers = [status]
    with pytest.raises(error):
        hook.push(Kind.CLIENT, [a_client()])


@pytest.mark.parametrize("status", [204, 404])
def test_a_probe_wants_an_answer(served: Served, hook: WebhookAdapter, status: int) -> None:
    served.receiver.answers = [status]
    if status == 404:
        with pytest.raises(StoppedError):
            hook.probe()
    else:
        assert hook.probe().product == "Webhook"


@pytest.mark.parametrize(
    "address", ["http://crm.test/hook", "ftp://crm.test", "crm.test", "https://", "http://[::1/"]
)
def test_only_https_goes_over_a_network(address: str) -> None:
    with pytest.raises(StoppedError) as refused:
        webhook.connect(Access(address, SHARED), webhook.usual_map())
    assert refused.value.why is Stop.ADDRESS_WRONG


def test_nothing_comes_back_this_way(hook: WebhookAdapter) -> None:
    client = a_client()
    assert hook.find(Kind.CLIENT, [client.uid]) == {}
    assert hook.pull(Kind.CLIENT, "", 10).is_last
    assert hook.read(Kind.CLIENT, ["1"]) == []
    assert hook.candidates(client) == []
    assert hook.missing(Kind.CLIENT, ["1"]) == frozenset()
    assert hook.missing_schema() == hook.ensure_schema() == ()
    assert SHARED not in repr(hook)
    assert hook.caps.batch == 1
