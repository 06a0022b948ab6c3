"""How few keys an intake takes, the same at any speed; repeating and voiding by a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from intake_app.checks.stages import Stage
from intake_app.scanning.scan import Scan
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft, RepairKind
from intake_app.ui.preferences.counts_page import CountsPage
from tests.rigs.road import send
from tests.rigs.typist import KeyMeter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from tests.ui.counter import Counter

IMEI = "490154203237518"
RETURNING = (*"4567", "Return", "Return", *"экр", "Return", "Ctrl+Return")
# A letter is a key; what is longer than one is pressed.
NEW = (
    *"9035551234",
    "Return",
    *"Иванов Олег",
    "Return",
    "Return",
    *"iph1",
    "Return",
    "SCAN",
    "Alt+3",
    *"экр",
    "Ctrl+Return",
)


def _press(counter: Counter, key: str) -> None:
    if key == "SCAN":
        counter.window.scan(Scan(IMEI))
    elif len(key) == 1:
        counter.type(key)
    else:
        counter.press(key)


@pytest.fixture
def meter(qapp: QApplication) -> Iterator[KeyMeter]:
    found = KeyMeter(qapp)
    yield found
    found.stop()


def test_a_returning_client_with_a_known_device_takes_twelve_keys(
    counter: Counter, meter: KeyMeter
) -> None:
    counter.give()
    for key in RETURNING:
        _press(counter, key)
    card = counter.order()
    assert (card.row.client, card.device.title, card.row.fault) == (
        "Петров Пётр",
        "Apple iPhone 13",
        "Экран разбит",
    )
    # Of the chord of an action only Ctrl reaches the window as a key.
    assert meter.keys + 1 <= 12
    assert meter.clicks == 0


def test_a_new_client_with_a_new_device_takes_forty_one_keys(
    counter: Counter, meter: KeyMeter
) -> None:
    counter.give(_other("iPhone 13"))
    for key in NEW:
        _press(counter, key)
    card = counter.order()
    assert (card.row.client, card.row.phone) == ("Иванов Олег", "+79035551234")
    assert (card.device.title, card.device.imei, card.row.fault) == ("Apple iPhone 13", IMEI, "экр")
    assert meter.keys + 2 <= 41
    assert meter.clicks == 0


@pytest.mark.parametrize("pause_ms", [0, 30, 200])
@pytest.mark.parametrize("script", [RETURNING, NEW], ids=["returning", "new"])
def test_the_same_keys_at_any_speed_make_the_same_order(
    counter: Counter, pause_ms: int, script: tuple[str, ...]
) -> None:
    counter.give()
    keys = iter(script)
    timer = QTimer(counter.window)
    timer.setInterval(pause_ms)

    def next_key() -> None:
        key = next(keys, "")
        if key:
            _press(counter, key)
        else:
            timer.stop()

    timer.timeout.connect(next_key)
    timer.start()
    counter.qtbot.waitUntil(lambda: bool(counter.received), timeout=20_000)
    card = counter.order()
    assert card.row.fault in {"экр", "Экран разбит"}
    expected = ("Петров Пётр", 2) if script is RETURNING else ("Иванов Олег", 1)
    found = counter.desk.shop.finder.clients(card.row.phone)[0]
    assert (card.row.client, found.orders) == expected
    assert card.device.title == "Apple iPhone 13"


def test_seconds_and_keys_of_an_intake_are_counted(counter: Counter) -> None:
    counter.give()
    for key in RETURNING:
        _press(counter, key)
    counter.order()
    counter.settle()
    pace = counter.desk.shop.services.counts.pace(1)
    assert (pace.intakes, pace.keys, pace.with_mouse) == (1, 12, 0)


def test_an_intake_that_was_parked_is_not_counted(counter: Counter) -> None:
    counter.give()
    counter.type("4567")
    counter.press("Return", "Return", "F2", "F2", "Alt+3")
    counter.type("экр")
    counter.press("Ctrl+Return")
    counter.order()
    counter.settle()
    assert counter.desk.shop.services.counts.pace(1).intakes == 0


def test_the_owner_sees_the_pace(counter: Counter) -> None:
    counter.give()
    for key in RETURNING:
        _press(counter, key)
    counter.order()
    page = CountsPage(counter.parts.look, counter.desk)
    counter.qtbot.addWidget(page)
    page.refresh()
    counter.settle()
    assert page._cells[1, 1].text() == "1"
    assert page._cells[3, 2].text() == "12"


def test_the_last_intake_is_repeated_without_its_fault(counter: Counter) -> None:
    counter.give()
    for key in RETURNING:
        _press(counter, key)
    before = counter.order()
    counter.press("F9")
    counter.qtbot.waitUntil(lambda: not counter.parts.intake.is_untouched())
    draft = counter.parts.intake.draft()
    assert (draft.client.id, draft.device.id) == (before.client_id, before.device.id)
    assert (draft.fault, draft.rework_of) == ("", None)
    assert counter.focused() == "fault"


def test_the_phone_of_a_repeated_intake_goes_with_its_client(counter: Counter) -> None:
    counter.give()
    for key in RETURNING:
        _press(counter, key)
    counter.order()
    counter.press("F9")
    counter.qtbot.waitUntil(lambda: not counter.parts.intake.is_untouched())
    assert counter.parts.intake.draft().client.phone == "+7\u00a0916\u00a0123-45-67"
    counter.press("Alt+1")
    counter.type("Ив")
    assert counter.parts.intake.draft().client == ClientDraft(name="Ив")


def test_whoever_was_visited_is_visited_again(counter: Counter) -> None:
    device = DeviceDraft(kind="стиральная машина", brand="LG", colour="белый", serial="W1")
    before = IntakeDraft(
        client=ClientDraft(name="Зайцева Мария"),
        device=device,
        fault="не сливает",
        repair_kind=RepairKind.ONSITE,
        site_address="ул. Мира, 5",
    )
    counter.window.open_order(counter.give(before).order_id)
    counter.settle()
    counter.press("F9")
    counter.qtbot.waitUntil(lambda: not counter.parts.intake.is_untouched())
    draft = counter.parts.intake.draft()
    assert (draft.repair_kind, draft.site_address) == (RepairKind.ONSITE, "ул. Мира, 5")
    assert draft.device.colour == "белый"


def test_both_imeis_are_there_again(counter: Counter) -> None:
    device = DeviceDraft(kind="смартфон", imei=IMEI, imei2="356938035643809")
    given = counter.give(IntakeDraft(client=ClientDraft(name="Анна"), device=device, fault="x"))
    counter.window.open_order(given.order_id)
    counter.settle()
    counter.press("F9")
    counter.qtbot.waitUntil(lambda: not counter.parts.intake.is_untouched())
    again = counter.parts.intake.draft()
    assert (again.device.imei, again.device.imei2) == (device.imei, device.imei2)
    assert again.repair_kind == RepairKind.PAID


def test_repeating_puts_aside_what_is_being_typed(counter: Counter) -> None:
    taken = counter.give()
    counter.type("Борис")
    counter.window.open_order(taken.order_id)
    counter.settle()
    counter.press("F9")
    counter.qtbot.waitUntil(lambda: counter.parts.intake.draft().client.name == "Петров Пётр")
    assert counter.parts.in_sight(counter.parts.intake)
    waiting = counter.parts.intake.keeper.waiting
    assert [kept.draft.client.name for kept in waiting] == ["Борис"]


def test_a_repeat_under_our_warranty_is_a_rework(counter: Counter) -> None:
    taken = counter.give()
    road = (Stage.IN_REPAIR, Stage.READY, Stage.ISSUED)
    send(counter.desk.shop.services, taken.order_id, *road)
    counter.press("Ctrl+2")
    counter.settle()
    counter.press("F9")
    counter.qtbot.waitUntil(lambda: counter.parts.intake.draft().device.kind == "смартфон")
    draft = counter.parts.intake.draft()
    assert (draft.rework_of, draft.repair_kind) == (taken.order_id, RepairKind.OWN_WARRANTY)


def test_an_order_is_voided_with_the_reason_in_the_line(counter: Counter) -> None:
    taken = counter.give()
    counter.window.open_order(taken.order_id)
    counter.settle()
    counter.press("Ctrl+W")
    assert counter.focused() == "card.comment"
    orders = counter.desk.shop.services.orders
    assert orders.card(taken.order_id).row.stage == Stage.ACCEPTED
    counter.type("клиент передумал")
    counter.press("Ctrl+W")
    counter.settle()
    card = orders.card(taken.order_id)
    assert card.row.stage == Stage.CANCELLED
    assert "клиент передумал" in [event.text for event in card.story]


def _other(model: str) -> IntakeDraft:
    return IntakeDraft(
        client=ClientDraft(name="Сидоров"),
        device=DeviceDraft(kind="смартфон", brand="Apple", model=model),
        fault="x",
    )
