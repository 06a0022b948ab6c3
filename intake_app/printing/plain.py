"""A document as plain text: for previews in text mode, the folder printer and people's eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from intake_app.printing.columns import Line, Sheet, cells
from intake_app.printing.document import Align, Barcode
from intake_app.printing.letters import NBSP, clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.printing.document import Document


def render(document: Document, columns: int, say: Callable[[str], str] = clean) -> str:
    """Lines of at most `columns` characters; a barcode shows its digits between bars."""
    out: list[str] = []
    for item in Sheet(columns, say).items(document):
        if isinstance(item, Line):
            out.append(padded(item, columns).rstrip())
        elif isinstance(item, Barcode):
            out.append(padded(Line(f"|| {item.data} ||", align=Align.CENTRE), columns).rstrip())
    return "\n".join(out).replace(NBSP, " ") + "\n"


def padded(line: Line, columns: int) -> str:
    """The line with the blanks its alignment needs."""
    room = max(0, columns - cells(line.text))
    match line.align:
        case Align.LEFT:
            return line.text + " " * room
        case Align.RIGHT:
            return " " * room + line.text
        case Align.CENTRE:
            return " " * (room // 2) + line.text + " " * (room - room // 2)
        case _:
            assert_never(line.align)
