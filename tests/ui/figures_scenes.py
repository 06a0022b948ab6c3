"""The owner's figures of a shop that has worked, to be looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from intake_app.services.drafts import RepairKind
from intake_app.services.money_rows import Part, Taking, new_act
from intake_app.services.work_rows import LineDraft
from tests.rigs.road import send
from tests.ui.counter import IPHONE, ROMASHKA
from tests.ui.scenes import FULL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.ui.counter import Counter

    Scene = Callable[[Counter], None]

_WAYS = (
    (),
    ("diagnostics",),
    ("diagnostics", "in_repair"),
    ("in_repair", "testing", "ready"),
    ("in_repair", "ready", "issued"),
)


def _worked(counter: Counter) -> None:
    """Orders at every stage, some handed over, with works, parts and money."""
    services = counter.desk.shop.services
    services.shifts.open(new_act(), services.shifts.add_box("Касса 1"), 300_000)
    services.staff.add("Анна", "owner")
    people = [services.staff.add(name, "technician").id for name in ("Илья", "Борис")]
    for number, way in enumerate(_WAYS * 2):
        draft = replace(
            FULL,
            device=replace(IPHONE, serial=f"F17ABC{number}"),
            repair_kind=RepairKind.PAID if number % 3 else RepairKind.PRESALE,
            technician_id=people[number % 2],
            promised_at=counter.desk.now() + timedelta(hours=9 * number + 4),
            prepayment_minor=None,
        )
        if number % 4 == 0:
            draft = replace(draft, client=ROMASHKA)
        order = counter.give(draft).order_id
        work = LineDraft(text="Замена экрана", price_minor=150_000, cost_minor=20_000)
        services.lines.add(order, work)
        part = LineDraft(kind="part", text="Экран", price_minor=250_000, cost_minor=180_000)
        services.lines.add(order, part)
        for stage in way:
            if stage == "issued":
                paid = (Part("cash" if number % 2 else "card", 400_000),)
                services.payments.take(Taking(new_act(), order, paid))
            send(services, order, stage)


def _figures(*pressed: str) -> Scene:
    def play(counter: Counter) -> None:
        _worked(counter)
        counter.press("Ctrl+7")
        board = counter.parts.figures.board
        counter.qtbot.waitUntil(lambda: not board.is_counting)
        board.charts["stage"].setFocus()
        counter.press(*pressed)
        if "Return" in pressed:
            counter.qtbot.waitUntil(board.behind.table.isVisible)

    return play


def _down(counter: Counter) -> None:
    """The part of the page below."""
    _figures()(counter)
    area = counter.parts.figures.board.area
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)


def _bottom(counter: Counter) -> None:
    _figures()(counter)
    bar = counter.parts.figures.board.area.verticalScrollBar()
    bar.setValue(bar.maximum())


SCENES: Mapping[str, Scene] = {
    "figures": _figures(),
    "figures_down": _down,
    "figures_bottom": _bottom,
    "figures_behind": _figures("Return"),
    "figures_own": _figures("Alt+5"),
}
