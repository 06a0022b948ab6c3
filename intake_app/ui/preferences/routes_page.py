"""Which paper of this desk goes to which printer, and how many of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem
from typing_extensions import override

from intake_app.config import NOT_THERE
from intake_app.errors import IntakeError
from intake_app.services import desk_printers, routes
from intake_app.services.papers import PAPERS
from intake_app.ui import paper_words, problem_texts
from intake_app.ui.preferences.choice_list import ChoiceList
from intake_app.ui.preferences.choice_row import ChoiceRow
from intake_app.ui.preferences.dress import dress
from intake_app.ui.preferences.page import PreferencePage

if TYPE_CHECKING:
    from intake_app.config import Settings
    from intake_app.services.desk_printers import Plan
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_ROWS, _CHOICES = 8, 4.5
_MOST = 5


class RoutesPage(PreferencePage):
    """A change is kept at once and holds at once, for this PC."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "Choose a paper, then where it goes and how many copies come out, cut apart; a repeat"
            " is always one. For this PC; other desks have printers of their own."
        )
        super().__init__(look, desk, tr("Paper routes"), about)
        self.plan: Plan = desk_printers.plan_of(desk.settings)
        self.papers = QListWidget()
        self.printer = ChoiceList(look, "routes.printer", tr("Goes to"))
        self.copies = ChoiceRow(look, "routes.copies", tr("Copies"))
        self.told = QLabel()
        self._arrange()
        self.papers.currentRowChanged.connect(self._on_row)
        self.printer.chosen.connect(self._on_printer)
        self.copies.chosen.connect(self._on_copies)
        self._fill()
        self.papers.setCurrentRow(0)

    @property
    def paper(self) -> str:
        """The paper in hand."""
        return PAPERS[max(0, self.papers.currentRow())]

    def choose(self, document: str) -> None:
        """Take a paper in hand."""
        self.papers.setCurrentRow([*PAPERS].index(document))

    @override
    def refresh(self) -> None:
        """Printers may have come and gone meanwhile."""
        self.plan = desk_printers.plan_of(self.desk.settings)
        self._fill()
        self._show_chosen()

    @override
    def reset(self) -> None:
        """Every paper by its usual way, once."""
        plan = self.plan
        for document in PAPERS:
            plan = plan.routed(document, "").copied(document, 1)
        self._keep(plan)

    def _fill(self) -> None:
        """What becomes of each paper, in words."""
        tr, settings = self.desk.tr, self.desk.settings
        while self.papers.count() < len(PAPERS):
            QListWidgetItem(self.papers)
        for row, document in enumerate(PAPERS):
            name = routes.printer_of(settings, document)
            where = paper_words.printer_named(tr, name)
            if not routes.is_there(settings, document):
                where = tr("%s: none") % where
            count = self.plan.copies.get(document, 1)
            said = f"{tr(paper_words.PAPERS.get(document, document))}  →  {where}"
            item = self.papers.item(row)
            item.setText(f"{said}  ×{count}" if count > 1 else said)

    def _show_chosen(self) -> None:
        tr, document = self.desk.tr, self.paper
        self.printer.offer(self._printers(document), self.plan.routes.get(document, ""))
        most = max(_MOST, self.plan.copies.get(document, 1))
        counts = [(str(count), str(count)) for count in range(1, most + 1)]
        self.copies.offer(counts, str(self.plan.copies.get(document, 1)))
        self.copies.setToolTip(tr("Cut apart; a repeat is always one"))

    def _printers(self, document: str) -> list[tuple[str, str]]:
        """The usual one, then all that are there and can print such a paper."""
        tr, settings = self.desk.tr, self.desk.settings
        label = routes.is_label(document)
        able = [
            (name, paper_words.printer_named(tr, name))
            for name, address in self.plan.addresses.items()
            if not address.startswith(NOT_THERE)
            and (label or not routes.takes_labels_only(settings, name))
        ]
        now = self.plan.routes.get(document, "")
        if now and now not in dict(able):
            able.append((now, paper_words.printer_named(tr, now)))
        return [("", tr("as usual")), *able]

    def _on_row(self, _row: int) -> None:
        self._show_chosen()

    def _on_printer(self, name: str) -> None:
        self._keep(self.plan.routed(self.paper, name))

    def _on_copies(self, count: str) -> None:
        self._keep(self.plan.copied(self.paper, int(count)))

    def _keep(self, plan: Plan) -> None:
        self.plan = plan  # the next key counts from here, not from what is on its way to the disk
        work = partial(_kept, self.desk.shop, plan)
        self.desk.jobs.store(work, self._on_kept, self._on_failed)

    def _on_kept(self, _settings: Settings) -> None:
        self.told.setText(self.desk.tr("Saved, and in force"))
        self._fill()

    def _on_failed(self, error: Exception) -> None:
        self.refresh()
        if isinstance(error, IntakeError):
            self.told.setText(problem_texts.explain(error, self.desk.tr))

    def _arrange(self) -> None:
        look = self.look
        dress(self.papers, look)
        self.papers.setObjectName("routes.papers")
        self.papers.setAccessibleName(self.desk.tr("Papers"))
        self.papers.setMinimumHeight(look.px(2.0 * _ROWS))
        self.papers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told.setObjectName("routes.told")
        self.told.setWordWrap(True)
        self.printer.list.setFixedHeight(look.px(2.0 * _CHOICES))
        for widget in (self.papers, self.printer, self.copies, self.told):
            self.body.addWidget(widget)


def _kept(shop: Shop, plan: Plan) -> Settings:
    """Runs in the store lane. Raises RejectedError, UnavailableError."""
    return shop.adopt(desk_printers.written(shop.settings, plan))
