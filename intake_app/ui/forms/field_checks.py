"""Says under each field what is wrong with it, as soon as it is left; one key puts it right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from intake_app.errors import Problem
from intake_app.services.drafts import Override
from intake_app.ui import problem_texts
from intake_app.ui.actions import spec, written
from intake_app.ui.forms.reason_list import ReasonList
from intake_app.ui.widgets.field import Field, LineField, Offer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from intake_app.i18n.translator import Translator
    from intake_app.ui.theme import Look


class Findings(NamedTuple):
    """What the checks say of a draft: bad, doubtful, and what was probably meant instead."""

    problems: Mapping[str, Problem]
    warnings: Mapping[str, Problem]
    corrections: Mapping[str, str]
    words: Mapping[str, str]  # more exact than the sentence of the problem


class FieldChecks(QObject):
    """Watches fields of any section by their names; `edited` says that a reason was given.

    A field that is merely empty is not blamed before the intake is accepted.
    """

    edited = Signal()

    def __init__(
        self, look: Look, tr: Translator, ask: Callable[[], Findings], over: QWidget
    ) -> None:
        super().__init__(over)
        self._tr = tr
        self._ask = ask
        self._fields: dict[str, Field] = {}
        self._told: list[str] = []  # the latest last
        self._left: set[str] = set()
        self._overrides: dict[str, str] = {}
        self._asked = ""
        self._from: QWidget | None = None
        self._reasons = ReasonList(look, tr, over)
        self._reasons.given.connect(self._on_given)

    def watch(self, fields: Mapping[str, Field]) -> None:
        """Check these from now on."""
        for name, field in fields.items():
            if name not in self._fields:
                field.committed.connect(self._on_committed)
                field.changed.connect(self._on_changed)
                field.told.connect(self._on_told)
                field.asks_changed.connect(self._on_asks)
        self._fields |= fields

    def overrides(self) -> tuple[Override, ...]:
        """What was let stand, and why."""
        return tuple(Override(field=name, reason=why) for name, why in self._overrides.items())

    def show_overrides(self, overrides: tuple[Override, ...]) -> None:
        """Begin with another draft."""
        self._reasons.close()
        self._overrides = {override.field: override.reason for override in overrides}
        self._told.clear()
        self._left.clear()

    def refuse(self) -> bool:
        """Mark whatever stands in the way of accepting, and go to the first; False: nothing."""
        found = self._ask()
        found = found._replace(warnings=self._unsettled(found))
        self._mark(found)
        return bool(found.problems or found.warnings)

    def mark(self, problems: Mapping[str, Problem]) -> None:
        """Say it of every field that somebody else found bad, and go to the first."""
        self._mark(Findings(problems, {}, {}, self._ask().words))

    def _mark(self, found: Findings) -> None:
        """Say it of every field, and go to the first that is bad, or else doubtful."""
        for name, field in self._fields.items():
            if name in found.problems or name in found.warnings:
                self._say(name, found)
            elif field.is_marked() or field.is_warned():
                field.mark("")
        stands = [*filter(found.problems.__contains__, self._fields)]
        stands += [*filter(found.warnings.__contains__, self._fields)]
        if stands:
            self._go_to(self._fields[stands[0]])

    def take_offer(self) -> None:
        """Carry out the offer whose key is shown; one that lies out of sight is gone to first."""
        name = self._meant([name for name, field in self._fields.items() if field.has_offer()])
        if not name:
            return
        field = self._fields[name]
        if field.visibleRegion().isEmpty():
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            field.take_offer()

    def keep_doubt(self) -> None:
        """Ask why the doubtful field may stand as it is; say it of an error that it may not."""
        bad = [name for name, field in self._fields.items() if field.is_marked()]
        doubtful = [name for name, field in self._fields.items() if field.is_warned()]
        name = self._focused((*bad, *doubtful)) or self._meant(doubtful) or self._meant(bad)
        if not name:
            return
        problem = self._ask().warnings.get(name)
        if problem is None:
            self._insist(self._fields[name])
        else:
            self._asked, self._from = name, QApplication.focusWidget()
            self._reasons.open(self._fields[name], problem)

    def _meant(self, names: list[str]) -> str:
        """Which of several a key is about: the one in focus, or else the one told of last."""
        told = (name for name in reversed(self._told) if name in names)
        return self._focused(names) or next(told, "") or next(iter(names), "")

    def _on_asks(self) -> None:
        """Two fields may ask at once, and a key answers one: only that one names the key."""
        offers = [name for name, field in self._fields.items() if field.has_offer()]
        doubts = [name for name, field in self._fields.items() if field.is_warned()]
        take, keep = self._meant(offers), self._meant(doubts)
        for name in {*offers, *doubts}:
            self._fields[name].show_keys(take=name == take, keep=name == keep)

    def _go_to(self, field: Field) -> None:
        """Typing replaces what is wrong there."""
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, LineField):
            field.line.selectAll()

    def _focused(self, names: Iterable[str]) -> str:
        return next((name for name in names if self._fields[name].editor.hasFocus()), "")

    def _insist(self, field: Field) -> None:
        """Say that what is wrong must be put right; a correction on offer says so itself."""
        said, told = field.sentence(), self._tr("This cannot be left as it is")
        if not field.has_offer() and not said.endswith(told):
            field.mark(f"{said} · {told}")
        self._go_to(field)

    def _unsettled(self, found: Findings) -> dict[str, Problem]:
        return {
            name: problem for name, problem in found.warnings.items() if name not in self._overrides
        }

    def _name(self) -> str:
        field = self.sender()
        return field.editor.objectName() if isinstance(field, Field) else ""

    def _on_committed(self) -> None:
        """What was left before is looked at again: an account is judged by a bank typed later."""
        self._left.add(self._name())
        found = self._ask()
        found = found._replace(
            problems={k: v for k, v in found.problems.items() if v is not Problem.MISSING},
            warnings=self._unsettled(found),
        )
        for name in self._left & self._fields.keys():
            field = self._fields[name]
            if name in found.problems or name in found.warnings:
                self._say(name, found)
            elif field.is_marked() or field.is_warned():
                field.mark("")

    def _on_changed(self) -> None:
        """A reason was given for what stood there before."""
        self._overrides.pop(self._name(), None)

    def _on_told(self) -> None:
        name = self._name()
        self._told = [told for told in self._told if told != name] + [name]

    def _say(self, name: str, found: Findings) -> None:
        field, meant = self._fields[name], found.corrections.get(name, "")
        problem = found.problems.get(name) or found.warnings[name]
        told = found.words.get(name) or problem_texts.sentence(problem, self._tr)
        offer = None
        if meant:
            told = self._tr("%(what)s: %(meant)s?") % {"what": told, "meant": meant}
            how = self._tr("%s – take it") % _key("intake.take")
            offer = Offer(how, partial(self._put, name, meant))
        if name not in found.problems:
            field.warn(told, offer, self._tr("%s – leave it as it is") % _key("intake.keep"))
        elif offer is not None:
            field.refuse(told, offer)
        else:
            field.mark(told)

    def _put(self, name: str, text: str) -> None:
        field = self._fields[name]
        if isinstance(field, LineField):
            field.show_text(text)
            self.edited.emit()

    def _on_given(self, reason: str) -> None:
        field = self._fields[self._asked]
        self._overrides[self._asked] = reason
        field.tell(self._tr("left as it is: %s") % reason)
        if self._from is not None:
            self._from.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()


def _key(action: str) -> str:
    return written(spec(action).keys)
