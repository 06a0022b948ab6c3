"""A price list as a CSV file: columns by their titles, Russian or English, in any common dress."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.checks import names
from intake_app.checks.line_sums import PART, UNIT, WORK
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.services import table_file
from intake_app.services.table_file import BYTES_OF_EXCEL
from intake_app.services.work_rows import PriceDraft

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from intake_app.services.work_rows import PriceRow

_TITLES = {
    "kind": ("kind", "what", "type", "вид", "тип", "что"),
    "text": ("text", "name", "title", "наименование", "название", "работа", "запчасть", "имя"),
    "article": ("article", "sku", "code", "артикул", "код"),
    "barcode": ("barcode", "ean", "штрихкод", "штрих код"),
    "unit": ("unit", "единица", "ед", "ед изм"),
    "device_kind": ("device_kind", "devices", "device", "устройство", "техника", "для устройств"),
    "price": ("price", "цена", "стоимость"),
    "cost": ("cost", "себестоимость", "закупка", "цена закупки"),
    "warranty_days": ("warranty_days", "warranty", "warranty days", "гарантия", "гарантия дней"),
    "low": ("low", "minimum", "минимум", "остаток минимум", "заказать если меньше"),
    "by_serial": ("by_serial", "serial", "serials", "по серийным номерам", "серийный учет"),
}
_PARTS = frozenset({"part", "parts", "goods", "запчасть", "деталь", "товар"})
_YES = frozenset({"1", "yes", "true", "да", "+"})
_UNITS = {"hour": ("hour", "h", "ч", "час", "часов"), "metre": ("metre", "m", "м", "метр")}


@dataclass(frozen=True, slots=True)
class PriceFile:
    """What was read, and the numbers of the lines that say nothing."""

    drafts: tuple[PriceDraft, ...]
    bad: tuple[int, ...]


def read(path: Path) -> PriceFile:
    """Read a price list; where no column tells works from parts, an article makes a part.

    Raises UnavailableError(NO_FILE) when it cannot be read, RejectedError(NO_COLUMNS) when its
    first line names no column of names.
    """
    table = table_file.read(path, _TITLES)
    if "text" not in table.columns:
        raise RejectedError(Problem.NO_COLUMNS, path.name)
    drafts: list[PriceDraft] = []
    bad: list[int] = []
    for line in table.lines:
        draft = _draft(line.cells)
        if draft is None:
            bad.append(line.number)
        else:
            drafts.append(draft)
    return PriceFile(tuple(drafts), tuple(bad))


def written(rows: Iterable[PriceRow]) -> str:
    """The price list as `read` understands it again, with ; between its columns."""
    told = io.StringIO()
    table = csv.writer(told, delimiter=";", lineterminator="\r\n")
    table.writerow(_TITLES)
    for row in rows:
        item = row.item
        sums = (_amount(item.price_minor), _amount(item.cost_minor))
        table.writerow(
            (
                *(item.kind, item.text, item.article, item.barcode, item.unit, item.device_kind),
                *sums,
                *(item.warranty_days or "", _amount(item.low // 10 or None)),
                int(item.by_serial) or "",
            )
        )
    return told.getvalue()


def write(path: Path, rows: Iterable[PriceRow]) -> None:
    """Write a file that spreadsheets open, in Russian letters too. Raises UnavailableError."""
    try:
        path.write_bytes(written(rows).encode(BYTES_OF_EXCEL))
    except OSError as error:
        raise UnavailableError(Problem.FILE_UNWRITABLE, path.name) from error


def _draft(cells: Mapping[str, str]) -> PriceDraft | None:
    """None for a line without a name, or with a number that is none."""
    numbers = {name: _minor(cells.get(name, "")) for name in ("price", "cost", "low")}
    days = cells.get("warranty_days", "")
    if not cells["text"] or "" in numbers.values() or not (days or "0").isdecimal():
        return None
    price, cost, low = (_number(numbers[name]) for name in ("price", "cost", "low"))
    unit = names.folded(cells.get("unit", ""))
    return PriceDraft(
        kind=_kind(cells),
        text=cells["text"],
        article=cells.get("article", ""),
        barcode=cells.get("barcode", ""),
        unit=next((code for code, said in _UNITS.items() if unit in said), ""),
        device_kind=cells.get("device_kind", ""),
        price_minor=price,
        cost_minor=cost,
        warranty_days=int(days or 0),
        low=(low or 0) * UNIT // 100,
        by_serial=names.folded(cells.get("by_serial", "")) in _YES,
    )


def _kind(cells: Mapping[str, str]) -> str:
    said = names.folded(cells.get("kind", ""))
    if said:
        return PART if said in _PARTS else WORK
    return PART if cells.get("article") or cells.get("barcode") else WORK


def _minor(text: str) -> int | str | None:
    """Hundredths; None where nothing stands, the empty text where it is no number."""
    plain = text.replace("\u00a0", "").replace(" ", "").rstrip("₽р.").replace(",", ".")
    whole, _, part = plain.partition(".")
    if not text:
        return None
    if not whole.isdecimal() or (part and not part.isdecimal()):
        return ""
    return int(whole) * 100 + int(part[:2].ljust(2, "0") or 0)


def _number(found: int | str | None) -> int | None:
    return found if isinstance(found, int) else None


def _amount(minor: int | None) -> str:
    if minor is None:
        return ""
    whole, part = divmod(minor, 100)
    return f"{whole},{part:02d}" if part else str(whole)
