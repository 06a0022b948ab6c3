"""The sheets that papers are printed on as pages, and which paper takes which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.services.papers import LABELS, WIDE

if TYPE_CHECKING:
    from intake_app.printing.profile import PageName
    from intake_app.services.papers import PaperName


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet in millimetres, and how large its ordinary text is in points."""

    width: float
    height: float
    margin: float
    points: float
    leading: float = 1.22  # of a line, in sizes of its letters
    single: bool = False  # what does not fit is left out, as on a label


A4 = Page(210, 297, 18, 10.5)
A5 = Page(148, 210, 8, 9.2, leading=1.13)
A4_WIDE = Page(297, 210, 10, 8)
LABEL = Page(58, 40, 2, 8.5, single=True)
_PAGES = {"a4": A4, "a5": A5}


def page_of(name: PaperName, page: PageName) -> Page:
    """The sheet a paper is printed on: labels and wide tables have their own."""
    if name in LABELS:
        return LABEL
    return A4_WIDE if name in WIDE else _PAGES[page]
