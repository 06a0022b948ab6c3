"""What the program is shipped with, in English for an English desk."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.services import chips, condition, shipped
from intake_app.services.chips import SHIPPED, Group
from intake_app.services.condition import Mark
from intake_app.services.finder import Finder
from intake_app.services.hint_rows import HintRow

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def finder(tmp_path: Path) -> Finder:
    return Finder(tmp_path / "none.db", lang="en")


def _words() -> set[str]:
    marks = chain.from_iterable(chain.from_iterable(lists.values()) for lists in SHIPPED.values())
    return {*shipped.kinds(), *(fault for _, fault in shipped.faults()), *marks}


def test_every_word_has_its_english() -> None:
    untold = {word for word in _words() if not shipped.told(word, "en").isascii()}
    assert untold == set()
    assert all(shipped.told(word, "ru") == word for word in _words())


def test_kinds_have_names_of_their_own_in_both_languages() -> None:
    told = [shipped.told(kind, "en") for kind in shipped.kinds()]
    assert len(set(told)) == len(told)
    assert tuple(map(shipped.meant, told)) == shipped.kinds()


@pytest.mark.parametrize("typed", ["smart", "phone", "тел", "смарт"])
def test_kinds_are_found_in_both_languages(finder: Finder, typed: str) -> None:
    assert "smartphone" in finder.kinds(typed)


def test_models_and_faults_are_told_in_english(finder: Finder) -> None:
    assert finder.models("ip13")[0] == ("smartphone", "Apple", "iPhone 13")
    assert finder.models("ноутбук asus")[0][0] == "laptop"
    assert finder.models("", kind="laptop")[0][0] == "laptop"
    for typed in ("scr", "экр"):
        assert finder.faults(typed, "smartphone")[0] == "Screen is cracked"


def test_a_russian_desk_understands_english(tmp_path: Path) -> None:
    finder = Finder(tmp_path / "none.db")
    assert finder.kinds("laptop") == ("ноутбук",)
    assert finder.faults("battery", "смартфон")[:1] == ("Быстро разряжается",)


def test_faults_of_other_kinds_are_not_offered(tmp_path: Path) -> None:
    assert Finder(tmp_path / "none.db").faults("экр", "посудомоечная машина") == ()


@pytest.mark.parametrize("group", Group)
def test_chips_of_an_english_kind(group: Group) -> None:
    english = chips.lists(group, None, "en")
    russian = chips.lists(group, None)
    assert english.of("smartphone") == tuple(
        shipped.told(chip, "en") for chip in russian.of("смартфон")
    )
    assert english.kinds()[0] == ""
    assert all(kind.isascii() for kind in english.kinds())


def test_the_owners_list_of_a_kind_counts_in_both_languages() -> None:
    lists = chips.lists(Group.ACCESSORIES, {"смартфон": ["скрепка"]}, "en")
    assert lists.own("smartphone") == ("скрепка",)


def test_nothing_came_along_in_english() -> None:
    assert condition.completed({"without accessories": Mark.YES}, ["box"]) == {
        "without accessories": Mark.YES
    }


def test_hints_fit_a_kind_in_any_language() -> None:
    hint = HintRow(UUID(int=1), "ask for the charger", kind="ноутбук", fault="заряж")
    assert hint.fits(("laptop", "", ""), "Does not charge")
    assert not hint.fits(("smartphone", "", ""), "Does not charge")
