"""The file in which papers travel from shop to shop."""

from __future__ import annotations

import pytest

from intake_app.errors import RejectedError
from intake_app.services import templates

PAPERS = {"receipt.ru": "[heading] {{ shop.name }}", "label.ru": "---"}


def test_what_was_written_is_read() -> None:
    assert templates.read(templates.written(PAPERS)) == PAPERS


def test_what_is_no_text_is_left_out() -> None:
    text = templates.written(PAPERS).replace('"---"', "7")

    assert templates.read(text) == {"receipt.ru": PAPERS["receipt.ru"]}


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": "other", "templates": {}}', "7"])
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(RejectedError):
        templates.read(text)
