"""The form as it stands, and back: draft, caret, and texts that a draft cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from intake_app.services.drafts import KeptDraft
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.suggest_field import SuggestField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.services.drafts import IntakeDraft
    from intake_app.ui.widgets.field import Field


class Fillable(Protocol):
    """What has to be known of a form to see how it stands."""

    @property
    def fields(self) -> Mapping[str, Field]:
        """Every field by its name."""
        ...

    @property
    def whole(self) -> QWidget:
        """The form as a widget."""
        ...

    def draft(self) -> IntakeDraft:
        """What has been typed."""
        ...

    def fill(self, draft: IntakeDraft) -> None:
        """Show a draft."""
        ...

    def start(self) -> None:
        """Go to the first gap."""
        ...


_BOX, _PHONE = "client.name", "client.phone"


def capture(form: Fillable, slot: str) -> KeptDraft:
    """What stands in the form now."""
    draft, focused = form.draft(), focus_in(form)
    fields = form.fields
    raw = {
        name: field.text()
        for name, field in fields.items()
        if isinstance(field, LineField) and field.is_raw()
    }
    box = fields[_BOX]
    if isinstance(box, LineField) and box.text() and not draft.client.name:
        raw |= {_BOX: box.line.text(), _PHONE: ""}  # digits in the box are still a search
    return KeptDraft(
        slot=slot,
        draft=draft,
        focus=focused.objectName() if focused is not None else "",
        caret=_caret(focused),
        is_listed=focused is not None and _is_listed(fields.get(focused.objectName())),
        raw=raw,
    )


def restore(form: Fillable, kept: KeptDraft) -> None:
    """Fill the form as it stood; where nothing is known of the focus it goes to the first gap."""
    form.fill(kept.draft)
    for name, text in kept.raw.items():
        field = form.fields.get(name)
        if isinstance(field, LineField):
            field.show_text(text)
    editor = form.whole.findChild(QWidget, kept.focus) if kept.focus else None
    if editor is None or not editor.isVisibleTo(form.whole):
        form.start()
        return
    editor.setFocus(Qt.FocusReason.OtherFocusReason)
    _put_caret(editor, kept.caret)
    for field in form.fields.values():
        if kept.is_listed and field.editor is editor and isinstance(field, SuggestField):
            field.open_list()


def focus_in(form: Fillable) -> QWidget | None:
    """Who has the focus in the form, or had it last."""
    return form.whole.focusWidget()


def redo_in(editor: QWidget | None) -> bool:
    """Type again what was taken back in a field; False when there is nothing."""
    if isinstance(editor, QLineEdit) and editor.isRedoAvailable():
        editor.redo()
        return True
    if isinstance(editor, QPlainTextEdit) and editor.document().isRedoAvailable():
        editor.redo()
        return True
    return False


def _is_listed(field: QWidget | None) -> bool:
    return isinstance(field, SuggestField) and bool(field.offered())


def _caret(editor: QWidget | None) -> int:
    if isinstance(editor, QLineEdit):
        return editor.cursorPosition()
    return editor.textCursor().position() if isinstance(editor, QPlainTextEdit) else 0


def _put_caret(editor: QWidget, place: int) -> None:
    if isinstance(editor, QLineEdit):
        editor.deselect()
        editor.setCursorPosition(min(place, len(editor.text())))
    elif isinstance(editor, QPlainTextEdit):
        cursor = editor.textCursor()
        cursor.setPosition(min(place, len(editor.toPlainText())))
        editor.setTextCursor(cursor)
