"""The road of one device through a shop of two PCs: taken in here, mended there, handed over here.

By keys and scans alone, with the workshop's cable out while it works; at the end both PCs and the
hub tell one story.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from intake_app.checks import ticket
from tests.desk import talk
from tests.rigs import office
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.rigs.office import Office, Place

MOVES = {
    ">accepted",
    "accepted>diagnostics",
    "diagnostics>in_repair",
    "in_repair>ready",
    "ready>issued",
}
SHELF = ticket.place_digits(12)
_STORY = (
    "SELECT from_stage || '>' || to_stage AS what, comment AS text FROM stage"
    ' JOIN "order" o ON o.id = order_id WHERE o.number = ?1'
    " UNION ALL SELECT 'said', c.text FROM comment c"
    ' JOIN "order" o ON o.id = c.order_id WHERE o.number = ?1 ORDER BY 1, 2'
)
_STAGE = 'SELECT stage FROM "order" WHERE number = ?'
_PLACE = 'SELECT p.name FROM "order" o JOIN place p ON p.id = o.place_id WHERE o.number = ?'


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Office]:
    with office.opened(tmp_path) as opened:
        yield opened


def _take_in(place: Place) -> str:
    talk.short(1).type(place.window, place.window)
    place.window.press("Ctrl+Return")
    until(place.ledger.orders, "the order is stored")
    return str(place.ledger.orders()[0]["number"])


def _label(folder: Path, number: str) -> str:
    for sent in folder.glob("*.bin"):
        if number in sent.with_suffix(".json").read_text("utf-8"):
            picture = Image.open(sent.with_suffix(".png"))
            return zxingcpp.read_barcodes(picture.convert("L"))[0].text
    return ""


def _stage(place: Place, number: str) -> str:
    return str(place.ledger.rows(_STAGE, number)[0]["stage"])


def _open_by_scan(place: Place, code: str, number: str) -> None:
    place.scanner.scan(code)
    until(lambda: place.window.says.get("card.number") == number, "the label opens the order")


def _move(place: Place, number: str, begun: str, stage: str) -> None:
    """F7, the beginning of a stage's name, Enter; what is asked besides takes Enter."""
    place.window.press("F7")
    place.window.until_focused("card.stage")
    place.window.type(begun)
    until(lambda: begun.lower() in place.window.says.get("suggestions", "").lower(), "offered")
    place.window.press("Return")
    if stage == "ready":
        until(lambda: "Отремонт" in place.window.says.get("suggestions", ""), "the outcome")
        place.window.press("Return")
    until(lambda: _stage(place, number) == stage, f"it is {stage}")


def _both_agree(shop: Office) -> bool:
    near, far = shop.near.ledger, shop.far.ledger
    return near.pending() == far.pending() == 0 and near.synced() == far.synced()


def _story(place: Place, number: str) -> list[tuple[object, object]]:
    return [(row["what"], row["text"]) for row in place.ledger.rows(_STORY, number)]


def _remark(place: Place, text: str) -> None:
    place.window.until_focused("card.comment")
    place.window.type(text)
    place.window.press("Return")


def _mend_without_the_cable(shop: Office, code: str, number: str) -> None:
    counter, bench = shop.near, shop.far
    bench.window.press("Ctrl+4")
    _open_by_scan(bench, code, number)
    _move(bench, number, "На диагн", "diagnostics")
    until(lambda: _stage(counter, number) == "diagnostics", "the counter sees it", 30)
    shop.line.pull_out()
    _move(bench, number, "В рем", "in_repair")
    _remark(bench, "заменён разъём")
    _open_by_scan(counter, code, number)
    _remark(counter, "клиент звонил")
    _move(bench, number, "Готов к", "ready")
    bench.scanner.scan(SHELF)
    until(lambda: bench.ledger.rows(_PLACE, number), "it lies on its shelf")
    assert _stage(counter, number) == "diagnostics"
    shop.line.plug_in()
    until(lambda: _both_agree(shop), "both agree again, by themselves", 75)
    assert _stage(counter, number) == "ready"


def _hand_over(place: Place, code: str, number: str) -> None:
    place.window.press("Ctrl+0")
    place.scanner.scan(code)
    until(lambda: place.window.says.get("card.number") == number, "its page is open")
    until(lambda: place.window.says.get("handover.due"), "what is due is known", 20)
    place.window.press("Ctrl+Return")
    until(lambda: _stage(place, number) == "issued", "it is handed over", 20)


def test_one_device_from_the_counter_through_the_workshop_and_out(shop: Office) -> None:
    counter, bench = shop.near, shop.far
    number = _take_in(counter)
    until(lambda: _label(counter.labels, number), "the label is printed", 30)
    code = _label(counter.labels, number)
    until(lambda: _both_agree(shop), "the workshop knows of it", 60)

    _mend_without_the_cable(shop, code, number)
    _hand_over(counter, code, number)
    until(lambda: _stage(bench, number) == "issued", "the workshop knows it", 30)
    until(lambda: _both_agree(shop), "both agree", 30)

    told = _story(counter, number)
    assert told == _story(bench, number)
    assert {("said", "заменён разъём"), ("said", "клиент звонил")} <= set(told)
    assert {what for what, _ in told} - {"said"} == MOVES
    assert not counter.ledger.rows(_PLACE, number)
    assert not bench.ledger.rows(_PLACE, number)
