"""The price list: found by a few letters, changed in a form that stands where the list did."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout
from typing_extensions import override

from intake_app.errors import RejectedError
from intake_app.i18n import formats
from intake_app.services import price_file
from intake_app.services.work_rows import PriceDraft, PriceRow
from intake_app.ui import work_words
from intake_app.ui.scan_table import Context
from intake_app.ui.storage.list_page import ListPage
from intake_app.ui.storage.price_form import PriceForm
from intake_app.ui.tables.table_model import Column

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.scanning.meaning import Meaning
    from intake_app.scanning.scan import Scan
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


FILE_NAME = "price-list.csv"


class PricesPage(ListPage[PriceRow]):
    """The form shows the chosen line, or a new one."""

    scan_context = Context.STOCK

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        self._tr = tr
        self._currency = desk.settings.shop.currency
        self._edited: UUID | None = None
        self._is_open = False
        columns = (
            Column(tr("Work or part"), _text, grows=True),
            Column(tr("What"), self._kind),
            Column(tr("Article"), _article),
            Column(tr("Price"), self._price, right=True),
            Column(tr("Free"), self._free, right=True),
        )
        ways = {
            "add": tr("New"),
            "change": tr("Change"),
            "remove": tr("Put away"),
            "save": tr("As a file"),
        }
        super().__init__(look, desk, "prices", columns, ways)
        self.form = PriceForm(look, desk)
        self.form.hide()
        self.dialog: QFileDialog | None = None
        self.form.saved.connect(self.done)
        self.form.left.connect(self.leave)
        self.lay_out(tr("work, part, article or barcode"))
        self._put_in()

    @staticmethod
    @override
    def read(shop: Shop) -> tuple[PriceRow, ...]:
        return shop.services.price_list.rows()

    @property
    @override
    def shows(self) -> frozenset[str]:
        return frozenset({"price_item", "stock_move", "staff"})

    @override
    def words(self, row: PriceRow) -> str:
        item = row.item
        return f"{item.text} {item.article} {item.barcode} {item.device_kind}"

    @override
    def empty(self) -> str:
        if self.search.text():
            return self._tr("Nothing found. Ins adds it to the price list")
        return self._tr("No works and parts yet: Ins adds the first one")

    @override
    def open_row(self, row: PriceRow) -> None:
        self.change()

    @override
    def add(self) -> None:
        chosen = self.table.chosen()
        kind = chosen.item.kind if chosen is not None else "work"
        self._open(None, PriceDraft(kind=kind, text=self.search.text()))

    @override
    def change(self) -> None:
        row = self.table.chosen()
        if row is not None:
            self._open(row.id, row.item)

    @override
    def remove(self) -> None:
        row = self.table.chosen()
        if row is not None and not self._is_open:
            self.do(partial(_archive, item=row.id), self._on_archived)

    @override
    def done(self) -> None:
        if self._is_open:
            work = partial(_save, self.desk.shop, self._edited, self.form.draft())
            self.desk.jobs.store(work, self._on_saved, self._on_bad)

    @override
    def save(self) -> None:
        """Ask where to; the answer comes by signal."""
        if self.dialog is None:
            kinds = f"{self._tr('Tables')} (*.csv)"
            self.dialog = QFileDialog(self, self._tr("Price list as a file"), FILE_NAME, kinds)
            self.dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            self.dialog.setDefaultSuffix("csv")
            self.dialog.fileSelected.connect(self._on_file)
        self.dialog.open()

    def _on_file(self, name: str) -> None:
        self.do(partial(_export, path=Path(name)), partial(self._on_written, name))

    def _on_written(self, name: str, count: int) -> None:
        told = self._tr.plural("%d line written: %s", "%d lines written: %s", count)
        self.told.emit(told % (count, Path(name).name))

    @override
    def leave(self) -> bool:
        if self._is_open:
            self._is_open = False
            self._show_form(is_open=False)
            self.table.setFocus()
            return True
        return super().leave()

    def take_code(self, scan: Scan, meaning: Meaning) -> bool:
        """A code goes into the open form, or finds what bears it."""
        code = meaning.article or scan.text.strip()
        if self._is_open:
            self.form.barcode.show_text(code)
            return True
        self.search.show_text(code)
        if not self.table.rows:
            self.search.show_text("")
            self._open(None, PriceDraft(kind="part", barcode=code))
        return True

    def _open(self, item: UUID | None, draft: PriceDraft) -> None:
        self._edited = item
        self._is_open = True
        self._show_form(is_open=True)
        self.form.mark({})
        self.form.show_draft(draft)
        self.form.take_focus()

    def _on_saved(self, _item: UUID) -> None:
        self.leave()
        self.told.emit(self._tr("Saved"))

    def _on_archived(self, _nothing: None) -> None:
        self.told.emit(self._tr("Put away: orders that have it keep it"))

    def _on_bad(self, error: Exception) -> None:
        if isinstance(error, RejectedError) and error.fields:
            self.form.mark(error.fields)
        else:
            self.trouble.emit(error)

    def _show_form(self, *, is_open: bool) -> None:
        """The form stands where the list stood: both at once would be too narrow."""
        self.form.setVisible(is_open)
        for widget in (self.table, self.search, *self.buttons.values()):
            widget.setVisible(not is_open)

    def _put_in(self) -> None:
        """The form stands in the place of the list."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.indexOf(self.table), self.form, 1)

    def _kind(self, row: PriceRow) -> str:
        return self._tr(work_words.KINDS[row.item.kind])

    def _price(self, row: PriceRow) -> str:
        minor = row.item.price_minor
        return "–" if minor is None else formats.amount(minor, self._currency, self._tr.language)

    def _free(self, row: PriceRow) -> str:
        if row.item.kind != "part":
            return ""
        return work_words.quantity(row.free, self._tr.language)


def _text(row: PriceRow) -> str:
    return row.item.text


def _article(row: PriceRow) -> str:
    return row.item.article


def _save(shop: Shop, item: UUID | None, draft: PriceDraft) -> UUID:
    prices = shop.services.price_list
    if item is None:
        return prices.add(draft)
    prices.edit(item, draft)
    return item


def _export(shop: Shop, path: Path) -> int:
    rows = shop.services.price_list.rows()
    price_file.write(path, rows)
    return len(rows)


def _archive(shop: Shop, item: UUID) -> None:
    shop.services.price_list.archive(item)
