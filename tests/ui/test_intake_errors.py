"""What is bad is marked, says what to do, and keeps what was typed."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.services.drafts import IntakeDraft, KeptDraft
from intake_app.ui.forms.under_way import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter


def test_an_empty_form_names_the_three_mandatory_fields(counter: Counter) -> None:
    counter.press("Ctrl+Return")
    assert counter.bad_fields() == ["client.name", "device.kind", "fault"]
    assert counter.focused() == "client.name"
    assert counter.parts.intake.client.box.sentence() == "Заполните это поле"


def test_typing_takes_the_mark_away(counter: Counter) -> None:
    counter.press("Ctrl+Return")
    counter.type("А")
    assert counter.bad_fields() == ["device.kind", "fault"]


def test_the_first_bad_field_gets_the_focus_and_keeps_its_text(counter: Counter) -> None:
    counter.type("Анна")
    counter.press("Return")
    counter.type("903555")
    counter.press("Ctrl+Return")
    assert counter.bad_fields()[0] == "client.phone"
    assert counter.focused() == "client.phone"
    assert counter.parts.intake.client.phone.text() == "903555"
    assert counter.parts.intake.client.phone.line.selectedText() == "903555"


def test_digits_alone_are_no_name(counter: Counter) -> None:
    counter.type("4567")
    counter.press("Return")
    assert counter.focused() == "client.name"
    counter.press("Ctrl+Return")
    assert counter.bad_fields()[:2] == ["client.name", "client.phone"]


def test_what_is_no_date_and_no_sum_is_said_so(counter: Counter) -> None:
    counter.press("Alt+5", "Tab", "Tab")
    counter.type("когда-нибудь")
    counter.press("Return")
    counter.type("много")
    counter.press("Ctrl+Return")
    terms = counter.parts.intake.terms
    assert terms.promise.sentence().startswith("Введите день")
    assert terms.estimate.sentence().startswith("Введите сумму")


def test_a_day_that_has_just_passed_is_not_one_of_next_year(counter: Counter) -> None:
    counter.press("Alt+5", "Tab", "Tab")
    counter.type("20.11")
    counter.press("Ctrl+Return")
    assert counter.parts.intake.terms.promise.sentence().startswith("Это время уже прошло")


def test_the_year_of_a_promise_is_said_when_it_is_another(counter: Counter) -> None:
    promise = counter.parts.intake.terms.promise
    counter.press("Alt+5", "Tab", "Tab")
    counter.type("1.3")
    assert promise.frame.echo() == "пн\u00a001.03.2027 18:00"
    promise.show_text("25.12")
    assert promise.frame.echo() == "пт\u00a025.12 18:00"


def test_a_refused_sum_has_no_echo(counter: Counter) -> None:
    estimate = counter.parts.intake.terms.estimate
    estimate.setFocus()
    counter.type("99999999999")
    counter.press("Ctrl+Return")
    assert estimate.is_marked()
    assert estimate.frame.echo() == ""
    estimate.setFocus()
    counter.press("Backspace", "Backspace", "Backspace")
    assert estimate.frame.echo() == "99\u00a0999\u00a0999\u00a0₽"


def test_a_refused_draft_comes_back_to_an_untouched_form(
    closed_desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    counter = at_counter(closed_desk)  # its store never opens
    _fill(counter)
    typed = counter.parts.intake.draft()
    counter.press("Ctrl+Return")
    counter.qtbot.waitUntil(lambda: bool(counter.refused))
    assert counter.parts.intake.draft() == typed
    assert counter.refused[0].in_form
    assert counter.said().startswith("Не сохранено")


def test_a_refused_draft_never_replaces_what_was_typed_since(
    closed_desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    counter = at_counter(closed_desk)
    go_on = Event()
    closed_desk.jobs.store(go_on.wait)
    _fill(counter)
    typed = counter.parts.intake.draft()
    counter.press("Ctrl+Return")
    counter.type("Второй")
    go_on.set()
    counter.qtbot.waitUntil(lambda: bool(counter.refused))
    assert counter.parts.intake.draft().client.name == "Второй"
    counter.press("F2", "F2")
    assert counter.parts.intake.draft() == typed


def test_an_intake_saved_before_the_store_is_open_waits_for_it(
    closed_desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    counter = at_counter(closed_desk)
    closed_desk.jobs.store(closed_desk.shop.open)
    _fill(counter)
    counter.press("Ctrl+Return")
    assert counter.order().row.client == "Анна"


def test_fields_the_service_refuses_are_marked(counter: Counter) -> None:
    intake = counter.parts.intake
    error = RejectedError(Problem.MISSING, fields={"fault": Problem.TOO_LONG})
    draft = replace(IntakeDraft(), fault="искрит")
    intake.under_way.refused.emit(Refused(KeptDraft(slot="intake:1", draft=draft), error))
    assert counter.bad_fields() == ["fault"]
    assert counter.focused() == "fault"


def test_a_bug_while_saving_loses_nothing(counter: Counter) -> None:
    intake = counter.parts.intake
    draft = replace(IntakeDraft(), fault="искрит")
    intake.under_way.refused.emit(Refused(KeptDraft(slot="intake:1", draft=draft), None))
    assert intake.draft() == draft
    assert counter.said() == "Не сохранено: сбой в программе."


def test_a_store_that_cannot_open_is_explained(counter: Counter) -> None:
    counter.window.show_store_problem(UnavailableError(Problem.DISK_FULL, "ENOSPC"))
    assert counter.said() == "Диск заполнен: освободите место, введённое сохранено (ENOSPC)"


def _fill(counter: Counter) -> None:
    counter.type("Анна")
    counter.press("Tab", "Alt+2")
    counter.type("утюг")
    counter.press("Alt+3")
    counter.type("искрит")
