"""One order, to read and to move on: facts at the left, its story at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.checks.stages import LEAVES
from intake_app.services import other_papers
from intake_app.ui import stage_words
from intake_app.ui.actions import spec, written
from intake_app.ui.comment_line import CommentLine
from intake_app.ui.crm_line import CrmLine
from intake_app.ui.order_extras import OrderExtras
from intake_app.ui.order_facts import OrderFacts
from intake_app.ui.order_pages import OrderPages
from intake_app.ui.order_story import OrderStory
from intake_app.ui.paper_sheet import PaperSheet
from intake_app.ui.place_mark import PlaceMark
from intake_app.ui.stage_flow import StageFlow, StageWish
from intake_app.ui.stage_tints import fill
from intake_app.ui.widgets.button import Button
from intake_app.ui.widgets.card import Card
from intake_app.ui.widgets.stage_chip import StageChip

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent

    from intake_app.services.rows import OrderCard
    from intake_app.services.shop import Changes, Shop
    from intake_app.services.stage_rows import Moved
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class OrderScreen(QWidget):
    """`told` carries a sentence that something was done, `trouble` an IntakeError."""

    told = Signal(str)
    trouble = Signal(object)
    shown = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self._order: UUID | None = None
        self._card: OrderCard | None = None
        self._papers: PaperSheet | None = None
        self._number = QLabel()
        self._chip = StageChip(look)
        self._urgent = QLabel(desk.tr("Urgent"))
        self.place = PlaceMark(look, desk.tr)
        self.crm = CrmLine(look, desk, "order")
        self._number.setObjectName("card.number")
        self.setAcceptDrops(True)
        self._bar = QWidget()
        self._buttons = QHBoxLayout(self._bar)
        self._flow = StageFlow(look, desk)
        self.stage = self._flow.field
        self.comment = CommentLine(look, desk)
        self.facts = OrderFacts(look, desk)
        self.extras = OrderExtras(look, desk)
        self.story = OrderStory(look, desk)
        self.pages = OrderPages(look, desk, self._body())
        self._lay_out()
        self._connect()

    @property
    def order(self) -> UUID | None:
        """Which order is on show."""
        return self._order

    @property
    def client(self) -> UUID | None:
        """Whose order is on show."""
        return self._card.client_id if self._card is not None else None

    def open(self, order: UUID) -> None:
        """Show an order; it is read in the store lane."""
        if order != self._order:
            self._card = None
            self.comment.show_order(order)
            self.extras.begin()
        self._order = order
        self.pages.begin(order)
        self.close_stages()
        if self.pages.page is None:
            self.comment.line.setFocus()
        self._read()

    def notice(self, changes: Changes) -> None:
        """Read again when this order may have changed."""
        if changes & self._desk.shop.services.orders.SHOWS:
            self._read()
        if "blob" in changes:
            self.extras.photos.look_again()
        self.pages.notice(changes)

    def choose_stage(self) -> None:
        """Offer the stages this order may go to."""
        self._bar.hide()  # the choice stands where the buttons were, so that nothing moves
        self._flow.show()
        self._flow.begin()

    def close_stages(self) -> bool:
        """Put the choice of stages away; False when it was not open."""
        was_open = self._flow.isVisibleTo(self)
        self._flow.end()
        self._flow.hide()
        self._bar.show()
        if was_open and self.pages.page is None:
            self.comment.line.setFocus()
        elif was_open and self.pages.page is not None:
            self.pages.page.take_focus()
        return was_open

    def begin_comment(self) -> None:
        """Go to the line for comments."""
        self.comment.line.setFocus()

    def reprint_receipt(self) -> None:
        """Print the client's paper again."""
        self._reprint_shown("receipt")

    def reprint_label(self) -> None:
        """Print the device's label again."""
        self._reprint_shown("label")

    def choose_paper(self) -> None:
        """Offer every paper that orders have."""
        if self._papers is None:
            self._papers = PaperSheet(self._look, self._desk, self.window())
            self._papers.chosen.connect(self._reprint_shown)
        if self._order is not None:
            self._papers.open_for(self._order)

    def add(self) -> None:
        """Ins: what it adds is the business of the page in sight; to the card, photos and files."""
        if self.pages.page is None:
            self.extras.choose()
        else:
            self.pages.add()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if self.pages.page is None and (mime.hasUrls() or mime.hasImage()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if self.extras.take_in(event.mimeData()):
            event.acceptProposedAction()

    def add_button(self, action: QAction) -> None:
        """Put an action of this screen in its head."""
        row = spec(action.objectName())
        text = self._desk.tr(row.short) or action.text()
        button = Button(self._look, text, key=written(row.keys), icon=row.icon)
        button.setToolTip(action.toolTip())
        button.setObjectName(f"card.button.{action.objectName()}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(action.trigger)
        self._buttons.insertWidget(self._buttons.count() - 1, button)

    def _read(self) -> None:
        if self._order is None:
            return
        work = partial(_card, self._desk.shop, self._order)
        self._desk.jobs.store(work, self._on_card, self.trouble.emit)

    def _on_card(self, card: OrderCard) -> None:
        if card.row.id != self._order:
            return  # a later order was opened meanwhile
        self._card = card
        stage = card.row.stage
        icon = stage_words.ICONS.get(stage, "help")
        paint = fill(self._desk, stage)
        self._number.setText(card.row.number)
        self._chip.show_stage(paint, icon, stage_words.label(self._desk, stage))
        self._urgent.setVisible(card.urgent)
        self.place.show_place(card.place)
        self.crm.show_record(card.row.id)
        self.facts.show_card(card)
        self.extras.show_card(card)
        self.story.show_events(card.story)
        self.pages.show_card(card)
        self._flow.show_choices(card.choices)  # it may have been asked for before this was read
        self.shown.emit(card)

    def undo(self) -> None:
        """Take the last change of the page in sight back; of the card itself that is a move."""
        if self.pages.page is not None:
            self.pages.undo()
        elif self._order is not None:
            work = partial(_unmove, self._desk.shop, self._order)
            self._desk.jobs.store(work, self._on_moved, self.trouble.emit)

    def _on_wish(self, wish: StageWish) -> None:
        if self._order is None:
            return
        self.close_stages()
        if wish.to in LEAVES:  # who takes it, and what with it, is asked on a page of its own
            self.pages.go_to("handover")
            return
        work = partial(_move, self._desk.shop, self._order, wish)
        self._desk.jobs.store(work, self._on_moved, self.trouble.emit)

    def _on_moved(self, moved: Moved) -> None:
        stage = stage_words.label(self._desk, moved.to)
        self.told.emit(f"{moved.number} · {stage}")
        self._read()

    def reprint(self, order: UUID, document: str, language: str = "") -> None:
        """Print a paper of any order again, in a language or the usual one."""
        work = partial(_reprint, self._desk.shop, order, document, language)
        self._desk.jobs.store(work, self._on_reprinted, self.trouble.emit)

    def _reprint_shown(self, document: str, language: str = "") -> None:
        if self._order is not None:
            self.reprint(self._order, document, language)

    def _on_reprinted(self, _job: object) -> None:
        self.told.emit(self._desk.tr("The paper is in the queue again"))

    def _connect(self) -> None:
        self.stage.lay_list_over(self)
        self._flow.wished.connect(self._on_wish)
        self._flow.left.connect(self.close_stages)
        self.comment.lay_list_over(self)
        self.comment.written.connect(self._read)
        self.comment.trouble.connect(self.trouble)
        self.extras.trouble.connect(self.trouble)
        self.pages.told.connect(self.told)
        self.pages.trouble.connect(self.trouble)
        self.pages.shown.connect(self._on_page)

    def _lay_out(self) -> None:
        look = self._look
        self._number.setFont(look.big)
        self._urgent.setFont(look.letters(strong=True))
        palette = self._urgent.palette()
        palette.setColor(self._urgent.foregroundRole(), look.colour("bad"))
        self._urgent.setPalette(palette)
        self._urgent.hide()
        self._flow.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.margin, look.px(1.0), look.px(1.25), look.px(0.75))
        column.setSpacing(look.px(0.75))
        column.addLayout(self._head())
        column.addWidget(self.pages, 1)

    def _on_page(self, _name: str) -> None:
        if self.pages.page is None:
            self.comment.line.setFocus()

    def _body(self) -> QWidget:
        """What is known at the left, what happened at the right."""
        look = self._look
        whole = QWidget()
        body = QHBoxLayout(whole)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(look.px(1.5))
        for upper, lower in ((self.facts, self.extras), (Card(look, self.story), self.comment)):
            side = QVBoxLayout()
            side.setSpacing(look.px(0.5))
            side.addWidget(upper, 1)
            side.addWidget(lower)
            body.addLayout(side, 5)
        return whole

    def _head(self) -> QVBoxLayout:
        look = self._look
        first = QHBoxLayout()
        first.setSpacing(look.px(0.9))
        for widget in (self._number, self._chip, self._urgent, self.place):
            first.addWidget(widget)
        first.addStretch(1)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(look.px(0.1))
        self._buttons.addStretch(1)
        head = QVBoxLayout()
        head.setSpacing(look.px(0.6))
        head.addLayout(first)
        head.addWidget(self.crm)
        head.addWidget(self._bar)
        head.addWidget(self._flow)
        return head


def _card(shop: Shop, order: UUID) -> OrderCard:
    return shop.services.orders.card(order)


def _move(shop: Shop, order: UUID, wish: StageWish) -> Moved:
    return shop.services.moves.move(
        order,
        wish.to,
        comment=wish.comment,
        outcome=wish.outcome,
        technician=wish.technician,
        place=wish.place,
    )


def _unmove(shop: Shop, order: UUID) -> Moved:
    return shop.services.moves.undo(order)


def _reprint(shop: Shop, order: UUID, document: str, language: str) -> UUID:
    if document in other_papers.OF_CLIENTS:
        return other_papers.queue(shop.services, document, order, language)
    return shop.services.orders.reprint(order, document, language)
