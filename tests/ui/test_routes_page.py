"""Which paper goes where, by keys, and in force at once."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from intake_app.config import DeskSettings, Settings
from intake_app.services import routes
from intake_app.services.papers import PAPERS
from intake_app.ui.preferences.routes_page import RoutesPage
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    desk = DeskSettings(receipt_printer="folder:///r", label_printer="folder:///l?language=tspl")
    return Settings(data=tmp_path / "shop", desk=desk, printers={"back": "folder:///b"})


@pytest.fixture
def page(qtbot: QtBot, look: Look, desk: Desk) -> RoutesPage:
    page = RoutesPage(look, desk)
    qtbot.addWidget(page)
    page.show()
    return page


def test_a_paper_is_sent_another_way_by_the_arrows_alone(
    page: RoutesPage, desk: Desk, qtbot: QtBot
) -> None:
    page.choose("receipt")
    for _ in range(2):  # the usual, the receipt printer, the one at the back
        qtbot.keyClick(page.printer.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: routes.printer_of(desk.settings, "receipt") == "back")
    desk.shop.services.intakes.receive(INTAKE)
    assert desk.shop.services.printouts.next_for("back") is not None
    assert "back" in page.papers.item(0).text()


def test_copies_are_kept_in_the_file(page: RoutesPage, desk: Desk, qtbot: QtBot) -> None:
    page.choose("handover")
    assert page.copies.segments is not None
    page.copies.segments.buttons[1].click()
    qtbot.waitUntil(lambda: desk.settings.copies == {"handover": 2})
    file = desk.settings.data / "settings.toml"
    assert tomllib.loads(file.read_text("utf-8")) == {"copies": {"handover": 2}}
    item = page.papers.item([*PAPERS].index("handover"))
    qtbot.waitUntil(lambda: item.text().endswith("×2"))


def test_a_page_is_never_offered_a_printer_of_labels(page: RoutesPage) -> None:
    page.choose("receipt")
    assert page.printer.values() == ["", "receipt", "back"]
    page.choose("label")
    assert page.printer.values() == ["", "receipt", "label", "back"]


def test_as_shipped_is_every_usual_way(page: RoutesPage, desk: Desk, qtbot: QtBot) -> None:
    page.choose("label")
    page.printer.list.setCurrentRow(3)
    qtbot.waitUntil(lambda: desk.settings.routes == {"label": "back"})
    page.reset()
    qtbot.waitUntil(lambda: not desk.settings.routes)


def test_what_cannot_be_written_is_told_and_not_in_force(
    page: RoutesPage, desk: Desk, qtbot: QtBot
) -> None:
    desk.settings.data.mkdir(parents=True, exist_ok=True)
    (desk.settings.data / "settings.toml").write_text("copies = {label = 2}\n", "utf-8")
    page.choose("receipt")
    assert page.copies.segments is not None
    page.copies.segments.buttons[2].click()
    qtbot.waitUntil(lambda: bool(page.told.text()))
    assert not desk.settings.copies
