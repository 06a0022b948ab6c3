"""The owner's figures on one sheet: whatever there is to say, it is one page and says all of it."""

from __future__ import annotations

import pytest

from intake_app.printing import figures_sheet
from intake_app.services.charts import Bar, Chart, Paper
from tests.printing.samples import FONTS
from tests.printing.test_pdf import text

FACES = (FONTS / "PTSans-Regular.ttf", FONTS / "PTSans-Bold.ttf")


def sheet(*charts: Chart) -> str:
    return text(figures_sheet.pdf(Paper("Figures", "November", charts), FACES))


@pytest.mark.parametrize("charts", [1, 12, 24])
def test_more_charts_make_the_letters_smaller_and_lose_none(charts: int) -> None:
    """Twenty-four do not fit at nine points, nor into one column."""
    made = [
        Chart(f"c{n}", f"Chart {n:02d}", tuple(Bar(f"bar {i}", str(i), i) for i in range(1, 5)))
        for n in range(charts)
    ]
    said = sheet(*made)
    assert [f"Chart {n:02d}" for n in range(charts) if f"Chart {n:02d}" not in said] == []


def test_long_words_wrap_and_a_note_stands_below() -> None:
    label = "replacement of the display assembly with the frame and calibration " * 3
    bars = (Bar(label.strip(), "12 345,00 ₽", 5, 2, bad=True),)
    said = sheet(Chart("kinds", "Repair kinds " * 12, bars, note="counted by the day " * 9))
    words = "".join(said.split())
    assert "".join(label.split()) in words.replace("12345,00₽", "")
    assert words.count("countedbytheday") == 9


def test_a_chart_of_nothing_is_drawn() -> None:
    said = sheet(Chart("none", "Nothing yet", (Bar("none", "0", 0),)))
    assert "Nothing yet" in said
