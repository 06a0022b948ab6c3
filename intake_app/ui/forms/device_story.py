"""What is known of a device that was here before, and what to ask: a few lines under its fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.services import device_history
from intake_app.ui import stage_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from PySide6.QtGui import QResizeEvent

    from intake_app.services.device_history import DeviceHistory, Repair
    from intake_app.services.hint_rows import HintRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_HINTS = 2
_TERMS = 4  # so many are told; the day at the head is that of the longest
_FAULT_SHOWN = 60


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One sentence; `tone` is the colour of its icon and, where it matters, of its words."""

    text: str
    icon: str
    tone: str = "muted"


class DeviceWords:
    """Turns what is known into sentences."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)

    def warranty(self, history: DeviceHistory) -> Repair | None:
        """The repair of ours whose warranty still runs."""
        found = self._warranty(history)
        return None if found is None else found[0]

    def story(self, history: DeviceHistory, client: UUID | None, fault: str) -> list[StoryLine]:
        """What matters most comes first."""
        return [
            line
            for line in (
                self._open(history),
                self._owner(history, client),
                self._covered(history),
                self._repeated(history, fault),
                self._last(history),
            )
            if line is not None
        ]

    def hints(self, hints: Sequence[HintRow]) -> Iterator[StoryLine]:
        """One line, however many hints fit."""
        tr = self._desk.tr
        told = " · ".join(tr(hint.text) if hint.shipped else hint.text for hint in hints[:_HINTS])
        if told:
            yield StoryLine(told, "info-circle", "accent")

    def _open(self, history: DeviceHistory) -> StoryLine | None:
        repair = history.open_repair
        if repair is None:
            return None
        told = self._desk.tr("Already here: order %(number)s of %(day)s. Ctrl+H opens it")
        return StoryLine(told % self._named(repair), "alert-triangle", "caution")

    def _owner(self, history: DeviceHistory, client: UUID | None) -> StoryLine | None:
        if client == history.owner_id:
            return None
        told = self._desk.tr("Registered to %s. When saved it will belong to this client")
        return StoryLine(told % history.owner, "user", "caution")

    def _days(self) -> int:
        """The usual term, for works and parts without one of their own."""
        chosen = self._desk.shop.finder.preference(device_history.WARRANTY_KEY)
        return device_history.warranty_days(chosen)

    def _warranty(self, history: DeviceHistory) -> tuple[Repair, str] | None:
        today = self._desk.now().astimezone(self._zone).date()
        found = history.warranty(self._days(), self._zone, today)
        return None if found is None else (found[0], f"{found[1]:%d.%m.%Y}")

    def _covered(self, history: DeviceHistory) -> StoryLine | None:
        found = self._warranty(history)
        if found is None:
            return None
        repair, until = found
        tr = self._desk.tr
        told = tr("Our warranty until %(until)s: order %(number)s, “%(fault)s”. Ctrl+R: for free")
        said = told % {**self._named(repair), "until": until}
        terms = self._terms(repair)
        return StoryLine(f"{said}. {terms}" if terms else said, "circle-check", "good")

    def _terms(self, repair: Repair) -> str:
        """Which works and parts it is that are covered: `экран до 20.05.2027`."""
        today = self._desk.now().astimezone(self._zone).date()
        terms = repair.covered(self._days(), self._zone, today)
        told = self._desk.tr("%(name)s until %(day)s")
        named = (told % {"name": one.text, "day": f"{one.until:%d.%m.%Y}"} for one in terms)
        return "; ".join([*named][:_TERMS])

    def _repeated(self, history: DeviceHistory, fault: str) -> StoryLine | None:
        repair = history.same_fault(fault)
        if repair is None:
            return None
        told = self._desk.tr("The same fault before: %(day)s, order %(number)s, “%(fault)s”")
        return StoryLine(told % self._named(repair), "refresh", "caution")

    def _last(self, history: DeviceHistory) -> StoryLine | None:
        if not history.repairs:
            return None
        repair, times = history.repairs[0], len(history.repairs)
        counted = self._desk.tr.plural("Was here %d time", "Was here %d times", times) % times
        told = self._desk.tr("last on %(day)s: order %(number)s, “%(fault)s”, %(stage)s")
        return StoryLine(f"{counted}, {told % self._named(repair)}", "history")

    def _named(self, repair: Repair) -> dict[str, str]:
        fault = repair.fault.replace("\n", " ")
        short = fault if len(fault) <= _FAULT_SHOWN else f"{fault[: _FAULT_SHOWN - 1]}…"
        stage = stage_words.label(self._desk, repair.stage)
        return {
            "number": repair.number,
            "day": f"{repair.accepted_at.astimezone(self._zone):%d.%m.%Y}",
            "fault": short,
            "stage": f"{stage[:1].lower()}{stage[1:]}",
        }


class DeviceStory(QWidget):
    """Shows lines and tells them to a screen reader; never takes the focus."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("device.story")
        self._look = look
        self._lines: tuple[StoryLine, ...] = ()
        self._texts: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look.px(0.2), 0, 0, look.px(0.2))
        self._column.setSpacing(look.px(0.15))

    @property
    def lines(self) -> tuple[StoryLine, ...]:
        """What is being told."""
        return self._lines

    def tell(self, lines: tuple[StoryLine, ...]) -> None:
        """Show these lines in place of those before."""
        if lines == self._lines:
            return
        self._lines = lines
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._texts.clear()
        for line in lines:
            self._column.addWidget(self._row(line))
        self._fit()
        if lines and QAccessible.isActive():
            spoken = ". ".join(line.text for line in lines)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give wrapped words their height: the layouts above ask for none that follows a width."""
        room = max(1, self.width() - self._look.px(0.2 + 1.15 + 0.45) - 2)
        for text in self._texts:
            text.setMinimumHeight(text.heightForWidth(room))

    def _row(self, line: StoryLine) -> QWidget:
        look = self._look
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(0.45))
        mark, text = QLabel(), QLabel(line.text)
        size = look.px(1.15)
        colour = look.colour(line.tone)
        mark.setPixmap(look.icons.pixmap(line.icon, colour.name(), size, 2.0))
        mark.setFixedSize(size, look.px(1.3))
        self._texts.append(text)
        text.setFont(look.small)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        palette = text.palette()
        palette.setColor(text.foregroundRole(), colour)
        text.setPalette(palette)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(text, 1)
        return row
