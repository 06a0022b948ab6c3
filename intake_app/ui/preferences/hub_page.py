"""The hub of the shop: where it is, who belongs to it, how to join it or to be it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from intake_app.errors import IntakeError
from intake_app.i18n.translator import N_
from intake_app.services.hub_desk import HubLook, HubPlace
from intake_app.ui import problem_texts
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.facts import FactList, FactRow
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.qr_picture import QrPicture

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.services.hub_desk import HubDesk, StationLine
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.qr_picture import Rows

LANE = "hub"
_PLACES = {
    HubPlace.NONE: N_("none: this desk works alone"),
    HubPlace.HERE: N_("this PC, for itself alone"),
    HubPlace.SHARED: N_("this PC, for the whole shop"),
    HubPlace.ELSEWHERE: N_("another PC"),
}


class HubPage(PreferencePage):
    """Everything is asked and done in the lane of the hub."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "The hub puts the work of all desks into one order. Without it this desk goes on"
            " working; nothing is lost."
        )
        super().__init__(look, desk, tr("Hub and desks"), about)
        self.facts, self.stations = FactList(look), FactList(look)
        self.address = self._field("address", tr("Invitation or address of the hub"))
        self.code = self._field("code", tr("Code, if it is not in the invitation"))
        self.join = self._button("join", tr("Join"), self._on_join, Role.PRIMARY)
        self.serve = self._button("serve", tr("Make this PC the hub"), self._on_serve)
        self.invite = self._button("invite", tr("Invite a desk"), self._on_invite)
        self.invitation = self._field("invitation", tr("Invitation, good for ten minutes"))
        self.picture = QrPicture(look, "hub.picture", tr("The invitation as a picture to scan"))
        self.name = self._field("name", tr("Name of this desk"))
        self.rename = self._button("rename", tr("Rename"), self._on_rename)
        self.gone = self._field("gone", tr("Name of the desk to turn away"))
        self.revoke = self._button("revoke", tr("Turn away"), self._on_revoke, Role.QUIET)
        self.leave = self._button("leave", tr("Leave the hub"), self._on_leave, Role.QUIET)
        self.told = QLabel()
        self._arrange()

    @override
    def refresh(self) -> None:
        """Ask how things stand."""
        if self._hub is not None:
            self._do(self._hub.look, self._on_look)
        else:
            self._on_look(HubLook(HubPlace.NONE))

    @property
    def _hub(self) -> HubDesk | None:
        return self.desk.shop.hub

    def _do(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self.desk.jobs.device(LANE, work, done, self._on_failed)

    def _on_look(self, seen: HubLook) -> None:
        tr = self.desk.tr
        rows = [FactRow(tr("Hub"), seen.address, tr(_PLACES[seen.place]))]
        if seen.shop_name:
            rows.append(FactRow(tr("Shop"), when=seen.shop_name))
        self.facts.show_rows(tuple(rows), "")
        nobody = tr("No desk has joined yet") if seen.is_member else tr("This desk has not joined")
        self.stations.show_rows(tuple(map(self._station, seen.stations)), nobody)
        is_here = seen.place in {HubPlace.HERE, HubPlace.SHARED}
        self.serve.setVisible(seen.place is not HubPlace.SHARED)
        is_hub = is_here and seen.is_member
        for part in (self.invite, self.gone, self.revoke):
            part.setVisible(is_hub)
        for part in (self.address, self.code, self.join):
            part.setVisible(not is_hub)
        for part in (self.name, self.rename):
            part.setVisible(bool(seen.stations))
        self.leave.setVisible(seen.is_member and seen.place is HubPlace.ELSEWHERE)
        us = next((one.name for one in seen.stations if one.is_us), "")
        self.name.show_text(us)
        if seen.problem is not None:
            self._tell(problem_texts.sentence(seen.problem, tr))

    def _station(self, one: StationLine) -> FactRow:
        tr = self.desk.tr
        words = [one.prefix]
        if one.is_us:
            words.append(tr("this desk"))
        if one.is_revoked:
            words.append(tr("turned away"))
        return FactRow(one.name, " · ".join(words), self._moment(one.seen_ms))

    def _moment(self, ms: int) -> str:
        if not ms:
            return self.desk.tr("never")
        zone = ZoneInfo(self.desk.settings.shop.timezone)
        return f"{datetime.fromtimestamp(ms / 1000, UTC).astimezone(zone):%d.%m.%Y %H:%M}"

    def _on_join(self) -> None:
        address, code = self.address.text(), self.code.text()
        if self._hub is not None and address:
            self._tell(self.desk.tr("Joining …"))
            self._do(partial(self._hub.join, address, code), self._on_joined)

    def _on_joined(self, _nothing: object) -> None:
        self.address.show_text("")
        self.code.show_text("")
        self._tell(self.desk.tr("This PC belongs to the hub now"))
        self.refresh()

    def _on_leave(self) -> None:
        if self._hub is not None:
            self._do(self._hub.leave, self._on_left)

    def _on_left(self, _nothing: object) -> None:
        self._tell(self.desk.tr("This desk works alone now"))
        self.refresh()

    def _on_serve(self) -> None:
        if self._hub is not None:
            self._do(self._hub.serve_here, self._on_serving)

    def _on_serving(self, _nothing: object) -> None:
        self._tell(self.desk.tr("The hub starts on this PC; invite the other desks"))
        self.refresh()

    def _on_invite(self) -> None:
        if self._hub is not None:
            self._do(partial(_invited, self._hub), self._on_invited)

    def _on_invited(self, told: tuple[str, Rows]) -> None:
        text, rows = told
        self.invitation.show()
        self.picture.show_rows(rows)
        self.invitation.show_text(text)
        self.invitation.line.setFocus()
        self.invitation.line.end(False)  # noqa: FBT003 - Qt's own signature
        self.invitation.line.home(True)  # noqa: FBT003 - all selected, its beginning in sight

    def _on_rename(self) -> None:
        if self._hub is not None and self.name.text():
            self._do(partial(self._hub.rename, self.name.text()), self._on_changed)

    def _on_revoke(self) -> None:
        if self._hub is not None and self.gone.text():
            self._do(partial(self._hub.revoke, self.gone.text()), self._on_changed)

    def _on_changed(self, _nothing: object) -> None:
        self.gone.show_text("")
        self._tell("")
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, IntakeError):
            self._tell(problem_texts.explain(error, self.desk.tr))

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _field(self, name: str, words: str) -> LineField:
        made = LineField(self.look, f"hub.{name}")
        made.line.setPlaceholderText(words)
        made.line.setAccessibleName(words)
        return made

    def _button(
        self, name: str, text: str, handler: Callable[[], None], role: Role = Role.PLAIN
    ) -> Button:
        made = Button(self.look, text, role=role)
        made.setObjectName(f"hub.{name}")
        made.clicked.connect(handler)
        return made

    def _arrange(self) -> None:
        tr, body, gap = self.desk.tr, self.body, self.look.px(0.5)
        self.told.setObjectName("hub.told")
        self.told.setWordWrap(True)
        self.invitation.line.setReadOnly(True)
        for hidden in (self.told, self.invitation, self.picture):
            hidden.hide()
        for widget in (self.facts, self.told, self.address, _line(self.code, self.join)):
            body.addWidget(widget)
        body.addWidget(_line(self.serve, self.invite))
        body.addWidget(self.invitation)
        body.addWidget(self.picture)
        body.addSpacing(gap)
        heading = QLabel(tr("Desks"))
        heading.setFont(self.look.letters(strong=True))
        for widget in (heading, self.stations, _line(self.name, self.rename)):
            body.addWidget(widget)
        body.addWidget(_line(self.gone, self.revoke))
        body.addWidget(_line(self.leave))


def _invited(hub: HubDesk) -> tuple[str, Rows]:
    """Ask for an invitation and draw it; in the lane."""
    from intake_app.printing import barcodes  # noqa: PLC0415 - few ever invite

    text = hub.invitation()
    return text, barcodes.qr(text)


def _line(*widgets: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget, int(isinstance(widget, LineField)))
    if not any(isinstance(widget, LineField) for widget in widgets):
        row.addStretch(1)
    return made
