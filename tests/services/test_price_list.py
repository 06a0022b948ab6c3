"""The price list: put in, found, changed, taken from a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.services.work_rows import PriceDraft
from tests.services.workshop import FITTING, PHONE, SCREEN, stands

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services


def items(services: Services) -> list[PriceDraft]:
    return [row.item for row in services.price_list.rows()]


def test_works_stand_before_parts(services: Services) -> None:
    for draft in (SCREEN, FITTING):
        services.price_list.add(draft)
    assert items(services) == [FITTING, SCREEN]


def test_a_line_is_changed_put_away_and_brought_back(services: Services) -> None:
    item = services.price_list.add(FITTING)
    services.price_list.edit(item, replace(FITTING, text=" Замена  стекла ", price_minor=7))
    assert items(services) == [replace(FITTING, text="Замена стекла", price_minor=7)]
    services.price_list.archive(item)
    assert items(services) == []
    services.price_list.bring_back(item)
    assert len(items(services)) == 1


@pytest.mark.parametrize(
    ("draft", "field", "problem"),
    [
        (PriceDraft(text=" "), "text", Problem.MISSING),
        (PriceDraft(text="х" * 301), "text", Problem.TOO_LONG),
        (PriceDraft(kind="gift", text="х"), "kind", Problem.MALFORMED),
        (PriceDraft(text="х", price_minor=-1), "price_minor", Problem.AMOUNT_INVALID),
        (PriceDraft(text="х", low=-1), "low", Problem.AMOUNT_INVALID),
    ],
)
def test_a_bad_line_is_refused(
    services: Services, draft: PriceDraft, field: str, problem: Problem
) -> None:
    with pytest.raises(RejectedError) as caught:
        services.price_list.add(draft)
    assert caught.value.fields == {field: problem}


def test_an_unknown_line_is_refused(services: Services) -> None:
    with pytest.raises(RejectedError) as caught:
        services.price_list.edit(UUID(int=1), FITTING)
    assert caught.value.problem is Problem.UNKNOWN_RECORD


def test_who_may_what(shop: Shop) -> None:
    services = shop.services
    item = services.price_list.add(SCREEN)
    stands(shop, "Олег", "storekeeper")
    services.price_list.set_low(item, 2000)
    assert [row.low for row in items(services)] == [2000]
    assert [row.cost_minor for row in items(services)] == [None]
    stands(shop, "Илья", "technician")
    for asked in (
        lambda: services.price_list.add(FITTING),
        lambda: services.price_list.edit(item, FITTING),
        lambda: services.price_list.archive(item),
        lambda: services.price_list.set_low(item, 1),
        lambda: services.price_list.take([FITTING], print),
    ):
        with pytest.raises(RejectedError) as caught:
            asked()
        assert caught.value.problem is Problem.NOT_ALLOWED


def test_a_limit_below_nothing_is_refused(services: Services) -> None:
    item = services.price_list.add(SCREEN)
    with pytest.raises(RejectedError):
        services.price_list.set_low(item, -1)


def test_a_file_adds_and_changes_what_it_says(services: Services) -> None:
    item = services.price_list.add(SCREEN)
    told = [
        PriceDraft(kind="part", text="Экран 13", article="A13", price_minor=500_000),
        PriceDraft(text="Пайка", price_minor=1),
        PriceDraft(text="Пайка"),
        PriceDraft(kind="part", text="Шлейф", barcode=SCREEN.barcode),
    ]
    heard: list[int] = []
    tried = services.price_list.take(told, heard.append, dry=True)
    assert (tried.new, tried.changed, tried.same) == (2, 2, 0)
    taken = services.price_list.take(told, heard.append)
    assert (taken.new, taken.changed, taken.same) == (1, 2, 1)
    assert heard == [4, 4]
    found = next(row.item for row in services.price_list.rows() if row.id == item)
    assert (found.text, found.price_minor, found.warranty_days) == ("Шлейф", 500_000, 90)


def test_finding_by_words_in_any_order_article_barcode_and_the_other_layout(shop: Shop) -> None:
    services, finder = shop.services, shop.finder
    for draft in (
        SCREEN,
        FITTING,
        PHONE,
        replace(FITTING, text="Замена чайника", device_kind="чайник"),
    ):
        services.price_list.add(draft)
    for typed in ("iphone экран", "'rhfy 13", "A13", SCREEN.barcode):
        assert finder.prices(typed)[0].item.text == SCREEN.text, typed
    assert finder.prices("экран")[0].item.cost_minor is None
    assert finder.prices("") == ()
    near = [row.item.text for row in finder.prices("замена", kind="чайник")]
    assert near == ["Замена чайника", "Замена экрана"]
    assert [row.item.text for row in finder.prices("замена", kind="смартфон")][
        -1
    ] == "Замена чайника"
    assert finder.price_coded("") is None
    assert finder.price_coded("nothing") is None


def test_usual_works_are_offered_without_a_price(shop: Shop) -> None:
    finder = shop.finder
    assert finder.usual_works("") == ()
    assert finder.usual_works("замена экрана", kind="смартфон")[0] == "Замена экрана"
    assert "Замена подшипников" not in finder.usual_works("замена", 50, kind="смартфон")
    assert "Замена подшипников" in finder.usual_works("замена", 50)


def test_nothing_is_found_while_there_is_no_store(shop: Shop) -> None:
    shop.finder.lock()
    shop.finder.close()
    assert shop.finder.prices("экран") == ()
    assert shop.finder.price_coded("A13") is None


def test_a_list_made_ready_is_found_in_as_it_stands(shop: Shop) -> None:
    services, finder = shop.services, shop.finder
    item = services.price_list.add(SCREEN)
    services.price_list.warm()
    assert finder.prices("экран")[0].free == 0
    services.stock.receive(item, 2000)
    assert finder.prices("экран")[0].free == 2000
    services.price_list.archive(item)
    assert finder.prices("экран") == ()
