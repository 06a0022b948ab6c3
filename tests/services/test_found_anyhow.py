"""Every client is found by each of his marks, however they are typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_app.checks import layout, names
from intake_app.config import Settings
from intake_app.services.drafts import ClientDraft, ClientKind, DeviceDraft
from intake_app.services.finder import Finder
from intake_app.services.shop import FILE_NAME, Shop
from tests.rigs.drafts import INTAKE
from tests.rigs.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from uuid import UUID


class Crowd(NamedTuple):
    """The finder, and everybody's card in the order of `NAMES`."""

    finder: Finder
    made: list[UUID]


NAMES = (
    "Ёлкина Алёна Фёдоровна",
    "Соловьёв-Седой Пётр",
    "Ким Ян",
    "Щукин Кузьма Львович",
    "ООО «Жар-птица Сервис»",
    "АО Белый Медведь",
    "Johnson Matthew",
    "Преображенская Екатерина Константиновна",
    "Цой Вера",
    "ИП Грибоедов",
)
LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
EACH = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[UUID]]:
    """One shop for all examples: nothing writes to it."""
    data = tmp_path_factory.mktemp("people")
    shop = Shop(Settings(data=data), Watch())
    shop.open()
    made = [_come(shop, place) for place in range(len(NAMES))]
    shop.close()
    return data / FILE_NAME, made


@pytest.fixture
def crowd(people: tuple[Path, list[UUID]]) -> Iterator[Crowd]:
    path, made = people
    found = Crowd(Finder(path), made)
    yield found
    found.finder.close()


def _come(shop: Shop, place: int) -> UUID:
    is_company = names.is_company(NAMES[place])
    client = ClientDraft(
        kind=ClientKind.COMPANY if is_company else ClientKind.PERSON,
        name=NAMES[place],
        phone=f"+7916{place * 618_033 % 10_000_000:07d}",
        email=f"post{place}.{place * 77}@firm{place}.example",
    )
    device = DeviceDraft(kind="утюг", brand="Тула", model="3", serial=f"ZX{place * 7919 + 1000}Q")
    taken = shop.services.intakes.receive(replace(INTAKE, client=client, device=device))
    return shop.services.orders.card(taken.order_id).client_id


def phone_of(place: int) -> str:
    return f"7916{place * 618_033 % 10_000_000:07d}"


def _without_dots(text: str) -> str:
    return text.replace("ё", "е").replace("Ё", "Е")


places = st.integers(0, len(NAMES) - 1)
cases: st.SearchStrategy[Callable[[str], str]] = st.sampled_from(
    (str.upper, str.lower, str.title, str.swapcase)
)
layouts = st.sampled_from((str, layout.to_latin, layout.to_cyrillic))
dots = st.sampled_from((str, _without_dots))


@EACH
@given(place=places, data=st.data(), way=st.tuples(cases, layouts, dots))
def test_words_of_a_name_in_any_order_case_and_layout(
    crowd: Crowd, place: int, data: st.DataObject, way: tuple[Callable[[str], str], ...]
) -> None:
    case, keys, dotted = way
    words = data.draw(st.permutations(names.words(NAMES[place])))
    typed = " ".join(words[: data.draw(st.integers(1, len(words)))])

    found = crowd.finder.hits(keys(case(dotted(typed))), len(NAMES))
    assert crowd.made[place] in [hit.client.id for hit in found]


@EACH
@given(place=places, data=st.data(), keys=layouts)
def test_one_slip_in_a_word_of_four_letters(
    crowd: Crowd, place: int, data: st.DataObject, keys: Callable[[str], str]
) -> None:
    long = [word for word in names.words(NAMES[place]) if len(word) >= 4]
    if not long:
        return
    typed = data.draw(st.sampled_from(long).flatmap(slips))

    found = [hit.client.id for hit in crowd.finder.hits(keys(typed), len(NAMES))]
    assert crowd.made[place] in found


def slips(word: str) -> st.SearchStrategy[str]:
    """The word with a letter wrong, missing, too much, or swapped with the next."""
    letters = "abcdefghijklmnopqrstuvwxyz" if word.isascii() else LETTERS
    ways: list[str] = []
    for place in range(len(word)):
        before, at, after = word[:place], word[place], word[place + 1 :]
        ways += [f"{before}{letter}{after}" for letter in letters]
        ways += [f"{before}{letter}{at}{after}" for letter in letters]
        ways += [f"{before}{after}", f"{before}{after[:1]}{at}{after[1:]}"]
    return st.sampled_from(ways)


@EACH
@given(place=places, data=st.data())
def test_any_run_of_the_digits_of_a_phone(crowd: Crowd, place: int, data: st.DataObject) -> None:
    digits = phone_of(place)
    first = data.draw(st.integers(0, len(digits) - 3))
    last = data.draw(st.integers(first + 3, len(digits)))
    typed = digits[first:last]
    if first == 0 and last > 3 and data.draw(st.booleans()):
        typed = f"8{typed[1:]}"

    found = [hit.client.id for hit in crowd.finder.hits(typed, 2 * len(NAMES))]
    assert crowd.made[place] in found


@EACH
@given(place=places, data=st.data())
def test_a_whole_phone_with_one_digit_wrong(crowd: Crowd, place: int, data: st.DataObject) -> None:
    digits = f"8{phone_of(place)[1:]}"
    wrong = data.draw(st.integers(1, len(digits) - 1))
    other = data.draw(st.sampled_from([one for one in "0123456789" if one != digits[wrong]]))

    found = crowd.finder.hits(f"{digits[:wrong]}{other}{digits[wrong + 1 :]}", len(NAMES))
    assert crowd.made[place] in [hit.client.id for hit in found]


@EACH
@given(place=places, keys=layouts, case=cases, whole=st.booleans())
def test_an_address_or_the_serial_of_a_device(
    crowd: Crowd,
    place: int,
    keys: Callable[[str], str],
    case: Callable[[str], str],
    whole: bool,
) -> None:
    serial = f"ZX{place * 7919 + 1000}Q"
    address = f"post{place}.{place * 77}@firm{place}.example"

    owners = [hit.client.id for hit in crowd.finder.hits(keys(case(serial)))]
    assert owners[0] == crowd.made[place]
    typed = address if whole else f"firm{place}.ex"
    assert crowd.made[place] in [
        hit.client.id for hit in crowd.finder.hits(case(typed), len(NAMES))
    ]


@EACH
@given(typed=st.text(max_size=30))
def test_whatever_is_typed_is_answered(crowd: Crowd, typed: str) -> None:
    assert len(crowd.finder.hits(typed, 3)) <= 3
    assert len(crowd.finder.orders(typed, 3)) <= 3
