"""What is known of an order, label beside value; empty facts are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from intake_app.i18n import formats
from intake_app.services.condition import told
from intake_app.ui import watch_words, words
from intake_app.ui.dispute_mark import TOLD, marked
from intake_app.ui.exchange.record_words import RecordWords
from intake_app.ui.handover import card_lines
from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.money import Money
    from intake_app.services.rows import OrderCard
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.watch_words import WatchLine


_VERSION = re.compile(r"(\w\w) (\d{4}-\d\d-\d\d)")
"""How the texts that are shipped are named; a shop calls its own as it likes."""


class OrderFacts(QScrollArea):
    """Rebuilt whole for each card."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self._disputed: frozenset[str] = frozenset()
        self._timed: tuple[WatchLine, ...] = ()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        slim(self, look)
        self.viewport().setAutoFillBackground(False)

    def show_card(self, card: OrderCard) -> None:
        """Replace everything."""
        page = QWidget()
        self._disputed = self._disputed_in(card)
        watched = watch_words.lines(self._desk, card.watch) if card.watch else ()
        self._timed = (*watched, *self._cheques(card))
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, self._look.px(0.5), 0)
        grid.setHorizontalSpacing(self._look.px(0.9))
        grid.setVerticalSpacing(self._look.px(0.45))
        grid.setColumnStretch(1, 1)
        line = 0
        for group in self._groups(card):
            told = [(label, value) for label, value in group if value]
            if told and line:
                grid.setRowMinimumHeight(line, self._look.px(0.5))
                line += 1
            for label, value in told:
                self._add(grid, line, label, value)
                line += 1
        grid.setRowStretch(line, 1)
        self.setWidget(page)
        page.setAutoFillBackground(False)  # setWidget turns it on

    def _add(self, grid: QGridLayout, line: int, label: str, value: str) -> None:
        look = self._look
        caption, text = QLabel(label), QLabel(value)
        palette = caption.palette()
        palette.setColor(caption.foregroundRole(), look.colour("muted"))
        caption.setPalette(palette)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setFont(look.letters(strong=line == 0, tabular=True))
        tone = next((line.tone for line in self._timed if line.label == label), "")
        if tone:
            palette = text.palette()
            palette.setColor(text.foregroundRole(), look.colour(tone))
            text.setPalette(palette)
        top = Qt.AlignmentFlag.AlignTop
        is_disputed = label in self._disputed
        shown = marked(look, caption, self._desk.tr(TOLD)) if is_disputed else caption
        grid.addWidget(shown, line, 0, top | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(text, line, 1, top)

    def _disputed_in(self, card: OrderCard) -> frozenset[str]:
        """How the fields are called of which two values wait for a decision."""
        finder, records = self._desk.shop.finder, RecordWords(self._desk)
        found = finder.disputed(card.row.id) | finder.disputed(card.device.id)
        told = {records.field(field) for field in found}
        if "name" in finder.disputed(card.client_id):
            told.add(self._desk.tr("Client"))
        return frozenset(told)

    def _groups(self, card: OrderCard) -> tuple[tuple[tuple[str, str], ...], ...]:
        tr, row, device = self._desk.tr, card.row, card.device
        title = " · ".join(dict.fromkeys(filter(None, (device.title, device.kind))))
        kind = tr(words.REPAIR_KINDS.get(card.repair_kind, card.repair_kind))
        return (
            ((tr("Client"), row.client), (tr("Phone"), formats.phone(row.phone))),
            tuple((line.label, line.value) for line in self._timed if line.tone),
            (
                (tr("Device"), title),
                (tr("Serial number"), device.serial),
                (tr("IMEI"), device.imei),
                (tr("Fault"), row.fault),
                (tr("The diagnosis"), card.diagnosis),
                (tr("Accessories"), told(card.accessory_marks, card.accessories, tr)),
                (tr("Appearance"), told(card.appearance_marks, card.appearance, tr)),
            ),
            (
                (tr("Repair"), kind),
                (tr("Accepted"), f"{self._moment(row.accepted_at)}  {card.accepted_by}".rstrip()),
                (tr("Ready by"), self._moment(row.promised_at)),
                (tr("Technician"), card.terms.technician),
            ),
            tuple((line.label, line.value) for line in self._timed if not line.tone),
            card_lines.lines(card, self._desk),
            self._kind(card),
            (
                (tr("Estimate"), self._estimate(card)),
                (tr("Approval limit"), self._money(card.limit)),
                (tr("Agreed value"), self._money(card.agreed_value)),
                (tr("Client's data"), tr(words.DATA_COPIES.get(card.terms.data_copy, ""))),
                (tr("Conditions"), _version(card.terms.version)),
                (tr("Paid so far"), self._money(row.balance) if row.balance.minor else ""),
            ),
            ((tr("Note"), card.note),),
        )

    def _cheques(self, card: OrderCard) -> tuple[WatchLine, ...]:
        """The fiscal side of what was paid; what is missing stands above, in red."""
        settled, due = card.cheques
        tr, label = self._desk.tr, self._desk.tr("Fiscal cheque")
        if due:
            told = tr.plural("%d is missing: Alt+4", "%d are missing: Alt+4", due) % due
            return (watch_words.WatchLine(label, told, "bad"),)
        return (watch_words.WatchLine(label, tr("printed")),) if settled else ()

    def _kind(self, card: OrderCard) -> tuple[tuple[str, str], ...]:
        """What only its kind of repair is asked."""
        tr, terms = self._desk.tr, card.terms
        start, end = self._moment(terms.site_from), terms.site_to
        until = f"–{end.astimezone(self._zone):%H:%M}" if start and end else ""
        return (
            (tr("Seller"), terms.seller),
            (tr("Bought on"), formats.day(terms.bought_on)),
            (tr("Warranty until"), formats.day(terms.warranty_until)),
            (tr("Warranty card"), terms.warranty_card),
            (tr("Claim number"), terms.claim_number),
            (tr("Earlier order"), terms.rework_number),
            (tr("Client wants it by"), formats.day(terms.due_by_client)),
            (tr("Where to come"), terms.site_address),
            (tr("When"), f"{start}{until}"),
            (tr("Travel fee"), self._money(terms.travel)),
            (tr("Article"), terms.article),
            (tr("Grade"), terms.grade),
        )

    def _estimate(self, card: OrderCard) -> str:
        kind = self._desk.tr(words.ESTIMATE_KINDS.get(card.terms.estimate_kind, ""))
        return ", ".join(filter(None, (self._money(card.estimate), kind)))

    def _moment(self, at: datetime | None) -> str:
        return formats.moment(at, self._desk.tr.language, self._zone) if at else ""

    def _money(self, money: Money | None) -> str:
        if money is None:
            return ""
        return formats.amount(money.minor, money.currency, self._desk.tr.language)


def _version(said: str) -> str:
    """The text a client agreed to, by its day."""
    found = _VERSION.fullmatch(said)
    if found is None:
        return said
    language = words.LANGUAGES.get(found[1], found[1])
    return f"{formats.day(found[2])}, {language}"
