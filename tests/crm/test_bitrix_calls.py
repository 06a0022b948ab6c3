"""Calls of a Bitrix24 webhook: each documented limit, error and oddity by name."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_hub.crm.adapter import Access
from intake_hub.crm.bitrix import php
from intake_hub.crm.bitrix.adapter import connect, usual_map
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import Stop, StoppedError, TransientError
from intake_hub.crm.offers import offered
from tests.crm.contract import a_client, an_order, stored
from tests.crm.fake_bitrix import SECRET, NoError
from tests.crm.loopback import Answer, told
from tests.crm.php import parsed
from tests.crm.stand_bitrix import BitrixStand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_hub.crm.bitrix.adapter import BitrixAdapter


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


def test_it_is_offered_as_one_nobody_saw() -> None:
    offer = offered("bitrix24")
    assert not offer.is_seen
    assert offer.usual_map() == usual_map()
    assert (
        offer.connect(Access("", "https://x.bitrix24.ru/rest/1/k/"), usual_map()).caps.batch == 50
    )


def test_the_secret_is_in_no_log_and_no_error(
    stand: BitrixStand, adapter: BitrixAdapter, caplog: pytest.LogCaptureFixture
) -> None:
    """The key of a webhook is a part of its address, and addresses are readily logged."""
    caplog.set_level(logging.DEBUG)
    stored(adapter, a_client())
    stand.bitrix.error = NoError("NO_AUTH_FOUND", "Wrong authorization data", 401)
    with pytest.raises(StoppedError) as stopped:
        adapter.probe()
    stand.spoil("lost")
    stand.bitrix.error = None
    with pytest.raises(TransientError) as lost:
        adapter.push(Kind.CLIENT, [a_client()])
    access = Access("https://x", stand.bitrix.key)
    said = f"{stopped.value!r} {lost.value!r} {access!r} {caplog.text}"
    assert SECRET not in said


@pytest.mark.parametrize(
    ("address", "key", "why"),
    [
        ("https://shop.bitrix24.ru", "https://evil.example/rest/1/abc/", Stop.ADDRESS_WRONG),
        ("shop.bitrix24.ru", "http://shop.bitrix24.ru/rest/1/abc/", Stop.ADDRESS_WRONG),
        ("https://shop.bitrix24.ru", "https://shop.bitrix24.ru/crm/", Stop.KEY_WRONG),
        ("https://shop.bitrix24.ru", "/rest/1/abc/", Stop.KEY_WRONG),
    ],
)
def test_a_key_for_elsewhere_is_never_used(address: str, key: str, why: Stop) -> None:
    """What was pasted may be the webhook of another portal, or no webhook at all."""
    adapter = connect(Access(address, key), usual_map())
    with pytest.raises(StoppedError) as stopped:
        adapter.probe()
    adapter.close()
    assert stopped.value.why is why


def test_too_many_hits_wait_and_are_not_in_doubt(
    stand: BitrixStand, adapter: BitrixAdapter
) -> None:
    """A bucket of fifty drains two a second; the hit that found it full was not carried out."""
    stand.bitrix.rest_s = 0.0
    for _ in range(50):
        adapter.missing(Kind.CLIENT, ["contact:1"])
    with pytest.raises(TransientError) as full:
        adapter.push(Kind.CLIENT, [a_client()])
    assert stand.bitrix.hits == 51
    assert full.value.words == "QUERY_LIMIT_EXCEEDED"
    assert full.value.after_s > 0
    assert not full.value.is_in_doubt
    stand.bitrix.rest_s = full.value.after_s
    stored(adapter, a_client())


@pytest.mark.parametrize(("before", "hits"), [(49, 51), (50, 51)])
def test_a_change_that_met_the_limit_was_not_made(
    stand: BitrixStand, adapter: BitrixAdapter, before: int, hits: int
) -> None:
    """Looking first is one hit, changing the next; either may be the one too many."""
    stand.bitrix.rest_s = 0.0
    for _ in range(before):
        adapter.missing(Kind.CLIENT, ["contact:1"])
    with pytest.raises(TransientError) as full:
        adapter.push(Kind.CLIENT, [a_client()])
    assert stand.bitrix.hits == hits
    assert not full.value.is_in_doubt
    assert stand.records(Kind.CLIENT) == {}


def test_spent_time_of_a_method_waits_for_minutes(
    stand: BitrixStand, adapter: BitrixAdapter
) -> None:
    """480 seconds of work in ten minutes, counted for each method, inside a batch as well."""
    stand.bitrix.spent["crm.contact.list"] = 481
    with pytest.raises(TransientError) as spent:
        adapter.push(Kind.CLIENT, [a_client()])
    assert spent.value.after_s >= 60
    assert not spent.value.is_in_doubt
    stand.bitrix.spent = {"crm.status.list": 481}
    with pytest.raises(TransientError):
        adapter.probe()


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (NoError("expired_token", "expired", 401), Stop.KEY_EXPIRED),
        (NoError("insufficient_scope", "more rights", 403), Stop.RIGHT_MISSING),
        (NoError("INVALID_CREDENTIALS", "no rights", 403), Stop.RIGHT_MISSING),
        (NoError("ACCESS_DENIED", "only on commercial plans", 403), Stop.NOT_OFFERED),
        (NoError("ACCESS_DENIED", "Access denied.", 403), Stop.RIGHT_MISSING),
        (NoError("OVERLOAD_LIMIT", "blocked", 503), Stop.NOT_OFFERED),
        (NoError("PORTAL_DELETED", "gone", 500), Stop.ADDRESS_WRONG),
        (NoError("ERROR_METHOD_NOT_FOUND", "none", 404), Stop.NOT_OFFERED),
        (NoError("SOMETHING_NEW", "What?<br>", 400), Stop.SCHEMA_CHANGED),
    ],
)
def test_errors_stop_by_their_meaning(
    stand: BitrixStand, adapter: BitrixAdapter, error: NoError, why: Stop
) -> None:
    """One status stands for many things; the code tells them apart. Overload is shut by hand."""
    stand.bitrix.error = error
    with pytest.raises(StoppedError) as stopped:
        adapter.find(Kind.CLIENT, [a_client().uid])
    assert stopped.value.why is why
    assert "<" not in stopped.value.words


@pytest.mark.parametrize(
    "answer", [Answer(500, b"oops"), told({"error": "INTERNAL_SERVER_ERROR"}, 500)]
)
def test_a_broken_server_leaves_a_change_in_doubt(
    stand: BitrixStand, adapter: BitrixAdapter, answer: Answer
) -> None:
    """Nobody knows how far it came."""
    stored(adapter, a_client())
    order = an_order(a_client(), "contact:1")
    adapter.find(Kind.ORDER, [order.uid])
    stand.bitrix.instead = answer
    with pytest.raises(TransientError) as broken:
        adapter.find(Kind.ORDER, [order.uid])
    assert not broken.value.is_in_doubt
    with pytest.raises(TransientError):
        adapter.ensure_schema()


@pytest.mark.parametrize("answer", [told({"hello": 1}), Answer(302, b""), Answer(404, b"<html>")])
def test_something_else_that_answers_is_a_wrong_address(
    stand: BitrixStand, adapter: BitrixAdapter, answer: Answer
) -> None:
    """A portal that moved redirects; a key never follows."""
    stand.bitrix.instead = answer
    with pytest.raises(StoppedError) as stopped:
        adapter.missing(Kind.CLIENT, ["contact:1"])
    assert stopped.value.why is Stop.ADDRESS_WRONG


_NAMES = st.text("abcXYZ_", min_size=1, max_size=5)
_VALUES = st.recursive(
    st.text(max_size=20),
    lambda more: st.one_of(
        st.lists(more, min_size=1, max_size=3),
        st.dictionaries(_NAMES, more, min_size=1, max_size=3),
    ),
    max_leaves=6,
)


@given(st.dictionaries(_NAMES, _VALUES, max_size=4))
def test_what_php_reads_is_what_was_written(values: dict[str, object]) -> None:
    """Nested values travel as `a[b][0]=…`, whatever signs stand in them."""
    text = php.query(values)
    assert "$" not in text
    assert parsed(text) == values


def test_php_reads_nothing_and_yes_as_it_should() -> None:
    assert parsed(php.query({"a": [], "b": None, "c": True, "d": False})) == {
        "a": "",
        "b": "",
        "c": "1",
        "d": "0",
    }
