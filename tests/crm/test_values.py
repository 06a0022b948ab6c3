"""Values that all adapters share: amounts, moments, phones, shapes of replies."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_hub.crm.adapter import Access
from intake_hub.crm.bitrix.adapter import connect, usual_map
from intake_hub.crm.documents import FIELDS, Kind
from intake_hub.crm.faults import Stop, StoppedError
from intake_hub.crm.http import CrmHttp, Reply, web_base
from intake_hub.crm.offers import OFFERS, Offer
from intake_hub.crm.titles import TITLES
from intake_hub.crm.values import (
    list_of,
    major,
    minor,
    moment,
    ours,
    row_of,
    rows_of,
    seconds,
    tail,
    uid_of,
)

_CURRENCIES = st.sampled_from(["RUB", "KZT", "JPY", "KWD", "XXX"])


@given(st.integers(-(10**12), 10**12), _CURRENCIES)
def test_amounts_come_back_to_the_kopeck(amount: int, currency: str) -> None:
    """Also where there are no minor units, or three digits of them."""
    assert minor(str(major(amount, currency)), currency) == amount


@pytest.mark.parametrize("text", ["", "ten", None, "NaN", "Infinity"])
def test_what_is_no_amount_is_none(text: object) -> None:
    assert minor(text, "RUB") is None


def test_minor_units_are_those_of_the_currency() -> None:
    assert major(12345, "RUB") == Decimal("123.45")
    assert major(12345, "JPY") == 12345
    assert major(12345, "KWD") == Decimal("12.345")
    assert minor("5,4", "RUB") is None


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), st.integers(-12, 14))  # noqa: DTZ001 - made aware below
def test_moments_are_told_in_utc_whatever_the_offset(naive: datetime, hours: int) -> None:
    """To the second, as documents have them."""
    aware = naive.replace(microsecond=0, tzinfo=UTC)
    text = moment(aware.isoformat())
    assert text is not None
    assert seconds(text) == int(aware.timestamp())
    assert moment(seconds(text)) == text
    sign = "+" if hours >= 0 else "-"
    shifted = moment(f"{naive.replace(microsecond=0).isoformat()}{sign}{abs(hours):02}:00")
    assert shifted is not None
    assert seconds(shifted) == int(aware.timestamp()) - hours * 3600


@pytest.mark.parametrize("text", ["", "yesterday", None, 10**30])
def test_what_is_no_moment_is_none(text: object) -> None:
    assert moment(text) is None


def test_a_moment_without_an_offset_is_taken_as_utc() -> None:
    assert moment("2026-11-22T09:15:00") == "2026-11-22T09:15:00Z"


@pytest.mark.parametrize(
    ("phone", "same"),
    [("+79123456701", "9123456701"), ("8 (912) 345-67-01", "9123456701"), ("12", ""), (None, "")],
)
def test_ways_to_write_a_phone_end_alike(phone: str | None, same: str) -> None:
    """Too short a number is nobody's."""
    assert tail(phone) == same


def test_a_reply_of_another_shape_stops() -> None:
    """It comes of another program, or of a version nobody knows."""
    assert row_of([]) == row_of(None) == {}
    assert rows_of(None) == list_of(None) == []
    for wrong in (lambda: row_of("x"), lambda: row_of([1]), lambda: list_of({"a": 1})):
        with pytest.raises(StoppedError) as stopped:
            wrong()
        assert stopped.value.why is Stop.SCHEMA_CHANGED


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("shop.amocrm.ru", "https://shop.amocrm.ru"),
        (" https://crm.example/odoo/ ", "https://crm.example/odoo"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_an_address_is_taken_as_people_type_it(typed: str, base: str) -> None:
    assert web_base(typed) == base


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (rb'{"name": "Or\u0000lo\ud800va\udfff"}', {"name": "Orlova"}),
        (rb'[{"a\u0000": [1, null, "\ud83d\ude00"]}]', [{"a": [1, None, "\U0001f600"]}]),
        (rb'{"path": "C:\\u0000"}', {"path": r"C:\u0000"}),
        (b'{"sum": NaN}', {"sum": None}),
    ],
)
def test_signs_no_record_may_hold_are_left_out(body: bytes, found: object) -> None:
    """One name with such a sign, and the whole exchange would stand."""
    assert Reply(200, {}, body).json() == found


@pytest.mark.parametrize("body", [b"<html>", b"\xff", b'"\xed\xa0\x80"', b"[" * 100_000, b""])
def test_a_page_for_people_stops(body: bytes) -> None:
    with pytest.raises(StoppedError, match="no JSON"):
        Reply(200, {}, body).json()


NO_ADDRESSES = (
    "http://crm.example",
    "http://169.254.169.254/latest/meta-data",  # a cloud tells its keys there
    "http://127.0.0.1@crm.example",
    "https://user:password@crm.example",
    "ftp://x.example",
    "file:///etc/passwd",
    "https://",
    "https://[",
    "https://[::1",
    "https://crm.example:none",
    "https://\u2100.example",
    "//",
)


@pytest.mark.parametrize("typed", ["", *NO_ADDRESSES])
def test_a_key_is_not_sent_in_the_clear(typed: str) -> None:
    """Nor to what is no address at all."""
    with pytest.raises(StoppedError) as stopped:
        CrmHttp(web_base(typed)).close()
    assert stopped.value.why is Stop.ADDRESS_WRONG


@pytest.mark.parametrize("typed", NO_ADDRESSES)
@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.name)
def test_no_adapter_goes_where_none_may(offer: Offer, typed: str) -> None:
    """Whatever a desk says: refused at once, or stopped before anything is sent."""
    key = f"{typed}/rest/1/abc/" if offer.name == "bitrix24" else "login:key"
    access = Access(typed, key, {"database": "shop", "pipeline": "1"})
    with pytest.raises(StoppedError) as stopped:
        offer.connect(access, offer.usual_map()).probe()
    assert stopped.value.why in {Stop.ADDRESS_WRONG, Stop.KEY_WRONG}


@pytest.mark.parametrize("name", ["category", "entity_type"])
def test_an_option_that_is_no_number_is_told_before_it_is_kept(name: str) -> None:
    access = Access("", "https://x.bitrix24.ru/rest/1/k/", {name: "C7"})
    with pytest.raises(StoppedError, match=name):
        connect(access, usual_map())


def test_words_nobody_mapped_stay() -> None:
    assert ours(usual_map(), "stage", "C7:NEW") == "C7:NEW"
    assert uid_of("intake") is None


def test_every_field_we_tell_has_a_title() -> None:
    """People of a CRM see these, not our names."""
    told = {name for kind in Kind for name, spec in FIELDS[kind].items() if spec.is_sent}
    assert told | {"birthday"} == set(TITLES)
