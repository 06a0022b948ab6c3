"""Carries out what the table says of a scanned code."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from intake_app.checks import imei, serial
from intake_app.i18n import formats
from intake_app.scanning.meaning import Kind, as_kind, understand
from intake_app.scanning.scan import Scan
from intake_app.ui.forms.written_phones import written
from intake_app.ui.message_bar import Message
from intake_app.ui.scan_table import Act, Context, TakesCodes, act
from intake_app.ui.shelf_notes import ShelfNotes
from intake_app.ui.stage_scans import StageScans

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from intake_app.checks.cheque import Cheque
    from intake_app.scanning.meaning import Meaning
    from intake_app.services.operators import Operator
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts
    from intake_app.ui.widgets.field import Field

_TOPIC = "scan"
_ASKED_S = 30
_SHOWN_MAX = 40
_SAYS = ("scan.serial", "scan.find", "scan.part")


class ScanActions(QObject):
    """`order_asked` carries the id of an order, `client_asked` a ClientRow, `switched` who came."""

    order_asked = Signal(object)
    client_asked = Signal(object)
    switched = Signal(object)
    trouble = Signal(object)

    def __init__(self, parts: Parts, desk: Desk, news: News) -> None:
        super().__init__(parts.window)
        self.trouble.connect(news.say_trouble)
        parts.address.coded.connect(self.look_up)
        self._parts = parts
        self._desk = desk
        self._news = news
        self._asked: tuple[Scan, Meaning] | None = None
        stages = StageScans(parts, desk, self.trouble.emit)
        shelves = ShelfNotes(parts, desk, self._add_note, self.trouble.emit)
        self._acts: dict[Act, Callable[[Scan, Meaning], object]] = {
            Act.OPEN_ORDER: self._open_order,
            Act.OPEN_CLIENT: self._open_client,
            Act.TAKE_CLIENT: self._take_client,
            Act.SWITCH_PERSON: self._switch_person,
            Act.FILL_DEVICE: self._fill_device,
            Act.FILL_PHONE: self._fill_phone,
            Act.NOTE_PURCHASE: self._note_purchase,
            Act.NOTE_PLACE: shelves.write,
            Act.TELL_PLACE: shelves.tell,
            Act.MOVE_STAGE: stages.move,
            Act.TELL_STAGE: stages.tell,
            Act.FIND: self._find,
            Act.HAND_OVER: self._hand_over,
            Act.TELL_LINK: self._tell_link,
            Act.TELL_CHEQUE: self._tell_cheque,
            Act.ASK: self._ask,
        }

    def scan(self, scan: Scan) -> None:
        """Understand a code and act on it, from any screen."""
        self._parts.messages.withdraw(_TOPIC)
        if scan.suspicious and self._context() is not Context.TEST:
            self._news.say(self._desk.tr("The code came in broken: scan it again"), "caution")
        else:
            self._do(scan, understand(scan))

    def look_up(self, typed: str) -> None:
        """Act on a code that was typed to find something, whatever screen is in sight."""
        scan = Scan(typed)
        meaning = understand(scan)
        self._acts[act(Context.OTHER, meaning.kind)](scan, meaning)

    def as_serial(self) -> None:
        """The code asked about is the serial number of what is being taken in."""
        if self._asked is not None:
            scan, meaning = self._taken()
            self._parts.show_screen(self._parts.intake)
            self._fill_device(scan, as_kind(meaning, Kind.SERIAL))

    def as_query(self) -> None:
        """Look for the code asked about."""
        if self._asked is not None:
            self._find(*self._taken())

    def as_part(self) -> None:
        """The code asked about is a part: it goes into the note of the intake."""
        if self._asked is not None:
            _, meaning = self._taken()
            self._parts.show_screen(self._parts.intake)
            self._add_note(self._desk.tr("Part %s") % meaning.code)

    def _do(self, scan: Scan, meaning: Meaning) -> None:
        self._acts[act(self._context(), meaning.kind)](scan, meaning)

    def _context(self) -> Context:
        parts, taker = self._parts, self._taker()
        if taker is not None:
            return taker.scan_context
        usual = (
            (parts.intake, Context.INTAKE),
            (parts.orders, Context.ORDERS),
            (parts.card, Context.CARD),
        )
        return next((where for screen, where in usual if parts.in_sight(screen)), Context.OTHER)

    def _taker(self) -> TakesCodes | None:
        """The screen in sight, or the page of it, that wants codes for itself."""
        screen: QWidget | None = self._parts.stack.currentWidget()
        if screen is self._parts.preferences:
            screen = self._parts.preferences.board.page()
        elif screen is self._parts.storage:
            screen = self._parts.storage.page
        elif screen is self._parts.card and self._parts.card.pages.page is not None:
            screen = self._parts.card.pages.page
        return screen if isinstance(screen, TakesCodes) else None

    def _open_order(self, scan: Scan, meaning: Meaning) -> None:
        order = self._desk.shop.finder.order_by_ticket(meaning.code)
        if order is not None:
            self.order_asked.emit(order)
        elif meaning.or_else:
            self._do(scan, as_kind(meaning, meaning.or_else[0]))
        else:
            self._say(self._desk.tr("No order here has this code: exchange with the hub by F5"))

    def _open_client(self, _scan: Scan, meaning: Meaning) -> None:
        client = self._desk.shop.finder.client_by_ticket(meaning.code)
        if client is None:
            self._say(self._desk.tr("No client here has this code: exchange with the hub by F5"))
        else:
            self.client_asked.emit(client)

    def _take_client(self, scan: Scan, meaning: Meaning) -> None:
        client = self._desk.shop.finder.client_by_ticket(meaning.code)
        if client is None:
            self._open_client(scan, meaning)
        else:
            self._parts.intake.client.recognise(client)

    def _switch_person(self, _scan: Scan, meaning: Meaning) -> None:
        work = partial(_come_by_badge, self._desk.shop, meaning.code)
        self._desk.jobs.store(work, self.switched.emit, self.trouble.emit)

    def _fill_device(self, scan: Scan, meaning: Meaning) -> None:
        intake = self._parts.intake
        # Whole: a device may be known by what would be taken for a label's prefix.
        mark = meaning.code if meaning.kind is Kind.SERIAL else meaning.serial
        codes = (*meaning.imeis, *filter(None, (mark,)))
        if intake.scan(*codes):
            return
        for name, code in zip(("device.imei", "device.imei2"), meaning.imeis, strict=False):
            self._fill(name, code)
        if meaning.serial:
            self._fill("device.serial", meaning.serial)

    def _fill_phone(self, _scan: Scan, meaning: Meaning) -> None:
        """Whoever has this phone is the client; a new one gets it."""
        intake = self._parts.intake
        found = self._desk.shop.finder.clients(meaning.code, 2)
        if intake.client.known() is None and len(found) == 1:
            intake.client.recognise(found[0])
        else:
            self._fill("client.phone", written(meaning.code, self._desk.settings.shop.region))

    def _note_purchase(self, scan: Scan, meaning: Meaning) -> None:
        if meaning.cheque is not None:
            self._add_note(self._cheque_words(meaning.cheque))
            self._tell_cheque(scan, meaning)

    def _find(self, _scan: Scan, meaning: Meaning) -> None:
        parts = self._parts
        parts.show_screen(parts.orders)
        likely = meaning.serial or meaning.code
        ways = (meaning.code, likely, serial.unprefixed(meaning.code, serial.APPLE))
        finder = self._desk.shop.finder
        known = (way for way in dict.fromkeys(ways) if finder.orders(way, 1))
        parts.orders.look_for(next(known, likely))

    def _hand_over(self, scan: Scan, meaning: Meaning) -> None:
        taker = self._taker()
        if taker is None or not taker.take_code(scan, meaning):
            self._ask(scan, meaning)

    def _tell_link(self, _scan: Scan, meaning: Meaning) -> None:
        """Nobody knows where a link leads: it is shown, and never followed."""
        self._say(self._desk.tr("A link, not opened: %s") % _short(meaning.code))

    def _tell_cheque(self, _scan: Scan, meaning: Meaning) -> None:
        if meaning.cheque is not None:
            self._say(self._cheque_words(meaning.cheque), "accent")

    def _ask(self, scan: Scan, meaning: Meaning) -> None:
        """Say that the code is not known, and what it could be; on the list it may find orders."""
        tr, finder = self._desk.tr, self._desk.shop.finder
        if meaning.code and self._context() is Context.ORDERS and finder.orders(meaning.code, 1):
            self._find(scan, meaning)
            return
        known = {
            Kind.PART: tr("An article number, perhaps of a part. What is it?"),
        }
        told = known.get(meaning.kind, tr("This code is not on one of our papers. What is it?"))
        if imei.is_misread(meaning.code):
            told = tr("Check the IMEI: one of its digits is wrong")
        self._asked = (scan, meaning)
        title = _short(meaning.code)
        message = Message(told, "caution", title, topic=_TOPIC, seconds=_ASKED_S, actions=_SAYS)
        self._parts.messages.say(message)

    def _taken(self) -> tuple[Scan, Meaning]:
        """What was asked about; it is answered by that."""
        assert self._asked is not None  # noqa: S101 - callers have looked
        asked, self._asked = self._asked, None
        self._parts.messages.withdraw(_TOPIC)
        return asked

    def _fill(self, name: str, text: str) -> None:
        """Write into a field as a person would, so that undo and whoever listens know of it."""
        field: Field | None = self._parts.intake.fields.get(name)
        line = getattr(field, "line", None)
        if line is not None and line.text() != text:
            line.selectAll()
            line.insert(text)

    def _add_note(self, text: str) -> None:
        note = self._parts.intake.note.note
        note.show_text("\n".join(filter(None, (note.text(), text))))
        self._parts.intake.note.edited.emit()

    def _cheque_words(self, cheque: Cheque) -> str:
        tr, shop = self._desk.tr, self._desk.settings.shop
        told = tr("Cheque of %(day)s, %(sum)s, FN %(drive)s, FD %(number)s")
        return told % {
            "day": f"{cheque.at:%d.%m.%Y}",
            "sum": formats.amount(cheque.minor, shop.currency, self._desk.settings.desk.lang),
            "drive": cheque.drive,
            "number": cheque.number,
        }

    def _say(self, text: str, tone: str = "caution") -> None:
        self._parts.messages.say(Message(text, tone, topic=_TOPIC))


def _come_by_badge(shop: Shop, digits: str) -> Operator:
    """Runs in the store lane, so that what was asked for before is still his who asked."""
    return shop.switch(shop.services.staff.by_badge(digits).operator)


def _short(code: str) -> str:
    return code if len(code) <= _SHOWN_MAX else f"{code[: _SHOWN_MAX - 1]}…"
