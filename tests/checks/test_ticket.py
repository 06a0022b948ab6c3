from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import ticket
from intake_app.checks.ticket import Ticket, TicketKind
from intake_app.sync.core.prefixes import number_prefix, station_prefix

prefixes = st.builds(
    number_prefix,
    st.integers(0, 99).map(station_prefix),
    st.integers(0, 999),
)
tickets = st.builds(Ticket, prefixes, st.integers(1, 999_999))


def test_an_order_has_a_number_for_people_and_one_for_scanners() -> None:
    made = Ticket("B", 482)

    assert made.number == "B-00482-2"
    assert made.digits == "010000004822"


def test_damm_agrees_with_its_author() -> None:
    assert ticket.damm("572") == 4
    assert ticket.damm("5724") == 0


@given(tickets)
def test_a_typed_number_leads_back_to_its_ticket(made: Ticket) -> None:
    assert ticket.from_number(made.number) == made
    assert ticket.from_number(made.number.lower()) == made
    assert ticket.from_number(made.number[:-2]) == made
    assert ticket.is_ours(made.digits)


@given(tickets, tickets)
def test_different_numbers_have_different_barcodes(one: Ticket, other: Ticket) -> None:
    assert (one == other) == (one.digits == other.digits)


@given(tickets, st.integers(0, 11), st.integers(1, 9))
def test_every_wrong_digit_is_found(made: Ticket, place: int, more: int) -> None:
    digits = made.digits
    wrong = f"{digits[:place]}{(int(digits[place]) + more) % 10}{digits[place + 1 :]}"

    assert not ticket.is_ours(wrong)


@given(tickets, st.integers(0, 10))
def test_every_swap_of_neighbours_is_found(made: Ticket, place: int) -> None:
    digits = made.digits
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]

    assert ticket.is_ours(swapped) == (swapped == digits)


@given(st.integers(0, 2**24))
def test_an_incarnation_of_any_size_has_a_number(incarnation: int) -> None:
    digits = Ticket(number_prefix("C", incarnation), 7).digits

    folded = 1 + (incarnation - 1) % 999 if incarnation else 0
    assert digits.startswith(f"02{folded:03d}000007")


@pytest.mark.parametrize("text", ["а-1482", "А1482", "a-001482", "A-01482-8"])
def test_numbers_are_read_as_people_type_them(text: str) -> None:
    assert ticket.from_number(text) == Ticket("A", 1482)


@pytest.mark.parametrize("text", ["", "A", "1482", "A-1482-9", "A-1-2-3", "Я-1482", "A-1234567"])
def test_other_texts_are_no_numbers(text: str) -> None:
    assert ticket.from_number(text) is None


@pytest.mark.parametrize("text", ["", "01000000482", "0100000048221", "01000000482x", "٠" * 12])
def test_other_codes_are_not_ours(text: str) -> None:
    assert not ticket.is_ours(text)


@pytest.mark.parametrize("prefix", ["1", "a", "A1", "Б", "A-"])
def test_a_prefix_nobody_grants_is_refused(prefix: str) -> None:
    assert not ticket.is_prefix(prefix)
    with pytest.raises(ValueError, match=prefix):
        _ = Ticket(prefix, 1).digits


@pytest.mark.parametrize("number", [-1, 10**15])
def test_a_badge_holds_fifteen_digits_at_most(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        ticket.staff_digits(number)


@given(st.integers(0, 10**15 - 1), st.integers(0, 17), st.integers(1, 9))
def test_a_misread_badge_is_nobodys(number: int, place: int, slip: int) -> None:
    digits = ticket.staff_digits(number)
    wrong = str((int(digits[place]) + slip) % 10)
    assert ticket.kind_of(digits) is TicketKind.STAFF
    assert ticket.kind_of(digits[:place] + wrong + digits[place + 1 :]) is None


@pytest.mark.parametrize("text", ["", "ABC", "75" + "0" * 16, "٣" * 12])
def test_codes_of_others_are_no_tickets(text: str) -> None:
    assert ticket.kind_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "A-01482-8",
        "а 01482 8",
        "A01482",
        "a-1482",
        "А—1482—8",
        "A014828",
        "№ A-1482",
        "00000001482",
    ],
)
def test_a_number_is_read_with_or_without_its_check_digit(text: str) -> None:
    assert Ticket("A", 1482).digits in ticket.barcodes(text)


@given(tickets)
def test_a_barcode_is_read_whole_or_short_of_its_check_digit(made: Ticket) -> None:
    assert ticket.barcodes(made.digits) == ticket.barcodes(made.digits[:-1]) == (made.digits,)


@pytest.mark.parametrize("text", ["", "482", "Петров", "A-1482-9", "010000014829", "SN-482-1-1"])
def test_what_is_no_number_has_no_barcode(text: str) -> None:
    assert ticket.barcodes(text) == ()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("482", (482, "")),
        ("№ 00482", (482, "")),
        ("#482-7", (482, "7")),
        ("0482 7", (482, "7")),
        ("A-482", None),
        ("1234567", None),
        ("٤٨٢", None),
        ("", None),
    ],
)
def test_a_counter_is_read_without_its_prefix(text: str, read: tuple[int, str] | None) -> None:
    assert ticket.bare_counter(text) == read


@given(st.integers(0, 10**15 - 1))
def test_the_number_of_a_shelf_is_read_back(number: int) -> None:
    assert ticket.place_number(ticket.place_digits(number)) == number
