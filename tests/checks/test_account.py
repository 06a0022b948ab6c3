"""What an order owes, what a till holds, what a cheque says: rules alone."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import account, cheque, fiscal_tags, settled, till
from intake_app.checks.account import Account, Entry, Kind
from intake_app.checks.fiscal_tags import Case

SUMS = st.integers(1, 10**9)


def entry(minor: int, **said: object) -> Entry:
    return Entry("1", Kind.PAYMENT, "cash", minor, **said)  # type: ignore[arg-type] # names of fields


@given(st.lists(st.integers(-(10**9), 10**9)), st.none() | st.integers(0, 10**9))
def test_a_balance_is_the_sum_of_facts(sums: list[int], due: int | None) -> None:
    found = account.account(due, [entry(minor) for minor in sums])
    assert found.paid == sum(sums)
    assert found.rest == (None if due is None else due - sum(sums))


@given(st.lists(SUMS, max_size=5), SUMS, st.integers(0, 10**10))
def test_what_is_on_account_is_never_more_than_the_rest(
    sums: list[int], due: int, owed: int
) -> None:
    facts = [*(entry(minor) for minor in sums), entry(0, owed_minor=owed)]
    found = account.account(due, facts)
    assert found.rest is not None
    assert found.open_rest is not None
    assert 0 <= found.owed <= max(0, found.rest)
    assert found.open_rest == max(0, found.rest - found.owed)


def test_nothing_is_left_open_of_an_unknown_price() -> None:
    assert Account(None, 5, 3).open_rest is None


@given(SUMS, st.lists(SUMS, max_size=4))
def test_what_is_left_of_a_payment_never_falls_below_nothing(paid: int, back: list[int]) -> None:
    first = Entry("1", Kind.PAYMENT, "cash", paid)
    reverse = [Entry("2", Kind.REFUND, "cash", -minor, reverses="1") for minor in back]
    left = account.left_of(first, [first, *reverse])
    assert left == max(0, paid - sum(back))
    assert all(account.left_of(one, [first, *reverse]) == 0 for one in reverse)


@given(SUMS, st.integers(-(10**9), 10**9))
def test_change_and_what_is_kept_make_what_was_given(given_minor: int, rest: int) -> None:
    kept, back = account.change(given_minor, rest)
    assert kept + back == given_minor
    assert 0 <= kept <= max(0, rest)
    assert back >= 0


METHOD = st.sampled_from(["cash", "card", "qr", "transfer", "offset"])


@given(
    st.integers(0, 10**9),
    st.lists(st.tuples(METHOD, st.integers(-(10**9), 10**9))),
    st.lists(st.integers(-(10**9), 10**9)),
)
def test_money_in_is_money_in_the_box(
    first: int, payments: list[tuple[str, int]], moves: list[int]
) -> None:
    found = till.figures(first, [till.Taken(*one) for one in payments], moves)
    cash = sum(minor for method, minor in payments if method == "cash")
    real = [minor for method, minor in payments if method != "offset" and minor]
    assert found.expected == first + cash + sum(moves)
    assert (found.cash, found.total, found.count) == (cash, sum(real), len(real))


@given(st.sampled_from(till.Move), SUMS)
def test_a_move_and_the_one_back_make_nothing(kind: till.Move, minor: int) -> None:
    assert till.signed(kind, minor) + till.signed(kind, minor, back=True) == 0
    assert (till.signed(kind, minor) < 0) == (kind in till.OUTWARD)


QR = "t=20261121T1200&s=2531.07&fn=8710000101125654&i=99456&fp=1250448795&n=1"


def test_a_cheque_is_read() -> None:
    found = cheque.read(QR)
    assert found is not None
    assert (found.minor, found.drive, found.number) == (253_107, "8710000101125654", "99456")
    assert (found.sign, found.operation) == ("1250448795", "1")
    assert found.printed_at == "20261121T1200"
    assert cheque.read(QR.replace("1200&", "120059&")) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        QR.replace("t=20261121T1200", "t=20269921T1200"),
        QR.replace("s=2531.07", "s=25.310.7"),
        QR.replace("&fp=1250448795", ""),
    ],
)
def test_what_is_no_cheque(text: str) -> None:
    assert cheque.read(text) is None


def test_a_cheque_is_typed() -> None:
    at = datetime(2026, 11, 22, 12)  # noqa: DTZ001 - a till's own clock
    found = cheque.typed("ФН 8710000101125654 ФД 99456 ФП 1250448795", -500, at)
    assert found is not None
    assert (found.minor, found.number, found.at) == (500, "99456", at)
    assert cheque.typed(f" {QR} ", 5, at) == cheque.read(QR)
    assert cheque.typed("99456 1250448795", 5, at) is None


def test_a_cheque_fits_its_payment() -> None:
    found = cheque.read(QR)
    assert found is not None
    assert cheque.fits(found, 253_107)
    assert not cheque.fits(found, -253_107)
    assert not cheque.fits(found, 253_108)


def case(**said: object) -> Case:
    known = {"kind": Kind.PREPAYMENT, "method": "card", "minor": 200_000, "due": 600_000, **said}
    return Case(**known)  # type: ignore[arg-type] # names of fields


@pytest.mark.parametrize(
    ("known", "method"),
    [
        ({"minor": 600_000}, 1),
        ({}, 2),
        ({"due": None}, 3),
        ({"kind": Kind.PAYMENT, "due": None}, 3),
        ({"kind": Kind.PAYMENT, "minor": 400_000, "paid_before": 200_000}, 4),
        ({"minor": 400_000, "paid_before": 200_000}, 2),
        ({"kind": Kind.PAYMENT, "minor": 100_000}, 2),
        ({"kind": Kind.PAYMENT, "is_on_credit": True}, 7),
        ({"kind": Kind.SETTLEMENT, "minor": 0, "paid_before": 600_000}, 4),
        ({"kind": Kind.SETTLEMENT, "minor": 0, "paid_before": 100_000}, 5),
        ({"kind": Kind.SETTLEMENT, "minor": 0}, 6),
    ],
)
def test_the_table_of_the_law(known: dict[str, object], method: int) -> None:
    assert fiscal_tags.settlement(case(**known)) == method


def test_the_example_of_the_law() -> None:
    """An advance of 2 000, the whole 6 000 at 22 %: two cheques."""
    day = date(2026, 11, 22)
    first = fiscal_tags.tags(case(due=None, method="cash"), "standard", day)
    assert (first.sign, first.method, first.subject, first.vat) == (1, 3, 10, 12)
    assert dict(first.means) == {1031: 200_000}
    last = fiscal_tags.tags(
        case(kind=Kind.PAYMENT, minor=400_000, paid_before=200_000), "standard", day
    )
    assert (last.method, last.subject, last.vat, last.total) == (4, 3, 11, 600_000)
    assert dict(last.means) == {1081: 400_000, 1215: 200_000}
    back = fiscal_tags.tags(case(minor=-50_000, is_back=True), "none", day)
    assert (back.sign, back.vat, back.total) == (2, 6, 50_000)


@pytest.mark.parametrize(
    ("rate", "prepaid", "code"),
    [
        ("22", False, 11), ("22", True, 12), ("20", False, 1), ("20", True, 3), ("10", True, 4),
        ("0", True, 5), ("0", False, 5), ("5", False, 7), ("5", True, 9), ("7", False, 8),
        ("7", True, 10), ("", False, 6), ("19", True, 6),
    ],
)  # fmt: skip
def test_rates_have_codes(rate: str, prepaid: bool, code: int) -> None:
    assert fiscal_tags.vat_code(rate, prepaid=prepaid) == code


def test_the_usual_rate_follows_the_day() -> None:
    assert fiscal_tags.vat_of("standard", date(2025, 12, 31), prepaid=False) == 1
    assert fiscal_tags.vat_of("standard", date(2026, 1, 1), prepaid=False) == 11


@pytest.mark.parametrize(
    ("method", "minor", "is_company", "due"),
    [
        ("cash", 5, False, True),
        ("transfer", 5, False, True),
        ("transfer", 5, True, False),
        ("card", 5, True, True),
        ("offset", 5, False, False),
        ("account", 0, True, False),
    ],
)
def test_who_gets_a_cheque(method: str, minor: int, is_company: bool, due: bool) -> None:
    assert fiscal_tags.is_due(case(method=method, minor=minor), is_company=is_company) is due


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_device_that_goes_out_says_how_the_whole_price_is_paid(paid: int, due: int) -> None:
    told = case(kind=Kind.SETTLEMENT, method="offset", minor=0, due=due, paid_before=paid)
    assert fiscal_tags.is_due(told, is_company=False)
    assert not fiscal_tags.is_due(told, is_company=True)
    tags = fiscal_tags.tags(told, "standard", date(2026, 11, 22))
    assert tags.total == due
    assert tags.means.get(1215, 0) == min(paid, due)
    assert tags.means.get(1216, 0) == max(0, due - paid)
    assert 0 not in tags.means.values()


def test_free_work_has_no_cheque() -> None:
    told = case(kind=Kind.SETTLEMENT, method="offset", minor=0, due=0)
    assert not fiscal_tags.is_due(told, is_company=False)


def test_what_has_been_settled() -> None:
    before = Entry("1", Kind.PREPAYMENT, "cash", 100)
    rest = Entry("2", Kind.PAYMENT, "cash", 200)
    assert not settled.is_settled(100, [before])
    assert not settled.is_settled(400, [before, rest])
    assert settled.is_settled(300, [before, rest])
    assert settled.is_settled(400, [before, Entry("3", Kind.SETTLEMENT, "offset", 0)])
