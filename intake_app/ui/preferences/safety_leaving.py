"""What begins with a new start: encryption switched, or this PC begun anew; unsent work first."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.ui import problem_texts
from intake_app.ui.widgets.button import Button, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.upkeep.overview import Overview
    from intake_app.upkeep.safety import Safety

_LANE = "backup"
_ROLES = frozenset({"", "owner", "manager", "admin"})


class SafetyLeaving(QWidget):
    """Each step is asked for twice: the first press says what the second one will do."""

    restart_asked = Signal()

    def __init__(self, look: Look, desk: Desk, safety: Safety) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._safety = safety
        self._is_encrypted = False
        self._asked: Button | None = None
        self._exported: Path | None = None
        tr = desk.tr
        self.encryption = self._button("encryption", tr("Encrypt the data"), self._on_encryption)
        self.export = self._button("export", tr("Export what is unsent"), self._on_export)
        self.anew = self._button("anew", tr("Begin anew on this PC"), self._on_anew)
        self.told = QLabel()
        self._lay_out()

    def show_state(self, seen: Overview) -> None:
        """Offer what is not so yet."""
        tr = self._desk.tr
        self._is_encrypted = seen.is_encrypted
        text = tr("Stop encrypting the data") if seen.is_encrypted else tr("Encrypt the data")
        self.encryption.setText(text)

    def _on_encryption(self) -> None:
        tr = self._desk.tr
        if self._is_encrypted:
            told = tr("Whoever has the disk could read the data. Press once more to start anew so")
        else:
            told = tr("The program starts anew and encrypts the data. Press once more")
        if self._is_meant(self.encryption, told):
            from intake_app.upkeep import repair  # noqa: PLC0415 - only now

            wished = not self._is_encrypted
            self._do(partial(repair.wish_encrypted, self._safety, encrypted=wished))

    def _on_anew(self) -> None:
        told = self._desk.tr(
            "The program starts anew without any data; those of now are put aside. Press once more"
        )
        if self._is_meant(self.anew, told):
            from intake_app.upkeep import repair  # noqa: PLC0415 - only now

            self._do(partial(repair.wish_reset, self._safety, self._exported))

    def _on_export(self) -> None:
        work = partial(_exported, self._safety)
        self._desk.jobs.device(_LANE, work, self._on_exported, self._on_failed)

    def _on_exported(self, file: Path) -> None:
        self._exported = file
        told = self._desk.tr("Bring %s to another PC of the shop: intake-app import-pending")
        self._tell(told % file)

    def _is_meant(self, button: Button, told: str) -> bool:
        """Whether it was pressed a second time, by somebody who may."""
        if self._desk.shop.operator.role not in _ROLES:
            self._on_failed(RejectedError(Problem.KEY_ROLE))
            return False
        if self._asked is button:
            return True
        self._asked = button
        self._tell(told)
        return False

    def _do(self, work: Callable[[], None]) -> None:
        self._asked = None
        self._desk.jobs.device(_LANE, work, self._on_wished, self._on_failed)

    def _on_wished(self, _nothing: None) -> None:
        self.restart_asked.emit()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, IntakeError):
            self._tell(problem_texts.explain(error, self._desk.tr))

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _button(self, name: str, text: str, handler: Callable[[], None]) -> Button:
        made = Button(self._look, text, role=Role.PLAIN)
        made.setObjectName(f"safety.{name}")
        made.clicked.connect(handler)
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.px(0.35))
        for buttons in ((self.encryption,), (self.export, self.anew)):
            line = QHBoxLayout()
            for button in buttons:
                line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)
        self.told.setObjectName("safety.leaving.told")
        self.told.setWordWrap(True)
        self.told.hide()
        column.addWidget(self.told)


def _exported(safety: Safety) -> Path:
    """To the first other place of backups that is there, else into the folder of the account."""
    from intake_app.upkeep import departing  # noqa: PLC0415 - imports SQLAlchemy

    places = [state.place for state in safety.state().places if state.place.name]
    there = next((one.folder for one in places if one.folder.is_dir()), Path.home())
    return departing.exported(safety, there)
