"""The workshop of a very large shop, timed at its window.

`python -m bench.wall_and_bench OPEN OUT`: so many orders in the shop, so many gone.

Prints JSON: milliseconds of each frame, key and reading, as a person waits for them.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QTableView, QWidget

from bench.window import BenchWindow, timed
from intake_app.clock import utc_now
from intake_app.services import synthetic
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.figures_rows import Span
from intake_app.services.handover_rows import HandoverDraft
from intake_app.services.money_rows import Part, Taking, new_act
from intake_app.ui.wall.window import WallWindow
from tests.rigs import large_shop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

_TAKES, _HANDED, _FRAMES = 15, 30, 60
_LISTS = {"queue": 2, "overdue": 3, "today": 4, "untouched": 5, "stuck": 6}
_DRAFT = IntakeDraft(
    client=ClientDraft(name="Петров Пётр", phone="+79161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается",
    estimate_minor=100_000,
)


def main() -> None:
    """All of it, in one window over one store."""
    still, out = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        window = BenchWindow(Path(folder) / "shop", opened=True)
        services = window.shop.services
        person = services.staff.add("Илья", "").operator
        synthetic.generate(services.taking.store, clients=out // 3, orders=out, seed=5)
        found: dict[str, list[float]] = {"figures": _figures(window)}
        large_shop.fill(services.taking.store, still)
        window.shop.switch(person)
        found |= _lists(window)
        found["frames"] += _waits(window) + _tables(window)
        found |= _wall(window)
        found["handed"] = _handed(window)
        window.close()
    print(json.dumps(found))


def _figures(window: BenchWindow) -> list[float]:
    today = utc_now().date()
    span = Span(date(today.year, 1, 1) - timedelta(365), today)
    return [_ms(lambda: window.shop.services.figures.read(span, _quiet)) for _ in range(3)]


def _lists(window: BenchWindow) -> dict[str, list[float]]:
    window.hands.press("Ctrl+4")
    board = window.window.parts.workshop.board
    read, frames, takes = list[float](), list[float](), list[float]()

    def is_read() -> bool:
        return not board.is_reading

    timed(_nothing, is_read)
    for place in _LISTS.values():
        read.append(timed(lambda place=place: window.hands.press(f"Alt+{place}"), is_read))
        frames += _scrolled(board.table)
    for _ in range(_TAKES):
        top = board.top.row
        takes.append(timed(lambda: window.hands.press("F6"), lambda top=top: board.top.row != top))
    return {"read": read, "frames": frames, "takes": takes}


def _waits(window: BenchWindow) -> list[float]:
    window.hands.press("Ctrl+2")
    window.settle()
    frames: list[float] = []
    for key in ("Alt+2", "Alt+3"):
        window.hands.press(key)
        for _ in range(4):
            window.settle()
        frames += [one for table in _shown(window) for one in _scrolled(table)]
    return frames


def _tables(window: BenchWindow) -> list[float]:
    window.hands.press("Ctrl+6")
    frames: list[float] = []
    for key in ("Alt+1", "Alt+2", "Alt+3", "Alt+4"):
        window.hands.press(key)
        for _ in range(3):
            window.settle()
        frames += [one for table in _shown(window) for one in _scrolled(table)]
    return frames


def _wall(window: BenchWindow) -> dict[str, list[float]]:
    window.hands.press("Shift+F11")
    (wall,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, WallWindow)]
    wall.resize(1920, 1080)
    reads: list[float] = []
    for _ in range(5):
        timed(_nothing, lambda: not wall.is_reading)
        reads.append(timed(wall.read, lambda: not wall.is_reading))
    turns = [_ms(lambda: (wall.turn(), wall.repaint())) for _ in range(_FRAMES)]
    wall.close()
    return {"wall_read": reads, "wall_frames": turns}


def _handed(window: BenchWindow) -> list[float]:
    services = window.shop.services
    ready = [_paid(window) for _ in range(_HANDED)]
    draft = HandoverDraft(known_by="receipt")
    return [_ms(lambda one=one: services.handovers.hand_over(one, draft)) for one in ready]


def _paid(window: BenchWindow) -> UUID:
    services = window.shop.services
    order = services.intakes.receive(_DRAFT).order_id
    services.moves.move(order, "in_repair")
    services.moves.move(order, "ready", outcome="repaired")
    services.payments.take(Taking(new_act(), order, (Part("card", 100_000),)))
    return order


def _shown(window: BenchWindow) -> Sequence[QTableView]:
    found = window.window.findChildren(QTableView)
    return [table for table in found if table.isVisible()]


def _scrolled(table: QTableView) -> list[float]:
    """Jump through a whole list; each place is painted anew."""
    bar = table.verticalScrollBar()

    def jump(place: int) -> None:
        bar.setValue(bar.maximum() * place // _FRAMES)
        viewport: QWidget = table.viewport()
        viewport.repaint()

    return [_ms(lambda place=place: jump(place)) for place in range(_FRAMES)]


def _ms(act: object) -> float:
    began = time.perf_counter()
    assert callable(act)  # noqa: S101 - a lambda of ours
    act()
    return (time.perf_counter() - began) * 1000


def _quiet(_done: int, _of: int) -> None:
    """Nobody watches."""


def _nothing() -> None:
    """Only wait."""


if __name__ == "__main__":
    main()
