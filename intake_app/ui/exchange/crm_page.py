"""What a CRM did not take, what happened to our records there, and what a person decides."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from intake_app.errors import IntakeError, Problem
from intake_app.sync.core.wire_crm_work import Choice
from intake_app.ui import backup_words, crm_words, problem_texts
from intake_app.ui.exchange import crm_rows
from intake_app.ui.exchange.crm_rows import DECIDED, DUPLICATE, REFUSED, CrmRow, CrmSeen
from intake_app.ui.exchange.settle_page import SettlePage
from intake_app.ui.tables.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.services.dispute_rows import Whose
    from intake_app.sync.core.wire_crm import CrmState
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

LANE = "crm"


class CrmExchangePage(SettlePage[CrmRow]):
    """Reads and decides in the lane of CRMs; what is refused is mended on its card."""

    told = Signal(str)
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        columns = (
            Column(tr("Of whom"), self._title),
            Column(tr("What"), self._what),
            Column(tr("CRM"), self._crm),
            Column(tr("Since"), self._when),
        )
        ways = {
            "keep": tr("Send again"),
            "other": tr("Make it there"),
            "edit": tr("Another one"),
            "discard": tr("Skip it"),
            "open": tr("Open"),
        }
        super().__init__(look, desk, "crm", columns, ways)
        self.state = QLabel()
        self.state.setObjectName("exchange.crm.state")
        self.state.setWordWrap(True)
        self.state.setContentsMargins(look.margin, look.px(0.3), look.margin, look.px(0.5))
        self.above.addWidget(self.state)
        self.typed.connect(self._on_typed)

    def read(self) -> None:
        """Ask the hub anew."""
        self._do(partial(crm_rows.read, self.desk.shop), self._on_read)

    def settle(self, way: str) -> None:
        """Do what a key or a button said with the row that is chosen."""
        row = self.table.chosen()
        if row is None or not self.buttons[way].isVisibleTo(self):
            return
        shop = self.desk.shop
        match way:
            case "edit":
                hint = ", ".join(f"{remote} {name}" for remote, name in row.others.items())
                self.begin_entry("edit", "", hint)
            case "keep" if row.what == REFUSED:
                self._do(partial(crm_rows.resend, shop, row), self._on_done)
            case "keep" if row.what == DUPLICATE:
                self._link(row, next(iter(row.others), ""))
            case "keep":
                self._decide(row, Choice.SEEN)
            case "other":
                self._decide(row, Choice.CREATE)
            case _:
                self._decide(row, Choice.LEAVE)

    @override
    def whose(self, row: CrmRow) -> Whose:
        return row.whose

    @override
    def show_row(self, row: CrmRow) -> None:
        tr, is_owed = self.desk.tr, row.what in DECIDED
        self.heading.setText(" · ".join(filter(None, (self._what(row), self._title(row)))))
        self.sentence.setText(self._sentence(row))
        keep = {REFUSED: tr("Send again"), DUPLICATE: tr("Link them")}
        self.buttons["keep"].setText(keep.get(row.what, tr("Settled")))
        self.buttons["keep"].setAccessibleName(self.buttons["keep"].text())
        self.buttons["keep"].setVisible(not is_owed or row.what == DUPLICATE)
        self.buttons["other"].setVisible(is_owed)
        self.buttons["discard"].setVisible(is_owed)
        self.buttons["edit"].setVisible(len(row.others) > 1)

    def _sentence(self, row: CrmRow) -> str:
        tr = self.desk.tr
        if row.what == REFUSED:
            told = tr("The CRM says: %s. Mend it on the card, it is then sent by itself")
            return told % row.words
        if row.notice is None:
            return row.words
        said = crm_words.notice(row.notice, self.desk)
        return f"{said} (№ {row.remote})" if row.remote else said

    def _decide(self, row: CrmRow, choice: Choice) -> None:
        self._do(partial(crm_rows.decide, self.desk.shop, row, choice), self._on_done)

    def _link(self, row: CrmRow, remote: str) -> None:
        self._do(partial(crm_rows.decide, self.desk.shop, row, Choice.LINK, remote), self._on_done)

    def _on_typed(self, _purpose: str, text: str) -> None:
        row = self.table.chosen()
        remote = text.split(maxsplit=1)[0] if text else ""
        if row is not None and remote in row.others:
            self._link(row, remote)
        else:
            self.entry.mark(self.desk.tr("Type the number of one of them"))

    def _do(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self.desk.jobs.device(LANE, work, done, self._on_failed)

    def _on_read(self, seen: CrmSeen) -> None:
        self.state.setText("\n".join(self._state(one) for one in seen.crms))
        self.show_rows(seen.rows, self.desk.tr("The CRM took everything, and nothing is to decide"))

    def _on_done(self, _nothing: None) -> None:
        self.told.emit(self.desk.tr("Done; the hub goes on with it"))
        self.read()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, IntakeError) and error.problem is Problem.HUB_AWAY:
            told = self.desk.tr("The hub does not answer: what is known of the CRM may be old")
            self.state.setText(told)
        elif isinstance(error, IntakeError):
            self.state.setText(problem_texts.explain(error, self.desk.tr))

    def _state(self, one: CrmState) -> str:
        tr, desk = self.desk.tr, self.desk
        said = [f"{one.name}: {crm_words.state(one, desk)}", crm_words.counts(one, desk)]
        if one.contact_ms:
            said.append(tr("last contact %s") % self._moment(one.contact_ms))
        lines = [" · ".join(said)]
        if one.state == "stopped":
            lines.append(crm_words.why(one.why, one.words, desk))
        lines.append(crm_words.key_warning(one, desk))
        return "\n".join(filter(None, lines))

    def _title(self, row: CrmRow) -> str:
        return row.whose.title

    def _what(self, row: CrmRow) -> str:
        tr = self.desk.tr
        if row.what == REFUSED:
            return tr("Refused")
        return tr(crm_words.NOTICES.get(row.what, row.what))

    def _crm(self, row: CrmRow) -> str:
        return row.crm

    def _when(self, row: CrmRow) -> str:
        return self._moment(row.at_ms) if row.at_ms else ""

    def _moment(self, ms: int) -> str:
        return backup_words.moment(self.desk, datetime.fromtimestamp(ms / 1000, UTC))
