"""Cards that are one client: agreed on by every desk, and as before once taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks.unions import Link, to_part, union_of
from intake_app.errors import RejectedError
from intake_app.models.people import Client
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

CARDS = [UUID(int=number) for number in range(1, 7)]
links_strategy = st.lists(
    st.tuples(st.integers(1, 10_000), st.sampled_from(CARDS), st.sampled_from(CARDS)),
    max_size=12,
    unique_by=lambda link: link[0],
).map(lambda found: [Link(UUID(int=n), one, other) for n, one, other in found])


@given(links_strategy)
def test_roots_are_roots_and_the_order_of_arrival_does_not_matter(links: list[Link]) -> None:
    union = union_of(links)
    assert union == union_of(reversed(links))
    assert all(union.roots.get(root, root) == root for root in union.roots.values())
    for link in links:
        one, other = (union.roots.get(card, card) for card in (link.client, link.merged))
        assert one == other


@given(links_strategy, st.integers(0, 11))
def test_parting_puts_both_sides_of_a_merge_apart(links: list[Link], pick: int) -> None:
    union = union_of(links)
    if not union.links:
        return
    cut = union.links[pick % len(union.links)]
    gone = set(to_part(links, cut.id))
    roots = union_of(link for link in links if link.id not in gone).roots
    assert roots.get(cut.client, cut.client) != roots.get(cut.merged, cut.merged)


@given(links_strategy)
def test_a_merge_taken_back_leaves_no_trace(links: list[Link]) -> None:
    for link in links:
        rest = [one for one in links if one is not link]
        back = union_of([*rest, link])
        assert union_of(rest) == union_of([one for one in rest if one is not link])
        assert {one.id for one in (*back.links, *back.idle)} == {one.id for one in links}


def test_an_idle_merge_is_taken_back_alone() -> None:
    first = Link(UUID(int=1), CARDS[0], CARDS[1])
    second = Link(UUID(int=2), CARDS[1], CARDS[0])
    assert to_part([first, second], second.id) == (second.id,)
    assert to_part([first, second], first.id) == (first.id, second.id)


def give(services: Services, name: str, phone: str, imei: str = "") -> UUID:
    client = ClientDraft(name=name, phone=phone)
    device = DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13", imei=imei)
    done = services.intakes.receive(IntakeDraft(client=client, device=device, fault="разбит"))
    return services.orders.card(done.order_id).client_id


@pytest.fixture
def two(services: Services) -> tuple[UUID, UUID]:
    return (
        give(services, "Петров Пётр", "+79161234567"),
        give(services, "Петров П.", "+79031112233"),
    )


def test_a_merged_client_has_what_both_cards_had(shop: Shop, two: tuple[UUID, UUID]) -> None:
    one, other = two
    clients = shop.services.clients
    clients.merge(one, other, "тот же человек")
    card = clients.card(other)
    assert card == clients.card(one)
    assert card.facts.row.id == one
    assert [row.e164 for row in card.facts.phones] == ["+79161234567", "+79031112233"]
    assert card.order_count == len(card.orders.rows) == len(card.devices) == 2
    assert {row.client for row in card.orders.rows} == {"Петров Пётр"}
    assert [row.name for row in card.merges] == ["Петров П."]
    assert card.merges[0].reason == "тот же человек"
    assert len(shop.finder.devices_of(one)) == 2
    assert {row.id for row in shop.finder.clients("петров")} == {one}


def test_orders_of_the_merged_card_name_the_surviving_client(
    shop: Shop, two: tuple[UUID, UUID]
) -> None:
    shop.services.clients.merge(*two)
    orders = shop.services.orders
    rows = shop.finder.orders("")
    assert {row.client for row in rows} == {"Петров Пётр"}
    assert {row.phone for row in rows} == {"+79161234567"}
    assert {orders.card(row.id).client_id for row in rows} == {two[0]}


def test_unmerging_brings_both_cards_back(services: Services, two: tuple[UUID, UUID]) -> None:
    clients = services.clients
    before = [clients.card(card) for card in two]
    merge = clients.merge(*two)
    assert merge is not None
    clients.unmerge(merge)
    after = [clients.card(card) for card in two]
    assert [card.facts for card in after] == [card.facts for card in before]
    assert [card.orders for card in after] == [card.orders for card in before]
    assert all(not card.merges for card in after)


def test_merging_into_a_circle_says_nothing_new(services: Services, two: tuple[UUID, UUID]) -> None:
    one, other = two
    third = give(services, "Пётр", "+79035554433")
    clients = services.clients
    clients.merge(one, other)
    clients.merge(third, one)
    assert clients.merge(other, third) is None
    with services.clients.store.reading() as session:
        into = {session.get_one(Client, card).merged_into for card in (one, other)}
        assert into == {third}
        assert session.get_one(Client, third).merged_into is None


def test_a_merge_can_be_taken_back_once(services: Services, two: tuple[UUID, UUID]) -> None:
    merge = services.clients.merge(*two)
    assert merge is not None
    services.clients.unmerge(merge)
    services.clients.unmerge(merge)
    with pytest.raises(RejectedError):
        services.clients.unmerge(UUID(int=7))
    with pytest.raises(RejectedError):
        services.clients.merge(two[0], UUID(int=7))


def test_who_was_told_apart_is_not_offered_again(services: Services) -> None:
    one = give(services, "Петров Пётр", "+79161234567")
    other = give(services, "Петрова Анна", "+79161234567")
    clients = services.clients
    assert [near.client.id for near in clients.card(one).near] == [other]
    assert {(pair.one.id, pair.other.id, pair.why) for pair in clients.doubles()} in (
        {(one, other, "phone")},
        {(other, one, "phone")},
    )
    merge = clients.merge(one, other)
    assert merge is not None
    assert clients.card(one).near == ()
    assert clients.doubles() == ()
    clients.unmerge(merge)
    assert clients.card(one).near == ()
    assert clients.doubles() == ()
