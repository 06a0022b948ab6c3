"""What goes back with a device, and the questions of the intake asked again, as chips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from intake_app.services import chips, condition, rechecks
from intake_app.services.chips import Group
from intake_app.services.condition import Mark
from intake_app.ui.forms.condition_details import STYLES
from intake_app.ui.widgets.chips import Chip, ChipField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from intake_app.services.handover_rows import Beside, HandoverState
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_THERE = (Mark.YES.value, Mark.NO.value)
_WORKING = (Mark.WORKS.value, Mark.FAILS.value)


class Questions(QObject):
    """Two fields of chips; `changed` comes with every mark made."""

    changed = Signal()

    def __init__(self, look: Look, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._before = ""
        self._own: tuple[str, ...] = ()
        self._others: dict[str, tuple[UUID, str]] = {}
        self.things = ChipField(look, "handover.things", STYLES)
        self.checks = ChipField(look, "handover.checks", STYLES)
        self.things.setAccessibleName(desk.tr("Goes back to the client"))
        self.checks.setAccessibleName(desk.tr("Checked before the client's eyes"))
        self.things.changed.connect(self.changed)
        self.checks.changed.connect(self.changed)
        self.things.entered.connect(self._on_things)

    def show_state(self, state: HandoverState) -> None:
        """Ask about another device; nothing is marked."""
        self._before = state.marks
        self._own = state.accessories
        self.things.show_marks({})
        self.ask_of(())
        self.checks.show_chips(self._chips(state))
        self.checks.show_marks({})

    def ask_of(self, others: Sequence[Beside]) -> None:
        """Ask also what came along with other devices of the visit that go now."""
        self._others = {
            f"{thing} · {one.device} {one.number}": (one.id, thing)
            for one in others
            for thing in one.accessories
        }
        asked = (*self._own, *self._others)
        self.things.show_chips([Chip(text, _THERE) for text in asked])
        self.things.propose(asked)

    def given(self) -> tuple[str, ...]:
        """What was ticked as given back with the device itself."""
        return tuple(chip for chip in self._marked(Mark.YES) if chip in self._own)

    def given_of(self, order: UUID) -> tuple[str, ...]:
        """The same with another device of the visit."""
        found = (self._others.get(chip) for chip in self._marked(Mark.YES))
        return tuple(pair[1] for pair in found if pair is not None and pair[0] == order)

    def kept(self) -> tuple[str, ...]:
        """What was crossed out: it did not go back."""
        asked = {*self._own, *self._others}
        return tuple(chip for chip in self._marked(Mark.NO) if chip in asked)

    def has_things(self) -> bool:
        """Whether anything came along."""
        return bool(self._own or self._others)

    def _marked(self, wanted: Mark) -> list[str]:
        return [chip for chip, mark in self.things.marks().items() if mark == wanted]

    def unasked(self) -> bool:
        """Whether something came along and nobody said that it goes back, or not."""
        return self.things.has_proposals()

    def marks(self) -> str:
        """The answers as a checkup keeps them."""
        found = {chip: Mark(mark) for chip, mark in self.checks.marks().items()}
        return condition.written(found)

    def differences(self) -> tuple[rechecks.Change, ...]:
        """What is otherwise than at the intake."""
        return rechecks.changes(self._before, self.marks())

    def _chips(self, state: HandoverState) -> list[Chip]:
        """What was marked at the intake, and what can be tried of such a device; no more.

        Damage that is new is told in words: a list of all there could be is read by nobody.
        """
        asked = condition.checked(state.marks)
        finder = self._desk.shop.finder
        chosen = finder.preference(Group.FUNCTIONS.value)
        functions = chips.lists(Group.FUNCTIONS, chosen, finder.lang).of(state.device_kind)
        tried = [chip for chip, mark in asked.items() if mark.value in _WORKING]
        seen = [chip for chip, mark in asked.items() if mark.value in _THERE]
        working = dict.fromkeys((*tried, *functions))
        return [
            *(Chip(chip, _WORKING) for chip in working),
            *(Chip(chip, _THERE, begins=nth == 0) for nth, chip in enumerate(seen)),
        ]

    def _on_things(self) -> None:
        """Enter goes on; with nothing said everything goes back, which is what it is asked for."""
        self.things.take_proposals()
        self.checks.setFocus()
