"""The figures of the shop by keys: spans, the list behind a bar, paper, files, and no right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.figures_rows import By, Period
from tests.ui.test_money_page import keys

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.ui.figures.board import FiguresBoard
    from tests.ui.counter import Counter


def board(counter: Counter) -> FiguresBoard:
    return counter.parts.figures.board


def counted(counter: Counter) -> None:
    counter.qtbot.waitUntil(lambda: not board(counter).is_counting, timeout=10_000)


def shown(counter: Counter, *pressed: str) -> FiguresBoard:
    keys(counter, *(pressed or ("Ctrl+7",)))
    counted(counter)
    return board(counter)


@pytest.fixture
def shop_at_work(counter: Counter) -> Counter:
    for number in range(3):
        counter.give(
            IntakeDraft(
                client=ClientDraft(name=f"Петров {number}", phone=f"+7916123456{number}"),
                device=DeviceDraft(kind="смартфон", brand="Apple", model=f"iPhone {number}"),
                fault="не заряжается",
            )
        )
    return counter


def test_what_is_in_the_shop_opens_by_enter(shop_at_work: Counter) -> None:
    counter = shop_at_work
    page = shown(counter)
    assert page.isVisible()
    stage = page.charts[By.STAGE.value].chart
    assert stage is not None
    assert [(bar.size, bar.label) for bar in stage.bars] == [(3, "Принят")]
    page.charts[By.STAGE.value].setFocus()
    counter.press("Return")
    counter.qtbot.waitUntil(lambda: bool(page.behind.table.rows))
    assert "3" in page.behind.title.text()
    assert counter.focused() == "figures.behind"
    keys(counter, "Escape")
    assert page.area.isVisible()
    page.charts[By.STAGE.value].setFocus()
    counter.press("Return")
    counter.qtbot.waitUntil(lambda: page.behind.table.isVisible())
    keys(counter, "Return")
    assert counter.parts.shown == "card"
    keys(counter, "Escape")
    assert counter.parts.shown == "figures"
