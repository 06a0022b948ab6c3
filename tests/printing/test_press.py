from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.printing.press import Press
from intake_app.printing.profile import RECEIPT as PROFILE
from intake_app.printing.profile import read
from tests.printing.samples import FONTS, LABEL, PAPERS, RECEIPT, job, named, words
from tests.printing.test_pdf import text

if TYPE_CHECKING:
    from pathlib import Path


def test_a_page_printer_gets_the_page(press: Press) -> None:
    pages = press.rendered(job(), read({"language": "pdf"}, "receipt"))
    assert pages == press.pdf(named(RECEIPT), RECEIPT, "ru")
    assert pages.payload.startswith(b"%PDF")


@pytest.mark.parametrize("name", PAPERS)
def test_a_repeat_is_marked_on_paper_and_page(press: Press, name: str) -> None:
    key = f"{name}:1:1:3"
    first, again = job(PAPERS[name]), job(PAPERS[name], reprint_of=uuid4(), key=key)
    assert ("ПОВТОР 2" if name == "label" else "ПОВТОР № 2") in press.text(again, PROFILE)
    assert "21.11.2026 14:05" in press.text(again, PROFILE)
    assert "ПОВТОР" not in press.text(first, PROFILE)
    assert press.rendered(again, PROFILE) != press.rendered(first, PROFILE)
    paged = replace(PROFILE, language="pdf")
    assert "ПОВТОР" in text(press.rendered(again, paged).payload)


@pytest.mark.parametrize("mode", ["raster", "text"])
def test_the_language_of_the_job_decides(press: Press, mode: str) -> None:
    profile = read({"mode": mode}, "receipt")
    assert press.rendered(job(language="en"), profile) != press.rendered(job(), profile)


def test_what_was_replaced_is_named_by_code_point(press: Press) -> None:
    smiling = job(replace(LABEL, client="Пётр 😀"))
    assert press.rendered(smiling, read({}, "label")).changed == ("U+1F600",)
    assert press.preview(named(smiling.data), smiling.data, "ru", read({}, "label")).changed == (
        "U+1F600",
    )
    assert "U+1F600" in press.rendered(smiling, read({"mode": "text"}, "label")).changed


@pytest.mark.expects_log("is broken")
def test_the_owner_s_template_prints_and_a_broken_one_gives_way(cache: Path) -> None:
    told: list[str] = []
    own = {("receipt", "ru"): "Наш | {{ client.name }}\n[cut]\n", ("receipt", "en"): "{{ nope }}"}
    mine = Press(
        FONTS,
        cache,
        words,
        own=lambda name, language: own.get((name, language), ""),
        broken=lambda: told.append("broken"),
    )
    assert mine.text(job(), PROFILE).split() == ["Наш", *RECEIPT.client.split()]
    assert told == []
    shipped = Press(FONTS, cache, words).text(job(language="en"), PROFILE)
    assert mine.text(job(language="en"), PROFILE) == shipped
    assert told == ["broken"]


@pytest.mark.expects_log("is broken")
def test_a_comparison_that_fails_only_when_it_is_filled_gives_way_too(cache: Path) -> None:
    odd = "{% if client.name < 3 %}x{% endif %}"
    mine = Press(FONTS, cache, words, own=lambda _name, _language: odd)
    assert RECEIPT.number in mine.text(job(), PROFILE)
