from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_app.models.orders import Device
from intake_app.models.people import Client, Phone
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.store import Store


def found(store: Store, match: str) -> list[str]:
    with store.reading() as session:
        rows = session.driver.execute(
            "SELECT c.name FROM client_search s JOIN client c ON c.no = s.rowid"
            " WHERE client_search MATCH ? ORDER BY s.rowid",
            (match,),
        ).fetchall()
    return [row[0] for row in rows]


def phone_found(store: Store, digits: str) -> list[str]:
    runs = " ".join(f'"{digits[place : place + 3]}"' for place in range(len(digits) - 2))
    with store.reading() as session:
        rows = session.driver.execute(
            "SELECT p.e164 FROM phone_search s JOIN phone p ON p.no = s.rowid"
            " WHERE phone_search MATCH ? ORDER BY s.rowid",
            (runs,),
        ).fetchall()
    return [row[0] for row in rows]


def email_found(store: Store, start: str) -> list[str]:
    with store.reading() as session:
        rows = session.driver.execute(
            "SELECT c.email FROM email_search s JOIN client c ON c.no = s.rowid"
            " WHERE email_search MATCH ? ORDER BY s.rowid",
            (f'"{start}"*',),
        ).fetchall()
    return [row[0] for row in rows]


def whole(store: Store, table: str) -> None:
    """Rebuild the words, and have FTS5 compare them with their rows before and after."""
    with store.writing() as session:
        for command in ("('integrity-check', 1)", "('rebuild', NULL)", "('integrity-check', 1)"):
            sql = f"INSERT INTO {table}({table}, rank) VALUES {command}"  # noqa: S608 - ours
            session.driver.execute(sql)


def models(store: Store) -> dict[tuple[str, str, str], int]:
    with store.reading() as session:
        rows = session.driver.execute("SELECT kind, brand, model, uses FROM device_model")
        return {row[:3]: row[3] for row in rows.fetchall()}


def new_client(store: Store, name: str) -> UUID:
    with store.writing() as session:
        return session.create(Client, created_at=NOON, kind="person", name=name)


def new_device(store: Store, owner: UUID, model: str) -> UUID:
    with store.writing() as session:
        made = {"client_id": owner, "created_at": NOON, "kind": "смартфон", "brand": "Apple"}
        return session.create(Device, **made, model=model)


@pytest.mark.parametrize("match", ["петр*", '"СЕМ"*', "петр* семен*", "семен* п*"])
def test_names_are_found_whatever_their_case_and_dots(store: Store, match: str) -> None:
    new_client(store, "Пётр СЕМЁНОВ")
    new_client(store, "Анна Петрова")

    assert "Пётр СЕМЁНОВ" in found(store, match)


def test_the_letter_with_a_breve_is_another_letter(store: Store) -> None:
    new_client(store, "Андрей")

    assert found(store, "андрей") == ["Андрей"]
    assert found(store, "андреи") == []


@pytest.mark.parametrize(
    ("kind", "name", "heads"),
    [
        ("person", "Ёлкина Анна-Мария", ["елкина"]),
        ("person", "«Ёлкина» Анна", ["елкина"]),
        ("person", "^Ёлкина", ["елкина"]),
        ("company", "ООО «Ёлка и Ко»", ["ооо", "елка", "и", "ко"]),
    ],
)
def test_the_surname_or_each_word_of_a_company_heads_a_name(
    store: Store, kind: str, name: str, heads: list[str]
) -> None:
    with store.writing() as session:
        session.create(Client, created_at=NOON, kind=kind, name=name)

    words = ("елкина", "анна", "ооо", "елка", "и", "ко")
    assert [word for word in words if found(store, f'"^{word}"')] == heads
    whole(store, "client_search")


def known_words(store: Store) -> set[str]:
    with store.reading() as session:
        return {row[0] for row in session.driver.execute("SELECT word FROM client_word")}


def test_the_words_of_names_are_learnt_folded(store: Store) -> None:
    client = new_client(store, "Ёлкина-Ким Ян АННА")
    assert known_words(store) == {"елкина", "ким", "анна"}

    with store.writing() as session:
        session.get_one(Client, client).name = "O'Brien & Söhne"
    assert known_words(store) == {"елкина", "ким", "анна", "brien", "söhne"}


@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name_can_be_kept(store: Store, name: str) -> None:
    client = new_client(store, name)
    with store.writing() as session:
        session.get_one(Client, client).name = f"{name} {name}"
    whole(store, "client_search")


def test_a_changed_name_is_found_by_the_new_one_only(store: Store) -> None:
    client = new_client(store, "Ёлкина Анна")
    with store.writing() as session:
        session.get_one(Client, client).name = "Пёстрая Анна"

    assert found(store, "елкина") == []
    assert found(store, "пестрая") == ["Пёстрая Анна"]


def test_rows_of_other_workstations_are_found_as_well(store: Store) -> None:
    client = new_client(store, "Анна")
    with store.writing() as session, session.unrecorded(["client"]) as driver:
        driver.execute("UPDATE client SET name = 'Зоя' WHERE id = ?", (client.bytes,))

    assert found(store, "зоя") == ["Зоя"]


def test_the_words_can_be_rebuilt_and_stay_the_same(store: Store) -> None:
    new_client(store, "Пётр Ёлкин")
    with store.writing() as session:
        session.driver.execute("INSERT INTO client_search(client_search) VALUES ('rebuild')")
        session.driver.execute(
            "INSERT INTO client_search(client_search, rank) VALUES ('integrity-check', 1)"
        )

    assert found(store, "петр* елк*") == ["Пётр Ёлкин"]


def test_a_deleted_row_leaves_the_words(store: Store) -> None:
    new_client(store, "Анна")
    with store.writing() as session, session.unrecorded(["client"]) as driver:
        driver.execute("DELETE FROM client")  # erasure, one day

    assert found(store, "анна") == []


def test_a_phone_is_kept_backwards_too(store: Store) -> None:
    client = new_client(store, "Анна")
    with store.writing() as session:
        session.create(Phone, client_id=client, created_at=NOON, e164="+79161234567")
        session.create(Phone, client_id=client, created_at=NOON, e164="+123456789012345")
    with store.reading() as session:
        tails = session.driver.execute("SELECT tail FROM phone ORDER BY id").fetchall()

    assert tails == [("76543216197",), ("543210987654321",)]


def test_a_phone_is_found_by_any_run_of_its_digits(store: Store) -> None:
    client = new_client(store, "Анна")
    with store.writing() as session:
        for e164 in ("+79161234567", "+79161239999"):
            session.create(Phone, client_id=client, created_at=NOON, e164=e164)

    assert phone_found(store, "6123") == ["+79161234567", "+79161239999"]
    assert phone_found(store, "234567") == ["+79161234567"]
    assert phone_found(store, "7654") == []
    whole(store, "phone_search")
    with store.writing() as session, session.unrecorded(["phone"]) as driver:
        driver.execute("UPDATE phone SET e164 = '+74950000111' WHERE e164 LIKE '%9999'")
        driver.execute("DELETE FROM phone WHERE e164 LIKE '%4567'")  # erasure, one day
    assert phone_found(store, "6123") == []
    assert phone_found(store, "0001") == ["+74950000111"]
    whole(store, "phone_search")


def test_an_address_is_found_by_its_words_as_long_as_it_stands(store: Store) -> None:
    client = new_client(store, "Анна")
    assert email_found(store, "ann") == []
    for address in ("ann.petrova@mail.ru", "", "Ann_S@mail.com"):
        with store.writing() as session:
            session.get_one(Client, client).email = address
        for start in ("ann", "mail", "mail.r", "petr", "ann.petrova@mail.r", "ann_s@mail.c"):
            expected = start in address.lower()
            assert email_found(store, start) == ([address] if expected else [])
        whole(store, "email_search")

    with store.writing() as session, session.unrecorded(["client"]) as driver:
        driver.execute("DELETE FROM client")  # erasure, one day
    assert email_found(store, "ann") == []
    whole(store, "email_search")


def test_a_new_client_is_found_by_the_address(store: Store) -> None:
    with store.writing() as session:
        made = {"created_at": NOON, "kind": "person", "name": "Анна"}
        session.create(Client, **made, email="anna@ya.ru")

    assert email_found(store, "anna") == ["anna@ya.ru"]
    whole(store, "email_search")


def test_the_ends_of_serial_and_imei_are_kept_backwards(store: Store) -> None:
    owner = new_client(store, "Анна")
    with store.writing() as session:
        made = {"client_id": owner, "created_at": NOON, "kind": "утюг"}
        session.create(Device, **made, serial="AB1", imei="490154203237518", imei2="35")
        session.create(Device, **made, serial="ABCDEFGHIJKLMNOPQRST")
    with store.reading() as session:
        tails = session.driver.execute("SELECT serial_tail, imei_tail, imei2_tail FROM device")
        found = tails.fetchall()

    assert found == [("1BA", "815732302451094", "53"), ("TSRQPONMLKJIHGFE", "", "")]


def test_models_are_counted_and_recounted(store: Store) -> None:
    client = new_client(store, "Анна")
    device = new_device(store, client, "iPhone 13")
    new_device(store, client, "iPhone 13")
    assert models(store) == {("смартфон", "Apple", "iPhone 13"): 2}

    with store.writing() as session:
        session.get_one(Device, device).model = "iPhone 14"

    assert models(store) == {
        ("смартфон", "Apple", "iPhone 13"): 1,
        ("смартфон", "Apple", "iPhone 14"): 1,
    }
