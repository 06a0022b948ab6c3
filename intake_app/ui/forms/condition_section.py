"""What came along and how it looks: one line, and under it whatever is asked besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from typing_extensions import override

from intake_app.services.drafts import DeviceDraft, IntakeDraft
from intake_app.ui.forms.condition_details import ConditionDetails
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.section import Section

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field


class ConditionSection(Section):
    """Two lines of free text; the rest lies in a fold until its key is pressed or it speaks up.

    Enter leads through the lines alone, so nothing in the fold costs a key that is not wanted.
    """

    done = Signal()
    edited = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        super().__init__(look, 4, tr("Accessories"))
        self._tr = tr
        self._device: Callable[[], DeviceDraft] = DeviceDraft
        self.accessories = LineField(look, "accessories")
        self.appearance = LineField(look, "appearance")
        self.details = ConditionDetails(look, desk, self)
        self.accessories.line.setAccessibleName(tr("Accessories"))
        self.appearance.line.setAccessibleName(tr("Appearance"))
        self.accessories.line.setPlaceholderText(tr("Alt+4: marks, photos, code"))
        self.add_row(self.title, self.accessories, tr("Appearance"), self.appearance)
        details = self.details
        self._fold = (
            self.add_row(tr("Came along"), details.accessories),
            self.add_row(tr("Condition"), details.appearance),
            self.add_row(tr("Photos"), details.photos),
            self.add_row(tr("Passcode"), details.passcode),
        )
        self.setAcceptDrops(True)
        self._connect()
        self._unfold(wanted=False)

    @property
    def fields(self) -> dict[str, Field]:
        """By the names the checks use."""
        return {
            "accessories": self.accessories,
            "appearance": self.appearance,
            "photos": self.details.photos,
            "passcode": self.details.passcode.field,
        }

    def follow(self, device: Callable[[], DeviceDraft]) -> None:
        """Whose device it is that the chips ask about."""
        self._device = device

    def said(self) -> dict[str, Any]:
        """What this section knows of the draft."""
        details = self.details
        accessory_marks, appearance_marks = details.marks()
        kind, text = self.details.passcode.value()
        return {
            "accessories": _joined(self.accessories.text(), details.accessories.typed()),
            "appearance": _joined(self.appearance.text(), details.appearance.typed()),
            "accessory_marks": accessory_marks,
            "appearance_marks": appearance_marks,
            "photos": self.details.photos.photos(),
            "passcode_kind": kind,
            "passcode": text,
        }

    def show_draft(self, draft: IntakeDraft) -> None:
        """Fill the section again; it stays open where somebody is at work in it."""
        self.accessories.show_text(draft.accessories)
        self.appearance.show_text(draft.appearance)
        self.details.show_draft(draft)
        is_at_work = self.details.has_focus() and draft != IntakeDraft()
        self._unfold(wanted=bool(self.details.count() or is_at_work))

    def is_reading_photos(self) -> bool:
        """Whether a photo of this draft is still being taken in."""
        return self.details.photos.is_busy()

    def shoot(self) -> None:
        """Take photos of the device; they stand in the fold."""
        self._unfold(wanted=True)
        self.details.photos.shoot()

    def focus_line(self) -> None:
        """Go to the words; Enter leads on from there."""
        self.accessories.line.setFocus()

    def focus_first(self) -> None:
        """Open the fold at its chips; from part to part when pressed again, at last shut it."""
        self._unfold(wanted=True)
        if not self.details.focus_next():
            self._shut()

    def leave_fold(self) -> bool:
        """Shut the fold if somebody is in it; what was filled in is counted beside the words."""
        is_inside = self._is_open() and self.details.has_focus()
        if is_inside:
            self._shut()
        return is_inside

    def _shut(self) -> None:
        self.focus_line()
        self._unfold(wanted=False)

    def _unfold(self, *, wanted: bool) -> None:
        if wanted:
            self.details.ask_about(self._device())
        for row in self._fold:
            self.show_row(row, wanted)
        self._count()

    def _count(self) -> None:
        count = self.details.count()
        told = self._tr.plural("%d filled in", "%d filled in", count) % count if count else ""
        self.appearance.frame.show_echo(told)

    def _is_open(self) -> bool:
        return self._fold[0].isVisibleTo(self)

    def _on_told(self) -> None:
        """What is said must be seen."""
        if not self._is_open():
            self._unfold(wanted=True)

    def _on_details(self) -> None:
        self._count()
        self.edited.emit()

    def _on_words(self, typed: str) -> None:
        """Letters that begin no chip were meant for the line beside it."""
        self._beside().line.setFocus()
        self._on_left(typed)

    def _on_left(self, typed: str) -> None:
        """Nothing that was typed is lost, also where it was not typed to its end."""
        line = self._beside().line
        line.end(False)  # noqa: FBT003 - Qt's own signature
        line.insert(f"{', ' if line.text().strip() else ''}{typed}")
        self.edited.emit()

    def _beside(self) -> LineField:
        """The line of free words beside the chips that speak."""
        chips = self.sender()
        return self.accessories if chips is self.details.accessories else self.appearance

    def _connect(self) -> None:
        details = self.details
        self.accessories.line.entered.connect(self.appearance.line.setFocus)
        self.appearance.line.entered.connect(self.done)
        details.done.connect(self.done)
        details.edited.connect(self._on_details)
        details.accessories.overflowed.connect(self._on_words)
        details.appearance.overflowed.connect(self._on_words)
        details.accessories.left.connect(self._on_left)
        details.appearance.left.connect(self._on_left)
        for field in (details.photos, details.passcode.field):
            field.told.connect(self._on_told)
        for field in (self.accessories, self.appearance):
            field.line.textEdited.connect(self.edited)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.details.photos.dragEnterEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._unfold(wanted=True)
        self.details.photos.dropEvent(event)


def _joined(text: str, typed: str) -> str:
    return ", ".join(filter(None, (text, typed.strip())))
