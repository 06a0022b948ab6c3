"""What becomes of a field that was changed on one side or on both; pure.

Base is what both sides last agreed on. Whose word holds is the owner's of the field.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from intake_hub.crm.documents import Form, Owner

if TYPE_CHECKING:
    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.engine.links import Agreed


class Fate(StrEnum):
    """What is to be done about one field."""

    NOTHING = "nothing"
    AGREE = "agree"  # both say the same now: note it
    TAKE = "take"  # theirs becomes ours
    PUT_BACK = "put_back"  # ours becomes theirs again


def fate(owner: Owner, base: Agreed | None, ours: Scalar, theirs: Scalar, form: Form) -> Fate:
    """Judge one field by its three values.

    What only we changed is on its way there already, so nothing is to be done about it here.
    """
    if owner is Owner.THEIRS:
        return Fate.NOTHING
    if same(form, ours, theirs):
        is_noted = base is not None and same(form, base.value, ours)
        return Fate.NOTHING if is_noted else Fate.AGREE
    if base is None:
        return Fate.TAKE if owner is Owner.SHARED and is_nothing(ours) else Fate.NOTHING
    if same(form, base.value, theirs):
        return Fate.NOTHING
    return _edited_there(owner, base, theirs, form)


def _edited_there(owner: Owner, base: Agreed, theirs: Scalar, form: Form) -> Fate:
    if owner is Owner.SHARED:
        return Fate.TAKE
    is_fought_over = base.put_back is not None and same(form, base.put_back, theirs)
    return Fate.NOTHING if is_fought_over else Fate.PUT_BACK


def same(form: Form, one: Scalar, other: Scalar) -> bool:
    """Whether two values are the same to a person, however they are written."""
    if is_nothing(one) or is_nothing(other):
        return is_nothing(one) and is_nothing(other)
    if form is Form.MOMENT:
        return _moment(str(one)) == _moment(str(other))
    if form is Form.FLAG:
        return bool(one) == bool(other)
    if form in {Form.TEXT, Form.CODE}:
        return _text(one) == _text(other)
    return one == other


def is_nothing(value: Scalar) -> bool:
    """Whether a field says nothing; no flag does, for there is no third answer."""
    return value is None or value is False or (isinstance(value, str) and not value.strip())


def _text(value: Scalar) -> str:
    """Runs of white space are one blank: forms of people's browsers change them."""
    return " ".join(str(value).split())


def _moment(text: str) -> object:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).replace(microsecond=0)
