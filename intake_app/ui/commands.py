"""What each key of the table does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

from intake_app.ui.actions import written
from intake_app.ui.client_commands import ClientCommands
from intake_app.ui.menus import menu_of
from intake_app.ui.order_titles import TITLES
from intake_app.ui.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu, QWidget

    from intake_app.ui.desk import Desk
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts
    from intake_app.ui.print_question import PrintQuestion


class Commands(QObject):
    """Attaches every row of the table; `sync_asked` is the composition root's business."""

    sync_asked = Signal()

    def __init__(self, parts: Parts, desk: Desk, news: News, question: PrintQuestion) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._desk = desk
        self._news = news
        self._menu: QMenu | None = None
        self._attach_all(question)
        self.clients = ClientCommands(parts, desk, news)
        self._fill_rail()

    def attach_screens(self) -> None:
        """Attach what belongs to the screens that a start did not wait for."""
        parts, made = self._parts, self._parts.actions.made
        self._attach(parts.orders, {"orders.stage": self.choose_stage})
        self._attach(
            parts.card,
            {
                "card.stage": parts.card.choose_stage,
                "card.comment": parts.card.begin_comment,
                "card.passcode": parts.card.extras.passcode.reveal,
                "card.photos": parts.card.extras.focus_photos,
                "card.camera": parts.card.extras.photos.shoot,
                "card.reprint": parts.card.reprint_receipt,
                "card.relabel": parts.card.reprint_label,
                "card.papers": parts.card.choose_paper,
                "card.done": parts.card.pages.done,
                "card.add": parts.card.add,
                "card.remove": parts.card.pages.remove,
                "card.undo": parts.card.undo,
                **{
                    f"card.page{number}": partial(parts.card.pages.go_to, page.name)
                    for number, page in enumerate(TITLES, 1)
                },
            },
        )
        self.clients.attach_screens()
        self._attach(parts.preferences, {"preferences.undo": parts.preferences.undo})
        for action in ("card.stage", "card.client", "card.reprint", "card.relabel", "card.papers"):
            parts.card.add_button(made()[action])

    def new_intake(self) -> None:
        """From anywhere to the intake; there, put the draft aside or take one up."""
        parts = self._parts
        if parts.in_sight(parts.intake):
            parts.intake.park()
        else:
            parts.show_screen(parts.intake)

    def show_intake(self) -> None:
        """Bring the intake into sight."""
        self._parts.show_screen(self._parts.intake)

    def show_orders(self) -> None:
        """Bring the list of orders into sight."""
        self._parts.show_screen(self._parts.orders)

    def show_cash(self) -> None:
        """Bring the cash box into sight."""
        self._parts.show_screen(self._parts.cash)

    def show_storage(self) -> None:
        """Bring into sight what lies in the shop."""
        self._parts.show_screen(self._parts.storage)

    def show_figures(self) -> None:
        """Bring the figures of the shop into sight."""
        self._parts.show_screen(self._parts.figures)

    def show_workshop(self) -> None:
        """Bring into sight what is on the bench."""
        self._parts.show_screen(self._parts.workshop)

    def show_exchange(self) -> None:
        """Bring into sight how the exchange with the hub stands."""
        self._parts.show_screen(self._parts.exchange)

    def show_preferences(self) -> None:
        """Bring the owner's choices into sight."""
        self._parts.show_screen(self._parts.preferences)

    def open_last(self) -> None:
        """Open the order that was taken in last."""
        accepted = self._news.accepted
        if accepted is None:
            self._news.say_nothing_yet()
        else:
            self._parts.show_screen(self._parts.card)
            self._parts.card.open(accepted.order_id)

    def open_earlier(self) -> None:
        """Open the order for which the device in the form should be here, or the last one."""
        history = self._parts.intake.device.history
        if history is not None and history.repairs:
            order = history.open_repair or history.repairs[0]
            self._parts.show_screen(self._parts.card)
            self._parts.card.open(order.order_id)

    def choose_stage(self) -> None:
        """From the list straight to the next stage of the chosen order."""
        order = self._parts.orders.chosen_order()
        if order is not None:
            self._parts.show_screen(self._parts.card)
            self._parts.card.open(order)
            self._parts.card.choose_stage()

    def reprint_last(self) -> None:
        """Print receipt and label of the order taken in last again."""
        accepted = self._news.accepted
        if accepted is None:
            self._news.say_nothing_yet()
            return
        for document in ("receipt", "label"):
            self._parts.card.reprint(accepted.order_id, document)

    def exchange(self) -> None:
        """Ask for an exchange with the hub now."""
        self.sync_asked.emit()

    def toggle_pane(self) -> None:
        """Show or hide the side pane, whatever the width."""
        parts = self._parts
        parts.pane_wanted = not parts.pane.isVisible()
        parts.fit()

    def leave(self) -> None:
        """Esc: close the nearest thing that can be closed; nothing typed is ever lost."""
        parts = self._parts
        sheets = parts.window.findChildren(Sheet)
        sheet = next((found for found in sheets if found.isVisible()), None)
        if sheet is not None:
            sheet.close_sheet()
        elif _shut_something(parts):
            return
        elif parts.messages.dismissible():
            parts.messages.dismiss()
        elif parts.in_sight(parts.card):
            parts.show_screen(parts.behind_card or parts.orders)
        elif (
            (parts.in_sight(parts.clients) and parts.clients.leave())
            or (parts.in_sight(parts.exchange) and parts.exchange.leave())
            or any(
                parts.in_sight(screen) and screen.leave()
                for screen in (parts.storage, parts.cash, parts.figures)
            )
        ):
            return
        else:
            self.show_intake()

    def open_menu(self) -> None:
        """Everything that works now, by scope, at the foot of the rail."""
        parts = self._parts
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = menu_of(parts.actions, self._desk.tr, parts.window)
        foot = parts.rail.mapToGlobal(QPoint(parts.rail.width(), parts.rail.height()))
        self._menu.popup(foot - QPoint(0, self._menu.sizeHint().height()))

    def _attach_all(self, question: PrintQuestion) -> None:
        parts = self._parts
        self._attach(
            parts.window,
            {
                "help.keys": parts.keys.open,
                "intake.new": self.new_intake,
                "find": parts.address.begin,
                "sync.now": self.exchange,
                "menu": self.open_menu,
                "palette": parts.palette.open,
                "screen.intake": self.show_intake,
                "screen.orders": self.show_orders,
                "screen.cash": self.show_cash,
                "screen.storage": self.show_storage,
                "screen.figures": self.show_figures,
                "screen.workshop": self.show_workshop,
                "screen.exchange": self.show_exchange,
                "screen.preferences": self.show_preferences,
                "status": parts.status.begin,
                "order.last": self.open_last,
                "pane": self.toggle_pane,
                "leave": self.leave,
                "intake.take_back": parts.intake.under_way.take_back,
            },
        )
        intake = parts.intake
        self._attach(
            intake,
            {
                "intake.accept": intake.save,
                "intake.save": intake.save_quietly,
                "intake.next": intake.save_and_go_on,
                "intake.clear": intake.wipe,
                "intake.undo": intake.undo,
                "intake.redo": intake.redo,
                "intake.waiting": intake.bar.begin,
                "intake.list": intake.open_list,
                "intake.rework": intake.make_rework,
                "intake.earlier": self.open_earlier,
                "intake.take": intake.checks.take_offer,
                "intake.as_before": intake.terms.take_proposals,
                "intake.keep": intake.checks.keep_doubt,
                "intake.facts": intake.client.show_remarks,
                "intake.camera": intake.condition.shoot,
                "intake.reprint": self.reprint_last,
                **{
                    f"intake.section{number}": section.focus_first
                    for number, section in enumerate(intake.sections, 1)
                },
            },
        )
        self._attach(
            parts.messages,
            {"question.yes": question.answer_yes, "question.no": question.answer_no},
        )

    def _attach(self, widget: QWidget, handlers: dict[str, Callable[..., object]]) -> None:
        for action, handler in handlers.items():
            self._parts.actions.attach(action, widget, handler)

    def _fill_rail(self) -> None:
        parts = self._parts
        made = parts.actions.made()
        screens = (
            "intake",
            "orders",
            "clients",
            "workshop",
            "cash",
            "storage",
            "figures",
            "exchange",
            "preferences",
        )
        for action in (*(f"screen.{screen}" for screen in screens), "menu"):
            row = parts.actions.row(action)
            foot = action == "screen.exchange"
            parts.rail.add(made[action], row.icon, written(row.keys), at_foot=foot)


def _shut_something(parts: Parts) -> bool:
    """A list of stages, a fold somebody is in, or the question to the client himself."""
    if parts.in_sight(parts.card):
        return parts.card.close_stages() or parts.card.pages.leave()
    intake = parts.intake
    if not parts.in_sight(intake):
        return False
    folds = (intake.client, intake.condition)
    return any(part.leave_fold() for part in folds) or intake.hand.stop()
