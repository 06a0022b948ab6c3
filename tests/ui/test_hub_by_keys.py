"""The page about the hub without a mouse, and its invitation read from the screen by a scanner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from intake_app.services.hub_desk import HubLook, HubPlace
from intake_app.ui import theme
from intake_app.ui.preferences.hub_page import HubPage
from tests.ui.test_hub_page import DESKS, LINK, FakeHub

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter


@pytest.fixture
def hub(counter: Counter, desk: Desk) -> Iterator[FakeHub]:
    made = FakeHub()
    desk.shop.hub = made
    yield made
    desk.shop.hub = None


@pytest.fixture
def page(hub: FakeHub, desk: Desk, qtbot: QtBot) -> Iterator[HubPage]:
    made = HubPage(theme.dress(desk.settings.desk), desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    yield made
    made.hide()


def shown(page: HubPage, qtbot: QtBot) -> None:
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.facts.accessibleDescription()))


def reached(page: HubPage, qtbot: QtBot) -> list[str]:
    """Names in the order of Tab, once around, from the first."""
    page.address.line.setFocus() if page.address.isVisible() else page.invite.setFocus()
    names: list[str] = []
    for _ in range(20):
        focus = QApplication.focusWidget()
        if focus is None or focus.objectName() in names:
            break
        names.append(focus.objectName())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    return names


def test_tab_goes_down_the_page_and_keys_join(page: HubPage, hub: FakeHub, qtbot: QtBot) -> None:
    shown(page, qtbot)
    names = [name for name in reached(page, qtbot) if name.startswith("hub.")]
    assert names == ["hub.address", "hub.code", "hub.join", "hub.serve"]
    page.address.line.setFocus()
    qtbot.keyClicks(page.address.line, LINK)
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.join
    qtbot.keyClick(page.join, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: hub.asked == [("join", LINK, "")])


def test_keys_invite_and_a_scanner_reads_the_picture(
    page: HubPage, hub: FakeHub, qtbot: QtBot
) -> None:
    hub.seen = HubLook(
        HubPlace.SHARED, "https://hub", is_member=True, shop_name="Север", stations=DESKS
    )
    shown(page, qtbot)
    page.invite.setFocus()
    qtbot.keyClick(page.invite, Qt.Key.Key_Space)
    qtbot.waitUntil(page.picture.isVisible)
    names = [name for name in reached(page, qtbot) if name.startswith("hub.")]
    wanted = ("hub.invite", "hub.invitation", "hub.name", "hub.rename", "hub.gone", "hub.revoke")
    assert [name for name in names if name in wanted] == list(wanted)
    seen = page.picture.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    size = seen.bytesPerLine(), seen.height()
    picture = Image.frombytes("L", size, bytes(seen.constBits())).crop(
        (0, 0, seen.width(), size[1])
    )
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [LINK]
