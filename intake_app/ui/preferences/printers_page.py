"""The printers of this desk: found or typed, tried by steps, set, saved – and in force at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidgetItem
from typing_extensions import override

from intake_app.config import NOT_THERE
from intake_app.errors import IntakeError
from intake_app.printing import finding
from intake_app.printing.printer import printer
from intake_app.services import desk_printers, routes
from intake_app.ui import paper_words, problem_texts
from intake_app.ui.preferences.button_rows import ButtonRows
from intake_app.ui.preferences.dress import dress
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.preferences.printer_options import PrinterOptions
from intake_app.ui.preferences.printer_trials import LANE, PrinterTrials
from intake_app.ui.preferences.row_list import RowList
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.config import Settings
    from intake_app.printing.finding import Found
    from intake_app.printing.profile import Role as PrinterRole
    from intake_app.services.desk_printers import Plan
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_ROWS = 4.5


class PrintersPage(PreferencePage):
    """Everything is tried in a lane of its own; nothing is changed before it is saved."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "Find the printer, print the tests one after another and say what the paper shows."
            " What is saved holds for this PC, at once. Ins adds a printer, Del takes one away."
        )
        super().__init__(look, desk, tr("Printers"), about)
        self.plan: Plan = desk_printers.plan_of(desk.settings)
        self.printers = RowList()
        self.name = LineField(look, "printers.name")
        self.address = LineField(look, "printers.address")
        self.look_for = self._button("find", tr("Look for printers"), self._on_find)
        self.save = self._button("save", tr("Save"), self._on_save, Role.PRIMARY)
        self.found = ButtonRows(look, "printers.found")
        self.trials = PrinterTrials(look, desk)
        self.options = PrinterOptions(look, tr)
        standing = tr("Stands in for the others while they are away")
        self.fallback = TickBox(look, "printers.fallback", standing)
        self.told = QLabel()
        self._arrange()
        self._connect()
        self._fill(routes.RECEIPT)

    @property
    def chosen(self) -> str:
        """The printer in hand; empty for one that has no name yet."""
        row = self.printers.currentRow()
        names = list(self.plan.addresses)
        return names[row] if 0 <= row < len(names) else ""

    def choose(self, name: str) -> None:
        """Take a printer in hand."""
        self.printers.setCurrentRow(list(self.plan.addresses).index(name))

    @override
    def refresh(self) -> None:
        """What is typed here stays until it is saved; other places change the ways to printers."""
        now = desk_printers.plan_of(self.desk.settings)
        if now != self.plan:
            self.plan = now
            self._fill(self.chosen or routes.RECEIPT)

    def _fill(self, chosen: str) -> None:
        tr, names = self.desk.tr, list(self.plan.addresses)
        self.printers.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.printers.clear()
        for name, address in self.plan.addresses.items():
            there = address if not address.startswith(NOT_THERE) else tr("none")
            said = f"{paper_words.printer_named(tr, name)}  –  {there}"
            said += f"  ·  {tr('stands in')}" if name == self.plan.fallback else ""
            QListWidgetItem(said, self.printers)
        self.printers.setCurrentRow(names.index(chosen) if chosen in names else 0)
        self.printers.blockSignals(False)  # noqa: FBT003 - the same
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.name.setVisible(not self.chosen)
        there = not self.plan.addresses.get(self.chosen, NOT_THERE).startswith(NOT_THERE)
        self.fallback.setVisible(there)
        self.fallback.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.fallback.setChecked(there and self.chosen == self.plan.fallback)
        self.fallback.blockSignals(False)  # noqa: FBT003 - the same
        self._put(self.plan.addresses.get(self.chosen, NOT_THERE))
        self.trials.forget()
        self.found.fill([], 1)
        self._tell("")

    def _on_row(self, _row: int) -> None:
        self._show_chosen()

    def _on_wanted(self) -> None:
        """A new printer: its name first."""
        self.printers.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.printers.setCurrentRow(-1)
        self.printers.blockSignals(False)  # noqa: FBT003 - the same
        self.name.show_text("")
        self._show_chosen()
        self.name.line.setFocus()

    def _on_unwanted(self) -> None:
        """One of the owner's goes; one of the three that every shop knows is there no longer."""
        name = self.chosen
        if name in self.plan.own:
            self._keep(self.plan.without(name))
        elif name:
            self._keep(self.plan.placed(name, NOT_THERE))

    def _put(self, address: str) -> None:
        """Take an address over, with the tests and settings that go with it."""
        self.address.show_text(address)
        self._on_address()

    def _on_address(self) -> None:
        address = self.address.text()
        self.trials.show_address(address, self._role(address))
        self.options.show_address(address)

    def _role(self, address: str) -> str:
        """What the printer in hand is for; one of the owner's by its language."""
        if self.chosen in self.plan.addresses and self.chosen not in self.plan.own:
            return self.chosen
        language = routes.language_of(address)
        usual = {"escpos": routes.RECEIPT, "pdf": routes.A4}
        return usual.get(language, routes.LABEL)

    def _on_find(self) -> None:
        self._tell(self.desk.tr("Looking …"))
        self.desk.jobs.device(LANE, finding.look, self._on_found, self._on_failed)

    def _on_found(self, found: tuple[Found, ...]) -> None:
        tr = self.desk.tr
        self._tell("" if found else tr("Nothing was found: type the address, as tcp://10.0.0.50"))
        rows = [(self._guess(it), partial(self._put, it.address)) for it in found]
        self.found.fill(rows, 1)
        self.found.take_focus()

    def _guess(self, found: Found) -> str:
        """What was found, what it is taken for, and the address that follows from it."""
        tr = self.desk.tr
        model = tr("looks like %s") % found.model if found.model else tr("make not known")
        return f"{found.about}  –  {model}  –  {found.address}"

    def _on_changed(self, address: str) -> None:
        self._put(address)

    def _on_answered(self, address: str) -> None:
        self._put(address)
        self.save.setFocus()

    def _on_fallback(self, checked: bool) -> None:
        self._keep(replace(self.plan, fallback=self.chosen if checked else ""))

    def _on_save(self) -> None:
        name = self.chosen or self.name.text().strip()
        address = self.address.text().strip()
        try:
            plan = self.plan.placed(name, address)
        except IntakeError:
            told = self.desk.tr("A name is letters, digits and dashes, up to 24 of them")
            self.name.mark(told)
            self.name.line.setFocus()
            return
        self.name.mark("")
        self._keep(plan, (name, address, self._role(address)))

    def _keep(self, plan: Plan, tried: tuple[str, str, str] | None = None) -> None:
        work = partial(_kept, self.desk.shop, plan, tried)
        done = partial(self._on_kept, tried[0] if tried else self.chosen)
        self.desk.jobs.store(work, done, self._on_failed)

    def _on_kept(self, name: str, settings: Settings) -> None:
        self.plan = desk_printers.plan_of(settings)
        self._fill(name)
        self._tell(self.desk.tr("Saved, and in force"))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, IntakeError):
            self._tell(problem_texts.explain(error, self.desk.tr))

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _button(
        self, name: str, text: str, handler: Callable[[], None], role: Role = Role.PLAIN
    ) -> Button:
        made = Button(self.look, text, role=role)
        made.setObjectName(f"printers.{name}")
        made.clicked.connect(handler)
        return made

    def _connect(self) -> None:
        self.printers.currentRowChanged.connect(self._on_row)
        self.printers.wanted.connect(self._on_wanted)
        self.printers.unwanted.connect(self._on_unwanted)
        self.address.line.editingFinished.connect(self._on_address)
        self.trials.changed.connect(self._on_answered)
        self.trials.told.connect(self._tell)
        self.trials.failed.connect(self._on_failed)
        self.options.changed.connect(self._on_changed)
        self.fallback.toggled.connect(self._on_fallback)

    def _arrange(self) -> None:
        look, tr = self.look, self.desk.tr
        dress(self.printers, look)
        self.printers.setObjectName("printers.list")
        self.printers.setAccessibleName(tr("Printers"))
        self.printers.setFixedHeight(look.px(2.0 * _ROWS))
        self.name.line.setAccessibleName(tr("Name of the printer"))
        self.name.line.setPlaceholderText(tr("what to call it"))
        self.address.line.setAccessibleName(tr("Address"))
        self.told.setObjectName("printers.told")
        self.told.setWordWrap(True)
        adding = self._button("add", tr("Add a printer"), self._on_wanted)
        foot = QHBoxLayout()
        for button in (self.save, self.look_for, adding):
            foot.addWidget(button)
        foot.addStretch(1)
        for widget in (self.printers, self.name, self.address):
            self.body.addWidget(widget)
        self.body.addLayout(foot)
        for widget in (self.told, self.found, self.trials, self.fallback, self.options):
            self.body.addWidget(widget)


def _kept(shop: Shop, plan: Plan, tried: tuple[str, str, str] | None) -> Settings:
    """Runs in the store lane. Raises RejectedError, UnavailableError."""
    if tried is not None:
        name, address, role = tried
        printer(address, cast("PrinterRole", role), name)  # a wrong address is not written
    return shop.adopt(desk_printers.written(shop.settings, plan))
