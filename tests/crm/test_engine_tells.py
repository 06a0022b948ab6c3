"""What a document says of the shop's records, at every moment of an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_hub.crm.documents import Kind
from tests.crm.equal import hold_equal
from tests.crm.plain import usual_map

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.sync.core.ops import Scalar
    from tests.crm.counter import Counter


def consent(shop: Counter, client: UUID, action: str, purpose: str = "advertising") -> None:
    texts = dict.fromkeys(("text_version", "text_sha256", "by", "channel", "evidence", "note"), "")
    fact = {"client_id": str(client), "purpose": purpose, "action": action}
    shop.put("consent", **fact, **texts, at=shop.at(), valid_until=None)
    shop.wait(60)


def line(shop: Counter, order: UUID, minor: int, kind: str = "work") -> UUID:
    values: dict[str, Scalar] = {
        "order_id": str(order),
        "created_at": shop.at(),
        "by": "",
        "kind": kind,
        "item_id": None,
        "text": "Замена экрана",
        "quantity": 1500,
        "price_minor": minor,
        "archived": False,
    }
    return shop.put("line", **values)


def seen(shop: Counter, order: UUID) -> dict[str, Scalar]:
    shop.settle()
    return shop.there(Kind.ORDER, order)


def test_the_stage_is_the_last_move_that_leads_somewhere(shop: Counter) -> None:
    order = shop.order(shop.client())
    assert seen(shop, order)["stage"] == "accepted"
    shop.move(order, "accepted", "diagnostics")
    shop.move(order, "diagnostics", "ready_no_repair")
    shop.move(order, "accepted", "cancelled")  # of a desk that was offline
    assert seen(shop, order)["stage"] == "ready_no_repair"
    at = shop.at()
    shop.move(order, "ready_no_repair", "issued_no_repair")
    there = seen(shop, order)
    assert (there["stage"], there["issued_at"]) == ("issued_no_repair", f"{at[:19]}Z")


def test_the_sum_is_that_of_the_lines_less_the_discount(shop: Counter) -> None:
    client = shop.client(discount_bp=1000)
    order = shop.order(client)
    assert seen(shop, order)["total_minor"] == 150_000
    first, second = line(shop, order, 100_00), line(shop, order, 33, "part")
    assert seen(shop, order)["total_minor"] == 15_000 - 1_500 + 50 - 5
    shop.edit("line", second, "archived", value=True)
    assert seen(shop, order)["total_minor"] == 13_500
    shop.edit("line", first, "price_minor", 200_00)
    shop.edit("client", client, "discount_bp", 0)
    assert seen(shop, order)["total_minor"] == 30_000


def test_paid_is_the_sum_of_all_payments_in_its_money(shop: Counter) -> None:
    order = shop.order(shop.client())
    shop.pay(order, 500)
    shop.pay(order, -200)
    said = {"order_id": str(order), "kind": "payment", "method": "cash", "currency": "USD"}
    shop.put("payment", **said, minor=7, at=shop.at(), by="")
    assert seen(shop, order)["paid_minor"] == 300


def test_who_works_on_it_and_on_what_follow_their_cards(shop: Counter) -> None:
    staff = shop.put("staff", created_at=shop.at(), name="Иванов", role="technician", active=True)
    order = shop.order(shop.client())
    shop.edit("order", order, "technician_id", str(staff))
    assert seen(shop, order)["technician"] == "Иванов"
    shop.edit("staff", staff, "name", "Иванов П.")
    [device] = shop.devices(order)
    shop.edit("device", device, "model", "A53")
    there = seen(shop, order)
    assert (there["technician"], there["device"]) == ("Иванов П.", "Смартфон Samsung A53")
    hold_equal(shop)


def test_a_consent_to_advertising_stands_until_it_is_taken_back(shop: Counter) -> None:
    client = shop.client()
    shop.settle()
    assert shop.there(Kind.CLIENT, client)["ads_allowed"] is False
    consent(shop, client, "granted", "personal_data")
    at = shop.at()
    consent(shop, client, "granted")
    shop.settle()
    there = shop.there(Kind.CLIENT, client)
    assert (there["ads_allowed"], there["ads_allowed_at"]) == (True, f"{at[:19]}Z")
    consent(shop, client, "withdrawn")
    shop.settle()
    assert shop.there(Kind.CLIENT, client)["ads_allowed"] is False


@pytest.mark.parametrize(("said", "told"), [("1990-05-17", "1990-05-17"), ("--05-17", None)])
def test_half_a_birthday_is_told_to_nobody(shop: Counter, said: str, told: str | None) -> None:
    client = shop.client(birthday=said)
    with shop.store.reading() as connection:
        whole = shop.engine.setting().wholes(connection, Kind.CLIENT, [client])[client]
    assert whole.composed.values["birthday"] == told
    shop.settle()
    assert "birthday" not in shop.there(Kind.CLIENT, client)


def test_the_first_two_numbers_are_told(shop: Counter) -> None:
    client = shop.client(phone="+79120000001")
    second = shop.phone(client, "+79120000002")
    shop.phone(client, "+79120000003")
    shop.settle()
    there = shop.there(Kind.CLIENT, client)
    assert (there["phone"], there["phone2"]) == ("+79120000001", "+79120000002")
    shop.edit("phone", second, "archived", value=True)
    shop.settle()
    assert shop.there(Kind.CLIENT, client)["phone2"] == "+79120000003"


def test_no_secret_and_no_note_is_a_field_of_a_document(shop: Counter) -> None:
    client = shop.client(note="скандалит", conflict_note="кричал")
    order = shop.order(client, note="пароль 1234")
    shop.put("comment", order_id=str(order), text="не звонить жене", at=shop.at(), by="")
    shop.put("passcode", order_id=str(order), kind="pin", sealed="s1:тайна", at=shop.at(), by="")
    shop.put(
        "finding", order_id=str(order), kind="diagnosis", text="утопленник", at=shop.at(), by=""
    )
    shop.settle()
    said = str(shop.crm.tables)
    for secret in ("скандалит", "кричал", "пароль", "жене", "тайна", "утопленник"):
        assert secret not in said
    names = {name for kind in Kind for name in usual_map().sent(kind)}
    assert not names & {"note", "comment", "passcode", "conflict_note"}
