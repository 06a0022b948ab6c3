"""A device that was here before: recognised by its number, its story told, its owner brought."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

from intake_app.checks import imei
from intake_app.checks.stages import Stage
from intake_app.scanning.scan import Scan
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft, RepairKind
from intake_app.ui.widgets.suggestions import SuggestionList
from tests.rigs.road import send
from tests.ui.counter import PETER

if TYPE_CHECKING:
    from intake_app.services.rows import Accepted
    from tests.ui.counter import Counter

IMEI = "356938035643809"
SECOND = "490154203237518"
PHONE = DeviceDraft(
    kind="смартфон",
    brand="Apple",
    model="iPhone 13",
    imei=IMEI,
    serial="F17GN9Z6Q1GF",
    colour="синий",
)
GIVEN = IntakeDraft(client=PETER, device=PHONE, fault="не заряжается")


def tones(counter: Counter) -> list[str]:
    return [line.icon for line in counter.parts.intake.device.story.lines]


def issued(counter: Counter, draft: IntakeDraft = GIVEN) -> Accepted:
    accepted = counter.give(draft)
    road = (Stage.IN_REPAIR, Stage.READY, Stage.ISSUED)
    send(counter.desk.shop.services, accepted.order_id, *road)
    return accepted


def test_a_scanned_imei_brings_device_and_owner(counter: Counter) -> None:
    counter.give(GIVEN)
    counter.window.scan(Scan(IMEI))

    draft = counter.parts.intake.draft()
    assert draft.client.name == PETER.name
    assert (draft.device.model, draft.device.colour) == ("iPhone 13", "синий")
    assert draft.device.id is not None
    assert counter.focused() == "fault"


def test_a_serial_with_the_s_of_its_label_finds_the_device(counter: Counter) -> None:
    counter.give(GIVEN)
    counter.window.scan(Scan("SF17GN9Z6Q1GF"))
    assert counter.parts.intake.draft().device.id is not None


def test_a_serial_misread_and_in_the_other_layout_is_found_when_typed(counter: Counter) -> None:
    counter.give(replace(GIVEN, device=replace(PHONE, serial="SN1O7", imei="")))
    counter.parts.intake.device.serial.setFocus()
    counter.type("ыт107")
    counter.press("Return")
    draft = counter.parts.intake.draft()
    assert draft.device.id is not None
    assert counter.focused() == "fault"


def test_a_device_still_here_says_so_and_one_key_opens_its_order(counter: Counter) -> None:
    accepted = counter.give(GIVEN)
    counter.window.scan(Scan(IMEI))
    assert tones(counter)[0] == "alert-triangle"
    assert accepted.number in counter.parts.intake.device.story.lines[0].text

    counter.press("Ctrl+H")
    assert counter.parts.in_sight(counter.parts.card)


def test_our_warranty_is_told_and_one_key_makes_it_a_free_rework(counter: Counter) -> None:
    accepted = issued(counter)
    counter.window.scan(Scan(IMEI))
    assert "circle-check" in tones(counter)

    counter.press("Ctrl+R")
    draft = counter.parts.intake.draft()
    assert (draft.repair_kind, draft.rework_of) == (RepairKind.OWN_WARRANTY, accepted.order_id)


def test_without_a_warranty_the_key_does_nothing(counter: Counter) -> None:
    counter.give(GIVEN)
    counter.window.scan(Scan(IMEI))
    counter.press("Ctrl+R")
    assert counter.parts.intake.draft().repair_kind is RepairKind.PAID


def test_the_same_fault_is_noticed_while_it_is_told(counter: Counter) -> None:
    issued(counter)
    counter.window.scan(Scan(IMEI))
    assert "refresh" not in tones(counter)
    counter.type("опять не зарядить, заряжается плохо")
    assert "refresh" in tones(counter)


def test_a_device_of_somebody_else_is_told_and_changes_hands_when_saved(counter: Counter) -> None:
    counter.give(GIVEN)
    counter.type("Сидорова Анна")
    counter.press("Return")
    counter.type("9035554433")
    counter.press("Return")
    counter.window.scan(Scan(IMEI))
    assert "user" in tones(counter)
    assert counter.parts.intake.draft().client.name == "Сидорова Анна"

    counter.type("экр")
    counter.press("Return", "Ctrl+Return")
    card = counter.order()
    assert card.row.client == "Сидорова Анна"
    finder = counter.desk.shop.finder
    assert [row.imei for row in finder.devices_of(card.client_id)] == [IMEI]


def test_the_client_may_be_changed_and_the_scanned_device_stays(counter: Counter) -> None:
    counter.give(GIVEN)
    counter.window.scan(Scan(IMEI))
    counter.press("Alt+1")
    counter.type("Сидорова Анна")
    draft = counter.parts.intake.draft()
    assert draft.client.id is None
    assert draft.device.id is not None


def test_a_box_with_two_imeis_and_an_article_fills_its_fields(counter: Counter) -> None:
    assert counter.parts.intake.scan(IMEI, SECOND, "MLPF3RU/A", "4606453849072", "F17GN9Z6Q1GF")
    device = counter.parts.intake.draft().device
    assert (device.imei, device.imei2, device.serial) == (IMEI, SECOND, "F17GN9Z6Q1GF")


def test_an_imei_of_a_model_seen_before_names_it(counter: Counter) -> None:
    counter.give(GIVEN)
    counter.press("Alt+2")
    counter.window.scan(Scan(_next_imei()))
    device = counter.parts.intake.draft().device
    assert (device.id, device.kind, device.model) == (None, "смартфон", "iPhone 13")
    assert counter.focused() == "fault"


def test_a_model_named_on_purpose_is_not_replaced_by_a_guess(counter: Counter) -> None:
    counter.give(GIVEN)
    counter.press("Alt+2", "Tab", "Tab")
    counter.type("моя модель")
    counter.window.scan(Scan(_next_imei()))
    assert counter.parts.intake.draft().device.model == "моя модель"


def test_a_brand_leaves_the_model_that_was_typed(counter: Counter) -> None:
    counter.press("Alt+2", "Tab", "Tab")
    counter.type("Q-3000")
    counter.press("Shift+Tab")
    counter.type("сам")
    assert counter.offered()[0] == "Samsung"
    counter.press("Return")
    device = counter.parts.intake.draft().device
    assert (device.brand, device.model) == ("Samsung", "Q-3000")


@pytest.mark.parametrize(("typed", "kind"), [("тел", "смартфон"), ("ноут", "ноутбук")])
def test_slang_is_understood(counter: Counter, typed: str, kind: str) -> None:
    counter.press("Alt+2")
    counter.type(typed)
    counter.press("Return")
    assert counter.parts.intake.draft().device.kind == kind


def test_a_new_client_with_a_scanned_imei_costs_little(counter: Counter) -> None:
    """10 digits, 11 letters, 4 of the model, 3 of the fault, and what goes on: 35 at most."""
    keys = 0
    for text in ("9035554433", "Петров Иван", "SCAN", "ip13", "экр"):
        if text == "SCAN":
            counter.window.scan(Scan(SECOND))
            continue
        counter.type(text)
        counter.press("Return")
        keys += len(text) + 1
    counter.press("Ctrl+Return")
    card = counter.order()
    assert (card.device.title, card.device.imei) == ("Apple iPhone 13", SECOND)
    assert (card.row.client, card.row.fault) == ("Петров Иван", "Экран разбит")
    assert keys + 2 <= 41


def test_what_to_ask_stands_under_the_device(counter: Counter) -> None:
    counter.press("Alt+2")
    counter.type("ip13")
    counter.press("Return")
    lines = counter.parts.intake.device.story.lines
    assert [line.icon for line in lines] == ["info-circle"]


def test_the_fault_goes_on_behind_a_comma_and_tab_leaves_it_as_told(counter: Counter) -> None:
    counter.press("Alt+3")
    counter.type("мигает, не вкл")
    assert counter.offered()[0] == "Не включается"
    counter.press("Down", "Up", "Escape", "Tab")
    assert counter.parts.intake.draft().fault == "мигает, не вкл"
    counter.press("Alt+3", "End")
    counter.type("ю")
    counter.press("Backspace", "Down", "Return")
    assert counter.parts.intake.draft().fault == "мигает, не включается"


@pytest.mark.parametrize(
    "told", ["не", "нет", "экран", "не вкл", "экран, не вкл", "нет звука и шу"]
)
def test_words_of_the_client_stay_as_told(counter: Counter, told: str) -> None:
    _phone_is_named(counter)
    counter.type(told)
    counter.press("Return")
    assert counter.parts.intake.draft().fault == told
    assert counter.focused() == "accessories"


def test_a_row_chosen_by_hand_is_taken_for_a_whole_word(counter: Counter) -> None:
    _phone_is_named(counter)
    counter.type("экран")
    assert counter.offered()[0] == "Экран разбит"
    counter.press("Down", "Return")
    assert counter.parts.intake.draft().fault == "Экран разбит"


def test_a_draft_brings_the_story_back(counter: Counter) -> None:
    counter.give(GIVEN)
    counter.window.scan(Scan(IMEI))
    kept = counter.parts.intake.draft()
    counter.parts.intake.clear()
    assert tones(counter) == []
    counter.parts.intake.show_draft(kept)
    assert tones(counter)[0] == "alert-triangle"


def test_another_client_has_no_device_of_the_one_before(counter: Counter) -> None:
    counter.give(GIVEN)
    counter.type("4567")
    counter.press("Return", "Return")
    assert counter.parts.intake.draft().device.id is not None
    counter.press("Alt+1")
    counter.type("Ж")
    assert counter.parts.intake.draft().device == DeviceDraft()
    assert counter.parts.intake.draft().client != ClientDraft()


def _next_imei() -> str:
    return imei.completed(f"{IMEI[:8]}000077")


def _phone_is_named(counter: Counter) -> None:
    counter.press("Alt+2")
    counter.type("ip13")
    counter.press("Return", "Alt+3")


def test_the_open_list_stays_with_its_field_when_a_line_comes_above(counter: Counter) -> None:
    counter.give()
    counter.type("петров")
    counter.press("Return")
    intake = counter.parts.intake
    shown = next(each for each in counter.window.findChildren(SuggestionList) if each.rows)
    before = shown.y()
    counter.settle()  # the line about the consent has come
    intake.client.phone.warn("a line more above")
    counter.qtbot.waitUntil(lambda: shown.y() > before)
    frame = intake.device.kind.frame
    assert shown.y() == frame.mapTo(intake, QPoint(0, frame.height())).y()
