"""The client's own screen by touches, while the desk works at its own window."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from intake_app.services.blobs import FOLDER_NAME, Blobs
from intake_app.services.consent_rules import Way
from intake_app.services.drafts import ClientDraft
from intake_app.services.papers import ReceiptData
from intake_app.ui.second_screen.signature_pad import SignaturePad
from intake_app.ui.second_screen.window import SecondScreen
from tests.ui.counter import PETER, Counter

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.ui.desk import Desk

NBSP = "\u00a0"
LEFT = Qt.MouseButton.LeftButton


class Client:
    """A finger at the second screen."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter

    @property
    def screen(self) -> SecondScreen:
        windows = QApplication.topLevelWidgets()
        return next(each for each in windows if isinstance(each, SecondScreen))

    @property
    def asked(self) -> str:
        """The name of the question on show."""
        names = [each.objectName() for each in self._shown(QWidget)]
        return next((name for name in names if name in QUESTIONS), "")

    def touch(self, *names: str) -> None:
        for name in names:
            button = next(b for b in self._shown(QAbstractButton) if b.objectName() == name)
            QTest.mouseClick(button, LEFT)

    def has(self, name: str) -> bool:
        return any(b.objectName() == name for b in self._shown(QAbstractButton))

    def type(self, text: str) -> None:
        keys = {" ": "space", "+": "plus"}
        self.touch(*(f"second.key.{keys.get(letter, letter)}" for letter in text))

    def sign(self) -> None:
        (pad,) = self._shown(SignaturePad)
        QTest.mousePress(pad, LEFT, pos=QPoint(20, 20))
        for place in range(20, 160, 10):
            QTest.mouseMove(pad, QPoint(place, 20 + place % 30))
        QTest.mouseRelease(pad, LEFT, pos=QPoint(160, 60))
        self.touch("second.on")

    def reads(self) -> str:
        return "\n".join(label.text() for label in self._shown(QLabel))

    def _shown(self, kind: type) -> list:
        return [each for each in self.screen.findChildren(kind) if each.isVisibleTo(self.screen)]


QUESTIONS = {
    f"second.{name}" for name in ("phone", "name", "personal_data", "advertising", "signature")
} - {"second.phone.shown"}


@pytest.fixture
def with_screen(desk: Desk, at_counter: Callable[[Desk], Counter]) -> Counter:
    settings = desk.settings
    own = replace(settings, desk=replace(settings.desk, client_screen="window"))
    counter = at_counter(replace(desk, settings=own))
    counter.window.store_ready()
    counter.settle()
    with counter.qtbot.waitActive(counter.window):
        counter.window.activateWindow()  # this platform gives the newest window the keyboard
    return counter


@pytest.fixture
def client(with_screen: Counter) -> Client:
    return Client(with_screen)


def text_of(counter: Counter, name: str) -> str:
    field = counter.parts.intake.fields[name]
    return field.editor.property("text")


def test_the_client_types_agrees_and_signs(client: Client, with_screen: Counter) -> None:
    counter = with_screen
    counter.press("Alt+2")
    counter.type("смартфон")
    counter.press("Alt+3")
    counter.type("не заряжается")
    counter.press("F8")
    assert client.asked == "second.phone"
    client.type("9161234567")
    client.touch("second.on")
    client.type("иван петров")
    client.touch("second.on", "second.yes", "second.no")
    assert client.asked == "second.signature"
    client.sign()
    assert client.asked == ""
    assert counter.focused() == "fault"
    assert text_of(counter, "client.name") == "Иван Петров"
    assert text_of(counter, "client.phone").replace(NBSP, " ") == "+7 916 123-45-67"
    counter.press("Ctrl+Return")
    order = counter.order()
    assert order.row.client == "Иван Петров"
    assert order.signature is not None
    services = counter.desk.shop.services
    personal, advertising = services.consents.standing(order.client_id)
    assert (personal.holds, advertising.holds) == (True, False)
    assert personal.fact is not None
    assert personal.fact.way == Way.SCREEN
    assert personal.fact.evidence == f"sha256:{order.signature.sha256}"
    drawn = Blobs(counter.desk.settings.data / FOLDER_NAME).read(order.signature.sha256)
    paper = services.orders.paper(order.row.id, "receipt")
    assert isinstance(paper, ReceiptData)
    assert base64.b64decode(paper.signature) == drawn
