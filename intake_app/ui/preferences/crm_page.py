"""The CRMs of the shop: added step by step, tried, looked at, then started."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtWidgets import QLabel, QListWidgetItem, QProgressBar, QWidget
from typing_extensions import override

from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.sync.core.wire_crm import CrmsReply, KeyRequest
from intake_app.ui import crm_words, problem_texts
from intake_app.ui.preferences.crm_adding import CrmAdding
from intake_app.ui.preferences.crm_facts import CrmFacts
from intake_app.ui.preferences.crm_looking import CrmLooking
from intake_app.ui.preferences.crm_mapping import CrmMapping
from intake_app.ui.preferences.crm_trying import CrmTrying
from intake_app.ui.preferences.crm_verbs import CrmVerbs
from intake_app.ui.preferences.dress import dress
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.preferences.row_list import TallRowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.services.crm_desk import CrmDesk
    from intake_app.services.dispute_rows import Whose
    from intake_app.services.shop import Shop
    from intake_app.sync.core.wire_crm import AddRequest, CrmState, ProbeReply, SchemaReply
    from intake_app.sync.core.wire_crm_work import CrmMap, DryReply
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_Answer = TypeVar("_Answer")

LANE = "crm"
_AGAIN_MS = 2000
_FEW = 4


class CrmPage(PreferencePage):
    """Everything is asked of the hub, in a lane; what moves is asked for again while in sight."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "Clients and orders go to a CRM through the hub, and what its managers change comes"
            " back. Passcodes and notes of the staff never leave the shop."
        )
        super().__init__(look, desk, tr("CRM"), about)
        self._crms: tuple[CrmState, ...] = ()
        self._name = ""
        self.list = TallRowList(look)
        self.told = QLabel()
        self.verbs = CrmVerbs(look, desk)
        self.facts = CrmFacts(look, desk)
        self.adding = CrmAdding(look, desk)
        self.trying = CrmTrying(look, desk)
        self.looking = CrmLooking(look, desk)
        self.mapping = CrmMapping(look, desk)
        self._panels = (self.facts, self.adding, self.trying, self.looking, self.mapping)
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN_MS)
        self._arrange()
        self._connect()

    @override
    def refresh(self) -> None:
        """Ask how things stand."""
        self._do(_all, self._on_all)

    def begin_new(self) -> None:
        """Ask for another one."""
        self._show(self.adding)
        self.adding.begin()

    @property
    def progress(self) -> QProgressBar:
        """How far a transfer is."""
        return self.facts.progress

    def _chosen(self) -> CrmState | None:
        return next((one for one in self._crms if one.name == self._name), None)

    def _do(self, work: Callable[[CrmDesk], _Answer], done: Callable[[_Answer], None]) -> None:
        job = partial(_asked, self.desk.shop, work)
        self.desk.jobs.device(LANE, job, done, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, IntakeError):
            return
        if error.problem is Problem.NO_HUB:
            self._tell(self.desk.tr("A CRM is reached through the hub: join one in Hub and desks"))
        else:
            self._tell(problem_texts.explain(error, self.desk.tr))

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _on_all(self, found: CrmsReply) -> None:
        self.told.hide()
        self._crms = found.crms
        self.adding.offer(found.offers)
        names = [one.name for one in found.crms]
        if self._name not in names:
            self._name = names[0] if names else ""
        with QSignalBlocker(self.list):
            self.list.clear()
            for one in found.crms:
                QListWidgetItem(self._line(one), self.list)
            self.list.setCurrentRow(names.index(self._name) if names else -1)
        self.list.fit()
        row = max(self.list.sizeHintForRow(0), self.look.px(1.9))
        self.list.setFixedHeight(row * max(1, min(_FEW, len(names))) + self.look.px(0.4))
        self._show_chosen()
        if not names:
            self._show(self.adding)

    def _line(self, one: CrmState) -> str:
        desk = self.desk
        said = [one.name, crm_words.state(one, desk)]
        if one.state not in {"new", "dry"}:
            said.append(crm_words.counts(one, desk))
        return " · ".join(said)

    def _on_row(self, place: int) -> None:
        if 0 <= place < len(self._crms):
            self._name = self._crms[place].name
            self.trying.clear()
            self._show(self.facts)
            self._show_chosen()

    def _show_chosen(self) -> None:
        one = self._chosen()
        self.verbs.show_state(one)
        if one is not None:
            self.facts.show_state(one)
            if not any(panel.isVisibleTo(self) for panel in self._panels):
                self._show(self.facts)
        moves = one is not None and one.state == "running" and bool(one.waiting)
        if moves or self.looking.stop.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _show(self, panel: QWidget) -> None:
        for one in self._panels:
            one.setVisible(one is panel)

    def _on_add(self, asked: AddRequest) -> None:
        self._name = asked.name
        if asked.name in {one.name for one in self._crms}:
            self.adding.mark(self.desk.tr("A CRM of this name is there already"))
            return
        self._tell(self.desk.tr("Adding …"))
        self._do(lambda crm: crm.add(asked), self._on_added)

    def _on_added(self, found: CrmsReply) -> None:
        self._on_all(found)
        self._on_test()

    def _on_test(self) -> None:
        if not self._name:
            return
        self._show(self.trying)
        self.trying.clear()
        self.trying.say(self.desk.tr("Trying the connection …"), "muted")
        name = self._name
        self._do(lambda crm: crm.probe(name), self._on_tried)

    def _on_tried(self, found: ProbeReply) -> None:
        self.trying.show_found(found)
        self.refresh()

    def _on_schema(self, key: str) -> None:
        asked = KeyRequest(name=self._name, key=key)
        self.trying.say(self.desk.tr("Adding the fields; a CRM may need a minute …"), "muted")
        self._do(lambda crm: crm.add_schema(asked), self._on_schema_added)

    def _on_schema_added(self, done: SchemaReply) -> None:
        if done.why:
            self.trying.say(crm_words.why(done.why, done.words, self.desk), "caution")
        else:
            self._on_test()

    def _on_key(self, key: str) -> None:
        asked = KeyRequest(name=self._name, key=key)
        self._do(lambda crm: crm.change_key(asked), self._on_key_changed)

    def _on_key_changed(self, _nothing: None) -> None:
        self._on_test()

    def _on_map(self) -> None:
        name = self._name
        self._do(lambda crm: crm.field_map(name), self._on_mapped)

    def _on_mapped(self, fields: CrmMap) -> None:
        self.mapping.show_map(fields)
        self._show(self.mapping)
        self.mapping.rows.setFocus()

    def _on_save(self, fields: CrmMap) -> None:
        self._do(lambda crm: crm.set_map(fields), self._on_saved)

    def _on_saved(self, _nothing: None) -> None:
        self._tell(self.desk.tr("The fields are saved; what is in the CRM already is sent again"))

    def _on_dry(self) -> None:
        self.looking.begin()
        self._show(self.looking)
        name = self._name
        self._do(lambda crm: crm.begin_dry(name), self._on_looked)

    def _on_dry_stop(self) -> None:
        name = self._name
        self._do(lambda crm: crm.stop_dry(name), self._on_looked)

    def _on_looked(self, found: DryReply) -> None:
        job = partial(_named, self.desk.shop, found)
        self.desk.jobs.store(job, partial(self._on_named, found), self._on_failed)

    def _on_named(self, found: DryReply, named: tuple[Whose, ...]) -> None:
        self.looking.show_reply(found, named)
        if found.is_done:
            self._show_chosen()
        else:
            self._timer.start()

    def _on_go(self) -> None:
        one, name = self._chosen(), self._name
        if one is not None and one.state == "running":
            self._do(lambda crm: crm.pause(name), self._on_moved)
        else:
            self._do(lambda crm: crm.start(name), self._on_moved)

    def _on_moved(self, _nothing: None) -> None:
        self._show(self.facts)
        self.refresh()

    def _on_remove(self) -> None:
        name = self._name
        self._do(lambda crm: crm.remove(name), self._on_removed)

    def _on_removed(self, _nothing: None) -> None:
        self._name = ""
        for panel in self._panels:
            panel.hide()
        self.refresh()

    def _on_timer(self) -> None:
        if not self.isVisible():
            self._timer.stop()
        elif self.looking.stop.isVisible():
            name = self._name
            self._do(lambda crm: crm.dry(name), self._on_looked)
        else:
            self.refresh()

    def _connect(self) -> None:
        self._timer.timeout.connect(self._on_timer)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.wanted.connect(self.begin_new)
        self.list.unwanted.connect(self.verbs.remove.click)
        self.list.opened.connect(self._on_test)
        self.verbs.new.clicked.connect(self.begin_new)
        self.verbs.test.clicked.connect(self._on_test)
        self.verbs.map.clicked.connect(self._on_map)
        self.verbs.dry.clicked.connect(self._on_dry)
        self.verbs.go.clicked.connect(self._on_go)
        self.verbs.removed.connect(self._on_remove)
        self.adding.asked.connect(self._on_add)
        self.trying.schema_asked.connect(self._on_schema)
        self.trying.key_asked.connect(self._on_key)
        self.looking.stop_asked.connect(self._on_dry_stop)
        self.looking.start_asked.connect(self._on_go)
        self.mapping.saved.connect(self._on_save)

    def _arrange(self) -> None:
        self.list.setObjectName("crm.list")
        self.list.setAccessibleName(self.desk.tr("CRMs"))
        self.list.empty = self.desk.tr("No CRM yet. Ins adds the first one")
        self.list.setFixedHeight(self.look.px(2.3))
        dress(self.list, self.look)
        self.told.setObjectName("crm.told")
        self.told.setWordWrap(True)
        self.told.hide()
        for widget in (self.list, self.verbs, self.told, *self._panels):
            self.body.addWidget(widget)
        for panel in self._panels:
            panel.hide()
        self.verbs.show_state(None)


def _asked(shop: Shop, work: Callable[[CrmDesk], _Answer]) -> _Answer:
    """Runs in the lane of CRMs."""
    if shop.crm is None:
        raise RejectedError(Problem.NO_HUB)
    return work(shop.crm)


def _all(crm: CrmDesk) -> CrmsReply:
    return crm.all()


def _named(shop: Shop, found: DryReply) -> tuple[Whose, ...]:
    """Runs in the store lane."""
    return shop.services.crm_records.named([(row.kind, row.uid) for row in found.rows])
