"""A document as plain text: for previews in text mode, the folder printer and people's eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from intake_app.printing.columns import Line, Sheet, padded
from intake_app.printing.document import Align, Barcode, Cut, Picture, Qr
from intake_app.printing.letters import NBSP, clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.printing.document import Document


def render(document: Document, columns: int, say: Callable[[str], str] = clean) -> str:
    """Lines of at most `columns` characters; a code shows its data, a picture nothing."""
    out: list[str] = []
    for item in Sheet(columns, say).items(document):
        match item:
            case Line():
                out.append(padded(item.text, columns, item.align).rstrip())
            case Barcode() | Qr():
                shown = f"|| {_shortened(item.data, columns - 6)} ||"
                out.append(padded(shown, columns, Align.CENTRE).rstrip())
            case Picture() | Cut():
                pass
            case _:
                assert_never(item)
    return "\n".join(out).replace(NBSP, " ") + "\n"


def _shortened(data: str, most: int) -> str:
    return data if len(data) <= most else f"{data[: most - 1]}…"
