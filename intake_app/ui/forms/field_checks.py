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
from intake_app.ui.widgets.field import Field, LineField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from intake_app.i18n.translator import Translator
    from intake_app.ui.theme import Look


class Findings(NamedTuple):
    """What the checks say of a draft: bad, doubtful, and what was probably meant instead."""

    problems: Mapping[str, Problem]
    warnings: Mapping[str, Problem]
    corrections: Mapping[str, str]


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
        self.mark(found.problems, self._unsettled(found), found.corrections)
        return bool(found.problems or self._unsettled(found))

    def mark(
        self,
        problems: Mapping[str, Problem],
        warnings: Mapping[str, Problem] | None = None,
        corrections: Mapping[str, str] | None = None,
    ) -> None:
        """Say it of every field, and go to the first that is bad, or else doubtful."""
        found = Findings(problems, warnings or {}, corrections or {})
        for name, field in self._fields.items():
            if name in found.problems or name in found.warnings:
                self._say(name, found)
            elif field.is_marked() or field.is_warned():
                field.mark("")
        stands = [*filter(problems.__contains__, self._fields)]
        stands += [*filter(found.warnings.__contains__, self._fields)]
        if stands:
            self._go_to(self._fields[stands[0]])

    def take_offer(self) -> None:
        """Carry out what is offered under the field in focus, or the only offer there is.

        Of several it goes to the one told last, so that nobody takes what he does not see.
        """
        found = [name for name, field in self._fields.items() if field.has_offer()]
        name = self._focused(found) or (found[0] if len(found) == 1 else "")
        if name:
            self._fields[name].take_offer()
        elif found:
            latest = next((told for told in reversed(self._told) if told in found), found[0])
            self._fields[latest].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_doubt(self) -> None:
        """Ask why the doubtful field in focus, or else the first one, may stand as it is."""
        bad = self._focused([name for name, field in self._fields.items() if field.is_marked()])
        if bad:
            self._insist(self._fields[bad])
            return
        found = [name for name, field in self._fields.items() if field.is_warned()]
        name = self._focused(found) or next(iter(found), "")
        problem = self._ask().warnings.get(name)
        if problem is not None:
            self._asked, self._from = name, QApplication.focusWidget()
            self._reasons.open(self._fields[name], problem)

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
        told = problem_texts.sentence(problem, self._tr)
        if meant:
            told = self._tr("%(what)s: %(meant)s? %(key)s – take it") % {
                "what": told, "meant": meant, "key": _key("intake.take"),
            }  # fmt: skip
        take = partial(self._put, name, meant) if meant else None
        if name not in found.problems:
            keep = self._tr("%s – leave it as it is") % _key("intake.keep")
            field.warn(f"{told} · {keep}", take)
        elif take is not None:
            field.refuse(told, take)
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
