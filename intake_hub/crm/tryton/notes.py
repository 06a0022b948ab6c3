"""Our lines inside the comment of an opportunity; what people write around them stays theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

BEGIN, END = "--- Intake ---", "--- Intake: конец ---"
_MORE = "    "  # goes on with the line above


def read(comment: str) -> dict[str, str]:
    """Our lines by their labels."""
    found: dict[str, str] = {}
    label = ""
    _, inside, _ = _parts(comment)
    for line in inside:
        if line.startswith(_MORE) and label:
            found[label] += "\n" + line.removeprefix(_MORE)
        elif ": " in line:
            label, _, found[label] = line.partition(": ")
    return found


def write(comment: str, lines: Mapping[str, str]) -> str:
    """Put these in place of our lines; empty ones are left out."""
    before, _, after = _parts(comment)
    told = [
        f"{label}: {text}".replace("\r\n", "\n").replace("\n", "\n" + _MORE)
        for label, text in lines.items()
        if text
    ]
    return "\n".join([*before, BEGIN, *told, END, *after])


def _parts(comment: str) -> tuple[list[str], list[str], list[str]]:
    """Cut into lines before, inside and after ours; a label never begins a line of a value."""
    lines = comment.replace("\r\n", "\n").split("\n") if comment else []
    if BEGIN not in lines or END not in lines:
        return lines, [], []
    begin, end = lines.index(BEGIN), lines.index(END)
    return lines[:begin], lines[begin + 1 : end], lines[end + 1 :]
