"""What keys do to the flow of intakes: repeat one, void one, take many in."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from intake_app.errors import Problem
from intake_app.services.device_history import WARRANTY_KEY, warranty_days
from intake_app.services.drafts import (
    ClientDraft,
    ClientKind,
    DeviceDraft,
    IntakeDraft,
    RepairKind,
)
from intake_app.ui.message_bar import Message
from intake_app.ui.paper_commands import PaperCommands

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.rows import Accepted, OrderCard, Voided
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts


class FlowCommands(QObject):
    """Attaches its rows of the table to the screens they belong to."""

    trouble = Signal(object)

    def __init__(self, parts: Parts, desk: Desk, news: News) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._desk = desk
        self._news = news
        for action, screen, handler in (
            ("intake.repeat", parts.intake, self.repeat_last),
            ("orders.repeat", parts.orders, self.repeat_chosen),
            ("card.repeat", parts.card, self.repeat_shown),
            ("card.void", parts.card, self.void_shown),
            ("intake.batch", parts.intake, self.begin_batch),
            ("batch.accept", parts.batch, parts.batch.accept),
            ("batch.remove", parts.batch, parts.batch.remove),
            ("batch.undo", parts.batch, parts.batch.undo),
        ):
            parts.actions.attach(action, screen, handler)
        self._papers = PaperCommands(parts, desk, news)
        parts.batch.received.connect(self._on_batch)
        parts.batch.trouble.connect(news.say_trouble)
        self.trouble.connect(news.say_trouble)

    def repeat_last(self) -> None:
        """The order taken in last, once more."""
        if self._news.accepted is None:
            self._news.say_nothing_yet()
        else:
            self._repeat(self._news.accepted.order_id)

    def repeat_chosen(self) -> None:
        """The order chosen in the list, once more."""
        order = self._parts.orders.chosen_order()
        if order is not None:
            self._repeat(order)

    def repeat_shown(self) -> None:
        """The order on show, once more."""
        if self._parts.card.order is not None:
            self._repeat(self._parts.card.order)

    def void_shown(self) -> None:
        """Void the order on show; the reason is what stands in the line for comments."""
        card = self._parts.card
        reason = card.comment.text()
        if not reason:
            card.begin_comment()
            told = self._desk.tr("Type the reason as a comment, then press Ctrl+W again")
            self._news.say(told, "caution")
        elif card.order is not None:
            work = partial(_void, self._desk.shop, card.order, reason)
            self._desk.jobs.store(work, self._on_voided, self.trouble.emit)

    def begin_batch(self) -> None:
        """Scan many devices that have in common what stands in the form."""
        intake, batch = self._parts.intake, self._parts.batch
        begun = batch.resume()
        if begun is not None:
            self._take_up(begun)
        if intake.condition.is_reading_photos():  # each of the many is to have it
            intake.checks.mark({"photos": Problem.PHOTO_PENDING})
        elif not intake.checks.refuse():
            self._parts.show_screen(batch)
            batch.begin(intake.draft())

    def _take_up(self, begun: IntakeDraft) -> None:
        """A batch was cut short: its client is known by now, if any of it was taken in."""
        intake = self._parts.intake
        draft, client = intake.draft(), begun.client
        if intake.is_untouched():
            intake.show_draft(begun)
        elif (draft.client.name, draft.client.phone) == (client.name, client.phone):
            intake.show_draft(_completed(draft, begun))

    def _repeat(self, order: UUID) -> None:
        work = partial(_card, self._desk.shop, order)
        self._desk.jobs.store(work, self._on_card, self.trouble.emit)

    def _on_card(self, card: OrderCard) -> None:
        parts = self._parts
        parts.stack.setCurrentWidget(parts.intake)
        if not parts.intake.is_untouched():
            parts.intake.park()
        parts.intake.show_draft(self._again(card))
        parts.show_screen(parts.intake)

    def _again(self, card: OrderCard) -> IntakeDraft:
        """Same client, same device, nothing said of the fault; rework while our warranty runs."""
        finder, row, device = self._desk.shop.finder, card.row, card.device
        found = finder.clients(row.phone or row.client)
        kind = next((each.kind for each in found if each.id == card.client_id), ClientKind.PERSON)
        history = finder.device_history(device.id)
        zone = ZoneInfo(self._desk.settings.shop.timezone)
        days = warranty_days(finder.preference(WARRANTY_KEY))
        today = self._desk.now().astimezone(zone).date()
        running = history.warranty(days, zone, today) if history is not None else None
        return IntakeDraft(
            client=ClientDraft(id=card.client_id, kind=kind, name=row.client, phone=row.phone),
            device=DeviceDraft(
                id=device.id,
                kind=device.kind,
                brand=device.brand,
                model=device.model,
                serial=device.serial,
                imei=device.imei,
                imei2=device.imei2,
                colour=device.colour,
            ),
            rework_of=running[0].order_id if running else None,
            **_where(card, free=running is not None),
        )

    def _on_voided(self, voided: Voided) -> None:
        tr = self._desk.tr
        self._parts.card.comment.wipe()
        told = tr("voided") + (". " + tr("Tear up its papers") if voided.was_printed else "")
        self._news.say(told, "accent")

    def _on_batch(self, taken: tuple[Accepted, ...]) -> None:
        """The form held what they had in common; it begins anew."""
        parts, tr = self._parts, self._desk.tr
        self._news.accepted = taken[-1]
        parts.intake.clear()
        if parts.in_sight(parts.batch):
            parts.show_screen(parts.intake)
        count = tr.plural("%d device taken in", "%d devices taken in", len(taken)) % len(taken)
        numbers = dict.fromkeys((taken[0].number, taken[-1].number))
        title = " … ".join(numbers)
        parts.messages.say(Message(count, "good", title=title, topic="saved"))


def _card(shop: Shop, order: UUID) -> OrderCard:
    return shop.services.orders.card(order)


def _where(card: OrderCard, *, free: bool) -> dict[str, Any]:
    """The kind of the next repair; whoever was visited before is visited again, at his address."""
    if free:
        return {"repair_kind": RepairKind.OWN_WARRANTY}
    if card.repair_kind != RepairKind.ONSITE:
        return {"repair_kind": RepairKind.PAID}
    return {"repair_kind": RepairKind.ONSITE, "site_address": card.terms.site_address}


def _void(shop: Shop, order: UUID, reason: str) -> Voided:
    return shop.services.intakes.void(order, reason)


def _completed(draft: IntakeDraft, begun: IntakeDraft) -> IntakeDraft:
    """What stands in the form, and of the batch what is missing there."""
    blank = IntakeDraft()
    missing = [
        each.name
        for each in fields(blank)
        if getattr(draft, each.name) == getattr(blank, each.name)
    ]
    taken = {name: getattr(begun, name) for name in missing}
    return replace(draft, **taken | {"client": begun.client})
