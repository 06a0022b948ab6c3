"""No word is cut in what a receptionist sees in the course of a day, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.cuts import cut_words
from tests.ui.places import PLACES
from tests.ui.scenes import SCENES

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.i18n.translator import Translator
    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter


DAY = {**SCENES, **PLACES}


@pytest.fixture(params=["ru", "en"])
def speaking(request: pytest.FixtureRequest, desk: Desk, english: Translator) -> Desk:
    return desk if request.param == "ru" else replace(desk, tr=english)


@pytest.mark.parametrize("scene", DAY)
def test_no_word_is_cut_at_the_largest_letters(
    speaking: Desk,
    at_size: Callable[[Desk, int], Desk],
    at_counter: Callable[[Desk], Counter],
    scene: str,
) -> None:
    counter = at_counter(at_size(speaking, 16))
    counter.window.store_ready()
    counter.settle()
    DAY[scene](counter)
    counter.settle()
    QApplication.processEvents()
    assert cut_words(counter.window) == []
