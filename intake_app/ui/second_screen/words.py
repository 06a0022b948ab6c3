"""What the client reads."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_
from intake_app.ui.second_screen.script import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator

_TITLES: Mapping[Question, str] = MappingProxyType(
    {
        Question.PHONE: N_("Your phone number"),
        Question.NAME: N_("What may we call you?"),
        Question.PERSONAL_DATA: N_("May we keep your data?"),
        Question.ADVERTISING: N_("May we send you offers?"),
        Question.SIGNATURE: N_("Please sign"),
    }
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as it is put; `text` is what the client agrees to or signs, in full."""

    question: Question
    title: str
    text: str = ""


def wording(question: Question, tr: Translator, text: str = "") -> Wording:
    """Put a question in the language of the client."""
    return Wording(question, tr(_TITLES[question]), text)
