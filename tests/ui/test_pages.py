"""Generated pages are current, and every problem has words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.checks.stages import Stage
from intake_app.errors import IntakeError, Problem
from intake_app.ui import problem_texts, stage_words
from intake_app.ui.stage_tints import TINTS
from tools import keys_page

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator


def test_the_page_of_keys_is_current() -> None:
    assert keys_page.PAGE.read_text(encoding="utf-8") == keys_page.page(), "run `make pages`"


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_is_said_in_both_languages(
    problem: Problem, russian: Translator, english: Translator
) -> None:
    said, meant = problem_texts.sentence(problem, english), problem_texts.sentence(problem, russian)
    assert said
    assert meant not in {"", said}


def test_technical_detail_stands_behind_the_sentence(english: Translator) -> None:
    error = IntakeError(Problem.PAPER_OUT, "tcp://10.0.0.5")
    assert problem_texts.explain(error, english).endswith("new roll (tcp://10.0.0.5)")


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_word_icon_and_colour(stage: Stage, russian: Translator) -> None:
    assert russian(stage_words.WORDS[stage]) != stage_words.WORDS[stage]
    assert stage_words.ICONS[stage]
    assert TINTS[stage]
