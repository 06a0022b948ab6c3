"""The page of the models this shop knows, by keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from intake_app.ui.preferences.catalogue_page import CataloguePage

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.counter import Counter


@pytest.fixture
def page(counter: Counter) -> CataloguePage:
    counter.press("Ctrl+9")
    board = counter.parts.preferences.board
    board.open_page("catalogue")
    counter.settle()
    found = board.page()
    assert isinstance(found, CataloguePage)
    return found


def titles(page: CataloguePage) -> list[str]:
    return [page.list.item(place).text() for place in range(page.list.count())]


def look_for(counter: Counter, page: CataloguePage, text: str) -> list[str]:
    page.search.line.setFocus()
    page.search.line.selectAll()
    counter.type(text)
    return titles(page)


def test_models_are_found_by_any_of_their_words(counter: Counter, page: CataloguePage) -> None:
    assert len(titles(page)) > 100
    assert look_for(counter, page, "ip13")[0] == "Apple iPhone 13 · смартфон"


def test_a_model_is_added_taken_away_and_brought_back(
    counter: Counter, page: CataloguePage
) -> None:
    page.list.setFocus()
    counter.press("Insert")
    for text, key in (("утюг", "Tab"), ("Tefal", "Tab"), ("FV-77", "Return")):
        counter.type(text)
        counter.press(key)
    counter.settle()
    assert look_for(counter, page, "fv-77") == ["Tefal FV-77 · утюг"]

    counter.press("Return")
    assert counter.focused() == "catalogue.list"
    counter.press("Delete")
    counter.settle()
    assert titles(page) == []
    assert counter.desk.shop.finder.models("fv-77") == ()

    page.fields["model"].line.setFocus()
    counter.press("Return")
    counter.settle()
    assert titles(page) == ["Tefal FV-77 · утюг"]


def test_a_model_without_a_kind_is_marked(counter: Counter, page: CataloguePage) -> None:
    page.begin_new()
    counter.press("Return")
    counter.settle()
    assert page.fields["kind"].is_marked()
    counter.type("утюг")
    counter.press("Return")
    counter.settle()
    assert page.fields["model"].is_marked()
    assert counter.focused() == "catalogue.model"


def test_a_file_is_taken_in_in_portions(
    counter: Counter, page: CataloguePage, tmp_path: Path
) -> None:
    file = tmp_path / "models.csv"
    lines = (f"утюг;Tefal;FV{number:04}" for number in range(600))
    file.write_text("\n".join(("вид;марка;модель", *lines, "утюг;Tefal;")), "utf-8")
    said: list[str] = []
    page.file.work.moved.connect(partial(_note, said, page))
    page.file.field.line.setFocus()
    counter.type(str(file))
    counter.press("Return", "Return")  # the second press changes nothing
    counter.qtbot.waitUntil(lambda: "600" in page.file.said.text() and len(said) == 4)

    assert ["250" in text for text in said[:3]] == [False, True, False]
    assert "(602)" in page.file.said.text()
    assert look_for(counter, page, "fv0599") == ["Tefal FV0599 · утюг"]


@pytest.mark.parametrize("text", ["", "name\nvalue"])
def test_what_is_no_catalogue_is_said_under_the_file(
    counter: Counter, page: CataloguePage, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "models.csv"
    if text:
        file.write_text(text, "utf-8")
    page.file.field.line.setFocus()
    counter.type(str(file))
    counter.press("Return")
    counter.qtbot.waitUntil(page.file.field.is_marked)
    assert page.file.said.text() == ""


def test_a_file_is_chosen_by_hand(counter: Counter, page: CataloguePage, tmp_path: Path) -> None:
    file = tmp_path / "models.csv"
    file.write_text("kind,brand,model\nутюг,Tefal,FV1", "utf-8")
    page.file.field.line.setFocus()
    counter.press("F4")
    dialog = page.file.dialog
    assert dialog is not None
    assert dialog.isVisible()
    dialog.fileSelected.emit(str(file))
    dialog.close()
    counter.qtbot.waitUntil(lambda: bool(look_for(counter, page, "fv1")))


def test_a_closed_store_is_told(counter: Counter, page: CataloguePage) -> None:
    told: list[object] = []
    counter.parts.preferences.board.choices.failed.connect(told.append)
    counter.desk.shop.close()
    page.archive()
    page.fields["kind"].show_text("утюг")
    page.fields["model"].show_text("FV1")
    page.keep()
    counter.settle()
    assert len(told) == 2


def _note(said: list[str], page: CataloguePage, _progress: object) -> None:
    said.append(page.file.said.text())
