"""Whom a remark asks, and by when."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import mentions
from intake_app.errors import Problem, RejectedError

ILYA, ANNA, ANTON, PETR = (UUID(int=n) for n in range(4))
STAFF = {ILYA: "Илья Королёв", ANNA: "Анна", ANTON: "Антон Ким", PETR: "Пётр"}
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=ZoneInfo("Europe/Moscow"))


def asked(text: str) -> mentions.Mention | None:
    return mentions.read(text, STAFF, NOW)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("@Илья проверь шлейф", ILYA),
        ("посмотри, @илья", ILYA),
        ("@Королев позвони", ILYA),
        ("@петр", PETR),
        ("@Ант Ким закажи", ANTON),
        ("@Анна позвони", ANNA),
    ],
)
def test_a_name_is_told_by_the_beginning_of_its_words(text: str, person: UUID) -> None:
    found = asked(text)
    assert found is not None
    assert found.person == person


@pytest.mark.parametrize("text", ["звонил клиент", "почта a@ilya.ru", "@ илья", "@", "цена @ 5"])
def test_nobody_is_asked(text: str) -> None:
    assert asked(text) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [("@Ан позвони", Problem.MENTION_AMBIGUOUS), ("@Мария позвони", Problem.MENTION_UNKNOWN)],
)
def test_a_name_nobody_or_several_have_is_refused(text: str, problem: Problem) -> None:
    with pytest.raises(RejectedError) as refused:
        asked(text)
    assert refused.value.problem is problem


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("проверь", NOW + timedelta(hours=1)),
        ("проверь до 15:00", NOW.replace(hour=15, minute=0)),
        ("к 9.15 завтра", NOW.replace(day=23, hour=9, minute=15)),
        ("by 14:30", NOW + timedelta(days=1)),
        ("через 20 минут", NOW + timedelta(minutes=20)),
        ("in 3 h", NOW + timedelta(hours=3)),
        ("через 2 часа", NOW + timedelta(hours=2)),
        ("до 25:00", NOW + timedelta(hours=1)),
        ("до 12:75", NOW + timedelta(hours=1)),
    ],
)
def test_when_it_is_due(text: str, due: datetime) -> None:
    assert mentions.due(text, NOW) == due


@given(st.text(max_size=60))
def test_whatever_is_typed_is_due_in_the_future(text: str) -> None:
    assert mentions.due(text, NOW) >= NOW


@pytest.mark.parametrize(
    ("text", "begun"),
    [("@", ""), ("скажи @Ил", "Ил"), ("@Илья ", None), ("a@b", None), ("без имени", None)],
)
def test_the_name_being_typed(text: str, begun: str | None) -> None:
    assert mentions.beginning(text) == begun


def test_names_are_offered_by_any_word() -> None:
    assert mentions.fits("кор", "Илья Королёв")
    assert mentions.fits("", "Анна")
    assert not mentions.fits("ор", "Илья Королёв")
