from __future__ import annotations

from uuid import UUID

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Order, Payment
from intake_app.models.people import Client
from intake_app.models.scalars import from_wire, to_scalar, to_stored, to_wire
from intake_app.models.shapes import insert_shape
from tests.rigs.watch import NOON

ID = UUID(int=7)
ORDER = insert_shape(Order).columns


@pytest.mark.parametrize(
    ("field", "value", "wire", "stored"),
    [
        ("client_id", ID, str(ID), ID.bytes),
        ("accepted_at", NOON, "2026-11-22T12:00:00.000000Z", "2026-11-22T12:00:00.000000Z"),
        ("urgent", True, True, True),
        ("estimate_minor", 100, 100, 100),
        ("estimate_minor", None, None, None),
        ("fault", "не включается", "не включается", "не включается"),
    ],
)
def test_a_value_has_three_forms(field: str, value: object, wire: object, stored: object) -> None:
    assert to_wire(value) == wire
    assert to_stored(value) == stored
    assert from_wire(ORDER[field], to_wire(value)) == stored
    assert to_scalar(ORDER[field], to_stored(value)) == wire


def test_a_flag_is_read_as_a_flag() -> None:
    column = insert_shape(Client).columns["archived"]

    assert to_scalar(column, 1) is True
    assert to_scalar(column, 0) is False


def test_a_moment_of_another_zone_is_stored_in_utc() -> None:
    stored = from_wire(ORDER["promised_at"], "2026-11-22T15:00:00+03:00")

    assert stored == "2026-11-22T12:00:00.000000Z"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("fault", None),
        ("fault", 1),
        ("urgent", 1),
        ("estimate_minor", "100"),
        ("estimate_minor", True),
        ("client_id", "no id"),
        ("client_id", 7),
        ("accepted_at", "yesterday"),
        ("accepted_at", "2026-11-22T12:00:00"),
        ("accepted_at", 7),
    ],
)
def test_a_value_of_another_kind_is_refused(field: str, value: str | int | bool | None) -> None:
    with pytest.raises(RejectedError) as refused:
        from_wire(ORDER[field], value)

    assert refused.value.problem is Problem.MALFORMED
    assert refused.value.detail == f"order.{field}"


def test_a_payment_is_an_amount_of_money() -> None:
    payment = Payment(
        order_id=ID, kind="final", method="card", minor=7, currency="RUB", at=NOON, by=""
    )

    assert (payment.amount.minor, payment.amount.currency) == (7, "RUB")
