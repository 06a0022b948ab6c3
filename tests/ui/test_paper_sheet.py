"""Any paper of an order by its name, looked at before it is printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.config import DeskSettings, Settings
from intake_app.printing import presses
from intake_app.printing.printer import printer
from intake_app.services import other_papers
from intake_app.services.drafts import IntakeDraft
from intake_app.services.papers import DOCUMENTS, PAPERS
from intake_app.ui import paper_words
from intake_app.ui.paper_sheet import PaperSheet
from tests.ui.counter import IPHONE, PETER, Counter

if TYPE_CHECKING:
    from pathlib import Path

RECEIPT, LABEL = "folder:///r?width=384", "folder:///l?language=tspl"
OF_THE_RECEIPT: dict[str, str] = {"raster": RECEIPT, "text": f"{RECEIPT}&mode=text"}


@pytest.fixture
def settings(tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    mode: str = getattr(request, "param", "raster")
    printers = DeskSettings(receipt_printer=OF_THE_RECEIPT[mode], label_printer=LABEL)
    return Settings(data=tmp_path / "shop", desk=printers)


def sheet_over(counter: Counter, draft: IntakeDraft | None = None) -> PaperSheet:
    """The sheet, once the first picture is there."""
    order = counter.give(draft).order_id
    counter.window.open_order(order)
    counter.settle()
    counter.press("F8")
    (sheet,) = counter.window.findChildren(PaperSheet)
    counter.qtbot.waitUntil(lambda: not sheet.picture.is_empty(), timeout=20_000)
    return sheet


def documents(counter: Counter) -> set[str]:
    with counter.desk.shop.services.orders.store.reading() as session:
        return {row[0] for row in session.driver.execute("SELECT document FROM print_job")}


def test_every_paper_has_a_name() -> None:
    assert set(PAPERS) <= paper_words.PAPERS.keys()


def test_a_paper_is_found_by_letters_and_queued(counter: Counter) -> None:
    sheet = sheet_over(counter)
    assert counter.focused() == "paper"
    assert sheet.list.count() == len(DOCUMENTS) + len(other_papers.OF_CLIENTS)
    counter.type(counter.desk.tr(paper_words.PAPERS["diagnosis"]))
    counter.press("Return")
    counter.settle()
    assert "diagnosis" in documents(counter)


def test_what_does_not_exist_prints_nothing(counter: Counter) -> None:
    sheet = sheet_over(counter)
    counter.type("qqq")
    assert sheet.list.count() == 0
    counter.press("Return", "Escape")
    counter.settle()
    assert documents(counter) <= {"receipt", "label"}


@pytest.mark.parametrize("settings", OF_THE_RECEIPT, indirect=True)
def test_what_is_seen_is_what_the_printer_gets(counter: Counter) -> None:
    """Byte by byte the picture of the job that is queued next, at the width of its printer."""
    sheet = sheet_over(counter)
    seen = sheet.picture.png
    counter.press("Return")
    counter.settle()
    shop, settings = counter.desk.shop, counter.desk.settings
    with shop.services.orders.store.reading() as session:
        (last,) = session.driver.execute(
            "SELECT max(id) FROM print_job WHERE document = 'receipt' AND reprint_of NOT NULL"
        ).fetchone()
    job = shop.services.printouts.job(UUID(bytes=last))
    able = printer(settings.desk.receipt_printer, "receipt").profile
    assert presses.press(settings).picture(job, able) == seen


def test_the_arrows_go_through_the_papers_and_their_pictures(counter: Counter) -> None:
    sheet = sheet_over(counter)
    receipt, caption = sheet.picture.png, sheet.caption.text()
    counter.press("Down", "Down", "Up")  # the label is the second paper
    counter.qtbot.waitUntil(lambda: sheet.caption.text() != caption, timeout=20_000)
    counter.qtbot.waitUntil(lambda: sheet.picture.png != receipt, timeout=20_000)
    assert "58" in sheet.caption.text()
    counter.press("PageDown", "Escape")
    assert not sheet.isVisible()


def test_the_paper_may_speak_another_language(counter: Counter) -> None:
    sheet = sheet_over(counter)
    before = sheet.picture.png
    counter.press("Tab", "Tab", "Right", "Right")
    assert sheet.language.value() == "en"
    counter.qtbot.waitUntil(lambda: sheet.picture.png != before, timeout=20_000)


@pytest.mark.parametrize("settings", ["raster"], indirect=True)
def test_signs_that_cannot_be_printed_are_told_before(counter: Counter) -> None:
    draft = IntakeDraft(client=replace(PETER, name="Пётр 😀🦊"), device=IPHONE, fault="x")
    sheet = sheet_over(counter, draft)
    assert "2" in sheet.warning.text()
    assert "😀" in sheet.warning.text()
    assert sheet.warning.isVisible()


@pytest.mark.parametrize("settings", ["text"], indirect=True)
def test_signs_for_which_others_stand_are_told_before(counter: Counter) -> None:
    draft = IntakeDraft(client=PETER, device=IPHONE, fault="цена 5 ₽, «греется»")
    sheet = sheet_over(counter, draft)
    assert "₽ → р." in sheet.warning.text()


def test_nothing_is_told_of_signs_while_all_is_well(counter: Counter) -> None:
    assert sheet_over(counter).warning.text() == ""
