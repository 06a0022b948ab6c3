"""Undo of what was done to the form at a stroke; typing has its own history in each field."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from intake_app.ui.forms import form_state

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from intake_app.services.drafts import IntakeDraft, KeptDraft
    from intake_app.ui.forms.form_state import Fillable

_DEEPEST = 100
_HIS = "hand"  # what the client did himself is not the desk's to take back
# Loose digits in the box are a phone until somebody is recognised.
_FED: Mapping[str, frozenset[str]] = {"client.name": frozenset({"client.name", "client.phone"})}


@dataclass(slots=True)
class _Change:
    """From one state of the form to another."""

    before: KeptDraft
    after: KeptDraft


@dataclass(frozen=True, slots=True)
class _Step:
    """Something that knows its own way."""

    back: Callable[[], None]
    again: Callable[[], None]


class FormHistory:
    """Looks at the form after every edit and keeps what more than typing has changed.

    Two lists and no QUndoStack, which deletes a command written in Python while it is still running
    when a step fills the form and the form tells of an edit.
    """

    def __init__(self, form: Fillable, turn: Callable[[], int]) -> None:
        self._form = form
        self._turn = turn
        self._turn_of_last = -1
        self._done: list[_Change | _Step] = []
        self._undone: list[_Change | _Step] = []
        self._steady = form_state.capture(form, "")

    def look(self) -> None:
        """Keep the step from what stood there before, unless a field can take it back itself."""
        before, now = self._steady, form_state.capture(self._form, "")
        self._steady = now
        changed = differences(before.draft, now.draft)
        if not changed or self._is_typing(changed):
            return
        last = self._done[-1] if self._done else None
        if self._turn() == self._turn_of_last and isinstance(last, _Change):
            last.after = now  # one key, one step, however many sections it reached
            return
        self._turn_of_last = self._turn()
        self._add(_Change(before, now))

    def forget(self) -> None:
        """Another draft stands in the form; what was done to the one before is its own affair."""
        self._done.clear()
        self._undone.clear()
        self._turn_of_last = -1
        self.settle()

    def settle(self) -> None:
        """What stands there now is where the next step begins."""
        self._steady = form_state.capture(self._form, "")

    def push(self, back: Callable[[], None], again: Callable[[], None]) -> None:
        """Keep a step that was just made and knows its own way back."""
        self._turn_of_last = -1
        self._add(_Step(back, again))
        self.settle()

    def undo(self) -> bool:
        """Take the last step back; False when there is none."""
        if not self._done:
            return False
        step = self._done.pop()
        self._undone.append(step)
        self._turn_of_last = -1
        if isinstance(step, _Step):
            step.back()
        else:
            self.turn_to(step.before, step.after)
        return True

    def redo(self) -> bool:
        """Make the step again that was taken back; False when there is none."""
        if not self._undone:
            return False
        step = self._undone.pop()
        self._done.append(step)
        self._turn_of_last = -1
        if isinstance(step, _Step):
            step.again()
        else:
            self.turn_to(step.after, step.before)
        return True

    def _add(self, step: _Change | _Step) -> None:
        self._done.append(step)
        del self._done[:-_DEEPEST]
        self._undone.clear()

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
        editor = form_state.focus_in(self._form)
        if isinstance(editor, QLineEdit):
            has_own = editor.isUndoAvailable()
        elif isinstance(editor, QPlainTextEdit):
            has_own = editor.document().isUndoAvailable()
        else:
            return False
        name = editor.objectName()
        return has_own and changed <= _FED.get(name, frozenset({name, f"{name}_minor"}))


def differences(one: object, other: object, prefix: str = "") -> frozenset[str]:
    """Names of the members that differ, as the checks write them: `client.name`, `fault`."""
    found: set[str] = set()
    for name in _members(type(one)):
        mine, its = getattr(one, name), getattr(other, name)
        if mine is its or mine == its:
            continue
        if is_dataclass(mine):
            found |= differences(mine, its, f"{prefix}{name}.")
        else:
            found.add(f"{prefix}{name}")
    return frozenset(found)


@cache
def _members(kind: type[object]) -> tuple[str, ...]:
    names = (member.name for member in fields(cast("Any", kind)))
    return tuple(name for name in names if name != _HIS)


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
