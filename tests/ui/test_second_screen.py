"""The client's own screen by touches, while the desk works at its own window."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from intake_app.checks.consent_rules import Purpose, Way
from intake_app.services.blobs import FOLDER_NAME, Blobs
from intake_app.services.papers import ReceiptData
from tests.ui.finger import Finger

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter

NBSP = "\u00a0"
PHONE = "9161234567"


@pytest.fixture
def counter(desk: Desk, at_counter: Callable[[Desk], Counter]) -> Counter:
    """A desk with a screen for clients."""
    own = replace(desk.settings.desk, client_screen="window")
    desk.shop.adopt(replace(desk.settings, desk=own))
    counter = at_counter(desk)
    counter.window.store_ready()
    counter.settle()
    with counter.qtbot.waitActive(counter.window):
        counter.window.activateWindow()  # this platform gives the newest window the keyboard
    return counter


@pytest.fixture
def client(counter: Counter) -> Finger:
    """Bound to the desk, so that the screen is there."""
    assert counter.window.isVisible()
    return Finger()


def text_of(counter: Counter, name: str) -> str:
    """What stands in a field."""
    return str(counter.parts.intake.fields[name].editor.property("text")).replace(NBSP, " ")


def describe(counter: Counter) -> None:
    """A device and a fault; the focus is in the fault."""
    counter.press("Alt+2")
    counter.type("смартфон")
    counter.press("Alt+3")
    counter.type("не заряжается")


def said(counter: Counter) -> str:
    """What the desk reads of the client."""
    return counter.parts.intake.hand.line.text()


def test_the_client_types_agrees_and_signs(client: Finger, counter: Counter) -> None:
    describe(counter)
    counter.press("F8")
    client.answer(PHONE)
    client.answer("иван петров")
    client.touch("second.yes", "second.no")
    client.sign()
    assert (client.asked, counter.focused()) == ("", "fault")
    assert text_of(counter, "client.name") == "Иван Петров"
    assert text_of(counter, "client.phone") == "+7 916 123-45-67"
    counter.press("Ctrl+Return")
    order, services = counter.order(), counter.desk.shop.services
    personal, advertising = services.consents.standing(order.client_id)
    assert (personal.holds, advertising.fact) == (True, None)
    assert order.signature is not None
    assert personal.fact is not None
    assert (personal.fact.way, personal.fact.evidence) == (
        Way.SCREEN,
        f"sha256:{order.signature.sha256}",
    )
    paper = services.orders.paper(order.row.id, "receipt")
    assert isinstance(paper, ReceiptData)
    drawn = Blobs(counter.desk.settings.data / FOLDER_NAME).read(order.signature.sha256)
    assert base64.b64decode(paper.signature) == drawn


def test_a_field_where_the_desk_works_is_offered_and_taken_by_one_key(
    client: Finger, counter: Counter
) -> None:
    counter.press("Alt+1")
    counter.type("Петров")
    counter.press("F8")
    client.answer(PHONE)
    assert counter.focused() == "client.name"
    assert text_of(counter, "client.name") == "Петров"
    counter.press("F8", "Alt+1")
    counter.parts.intake.hand.hear("name", "Сидоров")
    assert text_of(counter, "client.name") == "Петров"
    assert "Сидоров" in counter.parts.intake.fields["client.name"].sentence()
    counter.press("Ctrl+T")
    assert text_of(counter, "client.name") == "Сидоров"
    counter.press("Ctrl+Z")
    assert text_of(counter, "client.name") == "Петров"
    assert counter.parts.intake.hand.draft().name == "Сидоров"


def test_what_is_filled_in_can_be_taken_back(client: Finger, counter: Counter) -> None:
    counter.press("Alt+3", "F8")
    client.answer(PHONE)
    counter.press("Ctrl+Z")
    assert text_of(counter, "client.phone") == ""
    counter.press("Ctrl+Y")
    assert text_of(counter, "client.phone").endswith("45-67")


def test_an_empty_field_takes_the_answer_when_the_desk_leaves_it(
    client: Finger, counter: Counter
) -> None:
    counter.press("Alt+1", "F8")
    client.answer(PHONE)
    client.answer("анна")
    assert text_of(counter, "client.name") == ""
    counter.press("Alt+3")
    assert text_of(counter, "client.name") == "Анна"


@pytest.mark.parametrize("key", ["F8", "Escape"])
def test_stopping_keeps_what_was_answered(client: Finger, counter: Counter, key: str) -> None:
    counter.press("Alt+3", "F8")
    client.answer(PHONE)
    assert client.asked == "name"
    counter.press(key)
    assert client.asked == ""
    assert text_of(counter, "client.phone").endswith("45-67")
    counter.press("F8")
    assert client.asked == "name"


def test_the_next_client_is_not_asked_the_questions_of_the_last(
    client: Finger, counter: Counter
) -> None:
    counter.press("Alt+3", "F8")
    client.answer(PHONE)
    client.touch("second.language")
    counter.press("F2")
    assert client.asked == ""
    assert client.screen.language == "ru"
    assert text_of(counter, "client.phone") == ""


def test_the_first_question_has_no_way_back_and_the_second_has(
    client: Finger, counter: Counter
) -> None:
    counter.press("Alt+3", "F8")
    assert not client.has("second.back")
    client.answer(PHONE)
    client.touch("second.back")
    assert client.asked == "phone"
    assert "916 123-45-67" in client.reads().replace(NBSP, " ")


def test_the_client_may_read_in_english(client: Finger, counter: Counter) -> None:
    counter.press("Alt+3", "F8")
    client.touch("second.language")
    assert "Your phone number" in client.reads()
    client.answer(PHONE)
    client.answer("ann")
    client.touch("second.yes")
    (consent,) = counter.parts.intake.hand.draft().consents
    assert consent.text_version == "pd-ru-en-1"


def test_a_consent_on_file_is_not_asked_for_again(client: Finger, counter: Counter) -> None:
    accepted = counter.give()
    consents = counter.desk.shop.services.consents
    consents.grant(accepted.client_id, Purpose.PERSONAL_DATA, Way.PAPER)
    counter.type("4567")
    counter.press("Return")
    counter.press("F8")
    counter.settle()
    assert client.asked == "advertising"


def test_a_picked_client_is_shown_once_the_desk_says_it_is_he(
    client: Finger, counter: Counter
) -> None:
    counter.give()
    counter.type("4567")
    counter.press("Return", "Alt+3")
    counter.type("разбит экран")
    counter.qtbot.waitUntil(lambda: "разбит экран" in client.reads())
    assert "Петров" not in client.reads()
    counter.press("F8")
    counter.settle()
    counter.press("F8")
    assert "Петров П." in client.reads()
    assert "916" not in client.reads()


def test_the_mirror_never_shows_what_is_for_the_staff(client: Finger, counter: Counter) -> None:
    describe(counter)
    counter.press("Alt+6")
    counter.type("скандалист")
    counter.qtbot.waitUntil(lambda: "не заряжается" in client.reads())
    assert "скандалист" not in client.reads()


def test_a_change_after_the_signature_is_told_at_the_desk(client: Finger, counter: Counter) -> None:
    sign_everything(client, counter)
    before = said(counter)
    counter.type("!")
    counter.qtbot.waitUntil(lambda: said(counter) != before)
    counter.press("F8")
    assert client.asked == "signature"


def test_a_desk_without_such_a_screen_says_so(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    counter = at_counter(desk)
    counter.window.store_ready()
    counter.settle()
    counter.press("F8")
    assert "client_screen" in counter.said()


def test_everything_answered_is_said(counter: Counter) -> None:
    counter.parts.intake.client.kind.show_value("company")
    for name, text in (("client.name", "ООО Луч"), ("client.phone", PHONE)):
        counter.parts.intake.fields[name].editor.setFocus()
        counter.type(text)
    counter.press("F8")
    assert counter.said()
    assert not counter.parts.intake.hand.is_asking


def sign_everything(client: Finger, counter: Counter) -> None:
    """From a described device to a signature."""
    describe(counter)
    counter.press("F8")
    client.answer(PHONE)
    client.answer("анна")
    client.touch("second.no", "second.no")
    client.sign()


def test_the_card_shows_what_was_signed(client: Finger, counter: Counter) -> None:
    sign_everything(client, counter)
    counter.press("Ctrl+Return")
    counter.window.open_order(counter.order().row.id)
    view = counter.parts.card.extras.signature
    counter.qtbot.waitUntil(lambda: _is_drawn(view))
    counter.window.open_order(counter.give().order_id)
    counter.qtbot.waitUntil(view.isHidden)


def test_a_signature_that_is_elsewhere_is_said_to_be(client: Finger, counter: Counter) -> None:
    sign_everything(client, counter)
    counter.press("Ctrl+Return")
    order = counter.order()
    assert order.signature is not None
    Blobs(counter.desk.settings.data / FOLDER_NAME).path(order.signature.sha256).unlink()
    counter.window.open_order(order.row.id)
    view = counter.parts.card.extras.signature
    words = counter.desk.tr("on another PC")
    counter.qtbot.waitUntil(lambda: any(label.text() == words for label in _labels(view)))


def test_a_signature_the_disk_does_not_take_is_asked_for_again(
    client: Finger, counter: Counter
) -> None:
    (counter.desk.settings.data / FOLDER_NAME).write_text("in the way", "utf-8")
    sign_everything(client, counter)
    counter.settle()
    assert counter.parts.intake.hand.draft().signature is None
    assert counter.said()
    counter.press("F8")
    assert client.asked == "signature"


def _labels(view: QWidget) -> list[QLabel]:
    return view.findChildren(QLabel)


def _is_drawn(view: QWidget) -> bool:
    return any(not label.pixmap().isNull() for label in _labels(view))
