"""Undo of what was done to the form at a stroke; typing has its own history in each field."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from typing_extensions import override

from intake_app.ui.forms import form_state

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from intake_app.services.drafts import IntakeDraft, KeptDraft
    from intake_app.ui.forms.intake_form import IntakeForm

_DEEPEST = 100
# Loose digits in the box are a phone until somebody is recognised.
_FED: Mapping[str, frozenset[str]] = {"client.name": frozenset({"client.name", "client.phone"})}


class FormHistory:
    """Looks at the form after every edit and keeps what more than typing has changed."""

    def __init__(self, form: IntakeForm, turn: Callable[[], int]) -> None:
        self._form = form
        self._turn = turn
        self._turn_of_last = -1
        self._stack = QUndoStack(form)
        self._stack.setUndoLimit(_DEEPEST)
        self._steady = form_state.capture(form, "")

    def look(self) -> None:
        """Keep the step from what stood there before, unless a field can take it back itself."""
        before, now = self._steady, form_state.capture(self._form, "")
        self._steady = now
        changed = differences(before.draft, now.draft)
        if not changed or self._is_typing(changed):
            return
        if self._turn() == self._turn_of_last and self._stack.index():
            last = self._stack.command(self._stack.index() - 1)
            if isinstance(last, _Change):
                last.after = now  # one key, one step, however many sections it reached
                return
        self._turn_of_last = self._turn()
        self._stack.push(_Change(self, before, now))

    def forget(self) -> None:
        """Another draft stands in the form; what was done to the one before is its own affair."""
        self._stack.clear()
        self._turn_of_last = -1
        self.settle()

    def settle(self) -> None:
        """What stands there now is where the next step begins."""
        self._steady = form_state.capture(self._form, "")

    def push(self, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        """Keep a step that was just made and knows its own way back."""
        self._turn_of_last = -1
        self._stack.push(_Step(undo, redo))
        self.settle()

    def undo(self) -> bool:
        """Take the last step back; False when there is none."""
        possible = self._stack.canUndo()
        self._stack.undo()
        self._turn_of_last = -1
        return possible

    def redo(self) -> bool:
        """Make the step again that was taken back; False when there is none."""
        possible = self._stack.canRedo()
        self._stack.redo()
        self._turn_of_last = -1
        return possible

    def turn_to(self, wanted: KeptDraft, other: KeptDraft) -> None:
        """Set what differs between two states as in the first, and leave all else as it is."""
        now = form_state.capture(self._form, "")
        changed = differences(other.draft, wanted.draft)
        draft = _with(now.draft, {path: _at(wanted.draft, path) for path in changed})
        raw = {name: text for name, text in now.raw.items() if name not in other.raw}
        kept = replace(
            now, draft=draft, raw=raw | wanted.raw, focus=wanted.focus, caret=wanted.caret
        )
        form_state.restore(self._form, kept)
        self.settle()

    def _is_typing(self, changed: frozenset[str]) -> bool:
        editor = self._form.focusWidget()
        if isinstance(editor, QLineEdit):
            has_own = editor.isUndoAvailable()
        elif isinstance(editor, QPlainTextEdit):
            has_own = editor.document().isUndoAvailable()
        else:
            return False
        name = editor.objectName()
        return has_own and changed <= _FED.get(name, frozenset({name, f"{name}_minor"}))


class _Change(QUndoCommand):
    """From one state of the form to another."""

    def __init__(self, history: FormHistory, before: KeptDraft, after: KeptDraft) -> None:
        super().__init__()
        self._history = history
        self._is_made = True
        self.before = before
        self.after = after

    @override
    def undo(self) -> None:
        self._is_made = False
        self._history.turn_to(self.before, self.after)

    @override
    def redo(self) -> None:
        if not self._is_made:  # pushing calls it although the form is there already
            self._history.turn_to(self.after, self.before)


class _Step(QUndoCommand):
    """A step that knows its own way."""

    def __init__(self, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        super().__init__()
        self._is_made = True
        self._back = undo
        self._again = redo

    @override
    def undo(self) -> None:
        self._is_made = False
        self._back()

    @override
    def redo(self) -> None:
        if not self._is_made:
            self._again()


def differences(one: object, other: object, prefix: str = "") -> frozenset[str]:
    """Names of the members that differ, as the checks write them: `client.name`, `fault`."""
    found: set[str] = set()
    for member in fields(one):  # pyright: ignore[reportArgumentType] - a draft or a part of one
        mine, its = getattr(one, member.name), getattr(other, member.name)
        if is_dataclass(mine):
            found |= differences(mine, its, f"{prefix}{member.name}.")
        elif mine != its:
            found.add(f"{prefix}{member.name}")
    return frozenset(found)


def _at(draft: object, path: str) -> object:
    for name in path.split("."):
        draft = getattr(draft, name)
    return draft


def _with(draft: IntakeDraft, values: Mapping[str, object]) -> IntakeDraft:
    tops: dict[str, Any] = {}
    for path, value in values.items():
        top, _, inner = path.partition(".")
        if inner:
            tops[top] = replace(tops.get(top, getattr(draft, top)), **{inner: value})
        else:
            tops[top] = value
    return replace(draft, **tops)
