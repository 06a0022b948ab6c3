"""Terms of the law as a list of the workshop, the number at its button, and what is the owner's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.bench_rows import BenchList
from intake_app.services.drafts import RepairKind
from intake_app.ui.alarm_badge import AlarmBadge
from intake_app.ui.rail import RailButton
from tests.ui.test_workshop import arrive, board, comes, give, rest, technician

if TYPE_CHECKING:
    from tests.ui.counter import Counter

WAIT = 10_000


def at_rail(counter: Counter) -> RailButton:
    """The button of this screen."""
    buttons = counter.window.findChildren(RailButton)
    return next(one for one in buttons if one.objectName() == "rail.screen.workshop")


def test_who_passed_over_what_is_the_owners_to_see(counter: Counter) -> None:
    give(counter)
    comes(counter, technician(counter))
    arrive(counter)
    tab = next(one for one in board(counter).tabs.buttons if one.value == BenchList.PASSED)
    counter.qtbot.waitUntil(tab.isHidden, timeout=WAIT)
    counter.press("Alt+8")
    counter.qtbot.waitUntil(lambda: "роль" in counter.said().lower(), timeout=WAIT)
    assert board(counter).tabs.value() != BenchList.PASSED
    comes(counter, counter.desk.shop.services.staff.add("Вера", "owner"))
    counter.qtbot.waitUntil(tab.isVisible, timeout=WAIT)
    counter.press("Alt+8")
    rest(counter)
    assert counter.focused() == "workshop.passed"
    comes(counter, technician(counter, "Борис"))
    counter.qtbot.waitUntil(tab.isHidden, timeout=WAIT)
    assert board(counter).tabs.value() == BenchList.QUEUE


def test_terms_of_the_law_are_a_list_and_a_number_at_the_screen(counter: Counter) -> None:
    order = give(counter, repair_kind=RepairKind.WARRANTY, loaner_wanted=True)
    services = counter.desk.shop.services
    services.loaners.demand(order)
    arrive(counter)
    counter.press("Alt+7")
    rest(counter)
    (row,) = board(counter).legal.rows
    assert (row.order_id, row.left.days_left) == (order, 3)
    model = board(counter).legal.model()
    said = [model.index(0, column).data() for column in range(model.columnCount())]
    assert said[3] == "Подменное устройство"
    assert said[4].startswith("осталось 3 дня")
    button = at_rail(counter)
    counter.window.show_changes(frozenset({"order"}))
    counter.qtbot.waitUntil(lambda: button.count == 1, timeout=WAIT)
    assert "требует внимания 1" in button.accessibleName()
    counter.press("Return")
    counter.settle()
    assert counter.parts.card.order == order


def test_the_number_at_the_screen_follows_what_is_done(counter: Counter) -> None:
    order = give(counter, repair_kind=RepairKind.WARRANTY)
    counter.desk.shop.services.loaners.demand(order)
    button = at_rail(counter)
    counter.window.show_changes(frozenset({"order"}))
    counter.qtbot.waitUntil(lambda: button.count == 1, timeout=WAIT)
    counter.desk.shop.services.moves.move(order, "cancelled", comment="передумал")
    counter.window.show_changes(frozenset({"order", "stage"}))
    counter.qtbot.waitUntil(lambda: button.count == 0, timeout=WAIT)
    assert button.accessibleName() == button.text()


def test_it_asks_nothing_of_a_program_that_ends(counter: Counter) -> None:
    badge = next(iter(counter.window.findChildren(AlarmBadge)))
    counter.desk.jobs.shutdown()
    assert not counter.desk.jobs.is_open
    badge._read()
    assert at_rail(counter).count == 0
