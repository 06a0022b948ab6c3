"""Room between parts of a form: as much as looks well, less where there is little."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QSpacerItem
from typing_extensions import override


class Gap(QSpacerItem):
    """Shrinks from `usual` to `least` pixels and never grows."""

    def __init__(self, least: int, usual: int) -> None:
        super().__init__(0, usual, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
        self._least = least

    @override
    def minimumSize(self) -> QSize:
        return QSize(0, self._least)
