"""Lines that fit a width, whatever measures it: dots of a font or columns of a printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TypeAlias

from intake_app.printing.letters import clusters

Width: TypeAlias = Callable[[str], float]

ELLIPSIS = "\u2026"
_SURE = 0.95  # kerning moves a line by less; only near its end is the whole line measured
DOT = "\u00b7"  # parts two facts on one line; where the line breaks it is not needed


def wrap(text: str, limit: float, width: Width) -> list[str]:
    """Lines no wider than `limit`: broken between words, inside a word only if it must be.

    A single letter wider than the limit stands on its line alone.
    """
    lines: list[str] = []
    space = width(" ")
    for paragraph in text.split("\n"):
        words = [word for word in paragraph.split(" ") if word]
        if width(whole := " ".join(words)) <= limit:
            lines.append(whole)
            continue
        line, taken = "", 0.0
        for word in words:
            longer = f"{line} {word}" if line else word
            sum_of_words = taken + space + width(word) if line else width(word)
            if sum_of_words <= limit * _SURE or width(longer) <= limit:
                line, taken = longer, sum_of_words
                continue
            if line:
                lines.append(line.removesuffix(f" {DOT}"))
            *full, line = _pieces(word, limit, width)
            taken = width(line)
            lines.extend(full)
        lines.append(line)
    return lines


def clip(
    lines: list[str], most: int, limit: float, width: Width, ellipsis: str = ELLIPSIS
) -> list[str]:
    """At most so many lines (0: all); what is cut off leaves an ellipsis that fits."""
    if not most or len(lines) <= most:
        return lines
    rest = " ".join(lines[most - 1 :])
    return [*lines[: most - 1], elide(rest, limit, width, ellipsis)]


def elide(line: str, limit: float, width: Width, ellipsis: str = ELLIPSIS) -> str:
    """As much of the line as fits together with an ellipsis, at least one letter."""
    letters = clusters(line)
    count = _fitting(letters, limit, lambda start: width(start.rstrip() + ellipsis))
    return "".join(letters[:count]).rstrip() + ellipsis


def _pieces(word: str, limit: float, width: Width) -> list[str]:
    if word == DOT:
        return [""]
    if width(word) <= limit:
        return [word]
    pieces: list[str] = []
    rest = clusters(word)
    while rest:
        count = _fitting(rest, limit, width)
        pieces.append("".join(rest[:count]))
        rest = rest[count:]
    return pieces


def _fitting(rest: list[str], limit: float, width: Width) -> int:
    """How many clusters fit, at least one; by bisection, since kerning makes sums wrong."""
    low, high = 1, 1
    while high < len(rest) and width("".join(rest[:high])) <= limit:
        low, high = high, min(high * 2, len(rest))
    if width("".join(rest[:high])) <= limit:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if width("".join(rest[:middle])) <= limit:
            low = middle
        else:
            high = middle
    return low


def in_columns(
    texts: Sequence[str], limits: Sequence[float], width: Width
) -> list[tuple[str, ...]]:
    """The lines of one row of a table, each text wrapped inside its column."""
    wrapped = [wrap(text, limit, width) for text, limit in zip(texts, limits, strict=False)]
    wrapped += [[""]] * (len(limits) - len(wrapped))
    return list(zip_longest(*wrapped, fillvalue=""))


def shared(limit: int, shares: Sequence[int], gap: int) -> list[int]:
    """The widths of columns side by side; what rounding leaves goes to the first."""
    room = limit - gap * (len(shares) - 1)
    widths = [max(1, room * share // sum(shares)) for share in shares]
    return [widths[0] + max(0, room - sum(widths)), *widths[1:]]


def beside(label: list[str], value: list[str], *, fits: bool) -> list[tuple[str, str]]:
    """Rows of (label, value): one row when both fit, else the value stands under its label."""
    if fits and len(label) == len(value) == 1:
        return [(label[0], value[0])]
    return [*((line, "") for line in label if line), *(("", line) for line in value)]


def is_flush(value: list[str], limit: float, width: Width, *, fits: bool) -> bool:
    """Whether a value keeps to the right, where sums are looked for; long words read left."""
    return len(value) == 1 and (fits or width(value[0]) <= limit / 2)
