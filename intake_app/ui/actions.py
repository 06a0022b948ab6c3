"""Everything an operator can do by a key, as one table; menus, sheets and pages come from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from intake_app.i18n.translator import N_
from intake_app.ui.action_spec import ActionSpec, Scope
from intake_app.ui.agreement_keys import ROWS as AGREEMENT
from intake_app.ui.card_keys import ROWS as CARD
from intake_app.ui.exchange_keys import ROWS as EXCHANGE
from intake_app.ui.figures_keys import ROWS as FIGURES
from intake_app.ui.forget_actions import FORGET
from intake_app.ui.handover_keys import ROWS as HANDOVER
from intake_app.ui.money_keys import OF_BOX, OF_ORDER
from intake_app.ui.storage_keys import ROWS as STORAGE
from intake_app.ui.work_keys import ROWS as WORK
from intake_app.ui.workshop_keys import ROWS as WORKSHOP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from intake_app.i18n.translator import Translator


_SECTIONS = (
    N_("Go to client"),
    N_("Go to device"),
    N_("Go to fault"),
    N_("Go to accessories and appearance"),
    N_("Go to terms and money"),
    N_("Go to note"),
)

_CLIENT_PLACES = (
    N_("Go to client"),
    N_("Go to company"),
    N_("Go to terms"),
    N_("Go to what is for the staff only"),
    N_("Go to orders"),
    N_("Go to devices"),
    N_("Go to consents"),
    N_("Go to merged cards"),
)

SPECS = (
    ActionSpec("help.keys", N_("Keys of this screen"), ("F1",), Scope.WINDOW, "keyboard"),
    ActionSpec(
        "intake.new",
        N_("New intake; there: put the draft aside, or take one up when empty"),
        ("F2",),
        Scope.WINDOW,
        "plus",
    ),
    ActionSpec("find", N_("Find an order or a client"), ("F3", "Ctrl+F"), Scope.WINDOW, "search"),
    ActionSpec("sync.now", N_("Exchange with the hub now"), ("F5",), Scope.WINDOW, "refresh"),
    ActionSpec("menu", N_("Menu"), ("F10",), Scope.WINDOW, "menu-2"),
    ActionSpec("palette", N_("All actions"), ("Ctrl+K",), Scope.WINDOW, "command"),
    ActionSpec("screen.intake", N_("Intake"), ("Ctrl+1",), Scope.WINDOW, "clipboard-plus"),
    ActionSpec("screen.orders", N_("Orders"), ("Ctrl+2",), Scope.WINDOW, "list-details"),
    ActionSpec("screen.clients", N_("Clients"), ("Ctrl+3",), Scope.WINDOW, "user"),
    ActionSpec("screen.workshop", N_("Workshop"), ("Ctrl+4",), Scope.WINDOW, "tool"),
    ActionSpec("screen.cash", N_("Cash box"), ("Ctrl+5",), Scope.WINDOW, "coin"),
    ActionSpec("screen.storage", N_("Storage"), ("Ctrl+6",), Scope.WINDOW, "package"),
    ActionSpec("screen.figures", N_("Figures"), ("Ctrl+7",), Scope.WINDOW, "chart-bar"),
    ActionSpec("screen.exchange", N_("Exchange"), ("Ctrl+8",), Scope.WINDOW, "arrows-exchange"),
    ActionSpec("screen.preferences", N_("Preferences"), ("Ctrl+9",), Scope.WINDOW, "adjustments"),
    ActionSpec("status", N_("Devices and exchange"), ("Ctrl+B",), Scope.WINDOW, "info-circle"),
    ActionSpec(
        "order.last",
        N_("Open the order just taken in"),
        ("Ctrl+O",),
        Scope.WINDOW,
        "eye",
        N_("Open"),
    ),
    ActionSpec("tasks", N_("Tasks that wait for me"), ("Shift+F5",), Scope.WINDOW, "user"),
    ActionSpec("full", N_("Full screen"), ("F11",), Scope.WINDOW, "adjustments"),
    ActionSpec("person", N_("Another person at the desk"), ("F12",), Scope.WINDOW, "user"),
    ActionSpec("keys.print", N_("Print the keys"), ("Ctrl+J",), Scope.WINDOW, "printer"),
    ActionSpec(
        "shop.papers",
        N_("Print a paper of the shop: report of the day, labels of places, badges"),
        ("Shift+F8",),
        Scope.WINDOW,
        "printer",
    ),
    ActionSpec("pane", N_("Show or hide the side pane"), ("Ctrl+D",), Scope.WINDOW, "note"),
    ActionSpec("leave", N_("Close, clear or go back"), ("Esc",), Scope.WINDOW, "x"),
    ActionSpec(
        "intake.accept",
        N_("Accept, print receipt and label"),
        ("Ctrl+Enter", "Ctrl+Return"),
        Scope.INTAKE,
        "check",
    ),
    ActionSpec(
        "intake.save", N_("Save without printing"), ("Ctrl+S",), Scope.INTAKE, "device-floppy"
    ),
    ActionSpec(
        "intake.next",
        N_("Accept, and one more device of this client"),
        ("Shift+F2",),
        Scope.INTAKE,
        "plus",
    ),
    ActionSpec(
        "intake.rework",
        N_("Make it a repair under our warranty"),
        ("Ctrl+R",),
        Scope.INTAKE,
        "refresh",
    ),
    ActionSpec(
        "intake.earlier",
        N_("Open the order this device is here for, or was last"),
        ("Ctrl+H",),
        Scope.INTAKE,
        "history",
    ),
    ActionSpec("intake.clear", N_("Empty the form"), ("Ctrl+E",), Scope.INTAKE, "x"),
    ActionSpec(
        "intake.undo",
        N_("Undo; in an empty form: take back what was just accepted"),
        ("Ctrl+Z",),
        Scope.INTAKE,
        "arrow-back-up",
    ),
    ActionSpec("intake.redo", N_("Redo"), ("Ctrl+Y",), Scope.INTAKE, "arrow-forward-up"),
    ActionSpec(
        "intake.take_back",
        N_("Take back what was just accepted"),
        ("Ctrl+U",),
        Scope.WINDOW,
        "arrow-back-up",
        N_("Undo"),
    ),
    ActionSpec(
        "intake.repeat", N_("Repeat the last intake, with another fault"), ("F9",), Scope.INTAKE
    ),
    ActionSpec(
        "intake.batch", N_("Batch: many such devices by scanning"), ("Shift+F9",), Scope.INTAKE
    ),
    ActionSpec(
        "batch.accept", N_("Accept all"), ("Ctrl+Enter", "Ctrl+Return"), Scope.BATCH, "check"
    ),
    ActionSpec("batch.remove", N_("Take the line out"), ("Del",), Scope.BATCH, "x"),
    ActionSpec("batch.undo", N_("Put the line taken out back"), ("Ctrl+Z",), Scope.BATCH),
    ActionSpec("orders.repeat", N_("Repeat: the device is here again"), ("F9",), Scope.ORDERS),
    *CARD,
    *AGREEMENT,
    *OF_ORDER,
    *OF_BOX,
    *HANDOVER,
    ActionSpec("intake.waiting", N_("Go to the waiting drafts"), ("Shift+F4",), Scope.INTAKE),
    ActionSpec("intake.list", N_("Open the list of this field"), ("F4",), Scope.INTAKE),
    ActionSpec(
        "intake.take", N_("Take what is offered under a field"), ("Ctrl+T",), Scope.INTAKE, "check"
    ),
    ActionSpec(
        "intake.facts",
        N_("Show or hide what staff noted of the client"),
        ("Ctrl+I",),
        Scope.INTAKE,
    ),
    ActionSpec(
        "intake.hand",
        N_("Let the client type, agree and sign on his own screen; again: stop"),
        ("F8",),
        Scope.INTAKE,
        "keyboard",
    ),
    ActionSpec(
        "intake.keep",
        N_("Leave a doubtful field as it is, and say why"),
        ("Ctrl+G",),
        Scope.INTAKE,
    ),
    ActionSpec("intake.as_before", N_("Take the sums of the last time"), ("Ctrl+L",), Scope.INTAKE),
    ActionSpec(
        "intake.reprint", N_("Print the last papers again"), ("Ctrl+P",), Scope.INTAKE, "printer"
    ),
    *(
        ActionSpec(f"intake.section{number}", text, (f"Alt+{number}",), Scope.INTAKE)
        for number, text in enumerate(_SECTIONS, 1)
    ),
    ActionSpec(
        "intake.consent",
        N_("Print the consent to personal data for the client to sign"),
        ("Ctrl+M",),
        Scope.INTAKE,
        "printer",
    ),
    ActionSpec(
        "intake.agreed",
        N_("The client signed the consent on paper"),
        ("Ctrl+N",),
        Scope.INTAKE,
        "check",
    ),
    ActionSpec(
        "intake.label",
        N_("Print a label before saving: marked as a draft, without a number"),
        ("Shift+F7",),
        Scope.INTAKE,
        "tag",
    ),
    ActionSpec("intake.client", N_("Open the card of this client"), ("F6",), Scope.INTAKE, "user"),
    ActionSpec("orders.stage", N_("Move to another stage"), ("F7",), Scope.ORDERS, "arrow-right"),
    ActionSpec("intake.camera", N_("Take photos with the camera"), ("Shift+F6",), Scope.INTAKE),
    ActionSpec(
        "client.intake",
        N_("Take in a device of this client"),
        ("Ctrl+I",),
        Scope.CLIENTS,
        "clipboard-plus",
        N_("Intake"),
    ),
    ActionSpec(
        "client.merge",
        N_("Merge with another card; there, turn the pair round"),
        ("F6",),
        Scope.CLIENTS,
        "arrows-exchange",
        N_("Merge"),
    ),
    ActionSpec(
        "client.agree",
        N_("Both cards are one client"),
        ("Ctrl+Enter", "Ctrl+Return"),
        Scope.CLIENTS,
        "check",
    ),
    ActionSpec(
        "client.apart",
        N_("Two cards that look alike are two clients"),
        ("F7",),
        Scope.CLIENTS,
        "users",
    ),
    ActionSpec(
        "client.archive",
        N_("Put the card away, or take it up again"),
        ("F8",),
        Scope.CLIENTS,
        "archive",
        N_("Put away"),
    ),
    ActionSpec(
        "client.label",
        N_("Print a label with the client's barcode"),
        ("Ctrl+L",),
        Scope.CLIENTS,
        "tag",
    ),
    ActionSpec("client.undo", N_("Take the last change back"), ("Ctrl+Z",), Scope.CLIENTS),
    *(
        ActionSpec(f"client.place{number}", text, (f"Alt+{number}",), Scope.CLIENTS)
        for number, text in enumerate(_CLIENT_PLACES, 1)
    ),
    *WORKSHOP,
    *FORGET,
    *STORAGE,
    *FIGURES,
    *WORK,
    *EXCHANGE,
    ActionSpec("preferences.undo", N_("Take the last change back"), ("Ctrl+Z",), Scope.PREFERENCES),
    ActionSpec(
        "scan.serial",
        N_("The code is a serial number: into the intake"),
        ("Alt+S",),
        Scope.QUESTION,
        "barcode",
        N_("Serial number"),
    ),
    ActionSpec(
        "scan.find", N_("Look for the code"), ("Alt+F",), Scope.QUESTION, "search", N_("Find")
    ),
    ActionSpec(
        "scan.part",
        N_("The code is a part: into the note of the intake"),
        ("Alt+P",),
        Scope.QUESTION,
        "package",
        N_("Part"),
    ),
    ActionSpec(
        "printer.retry",
        N_("Try the printer again now"),
        ("Alt+R",),
        Scope.QUESTION,
        "refresh",
        N_("Try again"),
    ),
    ActionSpec(
        "printer.fallback",
        N_("Send what waits to the other printer"),
        ("Alt+A",),
        Scope.QUESTION,
        "printer",
        N_("Other printer"),
    ),
    ActionSpec(
        "question.yes", N_("It was printed"), ("Alt+Y",), Scope.QUESTION, "check", N_("Yes")
    ),
    ActionSpec(
        "question.no", N_("Print it again"), ("Alt+N",), Scope.QUESTION, "printer", N_("No, again")
    ),
)
_BY_ID = {spec.id: spec for spec in SPECS}


def spec(action: str) -> ActionSpec:
    """One row of the table."""
    return _BY_ID[action]


def written(keys: tuple[str, ...]) -> str:
    """The first key as it stands on a keyboard: `Ctrl+⏎`, `F7`."""
    return keys[0].replace("Enter", "⏎").replace("Return", "⏎") if keys else ""


class Actions(QObject):
    """The table brought to life: one QAction a row, found by id or by what is pressed."""

    def __init__(
        self, tr: Translator, parent: QObject, rows: tuple[ActionSpec, ...] = SPECS
    ) -> None:
        super().__init__(parent)
        self._tr = tr
        self._rows = {row.id: row for row in rows}
        self._made: dict[str, QAction] = {}

    def attach(self, action: str, widget: QWidget, handler: Callable[[], object]) -> QAction:
        """Make the action of a row; its keys work while `widget` is in sight."""
        row = self.row(action)
        made = QAction(self._tr(row.text), widget)
        made.setObjectName(row.id)
        made.setShortcuts([QKeySequence(key) for key in row.keys])
        made.setToolTip(f"{self._tr(row.text)}  {written(row.keys)}")
        made.triggered.connect(handler)
        widget.addAction(made)
        self._made[action] = made
        return made

    def row(self, action: str) -> ActionSpec:
        """One row of the table with the keys it has at this desk."""
        return self._rows[action]

    def rows(self) -> tuple[ActionSpec, ...]:
        """The whole table as it holds at this desk."""
        return tuple(self._rows.values())

    def made(self) -> dict[str, QAction]:
        """What was attached so far, by id."""
        return dict(self._made)

    def usable(self) -> Iterator[tuple[ActionSpec, QAction]]:
        """The actions whose key would work now, in the order of the table."""
        for row in self._rows.values():
            action = self._made.get(row.id)
            owner = action.parent() if action is not None else None
            if action is not None and action.isEnabled() and _in_sight(owner):
                yield row, action


def _in_sight(owner: QObject | None) -> bool:
    visible = getattr(owner, "isVisible", None)
    return bool(visible is not None and visible())
