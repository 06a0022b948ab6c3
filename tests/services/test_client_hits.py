"""One box for everything a client may be known by: who comes first, and why he is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.models.people import Client, Phone
from intake_app.services.drafts import ClientDraft, ClientKind, DeviceDraft
from tests.rigs.drafts import INTAKE
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

FIRM = ClientDraft(
    kind=ClientKind.COMPANY,
    name="ООО «Северный двор»",
    phone="+74951112233",
    inn="7701234560",
    email="office@dvor.example",
)


@pytest.fixture
def people(services: Services) -> dict[str, UUID]:
    """Their cards, in the order in which they came."""
    drafts = (
        ClientDraft(name="Петров Иван Иванович", phone="+79161234567"),
        ClientDraft(name="Иванов Пётр Сергеевич", phone="+79035554567"),
        ClientDraft(name="Ивановская Зоя", phone="+79160000001"),
        ClientDraft(name="Сидоренко Иван", phone="+79160004432"),
        FIRM,
    )
    made: dict[str, UUID] = {}
    for place, draft in enumerate(drafts):
        device = DeviceDraft(kind="смартфон", brand="Apple", model="X", serial=f"F17ABC{place}")
        taken = services.intakes.receive(replace(INTAKE, client=draft, device=device))
        made[draft.name] = services.orders.card(taken.order_id).client_id
    return made


def names(shop: Shop, typed: str, limit: int = 8) -> list[str]:
    return [hit.client.name for hit in shop.finder.hits(typed, limit)]


def merge(services: Services, merged: UUID, into: UUID) -> None:
    with services.intakes.store.writing() as session, session.unrecorded(["client"]) as driver:
        driver.execute("UPDATE client SET merged_into = ? WHERE id = ?", (into.bytes, merged.bytes))


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (
            "иван",
            [
                "Сидоренко Иван",
                "Петров Иван Иванович",
                "Ивановская Зоя",
                "Иванов Пётр Сергеевич",
            ],
        ),
        ("двор", ["ООО «Северный двор»"]),
        ("ооо двор", ["ООО «Северный двор»"]),
        ("зао северный", ["ООО «Северный двор»"]),
        ("Двор Северный, ООО", ["ООО «Северный двор»"]),
        ("ооо", ["ООО «Северный двор»"]),
        ("иванов п", ["Иванов Пётр Сергеевич", "Петров Иван Иванович"]),
        ("петровв", ["Петров Иван Иванович"]),
        ("птеров", ["Петров Иван Иванович"]),
        ("ивонов", ["Иванов Пётр Сергеевич", "Ивановская Зоя", "Петров Иван Иванович"]),
        ("пеиров иван", ["Петров Иван Иванович"]),
        ("gtnhjdf", ["Петров Иван Иванович"]),
        ("cbljhtyrj bdfy", ["Сидоренко Иван"]),
        ("cbljhnyrj", ["Сидоренко Иван"]),
        ("севреный двор", ["ООО «Северный двор»"]),
        ("89161234576", ["Петров Иван Иванович"]),
        ("9161234667", ["Петров Иван Иванович"]),
        ("916123457", ["Петров Иван Иванович"]),
        ("+7 916 1234 5667", ["Петров Иван Иванович"]),
        ("7701234560", ["ООО «Северный двор»"]),
        ("office@dvor", ["ООО «Северный двор»"]),
        ("щаашсу@dvor", ["ООО «Северный двор»"]),
        ("кукушкин", []),
        ("зяо", ["Ивановская Зоя"]),
        ("зоз", ["Ивановская Зоя"]),
        ("зя", []),
    ],
)
def test_clients_come_in_the_order_in_which_they_are_meant(
    shop: Shop, typed: str, found: list[str]
) -> None:
    assert names(shop, typed) == found


@pytest.mark.usefixtures("people")
def test_who_only_resembles_what_is_typed_is_a_guess(shop: Shop) -> None:
    assert [hit.guess for hit in shop.finder.hits("петров")] == [False]
    assert [hit.guess for hit in shop.finder.hits("петрав")] == [True]
    both = shop.finder.hits("иванова")
    assert [(hit.client.name, hit.guess) for hit in both] == [
        ("Иванов Пётр Сергеевич", True),
        ("Ивановская Зоя", True),
        ("Петров Иван Иванович", True),
    ]


def test_who_was_here_lately_comes_first(
    shop: Shop, services: Services, people: dict[str, UUID]
) -> None:
    assert names(shop, "4567")[0] == "Иванов Пётр Сергеевич"
    known = ClientDraft(id=people["Петров Иван Иванович"])
    services.intakes.receive(replace(INTAKE, client=known))

    assert names(shop, "4567")[0] == "Петров Иван Иванович"


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    "typed", ["F17ABC1", "f17abc1", "а17ФИС1", "17ABC1", "A-00002", "№2", "a2"]
)
def test_a_device_or_an_order_leads_to_its_owner(shop: Shop, typed: str) -> None:
    (hit,) = shop.finder.hits(typed)

    assert hit.client.name == "Иванов Пётр Сергеевич"
    assert hit.device is not None
    assert hit.device.serial == "F17ABC1"
    assert bool(hit.order) == (not typed.upper().endswith(("ABC1", "ФИС1")))


def test_a_scanned_imei_or_label_leads_to_the_owner(shop: Shop, services: Services) -> None:
    taken = services.intakes.receive(INTAKE)
    for typed in ("490154203237518", "49-015420-323751-8", taken.ticket, taken.ticket[:-1]):
        (hit,) = shop.finder.hits(typed)
        assert hit.device is not None
        assert hit.device.imei == "490154203237518"


@pytest.mark.usefixtures("people")
def test_a_run_of_digits_is_a_phone_before_it_is_an_order(shop: Shop, services: Services) -> None:
    hits = shop.finder.hits("0001")

    assert [(hit.client.name, hit.order) for hit in hits] == [
        ("Ивановская Зоя", ""),
        ("Петров Иван Иванович", "A-00001-3"),
    ]
    for number in range(12):
        client = ClientDraft(name=f"Кот {number}", phone=f"+7922{number:03d}0001")
        services.intakes.receive(replace(INTAKE, client=client))
    crowd = shop.finder.hits("0001", limit=5)
    assert [bool(hit.order) for hit in crowd] == [False, False, False, False, True]


def test_the_mark_that_matched_is_told_where_the_row_does_not_show_it(
    shop: Shop, services: Services, people: dict[str, UUID]
) -> None:
    zoya = people["Ивановская Зоя"]
    with services.intakes.store.writing() as session:
        session.create(Phone, client_id=zoya, created_at=NOON, e164="+79998887766")
        session.get_one(Client, zoya).email = "kit@zoo.example"

    assert [hit.why for hit in shop.finder.hits("7766")] == ["+79998887766"]
    assert [hit.why for hit in shop.finder.hits("88877")] == ["+79998887766"]
    assert [hit.why for hit in shop.finder.hits("0000001")] == [""]
    assert [hit.why for hit in shop.finder.hits("зоя иван")] == [""]
    assert [hit.why for hit in shop.finder.hits("zoo")] == ["kit@zoo.example"]
    assert [hit.why for hit in shop.finder.hits("яшщ")] == []
    assert [hit.why for hit in shop.finder.hits("77012")] == ["7701234560"]


def test_a_merged_card_is_answered_by_the_one_that_stays(
    shop: Shop, services: Services, people: dict[str, UUID]
) -> None:
    stays, goes = people["Сидоренко Иван"], people["Ивановская Зоя"]
    merge(services, goes, stays)

    for typed, why in (
        ("ивановская", "Ивановская Зоя"),
        ("79160000001", "+79160000001"),
        ("зоя", "Ивановская Зоя"),
    ):
        (hit,) = shop.finder.hits(typed)
        assert (hit.client.id, hit.why) == (stays, why)
    assert shop.finder.hits("F17ABC2")[0].client.id == stays
    assert [row.client for row in shop.finder.orders("сидоренко")] == ["Сидоренко Иван"] * 2
    assert names(shop, "иван").count("Сидоренко Иван") == 1
    facts = shop.finder.client_facts(stays)
    assert facts is not None
    assert facts.row.orders == 2
