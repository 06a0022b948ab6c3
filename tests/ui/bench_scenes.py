"""The workshop, its wall, places and tasks in the states people see, to be looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from intake_app.scanning.scan import Scan
from intake_app.ui.wall.window import WallWindow
from tests.rigs.watch import Watch
from tests.ui.counter import IPHONE
from tests.ui.scenes import FULL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from tests.ui.counter import Counter

    Scene = Callable[[Counter], None]

_WAYS = (
    (),
    ("diagnostics",),
    ("diagnostics", "in_repair"),
    ("in_repair", "testing"),
    ("in_repair", "ready"),
)


def _rest(counter: Counter) -> None:
    for _ in range(3):
        counter.settle()


def _keys(counter: Counter, *pressed: str) -> None:
    for key in pressed:
        counter.press(key)
        _rest(counter)


def _busy(counter: Counter) -> list[UUID]:
    """Repairs at every stage, some urgent, some late, some in their cells."""
    services = counter.desk.shop.services
    shelf = services.places.add("Стеллаж А")
    cells = services.places.add_run(("Полка 1", "Полка 2", "Полка 3"), "", shelf.id)
    made: list[UUID] = []
    for number, way in enumerate(_WAYS * 3):
        soon = counter.desk.now() + timedelta(hours=4 + 5 * number)
        device = replace(IPHONE, serial=f"F17ABC{number}")
        draft = replace(FULL, device=device, urgent=number % 4 == 0, promised_at=soon)
        order = counter.give(draft).order_id
        for stage in way:
            services.moves.move(order, stage, outcome="repaired" if stage == "ready" else "")
        if number % 2:
            services.placements.put(order, cells[number % len(cells)].id)
        made.append(order)
    _later(counter, hours=20)
    return made


def _later(counter: Counter, **passed: float) -> None:
    watch = counter.desk.now
    assert isinstance(watch, Watch)
    watch.forward(**passed)


def _bench(*chords: str, signed_in: bool = True) -> Scene:
    def go(counter: Counter) -> None:
        _busy(counter)
        if signed_in:
            staff = counter.desk.shop.services.staff
            ilya = staff.add("Константинопольский Илья", "technician")
            counter.window.scan(Scan(ilya.badge))
            counter.settle()
        _keys(counter, "Ctrl+4", *chords)
        counter.qtbot.waitUntil(lambda: not counter.parts.workshop.board._is_reading)
        _rest(counter)

    return go


def _pin(counter: Counter) -> None:
    staff = counter.desk.shop.services.staff
    staff.set_pin(staff.add("Илья", "technician").id, "4711")
    staff.add("Анна", "reception")
    _keys(counter, "F12")
    counter.type("Ил")
    _keys(counter, "Return")
    counter.type("1111")
    _keys(counter, "Return")


def _places(*chords: str) -> Scene:
    def go(counter: Counter) -> None:
        _busy(counter)
        _keys(counter, "Ctrl+6", "Alt+4", *chords)

    return go


def _asked(counter: Counter) -> UUID:
    services = counter.desk.shop.services
    services.staff.add("Илья", "technician")
    order = counter.give(FULL).order_id
    services.tasks.remark(order, "@Илья закажи шлейф, клиент уезжает в субботу")
    services.tasks.give(
        "перезвонить и сказать о цене", None, counter.desk.now() - timedelta(hours=2), order
    )
    services.tasks.give("отнести на почту", None, counter.desk.now() + timedelta(days=2))
    return order


def _tasks(counter: Counter) -> None:
    counter.window.open_order(_asked(counter))
    counter.settle()
    _keys(counter, "Alt+6")


def _tasks_sheet(counter: Counter) -> None:
    _asked(counter)
    _keys(counter, "Shift+F5")


def wall(counter: Counter) -> None:
    """The board itself, in its own window."""
    _busy(counter)
    _keys(counter, "Shift+F11")
    shown = screen()
    counter.qtbot.waitUntil(lambda: bool(shown.pages))


def screen() -> WallWindow:
    """The window on the wall."""
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, WallWindow)]
    return next(one for one in found if one.isVisible())


SCENES: Mapping[str, Scene] = {
    "workshop_empty": lambda counter: _keys(counter, "Ctrl+4"),
    "workshop_nobody": _bench("Alt+2", signed_in=False),
    "workshop_mine": _bench("F6", "Alt+1"),
    "workshop_queue": _bench("Alt+2"),
    "workshop_overdue": _bench("Alt+3"),
    "workshop_today": _bench("Alt+4"),
    "workshop_legal": _bench("Alt+7"),
    "workshop_passed": _bench("Alt+8"),
    "workshop_skip": _bench("F8"),
    "workshop_keys": _bench("F1"),
    "pin": _pin,
    "places": _places(),
    "places_add": _places("Insert"),
    "places_taking": _places("Down", "F7"),
    "tasks": _tasks,
    "tasks_sheet": _tasks_sheet,
}
