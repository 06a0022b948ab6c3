"""What the client is asked, one question at a time, and what he has answered so far. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.services import signing
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.services.drafts import IntakeDraft


class Question(StrEnum):
    """In the order they are asked."""

    PHONE = "phone"
    NAME = "name"
    PERSONAL_DATA = "personal_data"
    ADVERTISING = "advertising"
    SIGNATURE = "signature"


CONSENTS = frozenset({Question.PERSONAL_DATA, Question.ADVERTISING})
"""Questions that may be answered by a no without any consequence for the intake."""

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Script:
    """Where the talk stands. An answer is text, "yes" or "no", or a PNG file in base64."""

    questions: tuple[Question, ...]
    place: int = 0
    answers: Mapping[Question, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_first(self) -> bool:
        """Whether there is nothing to go back to."""
        return self.place == 0

    @property
    def question(self) -> Question | None:
        """What is being asked; None when all is answered."""
        return self.questions[self.place] if self.place < len(self.questions) else None

    def answered(self, answer: str) -> Script:
        """Keep an answer and go on."""
        question = self.question
        if question is None:
            return self
        answers = MappingProxyType({**self.answers, question: answer})
        return replace(self, place=self.place + 1, answers=answers)

    def back(self) -> Script:
        """Ask the question before once more; its answer stays until it is given anew."""
        return replace(self, place=max(self.place - 1, 0))


def script(wanted: frozenset[Question]) -> Script:
    """The questions in their order."""
    return Script(tuple(question for question in Question if question in wanted))


def open_questions(draft: IntakeDraft, agreed: frozenset[str]) -> frozenset[Question]:
    """What the client has not told yet; `agreed` are purposes his consent stands for.

    A company agrees to nothing here, and nobody signs before there is something to sign for.
    """
    hand, client = draft.hand, draft.client
    said = agreed | {consent.purpose for consent in hand.consents}
    is_person = client.kind is ClientKind.PERSON
    is_open = {
        Question.PHONE: not (client.phone or hand.phone),
        Question.NAME: not (client.name or hand.name),
        Question.PERSONAL_DATA: is_person and Question.PERSONAL_DATA not in said,
        Question.ADVERTISING: is_person and Question.ADVERTISING not in said,
        Question.SIGNATURE: bool(draft.device.kind and draft.fault)
        and signing.holding(draft) is None,
    }
    return frozenset(question for question, asked in is_open.items() if asked)
