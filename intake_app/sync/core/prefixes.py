"""The letters before an order number: one set for each workstation and incarnation."""

from __future__ import annotations

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LEADING = "23456789"
_FOLLOWING = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as something else


def station_prefix(index: int) -> str:
    """Name the workstation that enrolled as number `index`, from 0: A … Z, AA, AB and on."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, len(_LETTERS))
        letters = _LETTERS[rest] + letters
    return letters


def number_prefix(station: str, inc: int) -> str:
    """Add what tells incarnations apart: nothing for the first, then a digit and more.

    The digit ends the station's letters, so no two workstations can meet in one prefix.
    """
    return station + _suffix(inc - 1) if inc else station


def _suffix(index: int) -> str:
    width = 1
    room = len(_LEADING) * len(_FOLLOWING)
    while index >= room:
        index -= room
        width += 1
        room *= len(_FOLLOWING)
    tail = ""
    for _ in range(width):
        index, rest = divmod(index, len(_FOLLOWING))
        tail = _FOLLOWING[rest] + tail
    return _LEADING[index] + tail
