"""What a person sees of the window: who has the focus, what stands in a named place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from intake_app.tour.player import Until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


class Eyes:
    """Looks, waits for what must appear, and takes pictures into a folder."""

    def __init__(self, window: QWidget, folder: Path) -> None:
        self._window = window
        self.folder = folder
        self.pictures: list[tuple[str, str]] = []

    def focus(self) -> str:
        """Name of the field that takes the keys."""
        focused = QApplication.focusWidget()
        return focused.objectName() if focused is not None else ""

    def label(self, name: str) -> str:
        """What a label says; empty while it is out of sight."""
        found = self._window.findChild(QLabel, name)
        return found.text() if found is not None and found.isVisible() else ""

    def button(self, name: str) -> str:
        """What stands on a button or in a cell of the status bar."""
        found = self._window.findChild(QAbstractButton, name)
        return found.text() if found is not None else ""

    def line(self, name: str) -> str:
        """What stands in a field of one line."""
        found = self._window.findChild(QLineEdit, name)
        return found.text() if found is not None else ""

    def until_focus(self, *names: str) -> Iterator[Until]:
        """Wait until the keys go to one of these fields."""
        yield Until(lambda: self.focus() in names, f"the focus in {' or '.join(names)}")

    def take(self, name: str, shows: str) -> Iterator[Until]:
        """Take a numbered picture once everything asked for has been painted."""
        yield Until(lambda: True, "the event loop turns")
        file = f"{len(self.pictures) + 1:02d}-{name}.png"
        self._window.grab().save(str(self.folder / file))
        self.pictures.append((file, shows))
