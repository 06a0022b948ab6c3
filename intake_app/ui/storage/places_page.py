"""The places of the shop at the left, what lies in the chosen one at the right."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLayoutItem, QVBoxLayout
from typing_extensions import override

from intake_app.checks import ticket
from intake_app.i18n.translator import N_
from intake_app.scanning.meaning import Kind
from intake_app.services.place_rows import PlaceRow
from intake_app.ui.clients.lines import Lines
from intake_app.ui.scan_table import Context
from intake_app.ui.storage.list_page import ListPage
from intake_app.ui.storage.take import TakenLine, lines
from intake_app.ui.tables.table_model import Column

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.scanning.meaning import Meaning
    from intake_app.scanning.scan import Scan
    from intake_app.services.place_rows import StockTake
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_ADD, _RENAME = "add", "rename"
_RUN = re.compile(r"^(.*?)(\d{1,4})\s*[-–]\s*(\d{1,4})$")
_MOST = 100
_SEPARATOR = " / "
_STATES = {"missing": N_("missing"), "stray": N_("not from here"), "found": "✓"}


class PlacesPage(ListPage[PlaceRow]):
    """F7 begins and ends a stock-take of the chosen place; while it runs, labels are counted."""

    scan_context = Context.PLACES

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        self._tr = tr
        self._scanned: list[str] = []
        self._taking: UUID | None = None
        self._put_off: dict[UUID, list[str]] = {}
        columns = (
            Column(tr("Place"), _path, grows=True),
            Column(tr("Devices"), _devices, right=True),
            Column(tr("Label"), _label, right=True),
        )
        ways = {
            "add": tr("New"),
            "act": tr("Stock-take"),
            "change": tr("Rename or move"),
            "remove": tr("Put away"),
            "done": tr("Keep the stock-take"),
        }
        super().__init__(look, desk, "places", columns, ways)
        inside = (
            Column(tr("Order"), _number),
            Column(tr("Device"), _device, grows=True, spare=1),
            Column(tr("Said to lie"), _place),
            Column("", self._state),
        )
        self.inside: Lines[TakenLine] = Lines(
            look, "storage.inside", tr("What lies there"), inside, edge=look.margin
        )
        self.inside.opened.connect(self._on_device)
        self.table.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.lay_out(tr("a place, or scan its label"))
        self._put_beside()
        self._show_mode()

    @staticmethod
    @override
    def read(shop: Shop) -> tuple[PlaceRow, ...]:
        return shop.services.places.all()

    @property
    @override
    def shows(self) -> frozenset[str]:
        return frozenset({"place", "placement", "order"})

    @override
    def words(self, row: PlaceRow) -> str:
        return f"{row.path} {ticket.place_number(row.barcode)}"

    @override
    def empty(self) -> str:
        if self.search.text():
            return self._tr("Nothing found. Esc clears the line")
        return self._tr("No places yet: Ins makes the first one, a scanned label as well")

    @override
    def refresh(self) -> None:
        super().refresh()
        self._look_inside()

    @override
    def open_row(self, row: PlaceRow) -> None:
        self.inside.setFocus()

    @override
    def add(self) -> None:
        row = self.table.chosen()
        where = self._tr("New place in %s") % row.path if row else self._tr("New place")
        self.begin_entry(_ADD, where, "", self._tr("Rack A, or several at once: A 1-20"))

    @override
    def change(self) -> None:
        row = self.table.chosen()
        if row is not None:
            hint = self._tr("Room / Rack / Cell")
            self.begin_entry(_RENAME, self._tr("Where %s is") % row.path, row.path, hint)

    @override
    def remove(self) -> None:
        if self._taking is not None:
            self._drop()
            return
        row = self.table.chosen()
        if row is not None:
            self.do(partial(_archive, place=row.id), self._on_put_away)

    @override
    def act(self) -> None:
        """Begin with the chosen place, or leave it for a while; what was scanned is kept."""
        row = self.table.chosen()
        if self._taking is None and row is not None:
            self._taking = row.id
            self._scanned = self._put_off.pop(row.id, [])
        elif self._taking is not None:
            self._put_off[self._taking] = self._scanned
            self._taking = None
        self._show_mode()
        self._look_inside()

    def _drop(self) -> None:
        """What was scanned is forgotten; nothing was written down."""
        self._taking, self._scanned = None, []
        self._show_mode()
        self._look_inside()
        self.told.emit(self._tr("The stock-take is dropped: nothing was written down"))

    @override
    def done(self) -> None:
        if self._taking is not None:
            work = partial(_keep, place=self._taking, scanned=tuple(self._scanned))
            self.do(work, self._on_kept)

    @override
    def on_typed(self, purpose: str, text: str) -> None:
        row = self.table.chosen()
        if purpose == _ADD and text:
            parent = None if row is None else row.id
            self.do(partial(_add, called=_names(text), parent=parent), self._on_done)
        elif purpose == _RENAME and text and row is not None:
            self._rename(row, text)

    def take_code(self, scan: Scan, meaning: Meaning) -> bool:
        """The label of a place chooses it; that of a device is counted, or says where it lies."""
        code = scan.text.strip()
        if meaning.kind is Kind.PLACE:
            return self._choose(code)
        if self._taking is None:
            return False
        self._scanned.append(code)
        self._look_inside()
        return True

    def _choose(self, digits: str) -> bool:
        found = next((row for row in self.rows if row.barcode == digits), None)
        if found is None:
            self.do(partial(_known, digits=digits), self._on_done)
            return True
        self.search.show_text("")
        self.refresh()
        self.table.selectRow(self.table.rows.index(found))
        return True

    def _rename(self, row: PlaceRow, text: str) -> None:
        above, _, name = text.rpartition(_SEPARATOR.strip())
        wanted = _tidy(above)
        parent = next((one for one in self.rows if _tidy(one.path) == wanted), None)
        if wanted and parent is None:
            self.entry.mark(self._tr("There is no place %s") % above.strip())
            return
        move = None if parent is None else parent.id
        self.do(partial(_change, row=row, name=name.strip(), parent=move), self._on_done)

    def _look_inside(self) -> None:
        row = self.table.chosen()
        place = self._taking or (None if row is None else row.id)
        if place is None:
            self.inside.show_rows((), "")
            return
        scanned = tuple(self._scanned) if self._taking is not None else ()
        work = partial(_compare, self.desk.shop, place, scanned)
        self.desk.jobs.store(work, self._on_compared, self.trouble.emit)

    def _on_compared(self, result: StockTake) -> None:
        is_taking = self._taking is not None
        empty = self._tr("Scan what lies there") if is_taking else self._tr("Nothing lies there")
        self.inside.show_rows(lines(result), empty)
        if is_taking:
            self.caption.setText(
                self._tr(
                    "Stock-take: %(found)d found, %(missing)d missing, %(stray)d not from here"
                )
                % {
                    "found": len(result.found),
                    "missing": len(result.missing),
                    "stray": len(result.stray),
                }
            )
            self.caption.show()

    def _on_kept(self, result: StockTake) -> None:
        self._taking = None
        self._scanned = []
        self._show_mode()
        self._look_inside()
        missing = ", ".join(row.number for row in result.missing)
        told = self._tr("Missing: %s") % missing if missing else self._tr("Everything is there")
        self.told.emit(told)

    def _on_chosen(self, *_: object) -> None:
        if self._taking is None:
            self._look_inside()

    def _on_device(self, line: TakenLine) -> None:
        self.opened.emit(line.row.order)

    def _on_put_away(self, _nothing: object) -> None:
        self.told.emit(self._tr("Put away"))

    def _on_done(self, _nothing: object) -> None:
        self.leave()

    def _show_mode(self) -> None:
        is_taking = self._taking is not None
        for way, button in self.buttons.items():
            button.setVisible(way in {"act", "remove"} or is_taking == (way == "done"))
        self.rename("remove", self._tr("Drop the count") if is_taking else self._tr("Put away"))
        self.rename("act", self._tr("Put it off") if is_taking else self._tr("Stock-take"))
        self.caption.setVisible(is_taking)

    def _state(self, line: TakenLine) -> str:
        return self._tr(_STATES[line.state]) if self._taking is not None else ""

    def _put_beside(self) -> None:
        column = self.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101 - `lay_out` has made it
        place = column.indexOf(self.table)
        taken: QLayoutItem | None = column.takeAt(place)
        row = QHBoxLayout()
        row.setSpacing(self.look.px(1.5))  # two lists, not one
        row.addWidget(self.table, 3)
        row.addWidget(self.inside, 4)
        del taken
        column.insertLayout(place, row, 1)


def _tidy(path: str) -> str:
    return " ".join(path.split()).casefold()


def _names(text: str) -> list[str]:
    """`A 1-20` is twenty places; anything else is one."""
    run = _RUN.match(text.strip())
    first, last = (int(run[2]), int(run[3])) if run else (0, -1)
    if not run or not first <= last < first + _MOST:
        return [text]
    return [f"{run[1]}{number}" for number in range(first, last + 1)]


def _path(row: PlaceRow) -> str:
    return row.path


def _devices(row: PlaceRow) -> str:
    return str(row.devices or "")


def _label(row: PlaceRow) -> str:
    return str(ticket.place_number(row.barcode))


def _number(line: TakenLine) -> str:
    return line.row.number


def _device(line: TakenLine) -> str:
    return line.row.device


def _place(line: TakenLine) -> str:
    return line.row.place


def _add(shop: Shop, called: list[str], parent: UUID | None) -> object:
    return shop.services.places.add_run(called, "", parent)


def _archive(shop: Shop, place: UUID) -> None:
    shop.services.places.archive(place)


def _change(shop: Shop, row: PlaceRow, name: str, parent: UUID | None) -> None:
    shop.services.places.change(row.id, name, parent)


def _known(shop: Shop, digits: str) -> UUID:
    return shop.services.places.known(digits)


def _compare(shop: Shop, place: UUID, scanned: tuple[str, ...]) -> StockTake:
    return shop.services.stocktakes.compare(place, scanned)


def _keep(shop: Shop, place: UUID, scanned: tuple[str, ...]) -> StockTake:
    return shop.services.stocktakes.keep(place, scanned)
