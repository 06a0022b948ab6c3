"""What is typed besides a known client or device is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

import pytest

from intake_app.config import DeskSettings, Settings
from intake_app.errors import Problem, RejectedError
from intake_app.models.people import Phone
from intake_app.services.drafts import ClientDraft, ClientKind, DeviceDraft, IntakeDraft
from intake_app.services.papers import ReceiptData
from intake_app.services.parties import Number, numbers
from intake_app.services.shop import Shop
from intake_app.sync.fake import FakeHub
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import exchange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from intake_app.services.rows import OrderCard
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

SetOp: TypeAlias = tuple[str, str, bool]
"""Entity, payload, and whether the base is the record itself."""

CARD = {
    "email": "petr@mail.ru",
    "inn": "7701234560",
    "kpp": "770101001",
    "address": "Тула, Мира 1",
}


@pytest.fixture
def card(services: Services) -> OrderCard:
    """The order of somebody who comes again."""
    return services.orders.card(services.intakes.receive(INTAKE).order_id)


def again(card: OrderCard, device: dict[str, Any] | None = None, **client: Any) -> IntakeDraft:  # noqa: ANN401 - fields of a draft
    return IntakeDraft(
        client=ClientDraft(id=card.client_id, **client),
        device=DeviceDraft(id=card.device.id, **(device or {})),
        fault="снова",
    )


def read(services: Services, sql: str) -> list[tuple[Any, ...]]:
    with services.intakes.store.reading() as session:
        return session.driver.execute(sql).fetchall()


def sets(services: Services) -> list[SetOp]:
    return [
        (entity, payload, bool(is_first))
        for entity, payload, is_first in read(
            services, "SELECT entity, payload, base = rec FROM outbox WHERE verb = 'set' ORDER BY n"
        )
    ]


@pytest.mark.parametrize("field", CARD)
def test_what_is_typed_anew_is_a_recorded_change(
    services: Services, card: OrderCard, field: str
) -> None:
    typed: dict[str, Any] = {field: CARD[field]}
    services.intakes.receive(again(card, **typed))

    assert read(services, f"SELECT {field} FROM client") == [(CARD[field],)]  # noqa: S608 - ours
    payload = json.dumps({field: CARD[field]}, ensure_ascii=False, separators=(",", ":"))
    told = [found for found in sets(services) if "confirmed" not in found[1]]
    assert told == [("client", payload, True)]
    last = "SELECT count(DISTINCT txn) FROM outbox WHERE verb = 'set' OR entity = 'order'"
    assert read(services, last) == [(2,)]


def test_a_second_correction_stands_on_the_first(services: Services, card: OrderCard) -> None:
    for address in ("Тула", "Орёл"):
        services.intakes.receive(again(card, address=address))

    ops = "SELECT op_id, base FROM outbox WHERE verb = 'set' ORDER BY n"
    (first, _), (_, base) = read(services, ops)
    assert base == first


def test_a_person_becomes_a_company_but_nobody_becomes_a_person(
    services: Services, card: OrderCard
) -> None:
    services.intakes.receive(again(card, kind=ClientKind.COMPANY, inn="7701234560"))
    services.intakes.receive(again(card))

    assert read(services, "SELECT kind, inn FROM client") == [("company", "7701234560")]
    assert len(sets(services)) == 2


def test_the_name_of_somebody_known_stays(services: Services, card: OrderCard) -> None:
    services.intakes.receive(again(card, name="Кто-то другой"))

    assert read(services, "SELECT name FROM client") == [("Ёлкин Пётр Ильич",)]


@pytest.mark.parametrize("field", ["kind", "brand", "model", "serial", "imei"])
def test_a_device_is_corrected(services: Services, card: OrderCard, field: str) -> None:
    typed = {
        "kind": "планшет",
        "brand": "Sony",
        "model": "Z3",
        "serial": "x 1",
        "imei": "35345678901234",
    }
    stored = typed | {"serial": "X1", "imei": "353456789012348"}
    services.intakes.receive(again(card, device={field: typed[field]}))

    assert read(services, f"SELECT {field} FROM device") == [(stored[field],)]  # noqa: S608 - ours
    ((entity, payload, stands_on_the_record),) = sets(services)
    assert (entity, json.loads(payload)) == ("device", {field: stored[field]})
    assert stands_on_the_record


def test_suggestions_and_paper_know_what_was_corrected(
    shop: Shop, services: Services, card: OrderCard
) -> None:
    typed = again(
        card, device={"brand": "Sony", "model": "Z3"}, inn="7701234560", phone="+79035554433"
    )
    accepted = services.intakes.receive(typed)
    receipt = services.printouts.job(accepted.jobs[0]).data

    models = "SELECT brand, model, uses FROM device_model WHERE uses > 0"
    assert read(services, models) == [("Sony", "Z3", 1)]
    assert [row.id for row in shop.finder.clients("4433")] == [card.client_id]
    assert isinstance(receipt, ReceiptData)
    assert (receipt.device, receipt.client_inn) == ("Sony Z3", "7701234560")
    assert receipt.client_phone == "+79035554433"


def test_another_phone_becomes_one_more(services: Services, card: OrderCard) -> None:
    for _ in range(2):
        services.intakes.receive(again(card, phone="8 903 555-44-33"))

    phones = read(services, "SELECT e164, client_id FROM phone ORDER BY id")
    assert phones == [(e164, card.client_id.bytes) for e164 in ("+79161234567", "+79035554433")]
    assert read(services, "SELECT count(*) FROM outbox WHERE entity = 'phone'") == [(2,)]


def test_a_phone_that_was_put_away_is_his_again(services: Services, card: OrderCard) -> None:
    with services.intakes.store.writing() as session:
        session.query(Phone).one().archived = True
    services.intakes.receive(again(card, phone="8 916 123-45-67"))

    assert read(services, "SELECT e164, archived FROM phone") == [("+79161234567", 0)]
    assert sets(services)[-1] == ("phone", '{"archived":false}', False)


def test_nothing_new_makes_no_change(services: Services, card: OrderCard) -> None:
    same = again(card, name="Ёлкин Пётр Ильич", phone="+7 916 123 45 67")
    known = replace(INTAKE.device, id=card.device.id, imei="49015420323751")
    services.intakes.receive(replace(same, device=known))

    assert sets(services) == []
    assert read(services, "SELECT count(*) FROM phone") == [(1,)]


def test_a_known_client_costs_no_more_statements(services: Services, card: OrderCard) -> None:
    told: list[str] = []
    with services.intakes.store.writing() as session:
        driver = session.driver
    driver.set_trace_callback(told.append)
    services.intakes.receive(again(card, phone="8 916 123-45-67"), printing=False)
    driver.set_trace_callback(None)

    of_clients = [text for text in told if text.startswith("SELECT") and "client" in text]
    assert len(of_clients) <= 3
    assert told.count("COMMIT") == 1


def test_a_refused_intake_corrects_nothing(services: Services, card: OrderCard) -> None:
    unknown = replace(again(card, email="petr@mail.ru", phone="+79035554433"), fault="x")
    gone = replace(unknown, device=DeviceDraft(id=card.client_id))
    with pytest.raises(RejectedError) as refused:
        services.intakes.receive(gone)

    assert refused.value.problem is Problem.UNKNOWN_RECORD
    assert sets(services) == []
    assert read(services, "SELECT email FROM client") == [("",)]
    assert read(services, "SELECT count(*) FROM phone") == [(1,)]


@pytest.fixture
def branch(tmp_path: Path, watch: Watch) -> Iterator[Shop]:
    """A second desk of the same shop."""
    found = Shop(Settings(data=tmp_path / "branch", desk=DeskSettings(operator="Илья")), watch)
    found.open()
    found.services.replica.grant(0, "B")
    yield found
    found.close()


def test_the_second_desk_learns_it_and_may_correct_it_again(
    services: Services, card: OrderCard, branch: Shop
) -> None:
    hub, here, there = FakeHub(), services, branch.services
    exchange(hub, here.replica, there.replica)
    here.intakes.receive(again(card, device={"serial": "NEW1"}, phone="+79035554433", **CARD))
    exchange(hub, here.replica, there.replica)
    there.intakes.receive(again(card, device={"serial": "NEW2"}, email="petr@ya.ru"))
    exchange(hub, here.replica, there.replica)

    everything = (
        "SELECT email, inn, kpp, address, serial, group_concat(e164) FROM client"
        " JOIN device ON device.client_id = client.id JOIN phone ON phone.client_id = client.id"
    )
    assert read(here, everything) == read(there, everything)
    assert read(here, everything)[0][:5] == ("petr@ya.ru", *list(CARD.values())[1:], "NEW2")
    assert [row.id for row in branch.finder.clients("4433")] == [card.client_id]
    assert read(here, "SELECT * FROM conflict") == read(there, "SELECT * FROM conflict") == []


FIRM = ClientDraft(
    kind=ClientKind.COMPANY,
    name='общество с ограниченной ответственностью "Луч"',
    phone="89161234567 доб. 12, 8 495 123-45-67",
    email="luch@mail.ru",
    inn="7701 234560",
    kpp="770101001",
    ogrn="1237700123451",
    bik="044525225",
    bank="ПАО  Сбербанк",
    account="4070 2810 9380 0000 0001",
    corr_account="30101810400000000225",
    director="Иванов И. И.",
    consignee="склад",
    contract="№ 7 от 01.02.2026",
    contact_name="петрова анна",
    birthday="17 мая",
    source="рядом",
)


def test_everything_of_a_new_company_is_kept(services: Services) -> None:
    services.intakes.receive(replace(INTAKE, client=FIRM))

    assert read(services, "SELECT name, inn, kpp, ogrn, bik, bank, account FROM client") == [
        (
            "ООО «Луч»", "7701234560", "770101001", "1237700123451", "044525225", "ПАО Сбербанк",
            "40702810938000000001",
        )
    ]  # fmt: skip
    rest = "SELECT corr_account, director, consignee, contract, birthday, source FROM client"
    assert read(services, rest) == [
        (
            "30101810400000000225", "Иванов И. И.", "склад", "№ 7 от 01.02.2026", "--05-17",
            "рядом",
        )
    ]  # fmt: skip
    phones = "SELECT e164, label, confirmed_at IS NOT NULL FROM phone ORDER BY id"
    assert read(services, phones) == [("+79161234567", "#12", 1), ("+74951234567", "", 1)]
    assert read(services, "SELECT name, phone FROM contact") == [("Петрова Анна", "+79161234567")]
    assert read(services, "SELECT count(*) FROM client WHERE email_confirmed_at NOT NULL") == [(1,)]


def test_a_contact_person_is_added_once(services: Services, card: OrderCard) -> None:
    for name in ("Анна Петрова", "анна петрова", "Олег"):
        services.intakes.receive(again(card, contact_name=name))

    assert read(services, "SELECT name, phone FROM contact ORDER BY id") == [
        ("Анна Петрова", "+79161234567"),
        ("Олег", "+79161234567"),
    ]


def test_what_the_client_said_is_right_is_dated(
    services: Services, card: OrderCard, watch: Watch
) -> None:
    dates = "SELECT confirmed_at, (SELECT email_confirmed_at FROM client) FROM phone"
    before = read(services, dates)
    watch.forward(days=200)
    services.intakes.receive(again(card))
    assert read(services, dates) == before
    services.intakes.receive(again(card, confirmed="phone"))
    assert str(read(services, dates)[0][0]) > str(before[0][0])
    assert read(services, dates)[0][1] is None
    services.intakes.receive(again(card, confirmed="email"))
    assert read(services, dates)[0][1] is not None


def test_nothing_is_dated_for_a_client_without_a_phone(services: Services) -> None:
    nobody = replace(INTAKE, client=ClientDraft(name="Рыжий"))
    card = services.orders.card(services.intakes.receive(nobody).order_id)
    services.intakes.receive(again(card, confirmed="phone"))

    assert sets(services) == []


def test_a_name_typed_without_capitals_gets_them(services: Services) -> None:
    low = replace(INTAKE, client=ClientDraft(name="петрова  анна-мария"))
    services.intakes.receive(low)

    assert read(services, "SELECT name FROM client") == [("Петрова Анна-Мария",)]


def test_a_number_nobody_can_read_is_left_out() -> None:
    typed = ClientDraft(phone="89161234567 доб. 5, 12, +7 916 123-45-67")

    assert numbers(typed, "RU") == (Number("+79161234567", "5"),)


def test_a_number_typed_now_is_confirmed_by_that(services: Services, card: OrderCard) -> None:
    services.intakes.receive(again(card, phone="89035554433", confirmed="phone"))

    dated = "SELECT count(*) FROM phone WHERE confirmed_at NOT NULL"
    assert read(services, dated) == [(2,)]


def test_a_client_nobody_knows_is_refused(services: Services) -> None:
    unknown = replace(INTAKE, client=ClientDraft(id=UUID(int=7)))
    with pytest.raises(RejectedError) as refused:
        services.intakes.receive(unknown)

    assert refused.value.problem is Problem.UNKNOWN_RECORD
