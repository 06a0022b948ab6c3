from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from intake_app.checks import accounts, imei, inn, kpp, ogrn, phone, ticket
from intake_app.checks.stages import Stage, allows
from intake_app.models.recording import Recorder
from intake_app.models.store import Store
from intake_app.services import synthetic
from intake_app.services.shop import Shop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from intake_app.config import Settings
    from tests.rigs.watch import Watch


@pytest.fixture
def demo(settings: Settings, watch: Watch) -> Iterator[Shop]:
    shop = Shop(replace(settings, demo=True), watch)
    shop.open()
    yield shop
    shop.close()


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.reading() as session:
        return session.driver.execute(sql).fetchall()


def test_the_demo_shop_has_orders_at_every_stage(demo: Shop) -> None:
    found = demo.finder.orders("", limit=1000)

    assert {row.stage for row in found} == set(Stage)
    assert [row.accepted_at for row in found] == sorted(
        (row.accepted_at for row in found), reverse=True
    )


def test_every_made_up_story_keeps_to_the_rules(demo: Shop, watch: Watch) -> None:
    orders = demo.services.orders
    for row in demo.finder.orders("", limit=1000):
        card = orders.card(row.id)
        steps = [event.code for event in card.story if event.kind in {"accepted", "stage"}]
        assert steps[0] == "accepted"
        assert steps[-1] == card.row.stage
        assert all(allows(one, to) for one, to in pairwise(steps))
        assert all(event.at <= watch() for event in card.story)
        assert ticket.is_ours(card.ticket)
        assert card.row.promised_at is not None
        assert card.row.promised_at > card.row.accepted_at


def test_made_up_numbers_pass_the_checks(demo: Shop) -> None:
    store = demo.services.intakes.store

    assert all(
        phone.normalise(found) == found for (found,) in rows(store, "SELECT e164 FROM phone")
    )
    imeis = rows(store, "SELECT imei FROM device WHERE imei <> ''")
    assert imeis
    assert all(imei.is_valid(found) for (found,) in imeis)


def test_the_demo_shop_is_sent_to_the_hub_whole(demo: Shop) -> None:
    replica = demo.services.replica
    ops = replica.unsent(100_000)

    assert len(ops) == sum(replica.counts().values())
    assert len({op.txn for op in ops}) > 5


def test_the_next_order_of_the_demo_has_the_next_number(demo: Shop) -> None:
    with demo.services.intakes.store.writing() as session:
        assert session.next_ticket().counter == synthetic.DEMO_ORDERS + 1


def test_a_generated_shop_is_as_large_as_asked_and_is_sent_nowhere(
    tmp_path: Path, watch: Watch
) -> None:
    store = Store(tmp_path / "big.db", Recorder(watch))
    heard: list[int] = []
    synthetic.generate(store, clients=10_100, orders=12_000, seed=1, progress=heard.append)

    counts = [
        rows(store, f"SELECT count(*) FROM {name}")[0][0]  # noqa: S608 - names of ours
        for name in ("client", "phone", "device", '"order"', "outbox")
    ]
    assert counts == [10_100, 10_100, 12_000, 12_000, 0]
    assert rows(store, 'SELECT count(DISTINCT ticket), max(no) FROM "order"') == [(12_000, 12_000)]
    assert rows(store, "SELECT count(DISTINCT e164) FROM phone") == [(10_100,)]
    assert rows(store, "SELECT guard, order_counter FROM sync") == [(0, 12_000)]
    assert heard == [10_000, 10_100]
    store.close()


def test_the_same_seed_gives_the_same_people(tmp_path: Path, watch: Watch) -> None:
    shops: list[list[tuple[Any, ...]]] = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        store = Store(tmp_path / name, Recorder(watch))
        synthetic.generate(store, clients=30, orders=30, seed=seed)
        shops.append(rows(store, "SELECT name FROM client ORDER BY no"))
        store.close()

    assert shops[0] == shops[1] != shops[2]


def test_a_shop_without_orders_can_be_generated(tmp_path: Path, watch: Watch) -> None:
    store = Store(tmp_path / "a", Recorder(watch))
    synthetic.generate(store, clients=3, orders=0, seed=1)
    synthetic.generate(store, clients=0, orders=5, seed=1)

    assert rows(store, "SELECT count(*) FROM client") == [(3,)]
    assert rows(store, 'SELECT count(*) FROM "order"') == [(0,)]
    store.close()


def test_the_demo_shop_shows_what_an_intake_may_hold(demo: Shop) -> None:
    store = demo.services.intakes.store
    filled = (
        ("staff", "role = 'technician'"),
        ("hint", "text <> ''"),
        ("client", "account <> '' AND director <> ''"),
        ("client", "birthday <> ''"),
        ("contact", "name <> ''"),
        ("consent", "action = 'granted'"),
        ("device", "colour <> ''"),
        ('"order"', "accessory_marks <> ''"),
        ('"order"', "technician_id IS NOT NULL"),
        ('"order"', "bought_on <> ''"),
    )
    for table, condition in filled:
        count = rows(store, f"SELECT count(*) FROM {table} WHERE {condition}")  # noqa: S608 - ours
        assert count[0][0] > 1, (table, condition)


def test_a_made_up_rework_is_about_the_device_of_the_order_before(demo: Shop) -> None:
    store = demo.services.intakes.store
    pairs = rows(
        store,
        'SELECT o.client_id = b.client_id, o.device_id = b.device_id, b.stage FROM "order" o'
        ' JOIN "order" b ON b.id = o.rework_of',
    )
    assert pairs
    assert set(pairs) == {(1, 1, "issued")}
    kinds = rows(store, 'SELECT DISTINCT repair_kind FROM "order" WHERE rework_of IS NOT NULL')
    assert kinds == [("own_warranty",)]


def test_made_up_requisites_pass_every_check(demo: Shop) -> None:
    store = demo.services.intakes.store
    found = rows(
        store,
        "SELECT inn, kpp, ogrn, bik, account, corr_account FROM client WHERE kind = 'company'",
    )
    assert found
    for tax, code, register, bank, account, correspondent in found:
        assert inn.is_company(tax)
        assert kpp.is_valid(code)
        assert ogrn.is_company(register)
        assert accounts.is_bic(bank)
        assert accounts.account_fits(account, bank)
        assert accounts.correspondent_fits(correspondent, bank)


def test_two_cards_of_the_demo_shop_may_be_one_client(demo: Shop) -> None:
    pairs = demo.services.clients.doubles()
    assert [pair.why for pair in pairs] == ["phone"]
