"""When a contact is asked for again, and how it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.services.drafts import ClientKind
from intake_app.services.rows import ClientFacts, ClientRow, PhoneRow
from intake_app.ui.forms import contact_refresh
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator

EMPTY = dict.fromkeys(
    (
        "inn", "kpp", "ogrn", "bik", "bank", "account", "corr_account", "director", "consignee",
        "contract", "address", "note", "birthday", "source", "client_class", "class_reason",
        "class_until", "conflict_note", "language",
    ),
    "",
)  # fmt: skip
OLD, FRESH = NOON - timedelta(days=181), NOON - timedelta(days=179)
PETER = ClientFacts(
    row=ClientRow(UUID(int=1), ClientKind.PERSON, "Петров", "+79161234567", 1, ""),
    phones=(PhoneRow(UUID(int=2), "+79161234567", "", FRESH),),
    contacts=(),
    created_at=OLD,
    email="petrov@mail.ru",
    email_confirmed_at=FRESH,
    discount_bp=0,
    conflict_level=0,
    debt=None,
    to_pay=None,
    **EMPTY,
)


def asked(facts: ClientFacts, after_days: int = 180) -> tuple[str, str] | None:
    due = contact_refresh.due(facts, NOON, after_days)
    return (due.contact, due.shown) if due else None


def test_one_thing_is_asked_the_phone_first() -> None:
    stale = replace(PETER.phones[0], confirmed_at=OLD)
    assert asked(PETER) is None
    assert asked(replace(PETER, email_confirmed_at=OLD)) == ("email", "…ov@mail.ru")
    both = replace(PETER, phones=(stale,), email_confirmed_at=OLD)
    assert asked(both) == ("phone", "…45-67")
    assert asked(replace(PETER, phones=(), email="")) is None


def test_what_was_never_confirmed_counts_from_when_he_became_a_client() -> None:
    never = replace(PETER.phones[0], confirmed_at=None)
    assert asked(replace(PETER, phones=(never,))) == ("phone", "…45-67")
    assert asked(replace(PETER, phones=(never,), created_at=FRESH)) is None


def test_the_owner_may_choose_the_days_or_not_to_ask() -> None:
    assert asked(PETER, 100) == ("phone", "…45-67")
    assert asked(replace(PETER, email_confirmed_at=OLD), 0) is None


@pytest.mark.parametrize(("value", "days"), [(None, 180), (30, 30), (0, 0), (-1, 180), ("x", 180)])
def test_a_broken_choice_is_the_usual_one(value: object, days: int) -> None:
    assert contact_refresh.days(value) == days


@pytest.mark.parametrize(
    ("days", "said"), [(0, "1 months ago"), (425, "14 months ago"), (800, "2 years ago")]
)
def test_how_long_ago_is_said_in_months_and_then_in_years(
    days: int, said: str, english: Translator
) -> None:
    told = contact_refresh.ago(NOON - timedelta(days=days), NOON, english)
    assert told.replace("month ago", "months ago") == said
