"""The part of the condition that lies in a fold: chips, photos, passcode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from intake_app.services import chips, condition
from intake_app.services.chips import Group
from intake_app.services.condition import Mark
from intake_app.ui.forms.passcode_row import PasscodeRow
from intake_app.ui.photo_field import PhotoField
from intake_app.ui.photo_viewer import PhotoViewer
from intake_app.ui.widgets.chips import Chip, ChipField, Style

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from intake_app.services.drafts import DeviceDraft, IntakeDraft
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

STYLES = {
    Mark.YES.value: Style("chosen", "accent", "check"),
    Mark.WORKS.value: Style("good_wash", "good", "check"),
    Mark.NO.value: Style("surface", "muted", "x"),
    Mark.FAILS.value: Style("bad_wash", "bad", "x"),
    Mark.UNCHECKED.value: Style("surface", "muted", "help"),
}
_THERE = (Mark.YES.value, Mark.NO.value)
_WORKING = (Mark.WORKS.value, Mark.FAILS.value)


class ConditionDetails(QObject):
    """Its widgets stand in rows of the section; it knows what they hold."""

    edited = Signal()
    done = Signal()

    def __init__(self, look: Look, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        tr = desk.tr
        self._look = look
        self._desk = desk
        self._functions: tuple[str, ...] = ()
        self._things: tuple[str, ...] = ()
        self.accessories = ChipField(look, "accessories.chips", STYLES)
        self.appearance = ChipField(look, "appearance.chips", STYLES)
        self.photos = PhotoField(look, desk, "photos")
        self.passcode = PasscodeRow(look, desk)
        self.accessories.setAccessibleName(tr("What came along"))
        self.appearance.setAccessibleName(tr("Marks and functions"))
        self._viewer: PhotoViewer | None = None
        self._connect()

    def ask_about(self, device: DeviceDraft) -> None:
        """Offer the chips of a kind of device, and in grey what usually comes with the model."""
        kind, usual = device.kind, self._usual(device)
        things = self._list(Group.ACCESSORIES, kind)
        # What is usual here need not be on the list.
        asked = tuple(dict.fromkeys((*things, *usual, *self.accessories.marks())))
        self.accessories.show_chips([Chip(text, _THERE) for text in asked])
        self.accessories.propose(usual)
        signs, functions = self._list(Group.SIGNS, kind), self._list(Group.FUNCTIONS, kind)
        self._things, self._functions = things, functions
        marked = [text for text in self.appearance.marks() if text not in (*signs, *functions)]
        self.appearance.show_chips(
            [
                *(Chip(text, _THERE) for text in signs if text not in self._functions),
                *(Chip(text, _WORKING, text == functions[0]) for text in functions),
                *(Chip(text, (*_THERE, *_WORKING)) for text in marked),
            ]
        )

    def count(self) -> int:
        """How much was filled in here."""
        marks = len(self.accessories.marks()) + len(self.appearance.marks())
        return marks + len(self.photos.photos()) + bool(self.passcode.value()[1])

    def marks(self) -> tuple[str, str]:
        """Both groups of marks as a draft holds them: what was left out is said to be unchecked."""
        things, looks = self.accessories.marks(), self.appearance.marks()
        tried = {chip: Mark(mark) for chip, mark in looks.items() if mark in _WORKING}
        untried = condition.completed(tried, self._functions)
        seen = {chip: Mark(mark) for chip, mark in looks.items()}
        came = {chip: Mark(mark) for chip, mark in things.items()}
        return (
            condition.written(condition.completed(came, self._things)),
            condition.written(seen | {chip: untried[chip] for chip in untried if chip not in seen}),
        )

    def show_draft(self, draft: IntakeDraft) -> None:
        """Fill everything again."""
        for field, text in (
            (self.accessories, draft.accessory_marks),
            (self.appearance, draft.appearance_marks),
        ):
            field.show_marks({chip: mark.value for chip, mark in condition.checked(text).items()})
        self.photos.show_photos(draft.photos)
        self.passcode.show_value(draft.passcode_kind, draft.passcode)

    def has_focus(self) -> bool:
        """Whether somebody is at work here."""
        return any(_holds_focus(part) for part in self._parts())

    def focus_next(self) -> bool:
        """Go to the part after the one with the focus; False when it was the last.

        From outside to the first. What the owner does not want asked is passed by.
        """
        parts = [part for part in self._parts() if not part.isHidden()]
        here = next((place for place, part in enumerate(parts) if _holds_focus(part)), -1)
        wanted = next(iter(parts[here + 1 :]), None)
        if wanted is self.passcode:
            self.passcode.take_focus()
        elif wanted is not None:
            wanted.setFocus()
        return wanted is not None

    def _parts(self) -> tuple[QWidget, ...]:
        return (self.accessories, self.appearance, self.photos, self.passcode)

    def _usual(self, device: DeviceDraft) -> tuple[str, ...]:
        finder = self._desk.shop.finder
        return finder.usual_accessories(device.kind, device.brand, device.model)

    def _list(self, group: Group, kind: str) -> tuple[str, ...]:
        finder = self._desk.shop.finder
        return chips.lists(group, finder.preference(group.value), finder.lang).of(kind)

    def _go_on(self) -> None:
        if not self.focus_next():
            self.done.emit()

    def _on_opened(self, place: int) -> None:
        if self._viewer is None:
            self._viewer = PhotoViewer(self._look, self._desk, self.photos.window())
        self._viewer.show_photos(self.photos.strip.names, place)

    def _connect(self) -> None:
        self.photos.opened.connect(self._on_opened)
        for entered in (
            self.accessories.entered,
            self.appearance.entered,
            self.photos.entered,
            self.passcode.entered,
        ):
            entered.connect(self._go_on)
        for changed in (
            self.accessories.changed,
            self.appearance.changed,
            self.photos.changed,
            self.passcode.edited,
        ):
            changed.connect(self.edited)


def _holds_focus(part: QWidget) -> bool:
    at = QApplication.focusWidget()
    return at is part or (at is not None and part.isAncestorOf(at))
