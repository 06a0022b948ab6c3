"""Beside the facts of an order: its photos and files, and how its device is unlocked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intake_app.ui.order_files import OrderFiles
from intake_app.ui.passcode_panel import PasscodePanel
from intake_app.ui.photo_field import PhotoField
from intake_app.ui.photo_viewer import PhotoViewer
from intake_app.ui.signature_view import SignatureView

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QMimeData

    from intake_app.services.drafts import PhotoDraft
    from intake_app.services.rows import OrderCard
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.photo_lane import Kept
    from intake_app.ui.theme import Look


class OrderExtras(QWidget):
    """Photos and files may be added to an order, and are never taken from it."""

    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._order: UUID | None = None
        self._viewer: PhotoViewer | None = None
        self.photos = PhotoField(look, desk, "card.photos", enter_opens=True)
        self.files = OrderFiles(look, desk)
        self.passcode = PasscodePanel(look, desk)
        self.signature = SignatureView(look, desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, look.px(0.5), 0)
        column.setSpacing(look.px(0.4))
        kept = QHBoxLayout()
        kept.setSpacing(look.px(0.5))
        kept.addWidget(self.photos, 1)
        kept.addWidget(self.files, 1)
        column.addLayout(kept)
        column.addWidget(self.passcode)
        column.addWidget(self.signature)
        self.photos.belongs_to(self._owner)
        self.photos.opened.connect(self._on_opened)
        self.photos.added.connect(self._on_added)
        self.photos.late.connect(self._on_late)
        self.photos.others.connect(self._on_files)
        self.files.pasted.connect(self.take_in)
        self.files.trouble.connect(self.trouble)
        self.passcode.trouble.connect(self.trouble)
        self.signature.trouble.connect(self.trouble)

    def begin(self) -> None:
        """Another order is being opened; a photo still under way goes to the last one."""
        self._order = None
        self.passcode.conceal()
        self.passcode.hide()
        self.signature.hide()
        self.photos.show_photos(())
        self.files.show_files(())

    def show_card(self, card: OrderCard) -> None:
        """Show what stands beside this order."""
        self._order = card.row.id
        self.photos.show_names(tuple(photo.sha256 for photo in card.photos))
        self.files.show_files(card.files)
        self.passcode.show_card(card)
        self.signature.show_signature(card.signature)

    def focus_photos(self) -> None:
        """Go to the photos: Enter shows them, Ins adds one. From there to the files, and back."""
        if self.photos.strip.hasFocus() and self.files.isVisible():
            self.files.setFocus()
        else:
            self.photos.strip.setFocus()

    def choose(self) -> None:
        """Ask for photos and files."""
        if self._order is not None:
            self.photos.choose_files()

    def take_in(self, mime: QMimeData) -> bool:
        """Add what was pasted or dropped; False when nothing of it can be kept."""
        return self._order is not None and self.photos.take_in(mime)

    def _on_files(self, paths: list[Path]) -> None:
        if self._order is not None:
            self.files.keep(self._order, paths)

    def _on_opened(self, place: int) -> None:
        if self._viewer is None:
            self._viewer = PhotoViewer(self._look, self._desk, self.window())
        self._viewer.show_photos(self.photos.strip.names, place)

    def _on_added(self, photo: PhotoDraft) -> None:
        if self._order is not None:
            self._add_to(self._order, photo)

    def _on_late(self, kept: Kept) -> None:
        if kept.photo is not None and kept.owner:
            self._add_to(UUID(kept.owner), kept.photo)
        elif kept.error is not None:
            self.trouble.emit(kept.error)

    def _add_to(self, order: UUID, photo: PhotoDraft) -> None:
        work = partial(_add, self._desk.shop, order, photo)
        self._desk.jobs.store(work, None, self.trouble.emit)

    def _owner(self) -> str:
        return str(self._order or "")


def _add(shop: Shop, order: UUID, photo: PhotoDraft) -> None:
    shop.services.orders.add_photos(order, (photo,))
