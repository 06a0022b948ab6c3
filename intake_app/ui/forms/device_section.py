"""What was brought: the client's devices first, then kinds and models used in this shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette

from intake_app.checks import imei, serial
from intake_app.checks.device_codes import sort_codes
from intake_app.services.drafts import DeviceDraft
from intake_app.services.rows import DeviceRow
from intake_app.ui.forms.device_story import DeviceStory, DeviceWords, StoryLine
from intake_app.ui.forms.device_suggestions import Colour, DeviceSuggestions, Model
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.section import Section
from intake_app.ui.widgets.suggest_field import SuggestField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from intake_app.checks.device_codes import DeviceCodes
    from intake_app.services.device_history import DeviceHistory
    from intake_app.services.rows import ClientRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field


class DeviceSection(Section):
    """`done` tells that the talk may go on to the fault.

    `owner_found` carries the id of the client a recognised device is registered to.
    """

    done = Signal()
    edited = Signal()
    owner_found = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, 2, desk.tr("Device"))
        self._desk = desk
        self._client: UUID | None = None
        self._known_id: UUID | None = None
        self._history: DeviceHistory | None = None
        self._by_number = False  # recognised by its number, so it stays whoever brings it
        self._fault = ""
        self._suggestions = DeviceSuggestions(desk)
        self._words = DeviceWords(desk)
        self.kind = SuggestField(look, "device.kind", self._suggestions.anything)
        self.brand = SuggestField(look, "device.brand", self._suggestions.brands)
        self.model = SuggestField(look, "device.model", self._suggestions.models)
        self.colour = SuggestField(look, "device.colour", self._suggestions.colours)
        self.kind.offer_everything(self._suggestions.all_kinds)
        self.brand.offer_everything(self._suggestions.all_brands)
        self.model.offer_everything(self._suggestions.all_models)
        self.serial = LineField(look, "device.serial")
        self.imei = LineField(look, "device.imei")
        self.imei2 = LineField(look, "device.imei2")
        self.story = DeviceStory(look)
        self.boxes = (self.kind, self.brand, self.model, self.colour)
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> dict[str, Field]:
        """By the names the checks use."""
        named = (*self.boxes, self.serial, self.imei, self.imei2)
        return {field.line.objectName(): field for field in named}

    @property
    def history(self) -> DeviceHistory | None:
        """What is known of the device in the form, if it was here before."""
        return self._history

    def rework(self) -> UUID | None:
        """The order of ours whose warranty still runs, so that this repair may be free."""
        repair = self._words.warranty(self._history) if self._history is not None else None
        return None if repair is None else repair.order_id

    def draft(self) -> DeviceDraft:
        """What is known of the device so far."""
        return DeviceDraft(
            id=self._known_id,
            kind=self.kind.text(),
            brand=self.brand.text(),
            model=self.model.text(),
            serial=self.serial.text(),
            imei=self.imei.text(),
            imei2=self.imei2.text(),
            colour=self.colour.text(),
        )

    def show_draft(self, draft: DeviceDraft) -> None:
        """Fill the section again."""
        self._show_words(draft.kind, draft.brand, draft.model)
        for field, text in (
            (self.serial, draft.serial),
            (self.imei, draft.imei),
            (self.imei2, draft.imei2),
            (self.colour, draft.colour),
        ):
            field.show_text(text)
        self._by_number = False
        self._fault = ""
        self._know(draft.id)

    def offer_devices_of(self, client: ClientRow | None) -> None:
        """Devices of this client come first; a device of the client before is let go."""
        self._client = client.id if client is not None else None
        self._suggestions.client = self._client
        self.kind.open_on_focus(opens=client is not None)
        if client is None and self._known_id is not None and not self._by_number:
            self.show_draft(DeviceDraft())
        self._tell()

    def hear(self, fault: str) -> None:
        """Compare what is wrong now with what was wrong before."""
        self._fault = fault
        self._tell()

    def scan(self, codes: Sequence[str]) -> bool:
        """Take the codes of one device, as many as its label has; False when none is of a device.

        A known device fills the section and, where nobody is named yet, brings its owner.
        """
        found = sort_codes(codes, self.brand.text()).beside(self.imei.text(), self.imei2.text())
        if not found:
            focused = next((f for f in (self.serial, self.imei) if f.line.hasFocus()), None)
            if focused is None or not codes:
                return False
            focused.show_text(codes[0])
            self.edited.emit()
            return True
        was_here = any(field.line.hasFocus() for field in self._lines())
        was_nobody = self._client is None
        self._take_codes(found, codes)
        self.edited.emit()
        brought_owner = was_nobody and self._client is not None
        if (was_here or brought_owner) and self.kind.text():
            self.done.emit()
        return True

    def take(self, device: DeviceRow) -> None:
        """Fill the section with a device that is known, and go on."""
        self._on_picked(device)

    def focus_first(self) -> None:
        """Go to the kind; where a number told everything, go on to the fault."""
        if self._by_number and self.kind.text():
            self.done.emit()
            return
        self.kind.line.setFocus()
        self.kind.line.selectAll()

    def _lay_out(self) -> None:
        tr = self._desk.tr
        self.add_row(self.title, *self.boxes, stretches=(5, 4, 6, 3))
        numbers = (self.serial, tr("IMEI"), self.imei, self.imei2)
        self.add_row(tr("Serial number"), *numbers, stretches=(4, 5, 4))
        self._story_row = self.add_row("", self.story)
        for field, name, hint in (
            (self.kind, tr("Kind of device"), tr("kind")),
            (self.brand, tr("Brand"), tr("brand")),
            (self.model, tr("Model"), tr("model")),
            (self.colour, tr("Colour"), tr("colour")),
            (self.serial, tr("Serial number"), ""),
            (self.imei, tr("IMEI"), ""),
            (self.imei2, tr("Second IMEI"), tr("second IMEI")),
        ):
            field.line.setAccessibleName(name)
            field.line.setPlaceholderText(hint)
        self._show_second()
        self._tell()

    def _connect(self) -> None:
        self.kind.line.textChanged.connect(self._on_words)
        self.brand.line.textChanged.connect(self._on_words)
        self.model.line.textChanged.connect(self._on_words)
        for field in (self.kind, self.brand, self.model):
            field.line.textEdited.connect(self._on_other_device)
        for field in self.boxes:
            field.picked.connect(self._on_picked)
        self.kind.entered.connect(self._after_kind)
        self.brand.entered.connect(self.model.line.setFocus)
        self.model.entered.connect(self._after_model)
        self.colour.entered.connect(self.serial.line.setFocus)
        self.serial.line.entered.connect(self._after_serial)
        self.imei.line.entered.connect(self._after_imei)
        self.imei2.line.entered.connect(self.done)
        self.serial.committed.connect(self._on_serial)
        self.imei.line.textEdited.connect(self._on_imei_typed)
        self.imei.line.textChanged.connect(self._show_second)
        self.imei2.line.textChanged.connect(self._show_second)
        for field in self._lines():
            field.line.textEdited.connect(self.edited)

    def _lines(self) -> tuple[LineField, ...]:
        return (*self.boxes, self.serial, self.imei, self.imei2)

    def _on_picked(self, value: object) -> None:
        match value:
            case DeviceRow():
                self._show_device(value)
                self.done.emit()
            case Model():
                self._take_model(value)
                self._after_words()
            case Colour():
                self.colour.show_text(value.name)
                self.serial.line.setFocus()
            case _:
                raise TypeError(value)
        self.edited.emit()

    def _show_device(self, row: DeviceRow) -> None:
        self._show_words(row.kind, row.brand, row.model)
        for field, known in (
            (self.serial, row.serial),
            (self.imei, row.imei),
            (self.imei2, row.imei2),
            (self.colour, row.colour),
        ):
            field.show_text(known)
        self._know(row.id)

    def _take_model(self, value: Model) -> None:
        """What the row says nothing of stays, and so does a kind that was chosen before."""
        kind, in_kind = self.kind.text(), self.kind.line.hasFocus()
        if value.kind and (in_kind or not kind):
            kind = value.kind
        self._show_words(kind, value.brand or self.brand.text(), value.model or self.model.text())

    def _after_words(self) -> None:
        """Go to the first gap; a number that is known already need not be asked."""
        gaps = (field for field in (self.brand, self.model) if not field.text())
        gap = next(gaps, None)
        if gap is not None:
            gap.line.setFocus()
        else:
            self._after_model()

    def _after_kind(self) -> None:
        if self.kind.text():
            self.brand.line.setFocus()

    def _after_model(self) -> None:
        if self.imei.text() or self.serial.text():
            self.done.emit()
        else:
            self.serial.line.setFocus()

    def _after_serial(self) -> None:
        self._on_serial()
        if self._by_number or imei.is_valid(self.imei.text()):
            self.done.emit()
        else:
            self.imei.line.setFocus()

    def _after_imei(self) -> None:
        if self.imei2.isVisible() and imei.is_valid(self.imei.text()) and self.imei2.text():
            self.imei2.line.setFocus()
        else:
            self.done.emit()

    def _on_serial(self) -> None:
        mark = serial.normalise(self.serial.text())
        if imei.is_valid(mark) and self.imei.text() in {"", mark}:
            self.serial.show_text("")  # the field that comes first is not the one it belongs to
            self._take_codes(sort_codes((mark,), self.brand.text()))
            return
        if mark != self.serial.text():
            self.serial.line.setText(mark)
        self._recognise(mark)

    def _on_imei_typed(self, typed: str) -> None:
        if imei.is_valid(typed):
            self._take_codes(sort_codes((typed,), self.brand.text()))

    def _take_codes(self, codes: DeviceCodes, scanned: Sequence[str] = ()) -> None:
        """Recognise the device by any of its codes, as they came or bare, else fill them in."""
        known = any(self._recognise(code) for code in (*scanned, *codes.all))
        for field, code in (
            (self.imei, codes.imei),
            (self.imei2, codes.imei2),
            (self.serial, codes.serial),
        ):
            # Of a known device only what its card does not have yet.
            if code and (not known or not field.text()) and field.text() != code:
                field.show_text(code)
        if not known and codes.imei:
            self._guess(codes.imei)

    def _recognise(self, code: str) -> bool:
        """Take the device that bears a code, unless another kind was named on purpose."""
        if self._known_id is not None:
            return self._by_number
        history = self._desk.shop.finder.device_by_code(code, self.brand.text())
        kind = self.kind.text().casefold()
        if history is None or kind not in {"", history.device.kind.casefold()}:
            return False
        self._show_device(history.device)
        self._by_number = True
        if self._client is None:
            self.owner_found.emit(history.owner_id)
        self._tell()
        return True

    def _guess(self, number: str) -> None:
        """Fill in what bore such IMEIs before, in grey until somebody touches it."""
        found = self._desk.shop.finder.model_by_tac(number)
        if found is not None and not (self.kind.text() or self.brand.text() or self.model.text()):
            self._show_words(*found)
            self._show_guess(guessed=True)

    def _on_words(self) -> None:
        kind, brand, model = self.kind.text(), self.brand.text(), self.model.text()
        self._suggestions.kind, self._suggestions.brand = kind, brand
        self._suggestions.model = model
        self._tell()

    def _on_other_device(self) -> None:
        self._show_guess(guessed=False)
        if self._known_id is not None:
            self._by_number = False
            self._know(None)
            for field in (self.serial, self.imei, self.imei2, self.colour):
                field.show_text("")

    def _know(self, device: UUID | None) -> None:
        self._known_id = device
        finder = self._desk.shop.finder
        self._history = finder.device_history(device) if device is not None else None
        was_here = self._history is not None and bool(self._history.repairs)
        echo = self._desk.tr("was here") if was_here else ""
        self.model.frame.show_echo(echo, "good")
        self._tell()

    def _show_words(self, kind: str, brand: str, model: str) -> None:
        self.kind.show_text(kind)
        self.brand.show_text(brand)
        self.model.show_text(model)
        self._show_guess(guessed=False)

    def _show_guess(self, *, guessed: bool) -> None:
        colour = self._look.colour("muted" if guessed else "text")
        for field in (self.kind, self.brand, self.model):
            palette = field.line.palette()
            palette.setColor(QPalette.ColorRole.Text, colour)
            field.line.setPalette(palette)
        if self._known_id is None:
            self.model.frame.show_echo(self._desk.tr("by IMEI") if guessed else "")

    def _show_second(self) -> None:
        self.imei2.setVisible(bool(self.imei.text() or self.imei2.text()))

    def _tell(self) -> None:
        device = (self.kind.text(), self.brand.text(), self.model.text())
        lines: list[StoryLine] = []
        if self._history is not None:
            lines += self._words.story(self._history, self._client, self._fault)
        if any(device):
            hints = self._desk.shop.finder.hints_for(*device, self._fault)
            lines += self._words.hints(hints)
        self.story.tell(tuple(lines))
        self.show_row(self._story_row, bool(lines))
