"""What codes are, from the papers of the shop to whatever else lies on a counter."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import goods, imei, layout, ticket
from intake_app.checks.cheque import Cheque
from intake_app.checks.ticket import Ticket
from intake_app.models.base import new_id
from intake_app.scanning import gs1
from intake_app.scanning.meaning import Kind, Meaning, as_kind, understand
from intake_app.scanning.scan import Scan
from intake_app.sync.core.prefixes import number_prefix, station_prefix

IMEI, IMEI_2 = "356938035643809", "490154203237518"
CHEQUE = "t=20180518T220500&s=975.88&fn=8710000101125654&i=99456&fp=1250448795&n=1"
GS = "\x1d"

tickets = st.builds(
    Ticket,
    st.builds(number_prefix, st.integers(0, 99).map(station_prefix), st.integers(0, 999)),
    st.integers(1, 999_999),
)
fourteen = st.from_regex(r"[1-9][0-9]{13}", fullmatch=True).filter(lambda text: len(set(text)) > 1)


def of(text: str, symbology: str = "") -> Meaning:
    return understand(Scan(text, symbology))


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        (IMEI, Kind.IMEI, IMEI),
        (f"IMEI: {IMEI}", Kind.IMEI, IMEI),
        ("SC02XY123ABCD", Kind.SERIAL, "SC02XY123ABCD"),
        ("SH4R7K2M9QX", Kind.SERIAL, "SH4R7K2M9QX"),
        ("R58N30ABCDE", Kind.SERIAL, "R58N30ABCDE"),
        ("S/N: ABC-12345", Kind.SERIAL, "ABC-12345"),
        ("1PMLPF3RU/A", Kind.PART, "MLPF3RU/A"),
        ("4601234567893", Kind.PART, "4601234567893"),
        ("96385074", Kind.PART, "96385074"),
        ("0104601234567893", Kind.PART, "04601234567893"),
        ("+79161234567", Kind.PHONE, "+79161234567"),
        ("tel:+79161234567", Kind.PHONE, "+79161234567"),
        ("tel:84951234567", Kind.PHONE, "84951234567"),
        ("89161234567", Kind.PHONE, "89161234567"),
        ("MECARD:N:Doe;TEL:+7 (916) 123-45-67;;", Kind.PHONE, "+79161234567"),
        ("BEGIN:VCARD\nTEL;TYPE=CELL:+79161234567\nEND:VCARD", Kind.PHONE, "+79161234567"),
        ("https://example.org/q?imei=1", Kind.LINK, "https://example.org/q?imei=1"),
        ("WWW.EXAMPLE.ORG", Kind.LINK, "WWW.EXAMPLE.ORG"),
        (ticket.place_digits(12), Kind.PLACE, ticket.place_digits(12)),
        (ticket.staff_digits(7), Kind.STAFF, ticket.staff_digits(7)),
        ("B-00482-2", Kind.ORDER, "010000004822"),
        ("B-00482-3", Kind.SERIAL, "B-00482-3"),
        ("12345", Kind.UNKNOWN, "12345"),
        ("что-то", Kind.UNKNOWN, "что-то"),
        ("", Kind.UNKNOWN, ""),
    ],
)
def test_a_code_says_what_it_is(text: str, kind: Kind, code: str) -> None:
    found = of(text)
    assert (found.kind, found.code) == (kind, code)


def test_a_box_says_everything_at_once() -> None:
    found = of(f"IMEI1:{IMEI};IMEI2:{IMEI_2};SN:R58N30ABCDE")
    assert found == Meaning(Kind.IMEI, IMEI, imeis=(IMEI, IMEI_2), serial="R58N30ABCDE")


def test_lines_of_a_box_are_one_code() -> None:
    assert of(f"{IMEI}\n{IMEI_2}\n{IMEI}").imeis == (IMEI, IMEI_2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"0104601234567893{'21'}ABC123{GS}91EE06",
            Meaning(
                Kind.SERIAL, "ABC123", serial="ABC123", article="04601234567893",
                or_else=(Kind.PART,),
            ),
        ),
        (
            "(01)04601234567893(21)ABC123",
            Meaning(
                Kind.SERIAL, "ABC123", serial="ABC123", article="04601234567893",
                or_else=(Kind.PART,),
            ),
        ),
        (
            f"0104601234567893{'21'}{IMEI}",
            Meaning(Kind.IMEI, IMEI, imeis=(IMEI,), article="04601234567893"),
        ),
        (
            f"{GS}8002{IMEI}{GS}21R58N30",
            Meaning(Kind.IMEI, IMEI, imeis=(IMEI,), serial="R58N30"),
        ),
    ],
)  # fmt: skip
def test_marked_goods_are_read_by_their_fields(text: str, expected: Meaning) -> None:
    assert of(text) == expected


@pytest.mark.parametrize("text", ["(01)12(", "0112", f"01abc{GS}", "99", f"{GS}00", "x(01)5"])
def test_what_only_begins_so_is_no_marked_code(text: str) -> None:
    assert gs1.fields(text) == {}


def test_fields_of_every_length_follow_each_other() -> None:
    text = f"0104601234567893{'17'}261231{'10'}LOT{GS}{'240'}X"
    assert gs1.fields(text) == {
        "01": "04601234567893", "17": "261231", "10": "LOT", "240": "X",
    }  # fmt: skip


def test_a_code_of_fields_without_a_number_is_nothing_known() -> None:
    assert of(f"10LOT{GS}17261231").kind is Kind.UNKNOWN


def test_a_cheque_proves_a_purchase() -> None:
    cheque = of(CHEQUE).cheque
    at = datetime(2018, 5, 18, 22, 5)  # noqa: DTZ001 - a till's own clock
    assert cheque == Cheque(at, 975_88, "8710000101125654", "99456", "1250448795", "1")


@pytest.mark.parametrize(
    "text",
    [
        CHEQUE.replace("20180518T220500", "20181318T2205"),
        CHEQUE.replace("975.88", "9.75.88"),
        CHEQUE.replace("&fp=1250448795", ""),
        CHEQUE.replace("fn=", "fn:"),
    ],
)
def test_a_broken_cheque_is_none(text: str) -> None:
    assert of(text).kind is not Kind.CHEQUE


def test_a_short_cheque_counts() -> None:
    found = of(CHEQUE.replace("220500", "2205").replace("975.88", "975"))
    assert found.cheque is not None
    assert found.cheque.minor == 975_00


@pytest.mark.parametrize("text", [CHEQUE, "SC02XY123ABCD", "tel:+79161234567"])
def test_a_cyrillic_layout_spoils_nothing(text: str) -> None:
    assert of(layout.to_cyrillic(text).replace("Ж", ":")) == of(text)


def test_the_kind_of_barcode_decides_between_goods_and_orders() -> None:
    both = _article_that_is_a_ticket()
    assert of(both).kind is Kind.ORDER
    assert of(both).or_else == (Kind.PART,)
    assert of(both, "E0").kind is Kind.PART
    assert of("010000004822", "C0").kind is Kind.ORDER


def test_a_person_may_know_better() -> None:
    said = as_kind(of("12345"), Kind.SERIAL)
    assert (said.kind, said.serial, said.or_else) == (Kind.SERIAL, "12345", ())
    assert as_kind(of("12345"), Kind.PART).article == "12345"


@given(tickets, st.sampled_from(["", "C0", "Q1", "d2"]))
def test_our_orders_are_always_known(order: Ticket, symbology: str) -> None:
    assert of(order.digits, symbology).kind is Kind.ORDER
    assert of(order.number) == Meaning(Kind.ORDER, order.digits)


@given(st.integers(0, 10**15 - 1))
def test_our_badges_and_places_are_always_known(number: int) -> None:
    assert of(ticket.staff_digits(number)).kind is Kind.STAFF
    assert of(ticket.place_digits(number)).kind is Kind.PLACE


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**76 - 1))
def test_our_clients_are_always_known(moment: int, rest: int) -> None:
    client = UUID(int=(moment << 80) | (7 << 76) | rest)
    digits = ticket.client_digits(client)
    first, last = ticket.client_range(digits)
    assert of(digits).kind is Kind.CLIENT
    assert first <= client <= last


def test_no_two_clients_share_their_digits() -> None:
    assert len({ticket.client_digits(new_id()) for _ in range(5000)}) == 5000


@given(fourteen)
def test_an_imei_is_always_known(body: str) -> None:
    assert of(imei.completed(body)).kind is Kind.IMEI


@given(st.text(), st.sampled_from(["", "C0", "E0", "Q1", "d2"]))
def test_every_code_means_something(text: str, symbology: str) -> None:
    assert of(text, symbology).kind in Kind


@given(st.text("0123456789=&tsfnip.T()[]:;/-\x1dSNIME", max_size=80))
def test_what_looks_like_a_code_means_something_too(text: str) -> None:
    found = of(text)
    assert found == of(found.code) or found.kind is not Kind.UNKNOWN


def _article_that_is_a_ticket() -> str:
    candidates = (Ticket("B", counter).digits for counter in range(1, 999))
    return next(text for text in candidates if goods.is_valid(text))
