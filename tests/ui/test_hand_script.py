"""The talk with the client: which questions are open, what he is shown, what the pads send."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QAbstractButton, QLabel

from intake_app.checks import phone
from intake_app.i18n import formats
from intake_app.printing.signed_words import conditions
from intake_app.services import signing
from intake_app.services.drafts import (
    ClientDraft,
    ClientKind,
    ConsentDraft,
    DeviceDraft,
    HandDraft,
    IntakeDraft,
    SignatureDraft,
)
from intake_app.ui.second_screen.pads import NamePad, PhonePad
from intake_app.ui.second_screen.script import Question, open_questions, script
from intake_app.ui.second_screen.told import Told

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.ui.second_screen.pads import Pad
    from intake_app.ui.theme import Look

UUID_OF_CLIENT = UUID(int=5)
SUMS = {
    ("ru", "ru"): "1a323adb4116fa5cc30ba2e9bbb9c5cee363f97ba341c2efd3b3f6aa4d3e968e",
    ("ru", "en"): "97461d85462191ce63e2ce3408e0d96dd930e01b9e0ab660c82d5a4e4e57d44d",
    ("neutral", "ru"): "578b3c8a703cd2c87afddb90c4b912c239e8119269ca2ac9b813db9eabb20235",
    ("neutral", "en"): "62d4a5417726e5bd2158ffc363835c7998f03e9815bb26957da81613a9cd6429",
}
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DEVICE = DeviceDraft(kind="смартфон", model="iPhone 13", imei="353456789012345")
FULL = IntakeDraft(
    client=ClientDraft(name="Петров Пётр", phone="+7 916 123-45-67"),
    device=DEVICE,
    fault="не заряжается",
    note="скандалист",
    passcode="1234",
)


def told(draft: IntakeDraft, *, is_he: bool = False) -> Told:
    return Told(draft, None, is_he, ZoneInfo("Europe/Moscow"), "RUB")


def no_to(purpose: str) -> ConsentDraft:
    return ConsentDraft(purpose=purpose, granted=False, text_version="", text_sha256="", at=NOW)


def signed(draft: IntakeDraft) -> IntakeDraft:
    signature = SignatureDraft(
        sha256="0" * 64,
        text_version="ru 2026-01-01",
        text_sha256="",
        language="ru",
        content=signing.content(draft),
        at=NOW,
    )
    return replace(draft, hand=replace(draft.hand, signature=signature))


def test_of_an_empty_form_everything_but_the_signature_is_open() -> None:
    assert open_questions(IntakeDraft(), frozenset()) == set(Question) - {Question.SIGNATURE}


def test_what_is_known_is_not_asked() -> None:
    assert open_questions(FULL, frozenset({"advertising", "personal_data"})) == {Question.SIGNATURE}
    assert open_questions(signed(FULL), frozenset({"advertising", "personal_data"})) == set()


def test_a_no_is_an_answer() -> None:
    hand = HandDraft(phone="1", name="Анна", consents=(no_to("advertising"),))
    found = open_questions(IntakeDraft(hand=hand), frozenset())
    assert found == {Question.PERSONAL_DATA}


def test_a_company_is_asked_for_no_consent() -> None:
    firm = replace(FULL, client=replace(FULL.client, kind=ClientKind.COMPANY))
    assert open_questions(firm, frozenset()) == {Question.SIGNATURE}


def test_a_signature_under_something_else_is_none() -> None:
    changed = replace(signed(FULL), limit_minor=1)
    assert Question.SIGNATURE in open_questions(changed, frozenset())


@given(st.frozensets(st.sampled_from(Question)), st.lists(st.text(max_size=5) | st.none()))
def test_no_answer_is_lost_on_the_way_back_and_forth(
    wanted: frozenset[Question], moves: list[str | None]
) -> None:
    """None is a step back."""
    talk, given_last = script(wanted), dict[Question, str]()
    for move in moves:
        if move is None:
            talk = talk.back()
        elif talk.question is not None:
            given_last[talk.question] = move
            talk = talk.answered(move)
        assert dict(talk.answers) == given_last
        assert talk.is_first == (talk.place == 0)


def test_a_client_from_the_list_is_nobody_until_the_desk_says_so(english: Translator) -> None:
    known = replace(FULL.client, id=UUID_OF_CLIENT)
    lines = dict(told(replace(FULL, client=known)).lines(english))
    assert not {"Client", "Phone"} & lines.keys()
    lines = dict(told(replace(FULL, client=known), is_he=True).lines(english))
    assert (lines["Client"], lines["Phone"]) == ("Петров П.", "…45-67")


def test_a_known_device_is_named_without_its_numbers(english: Translator) -> None:
    known = replace(FULL, device=replace(DEVICE, id=UUID_OF_CLIENT))
    assert "IMEI" in dict(told(FULL).lines(english))
    assert "IMEI" not in dict(told(known).lines(english))


def test_notes_and_passcodes_are_never_shown(english: Translator) -> None:
    shown = str(told(FULL, is_he=True).lines(english))
    assert "скандалист" not in shown
    assert "1234" not in shown.replace("353456789012345", "")


def test_nothing_typed_is_nothing_shown(english: Translator) -> None:
    assert told(IntakeDraft()).lines(english) == ()


@pytest.mark.parametrize("profile", ["ru", "neutral"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_is_signed_is_what_stands_on_the_receipt(profile: str, language: str) -> None:
    words = conditions(profile, language, date(2026, 11, 22))
    assert words.version == f"{profile} 2026-01-01"
    assert words.sha256 == SUMS[profile, language], "words once signed never change: add an edition"


def press(pad: Pad, signs: str) -> None:
    """Touch keys by what stands on them."""
    keys = {key.text().lower(): key for key in pad.findChildren(QAbstractButton)}
    for sign in signs:
        keys[sign].click()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text("0123456789+⌫", max_size=20))
def test_the_number_on_show_is_the_number_sent(look: Look, signs: str) -> None:
    pad = PhonePad(look)
    sent: list[str] = []
    pad.typed.connect(sent.append)
    press(pad, signs)
    shown = pad.findChild(QLabel, "second.phone.shown")
    assert shown is not None
    assert sent[-1:] == ([pad.text()] if sent else [])
    e164 = phone.normalise(pad.text(), "RU")
    assert shown.text().strip() == (formats.phone(e164) if e164 else pad.text())
    pad.deleteLater()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text("абё-⌫", max_size=20))
def test_the_name_on_show_is_the_name_sent(look: Look, russian: Translator, signs: str) -> None:
    pad = NamePad(look, russian)
    press(pad, signs)
    shown = pad.findChild(QLabel, "second.name.shown")
    assert shown is not None
    assert shown.text().strip() == pad.text().strip()
    pad.deleteLater()


def test_a_whole_number_is_shown_as_people_write_it(look: Look) -> None:
    pad = PhonePad(look)
    press(pad, "89161234567")
    assert pad.written() == formats.phone("+79161234567")
    pad.deleteLater()
