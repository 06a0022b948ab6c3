"""Codes and pictures inside a document, on paper and on pages."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from intake_app.errors import Problem, RejectedError
from intake_app.printing import pdf
from intake_app.printing.document import Document, Picture, Text
from intake_app.printing.glyphs import Fonts
from intake_app.printing.pages import A4
from intake_app.printing.pictures import ink, opened
from intake_app.printing.templating.template import Template
from intake_app.printing.templating.variables import Variables
from tests.printing.samples import FONTS


def png(size: tuple[int, int], mode: str = "L") -> str:
    stream = io.BytesIO()
    Image.new(mode, size).save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode("ascii")


@pytest.mark.parametrize(
    "text", ["", "no base64!", base64.b64encode(b"no picture").decode(), png((3000, 3000), "1")]
)
def test_what_is_no_small_picture_is_refused(text: str) -> None:
    with pytest.raises(RejectedError) as refused:
        opened(text)
    assert refused.value.problem is Problem.MALFORMED


def test_a_picture_keeps_its_shape_and_its_ink() -> None:
    black = ink(png((300, 100)), 50, 1000)

    assert (black.size, black.mode, black.getextrema()) == ((150, 50), "1", (255, 255))
    assert ink(png((300, 100)), 50, 60).size == (60, 50)


def test_a_picture_stands_on_a_page() -> None:
    signed = Document("Paper", (Text("signed"), Picture(png((300, 100)))))
    bare = Document("Paper", (Text("signed"),))
    pages = [pdf.render(one, A4, Fonts(FONTS)).payload for one in (signed, bare)]

    assert [page.count(b"/Subtype /Image") for page in pages] == [1, 0]


def test_a_template_nested_without_end_is_a_fault() -> None:
    source = "{{ " + "not " * 12_000 + "shop.name }}"
    found = Template(source[:40_000], Variables({"shop": {"name": ""}})).faults()

    assert found
