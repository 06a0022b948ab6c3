"""What a number scanned into a batch is: new, known, here already, scanned twice, or none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from intake_app.checks import imei
from intake_app.services.drafts import BatchItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.services.finder import Finder

_SHORTEST, _LONGEST = 4, 64
_IMEI_DIGITS = 15


class LineState(StrEnum):
    """Only new and known devices are taken in."""

    NEW = "new"
    KNOWN = "known"
    HERE = "here"
    DOUBLE = "double"
    BAD = "bad"


TAKEN = frozenset({LineState.NEW, LineState.KNOWN})


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One scan. `note` tells whose device it is, or which order it is here for."""

    code: str
    item: BatchItem
    state: LineState
    note: str = ""


def judge(code: str, lines: Sequence[BatchLine], finder: Finder) -> BatchLine:
    """Look at a number beside those scanned before."""
    number = imei.normalise(code)
    is_imei = imei.is_valid(number)
    text = number if is_imei else "".join(code.split()).upper()
    item = BatchItem(imei=text) if is_imei else BatchItem(serial=text)
    if any(line.code == text and line.state is not LineState.BAD for line in lines):
        return BatchLine(text, item, LineState.DOUBLE)
    if not is_imei and _is_no_serial(text):
        return BatchLine(text, item, LineState.BAD)
    known = finder.device_by_code(text)
    if known is None:
        return BatchLine(text, item, LineState.NEW)
    # Its card knows the serial better than a label that was misread or says more.
    mark = known.device.serial if item.serial else ""
    item = BatchItem(serial=mark, imei=item.imei, device_id=known.device.id)
    if known.open_repair is not None:
        return BatchLine(text, item, LineState.HERE, known.open_repair.number)
    return BatchLine(text, item, LineState.KNOWN, known.owner)


def _is_no_serial(text: str) -> bool:
    wrong_imei = text.isdigit() and len(text) == _IMEI_DIGITS  # its check digit was refused
    return wrong_imei or not _SHORTEST <= len(text) <= _LONGEST
