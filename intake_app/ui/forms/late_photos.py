"""Photos that are ready only after their draft left the form: they follow it where it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from intake_app.ui.forms.draft_keeper import DraftKeeper
    from intake_app.ui.forms.under_way import UnderWay
    from intake_app.ui.photo_field import PhotoField
    from intake_app.ui.photo_lane import Kept


class LatePhotos(QObject):
    """An intake on its way waits for its photos; a draft that was put aside gets them there."""

    def __init__(self, field: PhotoField, keeper: DraftKeeper, under_way: UnderWay) -> None:
        super().__init__(under_way)
        self._field = field
        self._keeper = keeper
        self._under_way = under_way
        field.belongs_to(self._slot)
        field.late.connect(self._on_late)
        under_way.wait_while(self._is_pending)

    def _slot(self) -> str:
        return self._keeper.slot

    def _is_pending(self, slot: str) -> bool:
        return self._field.pending(slot) > 0

    def _on_late(self, kept: Kept) -> None:
        sent = self._under_way.waiting(kept.owner)
        if sent is not None:
            sent.add_photo(kept.photo, kept.error)
        elif kept.photo is not None and not self._keeper.add_photo(kept.owner, kept.photo):
            self._field.say_too_late()
        self._under_way.go_on()
