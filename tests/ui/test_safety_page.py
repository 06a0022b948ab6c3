"""The page about safety, and the sheet that asks for the recovery key, by keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt

from intake_app.app.words import words
from intake_app.checks import recovery_key
from intake_app.config import resources
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.printing import plain, recovery_sheet
from intake_app.printing.printer import printer
from intake_app.services.operators import Operator
from intake_app.services.store_keys import StoreKeys
from intake_app.sync.core.wire_backups import KeptBackup
from intake_app.ui import theme
from intake_app.ui.preferences.safety_page import SafetyPage
from intake_app.ui.recovery_sheet import RecoverySheet
from intake_app.upkeep import repair
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from intake_app.printing.document import Document
    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter

ROOT = bytes(range(20))
BLOCKS = recovery_key.blocks(ROOT)


@pytest.fixture
def page(counter: Counter, desk: Desk, qtbot: QtBot) -> Iterator[SafetyPage]:
    made = SafetyPage(theme.dress(desk.settings.desk), desk)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    yield made
    made.hide()


@pytest.fixture
def paper() -> Document:
    about = ("Мастерская", "22.11.2026")
    return recovery_sheet.document(BLOCKS, recovery_key.qr_text(ROOT), about, words("ru"))


def said(page: SafetyPage) -> str:
    return page.told.text()


def test_a_backup_is_made_tried_looked_into_and_wished_back(page: SafetyPage, qtbot: QtBot) -> None:
    page.now.click()
    qtbot.waitUntil(lambda: page.backups.list.count() == 1)
    assert page.few.isVisible()
    page.drill.click()
    qtbot.waitUntil(lambda: "открылась" in said(page) or "opens" in said(page))
    assert not page.backups.restore.isVisible()
    qtbot.keyClick(page.backups.list, Qt.Key.Key_Return)
    page.backups.look_into.click()
    qtbot.waitUntil(page.backups.restore.isVisible)
    with qtbot.waitSignal(page.restart_asked):
        page.backups.restore.click()
    assert (page.desk.settings.data / repair.WISH).exists()


def test_the_key_is_shown_and_confirmed_by_a_block(page: SafetyPage, qtbot: QtBot) -> None:
    key = page.key
    key.show_key.click()
    qtbot.waitUntil(key.shown.isVisible)
    keys = StoreKeys(page.desk.settings.data)
    blocks = recovery_key.blocks(keys.known().root)
    assert key.shown.text().split() == list(blocks)
    key.block.show_text(blocks[3])
    qtbot.keyClick(key.block.line, Qt.Key.Key_Return)
    qtbot.waitUntil(key.told.isVisible)
    key.block.show_text(blocks[2].lower())
    qtbot.keyClick(key.block.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: keys.is_confirmed)
    qtbot.waitUntil(lambda: not key.shown.isVisible())


class KnownSafe:
    """A hub that keeps two backups, one of this desk."""

    def __init__(self, origin: UUID) -> None:
        one = KeptBackup("0" * 64, origin, "Стойка", "A", 10, 1_764_000_000_000)
        self._kept = (one, replace(one, origin=uuid4()))

    def agrees(self, copy: object) -> bool:
        return bool(copy)

    def keep(self, backup: Path, sha256: str) -> bool:
        return bool(backup and sha256)

    def kept(self) -> tuple[KeptBackup, ...]:
        return self._kept

    def fetch(self, one: KeptBackup, target: Path) -> None:
        target.write_text(one.name, "utf-8")


def test_what_the_hub_keeps_of_this_desk_is_shown(page: SafetyPage, qtbot: QtBot) -> None:
    shop = page.desk.shop
    assert not page.at_hub.isVisible()
    shop.hub_safe = KnownSafe(shop.services.replica.standing().origin)
    page.refresh()
    qtbot.waitUntil(page.at_hub.isVisible)
    assert "1" in page.at_hub.accessibleDescription()
    assert "2025" in page.at_hub.accessibleDescription()
    page.now.click()
    qtbot.waitUntil(lambda: page.backups.list.count() == 1)
    page.drill.click()  # held against the hub as well
    qtbot.waitUntil(lambda: "открылась" in said(page) or "opens" in said(page))
    shop.hub_safe = None


def test_encryption_is_switched_by_two_presses_and_a_new_start(
    page: SafetyPage, qtbot: QtBot
) -> None:
    leaving = page.leaving
    qtbot.waitUntil(lambda: bool(leaving.encryption.text()))
    leaving.encryption.click()
    assert leaving.told.isVisible()
    leaving.anew.click()  # another one is asked for first, too
    with qtbot.waitSignal(page.restart_asked):
        leaving.encryption.click()
        leaving.encryption.click()
    assert (page.desk.settings.data / repair.WISH).read_text("utf-8").startswith("!")


def test_this_pc_begins_anew_only_with_what_is_unsent_in_a_file(
    page: SafetyPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    page.desk.shop.services.intakes.receive(INTAKE)
    leaving = page.leaving
    leaving.anew.click()
    asked = leaving.told.text()
    leaving.anew.click()
    qtbot.waitUntil(lambda: leaving.told.text() != asked)
    assert not (page.desk.settings.data / repair.WISH).exists()
    leaving.export.click()
    qtbot.waitUntil(lambda: str(tmp_path) in leaving.told.text())
    assert len(list(tmp_path.glob("unsent-*.ops"))) == 1
    leaving.anew.click()
    with qtbot.waitSignal(page.restart_asked):
        leaving.anew.click()


def test_a_receptionist_may_not_end_it_all(page: SafetyPage) -> None:
    page.desk.shop.switch(Operator(None, "Анна", "receptionist"))
    for _ in range(2):
        page.leaving.anew.click()
    assert not (page.desk.settings.data / repair.WISH).exists()


def test_a_receptionist_does_not_see_the_key(page: SafetyPage, qtbot: QtBot) -> None:
    page.desk.shop.switch(Operator(None, "Анна", "receptionist"))
    page.key.show_key.click()
    assert page.key.told.isVisible()
    assert not page.key.shown.isVisible()


def test_a_place_is_added_to_the_settings(page: SafetyPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = page.desk.settings.data / "settings.toml"
    for _ in range(2):
        page.folder.show_text(str(tmp_path / "usb stick"))
        page.add.click()
        qtbot.waitUntil(lambda: file.exists() and page.folder.text() == "")
    assert "usb-stick" in file.read_text("utf-8")


def test_the_key_fits_a_roll_and_a_page(paper: Document, tmp_path: Path) -> None:
    text = plain.render(paper, 42)
    assert all(block in text for block in BLOCKS)
    roll = tmp_path / "roll"
    roll.mkdir()
    for address in (f"folder://{roll}", f"folder://{roll}?mode=raster"):
        target = printer(address, "receipt")
        recovery_sheet.send(paper, target, resources() / "fonts", tmp_path / "cache")
    assert list(roll.iterdir())
    file = recovery_sheet.written(paper, resources() / "fonts", tmp_path / "cache" / "key.pdf")
    assert file.read_bytes().startswith(b"%PDF")
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(UnavailableError):
        recovery_sheet.written(paper, resources() / "fonts", file / "no" / "key.pdf")


def test_the_sheet_asks_until_the_key_is_right(counter: Counter, desk: Desk, qtbot: QtBot) -> None:
    sheet = RecoverySheet(theme.dress(desk.settings.desk), desk, counter.window)
    sheet.ask(UnavailableError(Problem.STORE_LOCKED))
    assert not sheet.told.isVisible()
    sheet.field.show_text("ABC")
    qtbot.keyClick(sheet.field.line, Qt.Key.Key_Return)
    assert sheet.told.isVisible()
    sheet.field.show_text(" ".join([*BLOCKS[:-1], "00000"]))
    sheet.go.click()
    assert "8" in sheet.told.text()
    sheet.field.show_text(" ".join(BLOCKS).lower())
    with qtbot.waitSignal(sheet.typed) as heard:
        qtbot.keyClick(sheet.field.line, Qt.Key.Key_Return)
    assert heard.args == [ROOT]
    sheet.ask(RejectedError(Problem.RECOVERY_OTHER))
    assert sheet.told.isVisible()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_window_asks_for_the_key_and_passes_it_on(counter: Counter, qtbot: QtBot) -> None:
    window = counter.window
    window.show_store_problem(UnavailableError(Problem.STORE_LOCKED))
    sheet = window.findChild(RecoverySheet)
    assert sheet is not None
    sheet.field.show_text("".join(BLOCKS))
    with qtbot.waitSignal(window.recovery_typed):
        sheet.go.click()
    window.store_unlocked()
    assert not sheet.isVisible()
