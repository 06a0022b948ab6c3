"""`import --kind catalogue`: a list of models from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.services.finder import Finder
from intake_app.services.shop import FILE_NAME
from intake_app.services.store_keys import StoreKeys

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Intake


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(
        "Вид;Марка;Модель\nутюг;Домна;М1\nутюг;Домна;М2\n;;\n;Домна;\n".encode("cp1251")
    )
    return path


def models(intake: Intake) -> int:
    finder = Finder(intake.data / FILE_NAME, key=StoreKeys(intake.data).connecting())
    found = finder.models("домна")
    finder.close()
    return len(found)


def test_models_are_taken_in_once_and_bad_lines_named(intake: Intake, catalogue: Path) -> None:
    first = intake("import", str(catalogue), "--kind", "catalogue")
    assert (first.code, first.out) == (0, "new: 2, known already: 0, lines that say nothing: 1\n")
    assert first.err == "intake-app: lines that say nothing: 5\n"
    again = intake("import", str(catalogue), "--kind", "catalogue")
    assert again.out.startswith("new: 0, known already: 2")
    assert models(intake) == 2


def test_a_dry_run_changes_nothing(intake: Intake, catalogue: Path) -> None:
    ended = intake("import", str(catalogue), "--kind", "catalogue", "--dry-run")
    assert ended.out.startswith("would be new: 2")
    assert models(intake) == 0


@pytest.mark.parametrize("text", [None, "a,b\n1,2\n"])
def test_a_file_that_is_no_catalogue_is_refused_in_one_line(
    intake: Intake, tmp_path: Path, text: str | None
) -> None:
    path = tmp_path / "odd.csv"
    if text is not None:
        path.write_text(text)
    ended = intake("import", str(path), "--kind", "catalogue")
    assert ended.code == 1
    assert ended.err.count("\n") == 1


def test_clients_are_taken_in_with_what_stands_beside_them(intake: Intake, tmp_path: Path) -> None:
    path = tmp_path / "clients.csv"
    path.write_bytes("Имя;Телефон\nПетров Пётр;89161234567\nАнна;12\n;\n".encode("cp1251"))
    dry = intake("import", str(path), "--kind", "clients", "--dry-run")
    assert dry.out == "would be new: 2, known already: 0, lines that say nothing: 0\n"
    done = intake("import", str(path), "--kind", "clients")
    assert done.out == "new: 2, known already: 0, lines that say nothing: 0\n"
    assert done.err.endswith("could only be put into the note: 3\n")
    again = intake("import", str(path), "--kind", "clients")
    assert again.out.startswith("new: 0, known already: 2")


def test_a_price_list_is_taken_in_and_changed_by_its_articles(
    intake: Intake, tmp_path: Path
) -> None:
    path = tmp_path / "prices.csv"
    for price, told in (("4500", "new: 2, known already: 0"), ("4900", "new: 0, known already: 2")):
        path.write_text(f"Наименование;Артикул;Цена\nЭкран;A13;{price}\nЧистка;;\n;;5\n", "utf-8")
        ended = intake("import", str(path), "--kind", "prices")
        assert ended.out == f"{told}, lines that say nothing: 1\n"
    finder = Finder(intake.data / FILE_NAME, key=StoreKeys(intake.data).connecting())
    (found,) = finder.prices("экран")
    finder.close()
    assert found.item.price_minor == 490_000
