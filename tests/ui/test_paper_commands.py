"""Papers of the shop, of a client and of a draft, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.config import DeskSettings, Settings
from intake_app.services.papers import LabelData, ShiftData, TagData
from intake_app.ui.paper_sheet import PaperSheet
from intake_app.ui.shop_paper_sheet import ShopPaperSheet

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.services.spool import PrintJob
    from tests.ui.counter import Counter


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Printers nobody empties, so that what is queued can be looked at."""
    printers = DeskSettings(
        receipt_printer="folder:///r", label_printer="folder:///l?language=tspl"
    )
    return Settings(data=tmp_path / "shop", desk=printers)


def queued(counter: Counter, printer: str) -> PrintJob | None:
    return counter.desk.shop.services.printouts.next_for(printer)


def test_a_day_is_counted_by_a_key(counter: Counter) -> None:
    counter.press("Shift+F8")
    counter.settle()
    (sheet,) = counter.window.findChildren(ShopPaperSheet)
    counter.qtbot.waitUntil(lambda: not sheet.picture.is_empty(), timeout=20_000)
    counter.press("Return")
    counter.settle()
    job = queued(counter, "receipt")
    assert job is not None
    assert isinstance(job.data, ShiftData)
    assert not job.data.closing


def test_numbers_that_are_typed_are_places(counter: Counter) -> None:
    counter.press("Shift+F8")
    counter.settle()
    counter.type("7-9")
    counter.press("Return")
    counter.settle()
    job = queued(counter, "label")
    assert job is not None
    assert isinstance(job.data, TagData)
    assert [tag.title for tag in (job.data, *job.data.more)] == ["7", "8", "9"]


def test_everybody_has_a_badge_there(counter: Counter) -> None:
    person = counter.desk.shop.services.staff.add("Борис")
    counter.press("Shift+F8")
    counter.settle()
    counter.type("борис")
    counter.press("Return")
    counter.settle()
    job = queued(counter, "label")
    assert job is not None
    assert isinstance(job.data, TagData)
    assert job.data.digits == person.badge


def test_a_draft_has_a_label_without_a_number(counter: Counter) -> None:
    counter.press("Shift+F7")
    counter.settle()
    assert queued(counter, "label") is None  # nothing is typed yet
    counter.type("Петров")
    counter.press("Shift+F7")
    counter.settle()
    job = queued(counter, "label")
    assert job is not None
    assert job.document == "draft_label"
    assert isinstance(job.data, LabelData)
    assert (job.data.number, job.data.ticket) == ("", "")


def test_a_client_of_an_order_has_papers_of_his_own(counter: Counter) -> None:
    order = counter.give().order_id
    counter.window.open_order(order)
    counter.settle()
    counter.press("F8")
    (sheet,) = counter.window.findChildren(PaperSheet)
    counter.type(counter.desk.tr("Consent to advertising"))
    counter.press("Return")
    counter.settle()
    assert not sheet.isVisible()
    with counter.desk.shop.services.orders.store.reading() as session:
        documents = session.driver.execute("SELECT document FROM print_job").fetchall()
    assert ("consent",) in documents
