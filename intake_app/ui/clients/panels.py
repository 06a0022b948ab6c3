"""Beside the fields: orders page by page, devices, and the cards that are this client, too."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.i18n import formats
from intake_app.ui import stage_words
from intake_app.ui.clients import client_words
from intake_app.ui.clients.lines import Lines, TallLines
from intake_app.ui.tables.table_model import Column
from intake_app.ui.widgets.button import Button

if TYPE_CHECKING:
    from intake_app.services.client_card import ClientCard, MergeRow
    from intake_app.services.rows import DeviceRow, NearClient, OrderRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class OrderLines(Lines["OrderRow"]):
    """The orders of one client, latest first."""

    def __init__(self, look: Look, desk: Desk) -> None:
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        tr = desk.tr
        columns = (
            Column(tr("No."), self._number),
            Column(tr("Device"), self._device),
            Column(tr("Fault"), self._fault, grows=True),
            Column(tr("Stage"), self._stage),
            Column(tr("Accepted"), self._accepted),
        )
        super().__init__(look, "clients.orders", tr("Orders"), columns)

    @staticmethod
    def _number(row: OrderRow) -> str:
        return row.number

    @staticmethod
    def _device(row: OrderRow) -> str:
        return row.device

    @staticmethod
    def _fault(row: OrderRow) -> str:
        return row.fault

    def _stage(self, row: OrderRow) -> str:
        return stage_words.label(self._desk, row.stage)

    def _accepted(self, row: OrderRow) -> str:
        return f"{row.accepted_at.astimezone(self._zone):%d.%m.%Y}"


class DeviceLines(Lines["DeviceRow"]):
    """The devices of one client, the one that was here last first."""

    def __init__(self, look: Look, desk: Desk) -> None:
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        tr = desk.tr
        columns = (
            Column(tr("Device"), self._title),
            Column(tr("Serial number"), self._number),
            Column(tr("Last fault"), self._fault, grows=True),
            Column(tr("Was here"), self._seen),
        )
        super().__init__(look, "clients.devices", tr("Devices"), columns)

    @staticmethod
    def _title(row: DeviceRow) -> str:
        return row.title

    @staticmethod
    def _number(row: DeviceRow) -> str:
        return row.serial or row.imei

    @staticmethod
    def _fault(row: DeviceRow) -> str:
        return row.last_fault

    def _seen(self, row: DeviceRow) -> str:
        return f"{row.last_seen.astimezone(self._zone):%d.%m.%Y}" if row.last_seen else ""


class CardsPanel(QWidget):
    """`parted` carries a merge to take back, `compared` a client who may be the same."""

    parted = Signal(object)
    compared = Signal(object)
    apart = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        tr = desk.tr
        self.merged: TallLines[MergeRow] = TallLines(
            look,
            "clients.merged",
            tr("Cards merged into this one"),
            (
                Column(tr("Name"), _merged_name, grows=True),
                Column(tr("Phone"), _merged_phone),
                Column(tr("Merged"), self._merged_when),
            ),
        )
        self.near: TallLines[NearClient] = TallLines(
            look,
            "clients.near",
            tr("May be the same client"),
            (
                Column(tr("Name"), _near_name, grows=True),
                Column(tr("Phone"), _near_phone),
                Column(tr("By"), self._near_why),
            ),
        )
        self.part = Button(look, tr("Take the merge back"), icon="link-off")
        self.part.setObjectName("clients.part")
        self.compare = Button(look, tr("Compare"), icon="arrows-exchange")
        self.compare.setObjectName("clients.compare")
        self.two = Button(look, tr("Two clients"), key="F7", icon="users")
        self.two.setObjectName("clients.apart")
        self._lay_out(look)
        self.two.clicked.connect(self.apart)
        self.part.clicked.connect(self._on_part)
        self.compare.clicked.connect(self._on_compare)
        self.merged.opened.connect(self._on_part)
        self.near.opened.connect(self._on_compare)

    def show_card(self, card: ClientCard) -> None:
        """Show what was merged and what may be."""
        tr = self._desk.tr
        self.merged.show_rows(card.merges, tr("No other card was merged into this one"))
        self.near.show_rows(card.near, tr("Nobody shares a phone, an e-mail or a tax number"))
        self.part.setVisible(bool(card.merges))
        for button in (self.compare, self.two):
            button.setVisible(bool(card.near))

    def _on_part(self) -> None:
        row = self.merged.chosen()
        if row is not None:
            self.parted.emit(row.id)

    def _on_compare(self) -> None:
        row = self.near.chosen()
        if row is not None:
            self.compared.emit(row.client.id)

    def _merged_when(self, row: MergeRow) -> str:
        day = f"{row.at.astimezone(self._zone):%d.%m.%Y}"
        return " ".join(filter(None, (day, row.by, row.reason)))

    def _near_why(self, row: NearClient) -> str:
        return self._desk.tr(client_words.WHYS.get(row.why, row.why))

    def _lay_out(self, look: Look) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(0.5), look.px(0.5), look.px(0.5), 0)
        column.setSpacing(look.px(0.4))
        for lines, *buttons in ((self.merged, self.part), (self.near, self.compare, self.two)):
            title = QLabel(lines.accessibleName())
            title.setFont(look.letters(strong=True))
            column.addWidget(title)
            column.addWidget(lines, 1)
            row = QHBoxLayout()
            row.setSpacing(look.px(0.4))
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)


def _merged_name(row: MergeRow) -> str:
    return row.name


def _merged_phone(row: MergeRow) -> str:
    return formats.phone(row.phone)


def _near_name(row: NearClient) -> str:
    return row.client.name


def _near_phone(row: NearClient) -> str:
    return formats.phone(row.client.phone)
