"""The store at rest: where backups are, whether they open, the key on paper, the way back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget
from typing_extensions import override

from intake_app import settings_file
from intake_app.config import FILE_NAME
from intake_app.errors import IntakeError
from intake_app.services.store_keys import StoreKeys
from intake_app.ui import backup_words, problem_texts
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.preferences.safety_backups import SafetyBackups
from intake_app.ui.preferences.safety_key import SafetyKey
from intake_app.ui.preferences.safety_leaving import SafetyLeaving
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.facts import FactList, FactRow
from intake_app.ui.widgets.field import LineField
from intake_app.upkeep import places
from intake_app.upkeep.safety import ENOUGH, Safety

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.upkeep.drills import Drilled
    from intake_app.upkeep.overview import Overview
    from intake_app.upkeep.safety import PlaceState

LANE = "backup"
_HUB_LANE = "backup at the hub"
_PARTS = 1000


class SafetyPage(PreferencePage):
    """Everything is read and done in the lane of the backups."""

    _told = Signal(float)

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "Backups are made by themselves: each hour something has changed, and at the end of"
            " the day. Two places at least, one of them not in this PC."
        )
        super().__init__(look, desk, tr("Safety"), about)
        self.safety = Safety(desk.settings, StoreKeys(desk.settings.data), desk.now)
        self.facts, self.places, self.at_hub = FactList(look), FactList(look), FactList(look)
        self.now = self._button("now", tr("Back up now"), self._on_now, Role.PRIMARY)
        self.drill = self._button("drill", tr("Try a restore"), self._on_drill)
        self.progress = QProgressBar()
        self.folder = LineField(look, "safety.folder", icon="plus")
        self.add = self._button("add", tr("Add the place"), self._on_add)
        self.told = QLabel()
        self.few = QLabel(tr("Only one place: a second disk, a stick or a server is missing"))
        self.key = SafetyKey(look, desk, self.safety)
        self.backups = SafetyBackups(look, desk, self.safety)
        self.leaving = SafetyLeaving(look, desk, self.safety)
        self._arrange()
        self._told.connect(self._on_told)
        self.key.changed.connect(self.refresh)
        for part in (self.backups, self.leaving):
            part.restart_asked.connect(self.restart_asked)

    @override
    def refresh(self) -> None:
        from intake_app.upkeep import overview  # noqa: PLC0415 - imports SQLAlchemy

        work = partial(overview.look, self.safety)
        self.desk.jobs.device(LANE, work, self._on_seen, self._on_failed)
        self.desk.jobs.device(_HUB_LANE, partial(_kept_at_hub, self.desk.shop), self._on_kept)

    def _on_seen(self, seen: Overview) -> None:
        desk, tr, state = self.desk, self.desk.tr, seen.state
        never = tr("never")
        made = backup_words.moment(desk, state.made_at) if state.made_at else never
        proven = backup_words.moment(desk, state.proven_at) if state.proven_at else never
        kept = tr("key in the keyring") if seen.in_keyring else tr("key in a file beside the data")
        sealed = tr("on, %s") % kept if seen.is_encrypted else tr("off")
        rows = (
            FactRow(tr("Last backup"), when=made),
            FactRow(tr("Last proven restore"), when=proven),
            FactRow(tr("Encryption of the data"), when=sealed),
        )
        self.facts.show_rows(rows, "")
        self.places.show_rows(tuple(map(self._place, state.places)), "")
        self.few.setVisible(len(state.places) < ENOUGH)
        self.key.show_state(seen)
        self.leaving.show_state(seen)
        self.backups.show_backups(seen.backups)

    def _on_kept(self, kept: tuple[int, int] | None) -> None:
        """What the hub keeps of this desk; asked apart, for a hub may be slow or away."""
        tr = self.desk.tr
        self.at_hub.setVisible(kept is not None)
        if kept is not None:
            count, newest_ms = kept
            at = datetime.fromtimestamp(newest_ms / 1000, UTC)
            when = backup_words.moment(self.desk, at) if count else tr("never")
            row = FactRow(tr("at the hub"), tr("backups: %d") % count, when)
            self.at_hub.show_rows((row,), "")

    def _place(self, state: PlaceState) -> FactRow:
        desk, tr = self.desk, self.desk.tr
        newest = backup_words.moment(desk, state.newest) if state.newest else tr("never")
        when = tr("away, tried again by itself") if state.trouble else newest
        name = state.place.name or tr("beside the data")
        return FactRow(name, f"{state.place.folder} · {tr('backups: %d') % state.count}", when)

    def _on_now(self) -> None:
        from intake_app.upkeep import overview  # noqa: PLC0415 - imports SQLAlchemy

        self._tell(self.desk.tr("Copying, proving, sealing …"))
        self.progress.show()
        work = partial(overview.back_up, self.safety, self._told.emit)
        self.desk.jobs.device(LANE, work, self._on_made, self._on_failed, self.progress.hide)

    def _on_made(self, seen: Overview) -> None:
        self._tell(self.desk.tr("Done, and read back from every place"))
        self._on_seen(seen)

    def _on_drill(self) -> None:
        self._tell(self.desk.tr("Restoring into a corner …"))
        work = partial(_drilled, self.safety, self.desk.shop)
        self.desk.jobs.device(LANE, work, self._on_drilled, self._on_failed)

    def _on_drilled(self, done: tuple[Overview, tuple[Drilled, ...]]) -> None:
        tr = self.desk.tr
        seen, tried = done
        bad = [
            f"{one.place or tr('beside the data')}: {problem_texts.sentence(one.trouble, tr)}"
            for one in tried
            if one.trouble is not None
        ]
        well = tr("Every place gave a backup that opens and holds what it says")
        self._tell("; ".join(bad) if bad else well if tried else tr("There is no backup here"))
        self._on_seen(seen)

    def _on_add(self) -> None:
        folder = self.folder.text()
        if folder:
            file = self.desk.settings.data / FILE_NAME
            work = partial(_added, file, folder, tuple(places.named(self.desk.settings)))
            self.desk.jobs.store(work, self._on_added, self._on_failed)

    def _on_added(self, _name: str) -> None:
        self.folder.show_text("")
        self._tell(self.desk.tr("Saved; the next backup goes there as well"))
        self.refresh()

    def _on_told(self, part: float) -> None:
        self.progress.setValue(round(part * _PARTS))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, IntakeError):
            self._tell(problem_texts.explain(error, self.desk.tr))

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _button(
        self, name: str, text: str, handler: Callable[[], None], role: Role = Role.PLAIN
    ) -> Button:
        made = Button(self.look, text, role=role)
        made.setObjectName(f"safety.{name}")
        made.clicked.connect(handler)
        return made

    def _arrange(self) -> None:
        tr, body, gap = self.desk.tr, self.body, self.look.px(0.5)
        self._dress()
        for widget in (self.facts, self._line(self.now, self.drill), self.progress, self.told):
            body.addWidget(widget)
        body.addSpacing(gap)
        self.at_hub.hide()
        for widget in (self._heading(tr("Places")), self.places, self.at_hub, self.few):
            body.addWidget(widget)
        body.addWidget(self._line(self.folder, self.add))
        parts = (
            (tr("Recovery key"), self.key),
            (tr("Way back"), self.backups),
            (tr("Encryption, and this PC given away"), self.leaving),
        )
        for title, part in parts:
            body.addSpacing(gap)
            body.addWidget(self._heading(title))
            body.addWidget(part)

    def _dress(self) -> None:
        tr, look = self.desk.tr, self.look
        self.told.setObjectName("safety.told")
        for label in (self.told, self.few):
            label.setWordWrap(True)
            label.hide()
        palette = self.few.palette()
        palette.setColor(self.few.foregroundRole(), look.colour("caution"))
        self.few.setPalette(palette)
        self.progress.setRange(0, _PARTS)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(look.px(0.4))
        self.progress.hide()
        self.folder.line.setPlaceholderText(tr("Folder on another disk, a stick or a server"))
        self.folder.line.setAccessibleName(tr("Another place of backups"))

    def _line(self, *widgets: QWidget) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            row.addWidget(widget, int(widget is self.folder))
        if self.folder not in widgets:
            row.addStretch(1)
        return made

    def _heading(self, text: str) -> QLabel:
        made = QLabel(text)
        made.setFont(self.look.letters(strong=True))
        return made


def _drilled(safety: Safety, shop: Shop) -> tuple[Overview, tuple[Drilled, ...]]:
    """Try every place, held against the hub where there is one."""
    from intake_app.upkeep import drills, overview  # noqa: PLC0415 - imports SQLAlchemy

    hub = shop.hub_safe
    return overview.drill(safety, drills.agreed if hub is None else hub.agrees)


def _kept_at_hub(shop: Shop) -> tuple[int, int] | None:
    """How many backups of this desk the hub keeps, and when the newest came; None without one."""
    if shop.hub_safe is None:
        return None
    origin = shop.services.replica.standing().origin
    kept = [one.kept_ms for one in shop.hub_safe.kept() if one.origin == origin]
    return len(kept), max(kept, default=0)


def _added(file: Path, folder: str, taken: Collection[str]) -> str:
    """Write a place under a name of its own. Raises RejectedError, UnavailableError."""
    plain = re.sub(r"\W+", "-", Path(folder).name).strip("-") or "place"
    names = (plain, *(f"{plain}-{number}" for number in range(2, 100)))
    name = next(one for one in names if one not in taken)
    settings_file.prepared(file, "backups", name, folder)()
    return name
