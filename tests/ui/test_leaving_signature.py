"""Whoever takes a device away signs for it on the client's own screen."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.papers import ReceiptData
from intake_app.ui.handover.page import HandoverPage
from tests.ui.finger import Finger

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.services.rows import SignatureRow
    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter

WAIT = 10_000
PLAIN = IntakeDraft(
    client=ClientDraft(name="Петров Пётр", phone="+79161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13", serial="F17ABC"),
    fault="не заряжается",
    accessories="чехол",
)
_SIGNED = "SELECT text_version, image_sha256 FROM signature WHERE order_id = ? AND purpose = ?"


@pytest.fixture
def counter(desk: Desk, at_counter: Callable[[Desk], Counter]) -> Counter:
    """A desk with a screen for clients, and a device on its way out."""
    own = replace(desk.settings.desk, client_screen="window")
    desk.shop.adopt(replace(desk.settings, desk=own))
    counter = at_counter(desk)
    counter.window.store_ready()
    counter.settle()
    with counter.qtbot.waitActive(counter.window):
        counter.window.activateWindow()  # this platform gives the newest window the keyboard
    return counter


@pytest.fixture
def order(counter: Counter) -> UUID:
    services = counter.desk.shop.services
    order = counter.give(PLAIN).order_id
    for stage in ("in_repair", "ready"):
        services.moves.move(order, stage)
    leave(counter, order)
    return order


@pytest.fixture
def client(order: UUID, counter: Counter) -> Finger:
    """In front of the screen, while the hand-over is in sight."""
    assert order is not None
    return Finger()


def leave(counter: Counter, order: UUID) -> None:
    counter.window.open_order(order)
    counter.settle()
    counter.press("Alt+5")
    until(counter, lambda: page(counter).state is not None)


def until(counter: Counter, holds: Callable[[], object]) -> None:
    counter.qtbot.waitUntil(lambda: bool(holds()), timeout=WAIT)


def page(counter: Counter) -> HandoverPage:
    found = counter.parts.card.pages.page
    assert isinstance(found, HandoverPage)
    return found


def signed(counter: Counter, order: UUID, purpose: str = "handover") -> list[tuple[str, str]]:
    with counter.desk.shop.services.replica.store.reading() as session:
        return session.driver.execute(_SIGNED, (order.bytes, purpose)).fetchall()


def issued(counter: Counter, order: UUID) -> None:
    services = counter.desk.shop.services
    counter.press("Ctrl+Return")
    until(counter, lambda: services.orders.card(order).row.stage == "issued")
    counter.settle()


def given(counter: Counter) -> str:
    """What the page tells of a device that left."""
    return " ".join(label.text() for label in page(counter).given.findChildren(QLabel))


def give_case(counter: Counter) -> None:
    page(counter).form.questions.things.setFocus()
    counter.press("Insert")


def test_the_client_reads_what_he_gets_and_signs_for_it(
    client: Finger, counter: Counter, order: UUID
) -> None:
    give_case(counter)
    until(counter, lambda: "чехол" in client.reads())
    assert "Apple iPhone 13" in client.reads()
    assert "Мы выдаём" in client.reads()
    counter.press("Alt+U")
    until(counter, lambda: client.asked == "signature")
    assert "внешний вид и комплектность проверены" in client.reads()
    assert "чехол" in client.reads()
    client.sign()
    until(counter, lambda: "Подпис" in page(counter).form.signed.text())
    assert "Спасибо" in client.reads()
    issued(counter, order)
    ((version, sha256),) = signed(counter, order)
    assert version == "handover ru 2026-01-01"
    drawn = counter.desk.shop.blobs.read(sha256)
    paper = counter.desk.shop.services.orders.paper(order, "completed")
    assert isinstance(paper, ReceiptData)
    assert paper.handed is not None
    assert base64.b64decode(paper.handed.signature) == drawn
    assert signed(counter, order, "intake") == []
    assert "чехол" not in client.reads()
    until(counter, lambda: "на экране для клиента" in given(counter))


def test_the_button_of_the_page_is_the_same_as_the_key(client: Finger, counter: Counter) -> None:
    button = page(counter).sign_button
    assert button.isVisible()
    button.click()
    until(counter, lambda: client.asked == "signature")
    counter.press("Alt+U")
    until(counter, lambda: client.asked == "")


def test_a_signature_holds_for_what_was_shown_and_for_nothing_else(
    client: Finger, counter: Counter, order: UUID
) -> None:
    give_case(counter)
    counter.press("Alt+U")
    until(counter, lambda: client.asked == "signature")
    client.sign()
    until(counter, page(counter).form.signed.has_words)
    page(counter).form.remarks.line.setFocus()
    counter.type("скол")
    until(counter, lambda: "Alt+U" in page(counter).form.signed.text())
    issued(counter, order)
    assert signed(counter, order) == []


def test_a_change_while_he_signs_takes_the_question_back(client: Finger, counter: Counter) -> None:
    counter.press("Alt+U")
    until(counter, lambda: client.asked == "signature")
    page(counter).form.remarks.line.setFocus()
    counter.type("скол")
    until(counter, lambda: client.asked == "")
    until(counter, lambda: "скол" in client.reads())


def test_another_order_begins_unsigned_and_the_intake_has_its_screen_again(
    client: Finger, counter: Counter
) -> None:
    counter.press("Alt+U")
    until(counter, lambda: client.asked == "signature")
    client.sign()
    until(counter, page(counter).form.signed.has_words)
    other = counter.give(PLAIN).order_id
    for stage in ("in_repair", "ready"):
        counter.desk.shop.services.moves.move(other, stage)
    leave(counter, other)
    assert not page(counter).form.signed.has_words()
    counter.press("Ctrl+1")
    until(counter, lambda: "Apple" not in client.reads())
    counter.press("Alt+3")
    counter.type("гудит")
    until(counter, lambda: "гудит" in client.reads())


def test_what_is_not_ready_is_not_signed_for(counter: Counter, order: UUID) -> None:
    counter.desk.shop.services.moves.move(order, "in_repair", comment="доработать")
    counter.parts.card.notice(frozenset({"order"}))
    until(counter, lambda: page(counter).said() is None)
    counter.settle()
    counter.press("Alt+U")
    assert Finger().asked == ""
    assert not page(counter).sign_button.isVisible()


def test_without_such_a_screen_the_paper_has_its_line(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    counter = at_counter(desk)
    counter.window.store_ready()
    order = counter.give(PLAIN).order_id
    for stage in ("in_repair", "ready"):
        counter.desk.shop.services.moves.move(order, stage)
    leave(counter, order)
    assert not page(counter).sign_button.isVisible()
    counter.press("Alt+U")
    until(counter, lambda: "строка для подписи" in counter.said())
    counter.press("Alt+1", "Alt+U")


def test_strokes_the_disk_does_not_take_are_asked_for_again(
    client: Finger, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.press("Alt+U")
    until(counter, lambda: client.asked == "signature")
    folder = counter.desk.shop.blobs.folder
    folder.parent.mkdir(exist_ok=True)
    folder.write_bytes(b"a file where the folder should be")
    client.sign()
    until(counter, lambda: not page(counter).form.signed.has_words() and counter.said())


def test_the_card_still_shows_what_was_signed_at_the_intake(
    counter: Counter, client: Finger, order: UUID
) -> None:
    counter.press("Alt+U")
    until(counter, lambda: client.asked == "signature")
    client.sign()
    until(counter, page(counter).form.signed.has_words)
    give_case(counter)
    counter.press("Alt+U")
    until(counter, lambda: client.asked == "signature")
    client.sign()
    issued(counter, order)
    row: SignatureRow | None = counter.desk.shop.services.orders.card(order).signature
    assert row is None
    assert len(signed(counter, order)) == 1
