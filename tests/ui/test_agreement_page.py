"""What is agreed with a client, by keys only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.money import Money
from intake_app.services.agreement_rows import AnswerDraft, FrozenLine, Standing, Verdict
from intake_app.services.drafts import ClientKind
from intake_app.services.work_rows import LineDraft
from intake_app.ui.agreement import offer_field
from intake_app.ui.widgets.line_edit import LineEdit
from intake_app.ui.work.entry import WorkEntry
from tests.ui.agreement_scenes import (
    KEY,
    TAKEN,
    agreement,
    lively,
    offered,
    opened,
    page,
)

if TYPE_CHECKING:
    from intake_app.services.rows import Accepted
    from tests.ui.counter import Counter


@pytest.fixture
def order(counter: Counter) -> Accepted:
    return opened(counter)


def test_an_estimate_is_three_keys_and_its_sum(counter: Counter, order: Accepted) -> None:
    counter.press("Ctrl+N")
    assert counter.focused() == "agreement.estimate.A.sum"
    counter.type("6500")
    counter.press("Return")
    counter.settle()
    (row,) = agreement(counter, order).estimates
    assert (row.sum, row.kind) == (Money(650_000), "approximate")
    assert counter.said() == "Смета составлена · Ждёт согласования"
    counter.settle()
    assert "спросить клиента" in page(counter).head.text()
    assert counter.focused() == "agreement.offers"


def test_ins_begins_an_estimate_too(counter: Counter, order: Accepted) -> None:
    counter.press("Insert")
    assert counter.focused() == "agreement.estimate.A.sum"


def test_within_the_limit_work_may_go_on(counter: Counter, order: Accepted) -> None:
    counter.press("Ctrl+N")
    counter.type("2500")
    counter.press("Return")
    counter.settle()
    assert counter.said() == "Смета составлена: это в пределах согласованного, можно работать"


def test_works_and_parts_are_typed_into_one_line(counter: Counter, order: Accepted) -> None:
    counter.press("Ctrl+N")
    counter.type("экран 5000, замена экрана 1500")
    counter.press("Tab")
    counter.type("оригинал")
    counter.press("Tab")
    counter.type("+5")
    counter.press("Tab")
    counter.type("4200")
    counter.press("Return")
    counter.settle()
    first, second = agreement(counter, order).estimates
    assert (first.sum, first.title, first.variant) == (Money(650_000), "оригинал", "A")
    assert [line.text for line in first.lines] == ["экран", "замена экрана"]
    assert first.ready_by
    assert (second.sum, second.variant, second.lines) == (Money(420_000), "B", ())


def test_the_lines_of_the_order_are_offered_by_two_keys(counter: Counter, order: Accepted) -> None:
    lines = counter.desk.shop.services.lines
    lines.add(order.order_id, LineDraft(kind="work", text="чистка", price_minor=150_000))
    counter.settle()
    counter.window.show_changes(frozenset({"line"}))
    counter.settle()
    counter.press("Ctrl+N", "Return")
    counter.settle()
    (row,) = agreement(counter, order).estimates
    assert (row.sum, row.lines[0].text) == (Money(150_000), "чистка")


@pytest.mark.parametrize("typed", ["", "экран", "экран 5000, замена"])
def test_an_offer_without_a_sum_is_explained(counter: Counter, order: Accepted, typed: str) -> None:
    counter.press("Ctrl+N")
    counter.type(typed)
    counter.press("Return")
    counter.settle()
    panel = page(counter).panels["estimate"]
    assert panel.is_open()
    assert "Назовите сумму" in next(iter(panel.fields.values())).sentence()
    assert agreement(counter, order).estimates == ()


def test_what_the_service_refuses_is_told_under_the_line(counter: Counter, order: Accepted) -> None:
    counter.press("Ctrl+N")
    counter.type("99999999999")
    counter.press("Return")
    counter.settle()
    assert page(counter).panels["estimate"].fields["sum"].is_marked()


def test_a_yes_is_recorded_in_his_words(counter: Counter) -> None:
    order = offered(counter)
    assert counter.focused() == "agreement.offers"
    counter.press("Ctrl+Y", "Return", "Return")
    assert counter.focused() == "agreement.answer.words"
    counter.type("да, делайте")
    counter.press("Return")
    counter.settle()
    found = agreement(counter, order)
    (answer,) = found.answers
    assert (answer.text, answer.channel, answer.said_by) == (
        "да, делайте",
        "phone",
        "Петров Пётр",
    )
    assert answer.agreed
    assert found.stage == "in_repair"
    assert counter.said() == "Ответ записан · В ремонте"


def test_the_alternative_that_is_chosen_in_the_list_is_answered(counter: Counter) -> None:
    order = offered(counter)
    counter.press("Home", "Down")
    chosen = page(counter).offers.chosen()
    assert chosen is not None
    counter.press("Return", "Return", "Right", "Return")
    counter.type("да")
    counter.press("Return")
    counter.settle()
    (answer,) = agreement(counter, order).answers
    assert (answer.estimate_id, answer.channel) == (chosen.id, "counter")


def test_a_no_gives_the_device_back(counter: Counter) -> None:
    order = offered(counter)
    counter.press("Ctrl+Y", "Right", "Right", "Return", "Return")
    counter.type("дорого, заберу так")
    counter.press("Ctrl+Return")
    counter.settle()
    found = agreement(counter, order)
    assert found.stage == "ready_no_repair"
    assert not found.answers[0].agreed
    assert counter.said() == "Ответ записан · Готов без ремонта"


def test_words_are_asked_for(counter: Counter) -> None:
    offered(counter)
    counter.press("Ctrl+Y", "Ctrl+Return")
    counter.settle()
    assert counter.focused() == "agreement.answer.words"
    assert page(counter).panels["answer"].fields["text"].is_marked()


def test_without_an_estimate_he_names_a_sum(counter: Counter, order: Accepted) -> None:
    counter.press("Ctrl+Y")
    answer = page(counter).panels["answer"]
    answer.fields["minor"].setFocus()
    counter.type("8000")
    counter.press("Return")
    counter.type("до восьми согласен")
    counter.press("Tab")
    counter.type("жена")
    counter.press("Return")
    counter.settle()
    found = agreement(counter, order)
    assert found.coverage.agreed == 800_000
    assert found.answers[0].said_by == "жена"
    assert counter.said() == "Ответ записан"


def test_a_risk_is_told_in_words_that_are_offered_and_stops_the_work(
    counter: Counter, order: Accepted
) -> None:
    counter.press("Alt+I", "Return", "Return")
    assert counter.focused() == "agreement.tell.words"
    assert counter.offered()[1] == "Данные на устройстве могут пропасть, копии у нас нет."
    counter.press("Down", "Return")
    counter.type("запись 12")
    counter.press("Return")
    counter.settle()
    found = agreement(counter, order)
    assert found.stage == "on_hold"
    assert found.open_risk is not None
    assert found.open_risk.proof == "запись 12"
    assert "пропасть" in found.open_risk.text
    assert "ст. 36" in found.open_risk.text
    counter.settle()
    assert "ждём ответа" in page(counter).head.text()
    counter.press("Ctrl+Y", "Return", "Return")
    counter.type("понимаю, делайте")
    counter.press("Return")
    counter.settle()
    assert agreement(counter, order).stage == "accepted"


def test_another_date_is_promised_with_its_reason(counter: Counter, order: Accepted) -> None:
    before = agreement(counter, order).promised_at
    counter.press("Alt+D")
    counter.type("+9")
    counter.press("Return")
    counter.type("деталь задержали")
    counter.press("Return", "Right", "Return", "Right", "Return")
    counter.settle()
    found = agreement(counter, order)
    (row,) = found.promises
    assert (row.before, row.cause, row.channel) == (before, "parts", "phone")
    assert counter.said() == "Новый срок обещан"


def test_a_date_that_cannot_be_read_is_explained(counter: Counter, order: Accepted) -> None:
    counter.press("Alt+D")
    counter.type("когда-нибудь")
    counter.press("Ctrl+Return")
    counter.settle()
    assert page(counter).panels["promise"].fields["until"].is_marked()
    counter.press("Escape", "Escape")
    assert not page(counter).panels["promise"].is_open()
    assert counter.focused() == "agreement.offers"


def test_the_notice_is_printed_first_and_recorded_when_it_is_sent(
    counter: Counter, order: Accepted
) -> None:
    services = counter.desk.shop.services
    services.moves.move(order.order_id, "in_repair")
    services.moves.move(order.order_id, "ready")
    counter.window.show_changes(frozenset({"stage", "order"}))
    counter.settle()
    counter.settle()
    counter.press("Alt+I", "Return", "Return", "Return", "Return")
    counter.settle()
    assert agreement(counter, order).notices[0].kind == "ready"
    counter.settle()
    counter.press("Alt+I")
    tell = page(counter).panels["tell"]
    assert "считается с" in tell.title.text()
    counter.press("Tab", "Tab", "Space", "Ctrl+Return")
    counter.settle()
    assert counter.said().startswith("Уведомление в очереди печати")
    assert _printed(counter) == 1
    counter.press("Alt+I", "Return", "Return", "Return")
    counter.type("RA123456789RU")
    counter.press("Return")
    counter.settle()
    warning = agreement(counter, order).notices[-1]
    assert (warning.kind, warning.channel, warning.proof) == (
        "unclaimed",
        "letter",
        "RA123456789RU",
    )


def test_all_that_was_said_is_told(counter: Counter) -> None:
    lively(counter)
    told = "\n".join(f"{row.what} {row.how}" for row in page(counter).told_rows.rows)
    for words in (
        "Нет на 1: «дорого, есть дешевле?»",
        "Да на 2B, до 4\u00a0200\u00a0₽: «да, ставьте копию»",
        "экран задержали (деталь)",
        "[запись 12] – ждёт ответа",
    ):
        assert words in told
    standing = [row.standing for row in page(counter).offers.rows]
    assert standing == [Standing.DECLINED, Standing.AGREED, Standing.DECLINED]


def test_the_parts_of_the_chosen_one_are_shown(counter: Counter) -> None:
    offered(counter)
    counter.press("End")
    assert page(counter).offers.chosen() is not None
    counter.press("Home")
    texts = {page(counter).parts.text()}
    counter.press("Down")
    texts.add(page(counter).parts.text())
    assert "экран – 5\u00a0000\u00a0₽\nзамена экрана – 1\u00a0500\u00a0₽" in texts


def test_another_order_begins_with_closed_lines(counter: Counter, order: Accepted) -> None:
    counter.press("Ctrl+N")
    other = counter.give()
    counter.window.open_order(other.order_id)
    counter.settle()
    counter.press("Alt+I")
    counter.settle()
    found = page(counter)
    assert not found.panels["estimate"].is_open()
    assert found.panels["tell"].is_open()
    assert found.agreement is not None
    assert found.agreement.number == other.number


def test_a_company_reads_its_own_law(counter: Counter) -> None:
    firm = replace(TAKEN.client, kind=ClientKind.COMPANY, name="ООО «Ромашка»", phone="")
    order = counter.give(replace(TAKEN, client=firm))
    counter.window.open_order(order.order_id)
    counter.settle()
    counter.press(KEY)
    counter.settle()
    counter.press("Alt+I", "Return", "Return")
    counter.press("Return")
    words = counter.parts.card.findChild(LineEdit, "agreement.tell.words")
    assert words is not None
    assert "ст. 716" in words.text()


@pytest.mark.parametrize(
    ("typed", "minor", "lines"),
    [
        ("6000", 600_000, ()),
        ("6 000", 600_000, ()),
        ("экран 4500", 450_000, (FrozenLine("экран", 450_000, "work", 1000, 450_000),)),
        ("2x винт 100; экран 4500", 470_000, None),
        ("экран 4500 + замена 1500", 600_000, None),
        ("экран", offer_field.UNREADABLE, ()),
    ],
)
def test_what_is_typed_for_an_offer(
    typed: str, minor: int, lines: tuple[FrozenLine, ...] | None
) -> None:
    found = offer_field.read(typed)
    assert found[0] == minor
    assert lines is None or found[1] == lines


def _printed(counter: Counter) -> int:
    store = counter.desk.shop.services.orders.store
    with store.reading() as session:
        sql = "SELECT count(*) FROM print_job WHERE document = 'unclaimed'"
        return session.driver.execute(sql).fetchone()[0]


def test_a_line_above_what_was_agreed_is_told_under_the_field(counter: Counter) -> None:
    order = counter.give(TAKEN)
    counter.window.open_order(order.order_id)
    counter.settle()
    counter.press("Alt+2")
    counter.settle()
    counter.type("экран 4500")
    counter.press("Return")
    counter.settle()
    counter.settle()
    entry = counter.parts.card.findChild(WorkEntry)
    assert entry is not None
    assert "На 1\u00a0500\u00a0₽ больше, чем согласовал клиент" in entry.sentence()
    services = counter.desk.shop.services
    sum_ = AnswerDraft(Verdict.YES, "ладно", minor=450_000)
    services.approvals.record(order.order_id, sum_)
    counter.press("Escape", "Alt+2")
    counter.settle()
    assert entry.sentence() == ""
