"""A person is forgotten by keys, never by one key alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from intake_app.sync.core.erasure import NOBODY
from tests.ui.cards import client_of, opened, stored

if TYPE_CHECKING:
    from uuid import UUID

    from tests.ui.counter import Counter


@pytest.fixture
def client(counter: Counter) -> UUID:
    return opened(counter)


def message(counter: Counter) -> str:
    found = counter.window.findChild(QLabel, "message.text")
    assert found is not None
    return found.text()


def hand_out(counter: Counter) -> None:
    store = counter.desk.shop.services.replica.store
    with store.writing() as session, session.unrecorded({"order"}) as driver:
        driver.execute("UPDATE \"order\" SET stage = 'issued'")


def test_it_takes_a_key_and_an_answer(counter: Counter, client: UUID) -> None:
    hand_out(counter)
    counter.press("Shift+F9")
    counter.settle()
    assert stored(counter, client).facts.row.name == "Петров Пётр"
    assert message(counter).startswith("забыть этого человека")
    counter.press("Alt+G")
    counter.settle()
    assert stored(counter, client).facts.row.name == NOBODY
    assert message(counter).startswith("Человек забыт здесь")


def test_a_second_thought_keeps_the_person(counter: Counter, client: UUID) -> None:
    hand_out(counter)
    counter.press("Shift+F9")
    counter.settle()
    counter.press("Alt+K")
    counter.settle()
    counter.press("Alt+G")
    counter.settle()
    assert stored(counter, client).facts.row.name == "Петров Пётр"


def test_somebody_whose_device_is_here_is_not_forgotten(counter: Counter, client: UUID) -> None:
    counter.press("Shift+F9", "Alt+G")
    counter.settle()
    assert stored(counter, client).facts.row.name == "Петров Пётр"
    assert message(counter).startswith("Устройство этого клиента ещё здесь")


def test_there_is_no_question_about_nobody(counter: Counter) -> None:
    client_of(counter)
    counter.press("Ctrl+3")
    counter.settle()
    counter.press("Shift+F9", "Alt+G")
    counter.settle()
    assert "забы" not in message(counter)
