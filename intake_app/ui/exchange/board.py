"""The screen of the exchange at work: how it stands, and what waits for a person or for the hub."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from intake_app.sync.core.status import Synced
from intake_app.ui.exchange import work
from intake_app.ui.exchange.aside_page import AsidePage
from intake_app.ui.exchange.conflicts_page import ConflictsPage
from intake_app.ui.exchange.crm_page import CrmExchangePage
from intake_app.ui.exchange.health_page import HealthPage, Seen
from intake_app.ui.exchange.indicator import Indicator
from intake_app.ui.exchange.noticed_page import NoticedPage
from intake_app.ui.exchange.settling import Settling
from intake_app.ui.exchange.waiting_page import WaitingPage
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.services.dispute_rows import Owed, Standings
    from intake_app.services.shop import Changes
    from intake_app.sync.core.status import SyncStatus
    from intake_app.sync.core.wire_crm import CrmState
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.upkeep.safety import SafetyState

CONFLICTS, ASIDE, NOTICED, WAITING, HEALTH = "conflicts", "aside", "noticed", "waiting", "health"
CRM = "crm"
TABS = (CONFLICTS, ASIDE, NOTICED, WAITING, HEALTH, CRM)


class ExchangeBoard(QWidget):
    """Read whole in the store lane after each change; `opened` carries whose the chosen one is."""

    opened = Signal(object)
    told = Signal(str)
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._standings: Standings | None = None
        self._status: SyncStatus | None = None
        self._safety: SafetyState | None = None
        self._contact: datetime | None = None
        self._is_arriving = False
        self._wanted = ""
        self._is_reading = self._is_stale = False
        self.indicator = Indicator(desk)
        self.settling = Settling(desk, self)
        self.conflicts = ConflictsPage(look, desk)
        self.aside = AsidePage(look, desk)
        self.noticed = NoticedPage(look, desk)
        self.waiting = WaitingPage(look, desk, self.indicator)
        self.health = HealthPage(look, desk, self.indicator)
        self.crm = CrmExchangePage(look, desk)
        self.tabs = Segments(look, "exchange.tabs", tuple((tab, self._word(tab)) for tab in TABS))
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {
            CONFLICTS: self.conflicts,
            ASIDE: self.aside,
            NOTICED: self.noticed,
            WAITING: self.waiting,
            HEALTH: self.health,
            CRM: self.crm,
        }
        self.state, self.why = QLabel(), QLabel()
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Read everything, and go where something waits for a person."""
        self._is_arriving = True
        self.tabs.take_focus()
        self._read()

    def arrive_at(self, tab: str) -> None:
        """Go to one part as soon as all is read."""
        if self._is_arriving:
            self._wanted = tab
        else:
            self.go_to(tab)

    def notice(self, changes: Changes) -> None:
        """Read again what may have changed."""
        if changes & {"outbox", "conflict", "attention", "durable", "client", "order"}:
            self._read()

    def show_status(self, status: SyncStatus | None, safety: SafetyState | None) -> None:
        """Take in how the exchange and the backups stand."""
        self._status, self._safety = status, safety
        if isinstance(status, Synced):
            self._contact = status.at
        self._tell()

    def show_crms(self, crms: tuple[CrmState, ...]) -> None:
        """Take in how the CRMs stand; without one nothing is shown of them."""
        button = next(one for one in self.tabs.buttons if one.value == CRM)
        button.setVisible(bool(crms))
        owed = sum(one.refused + one.notices for one in crms)
        button.setText(self._word(CRM) + (f"\u00a0({owed})" if owed else ""))
        button.updateGeometry()
        if self.isVisible() and self._stack.currentWidget() is self.crm:
            self.crm.read()

    def go_to(self, tab: str) -> None:
        """Show a part and work in it."""
        if tab == CRM and not self._desk.shop.crms:
            return
        self.tabs.show_value(tab)
        self._show_tab(tab)
        self._enter()

    def leave(self) -> bool:
        """Close the line that is open; False when there is none."""
        page = self._stack.currentWidget()
        if isinstance(page, CrmExchangePage):
            return page.put_entry_away()
        return isinstance(page, ConflictsPage | AsidePage) and page.put_entry_away()

    def keep(self) -> None:
        """What stands is right; what was put aside goes again; what was noticed is settled."""
        self._on_asked("keep")

    def use_other(self) -> None:
        """The other value is right; papers with the number of now."""
        self._on_asked("other")

    def edit(self) -> None:
        """Type the right value."""
        self._on_asked("edit")

    def discard(self) -> None:
        """Give up what was put aside."""
        self._on_asked("discard")

    def undo(self) -> None:
        """Take back what was settled last."""
        self.settling.undo()

    def _on_asked(self, way: str) -> None:
        match self._stack.currentWidget():
            case ConflictsPage():
                self._settle_conflict(way)
            case AsidePage():
                self._settle_aside(way)
            case NoticedPage():
                self._settle_noticed(way)
            case CrmExchangePage() as page:
                page.settle(way)
            case _:
                pass

    def _settle_conflict(self, way: str) -> None:
        row = self.conflicts.table.chosen()
        if row is None:
            return
        if way == "keep":
            self.settling.keep(row)
        elif way == "other":
            self.settling.use_other(row)
        elif way == "edit":
            self.conflicts.begin_edit()

    def _settle_aside(self, way: str) -> None:
        row = self.aside.table.chosen()
        if row is not None and way == "keep":
            self.settling.resend(row)
        elif way == "edit":
            self.aside.begin_edit()
        elif way == "discard":
            self.aside.begin_discard()

    def _settle_noticed(self, way: str) -> None:
        row = self.noticed.table.chosen()
        if row is not None and way == "keep":
            self.settling.seen(row)
        elif row is not None and way == "other" and row.kind == "number":
            self.settling.print_again(row)

    def _on_conflict_typed(self, _purpose: str, text: str) -> None:
        row = self.conflicts.table.chosen()
        if row is not None:
            self.settling.edit(row, text)

    def _on_aside_typed(self, purpose: str, text: str) -> None:
        row = self.aside.table.chosen()
        if row is None:
            return
        if purpose == "edit":
            self.settling.resend(row, text)
        elif text:
            self.settling.discard(row, text)
        else:
            self.aside.entry.mark(self._desk.tr("Say why: the reason is kept"))

    def _read(self) -> None:
        """One reading at a time: what changes meanwhile is read after it."""
        self._is_stale = self._is_reading
        if not self._is_reading:
            self._is_reading = True
            job = partial(work.read, self._desk.shop)
            self._desk.jobs.store(job, self._on_read, self.trouble.emit, self._on_ended)

    def _on_ended(self) -> None:
        self._is_reading = False
        if self._is_stale:
            self._read()

    def _on_read(self, seen: Standings) -> None:
        tr = self._desk.tr
        self._standings = seen
        fine = tr("No two desks disagree")
        self.conflicts.show_rows(seen.conflicts, fine)
        self.aside.show_rows(seen.aside, tr("The hub took everything that was sent"))
        self.noticed.show_rows(seen.noticed, tr("Nothing odd was noticed"))
        self.waiting.show_standings(seen)
        for button in self.tabs.buttons:
            if button.value == CRM:  # counted by the hub: `show_crms`
                continue
            count = _count(seen.owed, button.value)
            button.setText(self._word(button.value) + (f"\u00a0({count})" if count else ""))
            button.updateGeometry()
        self._tell()
        if self._is_arriving:
            self._is_arriving = False
            asked = (tab for tab in (CONFLICTS, ASIDE, NOTICED) if _count(seen.owed, tab))
            self.go_to(self._wanted or next(asked, HEALTH))
            self._wanted = ""

    def _tell(self) -> None:
        seen = self._standings
        if self._status is not None:
            said = self.indicator.say(self._status, self._desk.shop.finder.owed())
            self.state.setText(said.text)
            self.why.setText(said.detail)
            palette = self.state.palette()
            palette.setColor(self.state.foregroundRole(), self._look.colour(said.tone))
            self.state.setPalette(palette)
        if seen is not None:
            self.health.show_seen(Seen(seen, self._status, self._contact, self._safety))

    def _show_tab(self, tab: str) -> None:
        self._stack.setCurrentWidget(self._pages[tab])
        if tab == CRM:
            self.crm.read()

    def _enter(self) -> None:
        page = self._stack.currentWidget()
        if page in {self.health, None}:
            self.tabs.take_focus()
        elif isinstance(page, ConflictsPage | AsidePage | NoticedPage | WaitingPage):
            page.table.setFocus()
        else:
            self.crm.table.setFocus()

    def _word(self, tab: str) -> str:
        tr = self._desk.tr
        return {
            CONFLICTS: tr("Conflicts"),
            ASIDE: tr("Put aside"),
            NOTICED: tr("To look at"),
            WAITING: tr("Waiting"),
            HEALTH: tr("How safe"),
            CRM: tr("CRM"),
        }[tab]

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_tab)
        self.tabs.entered.connect(self._enter)
        for page in (self.conflicts, self.aside, self.noticed, self.crm):
            page.asked.connect(self._on_asked)
            page.opened.connect(self.opened)
        self.conflicts.typed.connect(self._on_conflict_typed)
        self.aside.typed.connect(self._on_aside_typed)
        self.crm.told.connect(self.told)
        self.settling.settled.connect(self._read)
        self.settling.told.connect(self.told)
        self.settling.trouble.connect(self.trouble)

    def _lay_out(self) -> None:
        look, tr = self._look, self._desk.tr
        title = QLabel(tr("Exchange"))
        title.setFont(look.letters(1.25, strong=True))
        self.state.setObjectName("exchange.state")
        self.why.setObjectName("exchange.why")
        self.state.setFont(look.letters(strong=True))
        self.why.setWordWrap(True)
        palette = self.why.palette()
        palette.setColor(self.why.foregroundRole(), look.colour("muted"))
        self.why.setPalette(palette)
        first = QHBoxLayout()
        first.setSpacing(look.px(1.0))
        first.addWidget(title)
        first.addWidget(self.state)
        first.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(look.margin, look.px(0.8), look.px(1.0), look.px(0.5))
        head.setSpacing(look.px(0.3))
        head.addLayout(first)
        head.addWidget(self.why)
        head.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.show_crms(self._desk.shop.crms)


def _count(owed: Owed, tab: str) -> int:
    counts = {
        CONFLICTS: owed.conflicts,
        ASIDE: owed.aside,
        NOTICED: owed.noticed,
        WAITING: owed.pending,
    }
    return counts.get(tab, 0)
