"""The parts in the stock: received by scan, counted by scan, written off with a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from intake_app.checks.line_sums import UNIT
from intake_app.i18n import formats
from intake_app.services.work_rows import StockRow
from intake_app.ui import work_words
from intake_app.ui.scan_table import Context
from intake_app.ui.storage.counting import Counting
from intake_app.ui.storage.list_page import ListPage
from intake_app.ui.storage.typed_receipt import read_receipt, read_write_off
from intake_app.ui.tables.table_model import Column

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.scanning.meaning import Meaning
    from intake_app.scanning.scan import Scan
    from intake_app.services.shop import Shop
    from intake_app.services.work_rows import Came, Counted
    from intake_app.ui.desk import Desk
    from intake_app.ui.storage.counting import Counts
    from intake_app.ui.storage.typed_receipt import TypedReceipt, TypedWriteOff
    from intake_app.ui.theme import Look

_RECEIVE, _COUNT, _WRITE_OFF, _LOW = "receive", "count", "write_off", "low"


class StockPage(ListPage[StockRow]):
    """F7 begins and ends a stock-take; while it runs, each scan counts one more."""

    scan_context = Context.STOCK

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        self._tr = tr
        self._currency = desk.settings.shop.currency
        self.counting = Counting()
        columns = (
            Column(tr("Part"), self._text, grows=True),
            Column(tr("Article"), self._article),
            Column(tr("There"), self._there, right=True),
            Column(tr("Set aside"), self._reserved, right=True),
            Column(tr("Free"), self._free, right=True),
            Column(tr("Counted"), self._counted, right=True),
            Column(tr("Cost"), self._cost, right=True),
            Column("", self._low),
        )
        ways = {
            "add": tr("Receive"),
            "act": tr("Stock-take"),
            "change": tr("Order when less than"),
            "remove": tr("Write off"),
            "done": tr("Book the count"),
        }
        super().__init__(look, desk, "stock", columns, ways)
        self.lay_out(tr("part, article or barcode; scan to receive"))
        self._show_mode()

    @staticmethod
    @override
    def read(shop: Shop) -> tuple[StockRow, ...]:
        return shop.services.stock.rows()

    @property
    @override
    def shows(self) -> frozenset[str]:
        return frozenset({"stock_move", "price_item"})

    @override
    def words(self, row: StockRow) -> str:
        return " ".join((row.item.text, row.item.article, row.item.barcode, *row.serials))

    @override
    def empty(self) -> str:
        if self.search.text():
            return self._tr("Nothing found. Esc clears the line")
        return self._tr("No parts yet: put them into the price list, Alt+2")

    @override
    def open_row(self, row: StockRow) -> None:
        if self.counting.is_on:
            self._begin_count(row)
        else:
            self.add()

    @override
    def add(self) -> None:
        row = self.table.chosen()
        if row is not None:
            self._begin_receipt(row, "" if row.item.by_serial else "1")

    @override
    def act(self) -> None:
        self.counting.switch()
        self.leave()
        self._show_mode()
        self.table.setFocus()

    @override
    def change(self) -> None:
        row = self.table.chosen()
        if row is not None:
            caption = self._tr("%s: order when less than, pcs") % row.item.text
            low = work_words.quantity(row.item.low, self._tr.language) if row.item.low else ""
            self.begin_entry(_LOW, caption, low)

    @override
    def remove(self) -> None:
        if self.counting.is_on:
            self._drop_count()
            return
        row = self.table.chosen()
        if row is not None:
            hint = self._tr("serial number and why") if row.item.by_serial else "1 …"
            caption = self._tr("%s: how many are written off, and why") % row.item.text
            self.begin_entry(_WRITE_OFF, caption, "", hint)

    @override
    def done(self) -> None:
        if self.counting.is_on:
            self.do(partial(_count, counted=self.counting.frozen()), self._on_counted)

    @override
    def on_typed(self, purpose: str, text: str) -> None:
        row = self.table.chosen()
        if row is None or not text:
            return
        if purpose == _RECEIVE:
            self._receive(row, text)
        elif purpose == _LOW:
            self._set_low(row, text)
        elif purpose == _WRITE_OFF:
            self._write_off(row, text)
        elif self.counting.type(row, text):
            self.leave()
            self.refresh()
        else:
            self.refuse(self._tr("A number, or serial numbers"))

    def take_code(self, scan: Scan, meaning: Meaning) -> bool:
        """A part: one more of it; a serial number while one is asked for: that piece."""
        code = scan.text.strip()
        row = self._coded(code) or self._coded(meaning.article)
        chosen = self.table.chosen()
        asked = self.purpose() == _RECEIVE and chosen is not None and chosen.item.by_serial
        if row is None and (asked or self.counting.is_on) and chosen is not None:
            return self._take_serial(chosen, meaning.serial or code, receives=asked)
        if row is None:
            return False
        self._choose(row)
        if self.counting.is_on:
            self.counting.add(row)
            self.refresh()
        elif self.purpose() == _RECEIVE and not row.item.by_serial and row == chosen:
            self._one_more()
        else:
            self._begin_receipt(row, "" if row.item.by_serial else "1")
        return True

    def _take_serial(self, row: StockRow, serial: str, *, receives: bool) -> bool:
        if receives:
            self.entry.show_text(" ".join(filter(None, (self.entry.text(), serial))))
            self.entry.line.setCursorPosition(len(self.entry.line.text()))
            return True
        known = next((one for one in self.rows if serial in one.serials), row)
        if not known.item.by_serial:
            return False
        self._choose(known)
        self.counting.add(known, serial)
        self.refresh()
        return True

    def _one_more(self) -> None:
        asked = read_receipt(self.entry.text())
        number = UNIT if asked is None else asked.quantity + UNIT
        self.entry.show_text(work_words.quantity(number, self._tr.language))
        self.entry.line.setCursorPosition(len(self.entry.line.text()))  # a price may follow

    def _choose(self, row: StockRow) -> None:
        self.search.show_text("")
        self.refresh()
        self.table.selectRow(self.table.rows.index(row))

    def _coded(self, code: str) -> StockRow | None:
        if not code:
            return None
        found = (row for row in self.rows if code in {row.item.barcode, row.item.article})
        return next(found, None)

    def _begin_receipt(self, row: StockRow, text: str) -> None:
        if row.item.by_serial:
            caption = self._tr("%s came: serial numbers, then Enter") % row.item.text
        else:
            caption = self._tr("%s came: how many, and the price of one: 3 1200") % row.item.text
        self.begin_entry(_RECEIVE, caption, text)

    def _begin_count(self, row: StockRow) -> None:
        self.begin_entry(_COUNT, self._tr("%s: how many are there") % row.item.text)

    def _receive(self, row: StockRow, text: str) -> None:
        asked = read_receipt(text, by_serial=row.item.by_serial)
        if asked is None:
            self.refuse(self._tr("How many, and the price of one: 3 1200"))
            return
        work = partial(_receive, item=row.id, asked=asked)
        self.do(work, self._on_received)

    def _set_low(self, row: StockRow, text: str) -> None:
        low = work_words.read_quantity(text)
        if low is None:
            self.refuse(self._tr("A number of pieces"))
        else:
            self.do(partial(_set_low, item=row.id, low=low), self._on_done)

    def _write_off(self, row: StockRow, text: str) -> None:
        asked = read_write_off(text, by_serial=row.item.by_serial)
        if asked is None:
            self.refuse(self._tr("How many, and why: 1 broken"))
        else:
            self.do(partial(_write_off, item=row.id, asked=asked), self._on_done)

    def _on_received(self, came: tuple[Came, ...]) -> None:
        self.leave()
        told = self._tr("Received")
        if came:
            numbers = ", ".join(dict.fromkeys(one.number for one in came))
            told = self._tr("Received and set aside for %s: they may go on") % numbers
        self.told.emit(told)
        self.take_focus()

    def _drop_count(self) -> None:
        """What was counted is forgotten; nothing was booked."""
        self.counting.clear()
        self.leave()
        self._show_mode()
        self.table.setFocus()
        self.told.emit(self._tr("The count is dropped: nothing was booked"))

    def _on_counted(self, found: tuple[Counted, ...]) -> None:
        self.counting.clear()
        self._show_mode()
        self.leave()
        tr, language = self._tr, self._tr.language
        wrong = "; ".join(
            f"{one.text}: {work_words.quantity(one.before, language)} → "
            f"{work_words.quantity(one.counted, language)}"
            for one in found
        )
        self.told.emit(
            tr("The books were wrong: %s") % wrong if wrong else tr("Counted, the books were right")
        )

    def _on_done(self, _nothing: object) -> None:
        self.leave()

    def _show_mode(self) -> None:
        """What only means something during a stock-take is in sight only then."""
        is_on, always = self.counting.is_on, {"act", "remove"}
        for way, button in self.buttons.items():
            button.setVisible(way in always or is_on == (way == "done"))
        self.rename("remove", self._tr("Drop the count") if is_on else self._tr("Write off"))
        self.rename("act", self._tr("Put it off") if is_on else self._tr("Stock-take"))
        self.table.setColumnHidden(5, not is_on)
        self.refresh()

    def _quantity(self, thousandths: int) -> str:
        return work_words.quantity(thousandths, self._tr.language) if thousandths else "–"

    def _text(self, row: StockRow) -> str:
        return row.item.text

    def _article(self, row: StockRow) -> str:
        return row.item.article

    def _there(self, row: StockRow) -> str:
        return self._quantity(row.there)

    def _reserved(self, row: StockRow) -> str:
        return self._quantity(row.reserved)

    def _free(self, row: StockRow) -> str:
        return self._quantity(row.free)

    def _counted(self, row: StockRow) -> str:
        found = self.counting.of(row)
        return "" if found is None else work_words.quantity(found, self._tr.language)

    def _cost(self, row: StockRow) -> str:
        minor = row.cost_minor
        return "" if minor is None else formats.amount(minor, self._currency, self._tr.language)

    def _low(self, row: StockRow) -> str:
        return self._tr("running out") if row.is_low else ""


def _receive(shop: Shop, item: UUID, asked: TypedReceipt) -> tuple[Came, ...]:
    return shop.services.stock.receive(
        item, asked.quantity, cost_minor=asked.cost_minor, serials=asked.serials
    )


def _write_off(shop: Shop, item: UUID, asked: TypedWriteOff) -> None:
    shop.services.stock.write_off(item, asked.quantity, asked.why, asked.serial)


def _set_low(shop: Shop, item: UUID, low: int) -> None:
    shop.services.price_list.set_low(item, low)


def _count(shop: Shop, counted: Counts) -> tuple[Counted, ...]:
    return shop.services.stock.count(counted.pieces, counted.serials)
