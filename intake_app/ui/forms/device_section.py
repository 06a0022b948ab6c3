"""What was brought: the client's devices first, then kinds and models used in this shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from intake_app.checks import imei
from intake_app.services.drafts import DeviceDraft
from intake_app.services.rows import DeviceRow
from intake_app.ui.forms.device_suggestions import DeviceSuggestions, Model
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.section import Section
from intake_app.ui.widgets.suggest_field import SuggestField

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.rows import ClientRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field


class DeviceSection(Section):
    """`done` tells that the talk may go on to the fault."""

    done = Signal()
    edited = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, 2, desk.tr("Device"))
        self._desk = desk
        self._known_id: UUID | None = None
        self._suggestions = DeviceSuggestions(desk)
        self.kind = SuggestField(look, "device.kind", self._suggestions.anything)
        self.brand = SuggestField(look, "device.brand", self._suggestions.brands)
        self.model = SuggestField(look, "device.model", self._suggestions.models)
        self.serial = LineField(look, "device.serial")
        self.imei = LineField(look, "device.imei")
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> dict[str, Field]:
        """By the names the checks use."""
        return {
            "device.kind": self.kind,
            "device.brand": self.brand,
            "device.model": self.model,
            "device.serial": self.serial,
            "device.imei": self.imei,
        }

    def draft(self) -> DeviceDraft:
        """What is known of the device so far."""
        return DeviceDraft(
            id=self._known_id,
            kind=self.kind.text(),
            brand=self.brand.text(),
            model=self.model.text(),
            serial=self.serial.text(),
            imei=self.imei.text(),
        )

    def show_draft(self, draft: DeviceDraft) -> None:
        """Fill the section again."""
        self._show_words(draft.kind, draft.brand, draft.model)
        self.serial.show_text(draft.serial)
        self.imei.show_text(draft.imei)
        self._know(draft.id)

    def offer_devices_of(self, client: ClientRow | None) -> None:
        """Devices of this client come first; a device of the client before is let go."""
        self._suggestions.client = client.id if client is not None else None
        self.kind.open_on_focus(opens=client is not None)
        if client is None and self._known_id is not None:
            self.show_draft(DeviceDraft())

    def scan(self, code: str) -> bool:
        """Take the code of a device into its field; False when it is for none of them."""
        focused = next((field for field in (self.serial, self.imei) if field.line.hasFocus()), None)
        field = self.imei if imei.is_valid(code) else focused
        if field is None:
            return False
        field.show_text(code)
        self.edited.emit()
        return True

    def take(self, device: DeviceRow) -> None:
        """Fill the section with a device that is known, and go on."""
        self._on_picked(device)

    def focus_first(self) -> None:
        """Go to the kind, or to the first gap behind it."""
        self.kind.line.setFocus()
        self.kind.line.selectAll()

    def _lay_out(self) -> None:
        tr = self._desk.tr
        self.add_row(self.title, self.kind, self.brand, self.model, stretches=(5, 4, 6))
        self.add_row(tr("Serial number"), self.serial, tr("IMEI"), self.imei)
        for field, name, hint in (
            (self.kind, tr("Kind of device"), tr("kind")),
            (self.brand, tr("Brand"), tr("brand")),
            (self.model, tr("Model"), tr("model")),
            (self.serial, tr("Serial number"), ""),
            (self.imei, tr("IMEI"), ""),
        ):
            field.line.setAccessibleName(name)
            field.line.setPlaceholderText(hint)

    def _connect(self) -> None:
        self.kind.line.textChanged.connect(self._on_kind)
        for field in (self.kind, self.brand, self.model):
            field.picked.connect(self._on_picked)
            field.line.textEdited.connect(self._on_other_device)
        self.kind.entered.connect(self._after_kind)
        self.brand.entered.connect(self.model.line.setFocus)
        self.model.entered.connect(self.serial.line.setFocus)
        self.serial.line.entered.connect(self.imei.line.setFocus)
        self.imei.line.entered.connect(self.done)
        for field in (self.kind, self.brand, self.model, self.serial, self.imei):
            field.line.textEdited.connect(self.edited)

    def _on_picked(self, value: object) -> None:
        match value:
            case DeviceRow():
                self._show_words(value.kind, value.brand, value.model)
                self.serial.show_text(value.serial)
                self.imei.show_text(value.imei)
                self._know(value.id)
                self.done.emit()
            case Model():
                self._take_model(value)
                self._next_gap().line.setFocus()
            case _:
                raise TypeError(value)
        self.edited.emit()

    def _take_model(self, value: Model) -> None:
        """A kind the person chose stays, unless the row was taken in the field of the kind."""
        kind, in_kind = self.kind.text(), self.kind.line.hasFocus()
        if value.kind and (in_kind or not kind):
            kind = value.kind
        self._show_words(kind, value.brand, value.model)

    def _next_gap(self) -> LineField:
        gaps = (field for field in (self.brand, self.model) if not field.text())
        return next(gaps, self.serial)

    def _after_kind(self) -> None:
        if self.kind.text():
            self.brand.line.setFocus()

    def _on_kind(self) -> None:
        self._suggestions.kind = self.kind.text()

    def _on_other_device(self) -> None:
        if self._known_id is not None:
            self._know(None)
            self.serial.show_text("")
            self.imei.show_text("")

    def _know(self, device: UUID | None) -> None:
        self._known_id = device
        echo = self._desk.tr("was here") if device is not None else ""
        self.model.frame.show_echo(echo, "good")

    def _show_words(self, kind: str, brand: str, model: str) -> None:
        self.kind.show_text(kind)
        self.brand.show_text(brand)
        self.model.show_text(model)
