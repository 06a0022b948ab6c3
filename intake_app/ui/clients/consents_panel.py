"""What the client agreed to: each purpose apart, given on paper, taken back at once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from intake_app.checks.consent_rules import ConsentFact, Purpose, Standing
from intake_app.i18n import formats
from intake_app.ui.clients import client_words
from intake_app.ui.clients.consent_words import told
from intake_app.ui.clients.lines import TallLines
from intake_app.ui.tables.table_model import Column
from intake_app.ui.widgets.button import Button

if TYPE_CHECKING:
    from intake_app.services.client_card import ClientCard
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class ConsentBlock(QWidget):
    """One purpose."""

    printed = Signal(str)
    granted = Signal(str)
    withdrawn = Signal(str)

    def __init__(self, look: Look, desk: Desk, purpose: Purpose) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._purpose = purpose
        tr = desk.tr
        name = f"clients.consent.{purpose.value}"
        self._said = QLabel()
        self._said.setObjectName(f"{name}.said")
        self.print = Button(look, tr("Print"), icon="printer")
        self.grant = Button(look, tr("Signed on paper"), icon="check")
        self.withdraw = Button(look, tr("Withdraw"), icon="ban")
        for button, word in (
            (self.print, "print"),
            (self.grant, "grant"),
            (self.withdraw, "withdraw"),
        ):
            button.setObjectName(f"{name}.{word}")
        self._lay_out()
        self.print.clicked.connect(self._on_print)
        self.grant.clicked.connect(self._on_grant)
        self.withdraw.clicked.connect(self._on_withdraw)

    def show_standing(self, found: Standing) -> None:
        """Say how it stands; what holds can be withdrawn, what does not can be given."""
        self._said.setText(told(found, self._desk))
        palette = self._said.palette()
        tone = self._look.colour("good" if found.holds else "muted")
        palette.setColor(self._said.foregroundRole(), tone)
        self._said.setPalette(palette)
        had_focus = self.withdraw.hasFocus() or self.grant.hasFocus()
        self.withdraw.setVisible(found.holds)
        self.grant.setVisible(not found.holds)
        if had_focus:
            (self.withdraw if found.holds else self.grant).setFocus()

    def _on_print(self) -> None:
        self.printed.emit(self._purpose.value)

    def _on_grant(self) -> None:
        self.granted.emit(self._purpose.value)

    def _on_withdraw(self) -> None:
        self.withdrawn.emit(self._purpose.value)

    def _lay_out(self) -> None:
        look = self._look
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        title = QLabel(self._desk.tr(client_words.PURPOSES[self._purpose]))
        title.setFont(look.letters(strong=True))
        self._said.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(look.px(0.6))
        head.addWidget(title)
        head.addWidget(self._said, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(0.3))
        for button in (self.print, self.grant, self.withdraw):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.2))
        column.addLayout(head)
        column.addLayout(buttons)


class ConsentsPanel(QWidget):
    """The signals carry the code of a purpose."""

    printed = Signal(str)
    granted = Signal(str)
    withdrawn = Signal(str)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self.blocks = {purpose: ConsentBlock(look, desk, purpose) for purpose in Purpose}
        tr = desk.tr
        columns = (
            Column(tr("Date"), self._date),
            Column(tr("Consent"), self._about, grows=True),
            Column(tr("How"), self._how),
            Column(tr("Text"), self._text),
            Column(tr("Who"), self._by),
        )
        self.ledger: TallLines[ConsentFact] = TallLines(
            look, "clients.ledger", tr("All that was said about consents"), columns
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(0.5), look.px(0.5), look.px(0.5), 0)
        column.setSpacing(look.px(0.6))
        for block in self.blocks.values():
            column.addWidget(block)
            block.printed.connect(self.printed)
            block.granted.connect(self.granted)
            block.withdrawn.connect(self.withdrawn)
        self.ledger.setMinimumHeight(look.px(1.5))  # the papers come first where room is short
        column.addWidget(self.ledger, 1)

    def show_card(self, card: ClientCard) -> None:
        """Show how things stand and everything that was ever said."""
        for found in card.consents:
            self.blocks[found.purpose].show_standing(found)
        self.ledger.show_rows(card.ledger, self._desk.tr("Nothing was asked or given yet"))

    def _date(self, row: ConsentFact) -> str:
        return formats.full_moment(row.at, self._zone)

    def _about(self, row: ConsentFact) -> str:
        tr = self._desk.tr
        purpose = tr(client_words.PURPOSES.get(row.purpose, row.purpose))
        return f"{purpose}: {tr(client_words.ACTS.get(row.act, row.act))}"

    def _how(self, row: ConsentFact) -> str:
        way = self._desk.tr(client_words.WAYS.get(row.way, row.way))
        proof = client_words.EVIDENCE.get(row.evidence.partition(":")[0], "")
        return " · ".join(filter(None, (way, self._desk.tr(proof) if proof else "", row.note)))

    @staticmethod
    def _text(row: ConsentFact) -> str:
        """Which text it was; of a consent from elsewhere nobody knows."""
        return row.text_version or "–"

    @staticmethod
    def _by(row: ConsentFact) -> str:
        return row.by
