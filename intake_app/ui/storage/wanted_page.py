"""Parts that orders wait for: what to order, for whom, since when; and that they came."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from typing_extensions import override

from intake_app.checks.line_sums import UNIT
from intake_app.services.work_rows import ORDERED, RESERVED, WantedRow
from intake_app.ui import typed_dates, work_words
from intake_app.ui.scan_table import Context
from intake_app.ui.storage.list_page import ListPage
from intake_app.ui.storage.typed_receipt import TypedReceipt, read_receipt
from intake_app.ui.tables.table_model import Column

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.scanning.meaning import Meaning
    from intake_app.scanning.scan import Scan
    from intake_app.services.shop import Shop
    from intake_app.services.work_rows import Came
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_ORDER, _CAME = "order", "came"


class WantedPage(ListPage[WantedRow]):
    """Who has waited longest stands first; below stands what the stock itself runs out of."""

    scan_context = Context.STOCK

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        self._tr = tr
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        columns = (
            Column(tr("Part"), _text, grows=True),
            Column(tr("Article"), _article, spare=1),
            Column(tr("How many"), self._quantity, right=True),
            Column(tr("State"), self._state),
            Column(tr("Order"), _number),
            Column(tr("Device"), _device),
            Column(tr("Technician"), _technician, spare=2),
            Column(tr("Since"), self._since, spare=3),
        )
        ways = {"act": tr("Ordered until …"), "change": tr("It came")}
        super().__init__(look, desk, "wanted", columns, ways)
        self.lay_out(tr("part, article, order or technician"))

    @staticmethod
    @override
    def read(shop: Shop) -> tuple[WantedRow, ...]:
        return shop.services.stock.wanted()

    @property
    @override
    def shows(self) -> frozenset[str]:
        return frozenset({"line", "stock_move", "price_item", "order"})

    @override
    def words(self, row: WantedRow) -> str:
        return f"{row.text} {row.article} {row.number} {row.device} {row.technician}"

    @override
    def empty(self) -> str:
        if self.search.text():
            return self._tr("Nothing found. Esc clears the line")
        return self._tr("No order waits for a part")

    @override
    def open_row(self, row: WantedRow) -> None:
        if row.order is not None:
            self.opened.emit(row.order)

    @override
    def act(self) -> None:
        row = self.table.chosen()
        if row is not None and row.line is not None:
            caption = self._tr("%s is ordered: until which day") % row.text
            self.begin_entry(_ORDER, caption, "", self._tr("+3, 25.12, Friday"))

    @override
    def change(self) -> None:
        row = self.table.chosen()
        if row is not None and row.item_id is not None:
            number = work_words.quantity(row.quantity, self._tr.language)
            caption = self._tr("%s came: how many, and the price of one: 3 1200") % row.text
            self.begin_entry(_CAME, caption, number)
        elif row is not None and row.line is not None:
            self.do(partial(_came, line=row.line), self._on_came)

    @override
    def on_typed(self, purpose: str, text: str) -> None:
        row = self.table.chosen()
        if row is not None and purpose == _ORDER:
            self._order(row, text)
        elif row is not None and row.item_id is not None:
            self._receive(row.item_id, text)

    def take_code(self, scan: Scan, meaning: Meaning) -> bool:
        """The part that is in somebody's hand: it came."""
        code = meaning.article or scan.text.strip()
        for place, row in enumerate(self.table.rows):
            if code and code == row.article:
                self.table.selectRow(place)
                self.change()
                return True
        return False

    def _order(self, row: WantedRow, text: str) -> None:
        day = typed_dates.parse_far(text, self.desk.now(), self._zone) if text else None
        if day is None or row.line is None:
            self.refuse(self._tr("A day: +3, 25.12, Friday"))
            return
        work = partial(_ordered, line=row.line, eta=day.date().isoformat())
        self.do(work, self._on_done)

    def _receive(self, item: UUID, text: str) -> None:
        asked = read_receipt(text)
        if asked is None:
            self.refuse(self._tr("How many, and the price of one: 3 1200"))
        else:
            self.do(partial(_receive, item=item, asked=asked), self._on_received)

    def _on_received(self, came: tuple[Came, ...]) -> None:
        numbers = ", ".join(dict.fromkeys(one.number for one in came))
        self.leave()
        told = self._tr("Received and set aside for %s: they may go on") % numbers
        self.told.emit(told if came else self._tr("Received"))

    def _on_came(self, _nothing: None) -> None:
        self.told.emit(self._tr("The part is here"))

    def _on_done(self, _nothing: None) -> None:
        self.leave()

    def _quantity(self, row: WantedRow) -> str:
        return work_words.quantity(row.quantity or UNIT, self._tr.language)

    def _state(self, row: WantedRow) -> str:
        return work_words.state(row.state, row.eta, self._tr)

    def _since(self, row: WantedRow) -> str:
        return "" if row.since is None else f"{row.since.astimezone(self._zone):%d.%m}"


def _text(row: WantedRow) -> str:
    return row.text


def _article(row: WantedRow) -> str:
    return row.article


def _number(row: WantedRow) -> str:
    return row.number


def _device(row: WantedRow) -> str:
    return row.device


def _technician(row: WantedRow) -> str:
    return row.technician


def _ordered(shop: Shop, line: UUID, eta: str) -> None:
    shop.services.lines.part(line, ORDERED, eta=eta)


def _came(shop: Shop, line: UUID) -> None:
    shop.services.lines.part(line, RESERVED)


def _receive(shop: Shop, item: UUID, asked: TypedReceipt) -> tuple[Came, ...]:
    return shop.services.stock.receive(item, asked.quantity, cost_minor=asked.cost_minor)
