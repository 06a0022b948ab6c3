"""A wholesaler's devices: said once, scanned one after another, taken in by one key."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.papers import ReceiptData
from intake_app.ui.forms.batch_lines import LineState

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter

COMMON = IntakeDraft(
    client=ClientDraft(name="ООО Опт", phone="+79161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="предпродажная проверка",
)
GOOD = "490154203237518"


def _begin(counter: Counter) -> None:
    counter.parts.intake.show_draft(COMMON)
    counter.press("Shift+F9")
    assert counter.focused() == "batch.code"


def _scan(counter: Counter, *codes: str) -> None:
    for code in codes:
        counter.type(code)
        counter.press("Return")


def _states(counter: Counter) -> list[LineState]:
    return [line.state for line in counter.parts.batch.lines]


def test_forty_devices_by_forty_scans_and_one_key(counter: Counter) -> None:
    _begin(counter)
    _scan(counter, *(f"SN{number:05}" for number in range(40)))
    counter.settle()
    begun = time.perf_counter()
    counter.press("Ctrl+Return", "Ctrl+Return")
    counter.qtbot.waitUntil(lambda: counter.parts.in_sight(counter.parts.intake))
    assert time.perf_counter() - begun < 2
    counter.settle()
    orders = counter.desk.shop.finder.orders("", 100)
    assert len(orders) == 40
    assert len({row.number for row in orders}) == 40
    assert {row.client for row in orders} == {"ООО Опт"}
    assert len(counter.desk.shop.finder.clients("опт")) == 1
    job = counter.desk.shop.services.printouts.next_for("receipt")
    assert job is not None
    assert isinstance(job.data, ReceiptData)
    assert len(job.data.more) == 39
    counter.desk.shop.services.printouts.begin(job.id)
    assert counter.desk.shop.services.printouts.next_for("receipt") is None
    assert counter.parts.intake.is_untouched()
    assert counter.desk.shop.services.drafts.kept_batch() is None


def test_each_line_says_what_it_is(counter: Counter) -> None:
    counter.give(
        IntakeDraft(client=COMMON.client, device=DeviceDraft(kind="x", serial="OLD1"), fault="x")
    )
    _begin(counter)
    _scan(counter, GOOD, "490154203237519", GOOD, "AB1", "OLD1", "NEW1")
    assert _states(counter) == [
        LineState.NEW,
        LineState.BAD,
        LineState.DOUBLE,
        LineState.BAD,
        LineState.HERE,
        LineState.NEW,
    ]
    counter.press("Ctrl+Return")
    counter.qtbot.waitUntil(lambda: counter.parts.in_sight(counter.parts.intake))
    assert len(counter.desk.shop.finder.orders("", 100)) == 3


def test_a_line_is_taken_out_again(counter: Counter) -> None:
    _begin(counter)
    _scan(counter, "AAAA1", "BBBB2", "AAAA1")
    counter.press("Down", "Down", "Delete")
    assert [line.code for line in counter.parts.batch.lines] == ["BBBB2", "AAAA1"]
    assert _states(counter) == [LineState.NEW, LineState.NEW]


def test_lines_taken_out_come_back_where_they_stood(counter: Counter) -> None:
    _begin(counter)
    _scan(counter, "AAAA1", "BBBB2", "AAAA1")
    counter.press("Down", "Down", "Delete", "Delete")
    codes = [line.code for line in counter.parts.batch.lines]
    counter.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert len(codes) == 1
    assert [line.code for line in counter.parts.batch.lines] == ["AAAA1", "BBBB2", "AAAA1"]
    assert _states(counter) == [LineState.NEW, LineState.NEW, LineState.DOUBLE]
    counter.settle()
    kept = counter.desk.shop.services.drafts.kept_batch()
    assert kept is not None
    assert len(kept.items) == 2


def test_what_is_missing_is_named_before_the_first_scan(counter: Counter) -> None:
    counter.press("Shift+F9")
    assert counter.parts.in_sight(counter.parts.intake)
    assert counter.bad_fields()[:1] == ["client.name"]


def test_escape_goes_back_and_nothing_is_lost(counter: Counter) -> None:
    _begin(counter)
    _scan(counter, "AAAA1")
    counter.press("Escape")
    assert counter.parts.in_sight(counter.parts.intake)
    assert counter.parts.intake.draft().fault == COMMON.fault
    counter.press("Shift+F9")
    assert [line.code for line in counter.parts.batch.lines] == ["AAAA1"]


def test_a_batch_is_back_at_the_next_start(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    counter = at_counter(desk)
    counter.window.store_ready()
    counter.settle()
    _begin(counter)
    _scan(counter, "AAAA1", GOOD)
    counter.window.close()
    counter.settle()
    later = at_counter(desk)
    later.window.store_ready()
    later.settle()
    later.press("Shift+F9")
    assert [line.code for line in later.parts.batch.lines] == ["AAAA1", GOOD]


def test_a_number_typed_in_the_form_is_the_first_of_the_batch(counter: Counter) -> None:
    counter.parts.intake.show_draft(COMMON)
    counter.parts.intake.device.serial.line.setFocus()
    counter.type("FIRST1")
    counter.press("Shift+F9")
    assert [line.code for line in counter.parts.batch.lines] == ["FIRST1"]


def test_nothing_scanned_is_nothing_taken_in(counter: Counter) -> None:
    _begin(counter)
    counter.press("Ctrl+Return")
    counter.settle()
    assert counter.parts.in_sight(counter.parts.batch)
    assert counter.desk.shop.finder.orders("") == ()
