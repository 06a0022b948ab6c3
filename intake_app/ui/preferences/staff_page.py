"""Who works in the shop: names, roles and badges."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QVBoxLayout,
)
from typing_extensions import override

from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.services.operators import ROLES
from intake_app.ui import problem_texts, words
from intake_app.ui.preferences.dress import dress
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.preferences.row_list import RowList
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.services.operators import StaffRow
    from intake_app.services.shop import Shop
    from intake_app.services.staff import Staffs
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_FEWEST, _MOST = 3, 6
_IN_A_ROW = 4  # more roles are wider than a page at large letters


class StaffPage(PreferencePage):
    """A change is written at once; what was done keeps the name it was done under."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "Whoever works here has a name, a role and a badge. A badge scanned on any screen, or"
            " F12 and the PIN, says who is at the desk; orders and papers bear his name."
        )
        super().__init__(look, desk, tr("People"), about)
        self._staff: tuple[StaffRow, ...] = ()
        self._chosen: StaffRow | None = None
        self.list = RowList()
        self.list.empty = tr("Nobody yet. Ins adds the first person")
        self.name = LineField(look, "staff.name")
        said = [(role, tr(words.ROLES[role])) for role in ROLES]
        self.role = Segments(look, "staff.role", said[:_IN_A_ROW])
        self.more_roles = Segments(look, "staff.roles", said[_IN_A_ROW:])
        self._role = ""
        self._badge = QLabel()
        self.pin = LineField(look, "staff.pin")
        self.new = Button(look, tr("Add"), key="Ins", icon="user-plus")
        self.fresh = Button(look, tr("New badge"), icon="tag", role=Role.QUIET)
        self.leave = Button(look, tr("Left the shop"), key="Del", role=Role.QUIET)
        self.unpin = Button(look, tr("No PIN"), icon="x", role=Role.QUIET)
        self._arrange()
        self._connect()

    @override
    def refresh(self) -> None:
        """Read everybody again."""
        self._do(_nothing)

    def begin_new(self) -> None:
        """Ask the name of somebody new."""
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(-1)
        self._show(None)
        self.name.line.setFocus()

    def archive_or_restore(self) -> None:
        """He left, or is back."""
        chosen = self._chosen
        if chosen is not None:
            self._do(partial(_archive_or_restore, chosen))

    def _on_name(self) -> None:
        text, chosen = self.name.text(), self._chosen
        if self.name.is_marked():
            return  # refused, and not changed since
        if chosen is None and text:
            self._do(partial(_add, text, self._role))
        elif chosen is not None and text != chosen.name:
            self._do(partial(_rename, chosen, text))

    def _on_role(self, role: str) -> None:
        self._show_role(role)
        if self._chosen is not None:
            self._do(partial(_give_role, self._chosen, role))

    def _show_role(self, role: str) -> None:
        """Mark it in the row that has it; the other row has none marked."""
        self._role = role
        for row in (self.role, self.more_roles):
            row.show_value(role)

    def _on_fresh(self) -> None:
        if self._chosen is not None:
            self._do(partial(_give_badge, self._chosen))

    def _on_pin(self) -> None:
        """What is typed is never shown, and leaves the field as soon as it is kept."""
        pin = self.pin.text()
        if self._chosen is not None and pin and not self.pin.is_marked():
            self._do(partial(_set_pin, self._chosen, pin))

    def _on_unpin(self) -> None:
        if self._chosen is not None:
            self._do(partial(_set_pin, self._chosen, ""))

    def _do(self, change: Callable[[Staffs], object]) -> None:
        """Every change ends in reading everybody again."""
        work = partial(_changed, self.desk.shop, change)
        self.desk.jobs.store(work, self._on_staff, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        fields = error.fields if isinstance(error, RejectedError) else dict[str, Problem]()
        if "name" in fields:
            self.name.mark(problem_texts.sentence(fields["name"], self.desk.tr))
        elif "pin" in fields:
            self.pin.mark(problem_texts.sentence(fields["pin"], self.desk.tr))
        elif isinstance(error, IntakeError) and self.choices is not None:
            self.choices.failed.emit(error)

    def _on_staff(self, staff: tuple[StaffRow, ...]) -> None:
        known = {row.id for row in self._staff}
        added = next((row for row in staff if self._staff and row.id not in known), None)
        wanted = self._chosen.id if self._chosen is not None else None
        if added is not None and self._chosen is None:
            wanted = added.id
        self._staff = staff
        with QSignalBlocker(self.list):
            self.list.clear()
            for row in staff:
                self._add_line(row)
            place = next((at for at, row in enumerate(staff) if row.id == wanted), -1)
            self.list.setCurrentRow(place)
        lines = max(_FEWEST, min(_MOST, len(staff)))
        self.list.setFixedHeight(self.look.px(2.0) * lines + self.look.px(0.5))
        self._show(staff[place] if place >= 0 else None)

    def _add_line(self, row: StaffRow) -> None:
        tr = self.desk.tr
        said = [row.name, tr(words.ROLES[row.role]) if row.role else ""]
        if not row.is_active:
            said.append(tr("left"))
        line = QListWidgetItem(" · ".join(filter(None, said)), self.list)
        line.setSizeHint(QSize(0, self.look.px(2.0)))
        if not row.is_active:
            line.setForeground(self.look.colour("muted"))

    def _on_row(self, place: int) -> None:
        self._show(self._staff[place] if 0 <= place < len(self._staff) else None)

    def _show(self, row: StaffRow | None) -> None:
        tr = self.desk.tr
        self._chosen = row
        self.name.show_text(row.name if row is not None else "")
        self._show_role(row.role if row is not None else "")
        self._badge.setText(row.badge if row is not None else "–")
        has_pin = row is not None and row.has_pin
        self.pin.show_text("")
        told = (
            tr("a PIN is set; type another one") if has_pin else tr("none; 4 to 8 digits set one")
        )
        self.pin.line.setPlaceholderText(told)
        self.pin.setEnabled(row is not None)
        self.unpin.setEnabled(has_pin)
        back = row is not None and not row.is_active
        text = tr("Is back") if back else tr("Left the shop")
        self.leave.setText(text)
        self.leave.setAccessibleName(text)
        for button in (self.fresh, self.leave):
            button.setEnabled(row is not None)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_row)
        self.list.wanted.connect(self.begin_new)
        self.list.opened.connect(self.name.line.setFocus)
        self.list.unwanted.connect(self.archive_or_restore)
        self.name.line.editingFinished.connect(self._on_name)
        self.name.line.entered.connect(self._on_name)
        self.role.chosen.connect(self._on_role)
        self.more_roles.chosen.connect(self._on_role)
        self.new.clicked.connect(self.begin_new)
        self.fresh.clicked.connect(self._on_fresh)
        self.pin.line.editingFinished.connect(self._on_pin)
        self.pin.line.entered.connect(self._on_pin)
        self.unpin.clicked.connect(self._on_unpin)
        self.leave.clicked.connect(self.archive_or_restore)

    def _name_parts(self) -> None:
        tr = self.desk.tr
        self.list.setObjectName("staff.list")
        self.list.setAccessibleName(tr("People"))
        self.new.setObjectName("staff.new")
        self.fresh.setObjectName("staff.fresh")
        self.leave.setObjectName("staff.leave")
        self.unpin.setObjectName("staff.unpin")
        self._badge.setObjectName("staff.badge")
        self.pin.line.setAccessibleName(tr("PIN"))
        self.name.line.setAccessibleName(tr("Name"))
        self.name.line.setPlaceholderText(tr("name as it stands on papers"))

    def _arrange(self) -> None:
        look, tr = self.look, self.desk.tr
        self._name_parts()
        dress(self.list, look)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pin.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._badge.setFont(look.letters(tabular=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(0.75))
        grid.setVerticalSpacing(look.px(0.3))
        grid.setColumnStretch(1, 1)
        left = Qt.AlignmentFlag.AlignLeft
        for line, text in enumerate((tr("Name"), tr("Role"), tr("Badge"), tr("PIN"))):
            grid.addWidget(QLabel(text), line, 0)
        grid.addWidget(self.name, 0, 1)
        roles = QVBoxLayout()
        roles.setSpacing(0)
        for rows in (self.role, self.more_roles):
            roles.addWidget(rows, 0, left)
        grid.addLayout(roles, 1, 1)
        grid.addWidget(self._badge, 2, 1)
        secret = QHBoxLayout()
        secret.addWidget(self.pin, 1)
        secret.addWidget(self.unpin)
        grid.addLayout(secret, 3, 1)
        row = QHBoxLayout()
        for button in (self.new, self.fresh, self.leave):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self.list)
        self.body.addLayout(grid)
        self.body.addSpacing(look.px(0.5))
        self.body.addLayout(row)
        self._show(None)


def _changed(shop: Shop, change: Callable[[Staffs], object]) -> tuple[StaffRow, ...]:
    """Runs in the store lane."""
    staff = shop.services.staff
    change(staff)
    return staff.all(archived=True)


def _nothing(_staff: Staffs) -> None:
    """Only read."""


def _add(name: str, role: str, staff: Staffs) -> None:
    staff.add(name, role)


def _rename(row: StaffRow, name: str, staff: Staffs) -> None:
    staff.rename(row.id, name)


def _give_role(row: StaffRow, role: str, staff: Staffs) -> None:
    staff.give_role(row.id, role)


def _give_badge(row: StaffRow, staff: Staffs) -> None:
    staff.give_badge(row.id)


def _set_pin(row: StaffRow, pin: str, staff: Staffs) -> None:
    staff.set_pin(row.id, pin)


def _archive_or_restore(row: StaffRow, staff: Staffs) -> None:
    if row.is_active:
        staff.archive(row.id)
    else:
        staff.restore(row.id)
