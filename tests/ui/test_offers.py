"""Ctrl+T and Ctrl+G: what is offered or doubtful under a field, and which one a key is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from intake_app.ui.forms.client_section import ClientSection
    from tests.ui.counter import Counter


@pytest.fixture
def section(counter: Counter) -> ClientSection:
    return counter.parts.intake.client


def test_of_two_offers_the_key_takes_only_the_one_in_sight(
    counter: Counter, section: ClientSection
) -> None:
    taken: list[str] = []
    section.box.tell("similar", take=lambda: taken.append("client"))
    section.email.warn("meant", take=lambda: taken.append("email"))
    section.phone.line.setFocus()
    counter.press("Ctrl+T")
    assert taken == []
    assert counter.focused() == "client.email"
    counter.press("Ctrl+T")
    assert taken == ["email"]
    section.phone.line.setFocus()
    counter.press("Ctrl+T")  # the only one left
    assert taken == ["email", "client"]


def test_an_error_cannot_be_left_and_nothing_else_is_asked_instead(
    counter: Counter, section: ClientSection
) -> None:
    section.become(ClientKind.COMPANY)
    section.inn.line.setFocus()
    section.email.warn("doubtful")
    section.inn.mark("wrong")
    counter.press("Ctrl+G", "Ctrl+G")
    assert counter.focused() == "client.inn"
    assert section.inn.sentence().startswith("wrong · ")
    assert section.inn.sentence().count("·") == 1
