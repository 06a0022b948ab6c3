"""A price list in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.services import price_file
from intake_app.services.work_rows import PriceDraft, PriceRow
from tests.services.workshop import FITTING, PHONE, SCREEN

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, text: str) -> price_file.PriceFile:
    file = tmp_path / "prices.csv"
    file.write_text(text, "utf-8")
    return price_file.read(file)


def test_columns_are_known_by_their_titles(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Вид;Наименование;Артикул;Цена;Себестоимость;Гарантия;Минимум;Ед.\n"
        "запчасть;Экран;A13;4 500,50;3000;90;2;шт\n"
        "работа;Чистка;;1500 ₽;;;;час\n",
    )
    assert found.bad == ()
    assert found.drafts == (
        PriceDraft(
            kind="part",
            text="Экран",
            article="A13",
            price_minor=450_050,
            cost_minor=300_000,
            warranty_days=90,
            low=2000,
        ),
        PriceDraft(kind="work", text="Чистка", unit="hour", price_minor=150_000),
    )


def test_an_article_makes_a_part_where_nothing_else_tells(tmp_path: Path) -> None:
    found = read(tmp_path, "name,sku,serial\nScreen,A13,yes\nCleaning,,\n")
    assert [(one.kind, one.by_serial) for one in found.drafts] == [("part", True), ("work", False)]


def test_lines_that_say_nothing_are_named(tmp_path: Path) -> None:
    found = read(tmp_path, "name;price;warranty\n;5;\nA;много;\nB;5;год\nC;5.x;\nD;;\n")
    assert (found.bad, [one.text for one in found.drafts]) == ((2, 3, 4, 5), ["D"])


def test_a_file_without_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RejectedError) as caught:
        read(tmp_path, "price\n5\n")
    assert caught.value.problem is Problem.NO_COLUMNS


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    drafts = (SCREEN, FITTING, PHONE, PriceDraft(text="Час", unit="hour", low=1500, price_minor=1))
    rows = [PriceRow(UUID(int=nth), draft) for nth, draft in enumerate(drafts)]
    assert read(tmp_path, price_file.written(rows)).drafts == drafts


def test_a_file_for_a_spreadsheet_is_read_again_and_a_place_that_is_none_is_said(
    tmp_path: Path,
) -> None:
    rows = [PriceRow(UUID(int=1), FITTING)]
    file = tmp_path / "прайс.csv"
    price_file.write(file, rows)
    assert file.read_bytes().startswith("\ufeff".encode())
    assert price_file.read(file).drafts == (FITTING,)
    with pytest.raises(UnavailableError) as caught:
        price_file.write(tmp_path / "нет" / "прайс.csv", rows)
    assert caught.value.problem is Problem.FILE_UNWRITABLE
