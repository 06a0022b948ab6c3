"""Two cards as one: what is empty is filled, what belongs together stays together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from intake_app.services import card_union
from intake_app.services.drafts import ClientDraft
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.use_cases import Services

TEXTS = ("name", "email", "inn", "kpp", "ogrn", "bik", "account", "note", "birthday", "bank",
         "corr_account", "client_class", "class_reason", "class_until", "conflict_note",
         "email_confirmed_at")  # fmt: skip
CARDS = some.fixed_dictionaries(
    {
        **{field: some.sampled_from(["", "a", "b"]) for field in TEXTS},
        "conflict_level": some.integers(0, 3),
        "discount_bp": some.sampled_from([0, 500, 700]),
    }
)


@given(some.lists(CARDS, min_size=1, max_size=4))
def test_the_first_card_keeps_its_word_and_groups_are_never_mixed(
    cards: list[dict[str, Any]],
) -> None:
    found = card_union.united(cards)
    assert found["name"] == cards[0]["name"]
    for field in ("note", "birthday", "discount_bp"):
        assert found[field] == next((card[field] for card in cards if card[field]), found[field])
    for fields in card_union.TOGETHER:
        assert any(all(found[field] == card[field] for field in fields) for card in cards)
    level = max(card["conflict_level"] for card in cards)
    first = next(card for card in cards if card["conflict_level"] == level)
    assert (found["conflict_level"], found["conflict_note"]) == (level, first["conflict_note"])


@pytest.fixture
def cards(services: Services) -> tuple[UUID, UUID]:
    made: list[UUID] = []
    for name, phone in (("Петров Пётр", "+79161234567"), ("П. Петров", "+79035554433")):
        draft = replace(INTAKE, client=ClientDraft(name=name, phone=phone))
        made.append(services.orders.card(services.intakes.receive(draft).order_id).client_id)
    services.clients.edit(made[1], {"email": "petrov@mail.ru", "birthday": "17.05.1990"})
    services.clients.set_conflict(made[1], 2, "12.03 спорил о сроке")
    services.clients.merge(made[0], made[1])
    return made[0], made[1]


def test_what_only_the_other_card_said_is_not_lost(
    services: Services, cards: tuple[UUID, UUID]
) -> None:
    facts = services.clients.card(cards[0]).facts
    assert (facts.row.name, facts.email, facts.birthday) == (
        "Петров Пётр", "petrov@mail.ru", "1990-05-17",
    )  # fmt: skip
    assert (facts.conflict_level, facts.conflict_note) == (2, "12.03 спорил о сроке")


def test_unmerging_leaves_each_card_its_own(services: Services, cards: tuple[UUID, UUID]) -> None:
    services.clients.unmerge(services.clients.card(cards[0]).merges[0].id)
    assert services.clients.card(cards[0]).facts.email == ""
    assert services.clients.card(cards[1]).facts.email == "petrov@mail.ru"


def test_what_came_with_a_merge_can_be_emptied_and_that_taken_back(
    services: Services, cards: tuple[UUID, UUID]
) -> None:
    change = services.clients.edit(cards[0], {"email": ""})
    assert services.clients.card(cards[0]).facts.email == ""
    services.clients.undo(change)
    assert services.clients.card(cards[0]).facts.email == "petrov@mail.ru"


def test_the_level_of_a_merged_client_can_be_lowered(
    services: Services, cards: tuple[UUID, UUID]
) -> None:
    services.clients.set_conflict(cards[0], 1, "22.11 извинился")
    assert services.clients.card(cards[0]).facts.conflict_level == 1
    change = services.clients.set_conflict(cards[0], 0, "")
    assert services.clients.card(cards[0]).facts.conflict_level == 0
    services.clients.undo(change)
    assert services.clients.card(cards[0]).facts.conflict_level == 1


def test_a_class_that_came_with_a_merge_ends_by_the_rule(
    services: Services, cards: tuple[UUID, UUID]
) -> None:
    services.clients.unmerge(services.clients.card(cards[0]).merges[0].id)
    services.clients.set_class(cards[1], "wholesale", "договор")
    services.clients.merge(*cards)
    assert services.clients.card(cards[0]).chosen_class == "wholesale"
    services.clients.set_class(cards[0], "", "")
    assert services.clients.card(cards[0]).chosen_class == ""
