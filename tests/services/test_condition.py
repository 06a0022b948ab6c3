from __future__ import annotations

import gettext

from hypothesis import given
from hypothesis import strategies as st

from intake_app.i18n.translator import Translator
from intake_app.services import condition
from intake_app.services.condition import Mark

TR = Translator("en", gettext.NullTranslations())
chips = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
marked = st.dictionaries(chips, st.sampled_from(Mark))


@given(marked)
def test_marks_come_back_as_they_were_written(found: dict[str, Mark]) -> None:
    assert condition.marks(condition.written(found)) == found


def test_nothing_marked_is_nothing_written() -> None:
    assert condition.written({}) == ""


def test_what_is_no_marks_is_none() -> None:
    for text in ("", "[]", "7", "no JSON", '{"чехол":"maybe"}', '{"чехол":1}'):
        assert condition.marks(text) == {}


def test_marks_are_told_by_what_they_mean_and_the_free_words_follow() -> None:
    text = condition.written(
        {
            "чехол": Mark.YES,
            "SIM": Mark.NO,
            "кабель": Mark.YES,
            "экран": Mark.FAILS,
            "звук": Mark.WORKS,
            "чек": Mark.UNCHECKED,
        }
    )

    assert condition.told(text, " торба ", TR) == (
        "present: чехол, кабель; works: звук; does not work: экран; absent: SIM;"
        " not checked: чек; торба"
    )


def test_without_marks_the_free_words_stand_alone() -> None:
    assert condition.told("", "чехол", TR) == "чехол"
    assert condition.told("", " ", TR) == ""


def test_a_chip_that_is_a_sentence_gets_no_lead() -> None:
    text = condition.written({"без комплекта": Mark.YES})
    assert condition.told(text, "", TR) == "без комплекта"


def test_what_nobody_answered_is_said_to_be_unchecked_once_anything_was() -> None:
    asked = ("чехол", "кабель", "без комплекта")
    assert condition.completed({"чехол": Mark.NO}, asked) == {
        "чехол": Mark.NO,
        "кабель": Mark.UNCHECKED,
    }
    assert condition.completed({}, asked) == {}
    assert condition.completed({"без комплекта": Mark.YES}, asked) == {"без комплекта": Mark.YES}


def test_only_what_somebody_marked_is_shown_again() -> None:
    text = condition.written({"чехол": Mark.NO, "кабель": Mark.UNCHECKED})
    assert condition.checked(text) == {"чехол": Mark.NO}
