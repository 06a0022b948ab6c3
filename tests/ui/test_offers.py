"""Ctrl+T and Ctrl+G: what is offered or doubtful under a field, and which one a key is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.services.drafts import ClientKind
from intake_app.ui.widgets.field import Offer
from intake_app.ui.window_layout import SMALLEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.ui.desk import Desk
    from intake_app.ui.forms.client_section import ClientSection
    from tests.ui.counter import Counter


@pytest.fixture
def section(counter: Counter) -> ClientSection:
    return counter.parts.intake.client


def test_of_two_offers_only_the_one_in_focus_shows_its_key_and_obeys(
    counter: Counter, section: ClientSection
) -> None:
    taken: list[str] = []
    section.box.tell("similar", offer=Offer("T", lambda: taken.append("client")))
    section.email.warn("meant", Offer("T", lambda: taken.append("email")), "G")
    section.box.line.setFocus()
    assert _said(section) == ("similar · T", "meant · G")
    section.email.line.setFocus()
    assert _said(section) == ("similar", "meant · T · G")
    section.box.line.setFocus()
    counter.press("Ctrl+T")
    assert taken == ["client"]
    assert _said(section)[1] == "meant · T · G"  # the only one left


def test_of_two_offers_elsewhere_the_key_means_the_one_told_last(
    counter: Counter, section: ClientSection
) -> None:
    taken: list[str] = []
    section.email.warn("meant", Offer("T", lambda: taken.append("email")))
    section.phone.tell("similar", offer=Offer("T", lambda: taken.append("client")))
    section.box.line.setFocus()
    assert section.phone.sentence() == "similar · T"
    assert section.email.sentence() == "meant"
    counter.press("Ctrl+T")
    assert taken == ["client"]


def test_an_offer_out_of_sight_is_gone_to_and_not_taken(
    desk: Desk, at_counter: Callable[[Desk], Counter], at_size: Callable[[Desk, int], Desk]
) -> None:
    counter, taken = at_counter(at_size(desk, 16)), list[str]()
    counter.window.resize(*SMALLEST)
    email = counter.parts.intake.client.email
    email.warn("meant", Offer("T", lambda: taken.append("email")))
    counter.parts.intake.note.focus_first()
    counter.press("Ctrl+T")
    assert (taken, counter.focused()) == ([], "client.email")
    counter.press("Ctrl+T")
    assert taken == ["email"]


def test_a_doubt_is_asked_about_before_an_error_elsewhere(
    counter: Counter, section: ClientSection
) -> None:
    section.become(ClientKind.COMPANY)
    section.inn.mark("wrong")
    counter.parts.intake.device.imei.show_text("356938035643808")
    section.phone.line.setFocus()
    counter.parts.intake.device.imei.warn("doubtful", keep="G")
    counter.press("Ctrl+G")
    assert counter.focused() == "device.imei"
    assert counter.offered()


def test_an_error_that_may_not_stand_says_so_wherever_the_focus_is(
    counter: Counter, section: ClientSection
) -> None:
    section.phone.mark("wrong")
    section.email.line.setFocus()
    counter.press("Ctrl+G")
    assert counter.focused() == "client.phone"
    assert section.phone.sentence().startswith("wrong · ")


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


def _said(section: ClientSection) -> tuple[str, str]:
    return section.box.sentence(), section.email.sentence()
