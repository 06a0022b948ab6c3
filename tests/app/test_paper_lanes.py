"""Printers that change while the program runs: a job under way ends, the next goes the new way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.app.paper_lanes import PaperLanes
from intake_app.services.desk_printers import plan_of, planned
from tests.rigs.printer import Behaviour, TcpPrinter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from intake_app.jobs import Jobs
    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.shop import Shop
    from intake_app.services.spool import PrinterState

CUT = b"\x1dVB\x00"


@pytest.fixture
def slow() -> Iterator[TcpPrinter]:
    rig = TcpPrinter(Behaviour(rate=1500))
    yield rig
    rig.close()


@pytest.fixture
def lanes(shop: Shop, jobs: Jobs) -> Iterator[PaperLanes]:
    lanes = PaperLanes(jobs, shop, lambda _name, _png: None, lambda: None)
    yield lanes
    lanes.stop()


def test_a_job_under_way_ends_where_it_began_and_the_next_goes_the_new_way(
    lanes: PaperLanes, shop: Shop, slow: TcpPrinter, draft: IntakeDraft, qtbot: QtBot
) -> None:
    plan = plan_of(shop.settings).placed("receipt", f"{slow.address}?fence=yes")
    shop.adopt(planned(shop.settings, plan))
    first = shop.services.intakes.receive(draft).jobs[0]
    lanes.begin()
    qtbot.waitUntil(lambda: len(slow.mechanism.printed) > 2000, timeout=20_000)
    second = shop.services.intakes.receive(draft).jobs[0]
    folder = shop.settings.data / "new"
    plan = plan_of(shop.settings).placed("receipt", f"folder://{folder}?width=384")
    shop.adopt(planned(shop.settings, plan))
    lanes.begin()
    spool = shop.services.printouts
    qtbot.waitUntil(lambda: spool.job(second).state == "confirmed", timeout=40_000)
    assert slow.mechanism.printed.count(CUT) == 1
    assert slow.mechanism.jobs == 1
    assert [path.stem for path in folder.glob("*.bin")] == [str(second)]
    assert spool.job(first).state == "confirmed"


def test_a_printer_that_is_added_prints_and_one_that_is_gone_no_longer(
    lanes: PaperLanes, shop: Shop, draft: IntakeDraft, qtbot: QtBot
) -> None:
    shelf = shop.settings.data / "shelf"
    plan = plan_of(shop.settings).placed("shelf", f"folder://{shelf}").routed("label", "shelf")
    lanes.begin()
    shop.adopt(planned(shop.settings, plan))
    lanes.begin()
    shop.services.intakes.receive(draft)
    lanes.wake()
    qtbot.waitUntil(lambda: len(list(shelf.glob("*.bin"))) == 1, timeout=20_000)
    usual = shop.settings.data / "paper"
    before = len(list(usual.glob("*label*/*.bin")))
    shop.adopt(planned(shop.settings, plan.without("shelf")))
    lanes.begin()
    shop.services.intakes.receive(draft)
    lanes.wake()
    qtbot.waitUntil(lambda: len(list(usual.glob("*label*/*.bin"))) > before, timeout=20_000)
    assert len(list(shelf.glob("*.bin"))) == 1


def test_the_states_are_told_of_the_printers_in_force(
    lanes: PaperLanes, shop: Shop, qtbot: QtBot
) -> None:
    told: list[tuple[str, ...]] = []

    def hear(states: tuple[PrinterState, ...]) -> None:
        told.append(tuple(state.printer for state in states))

    lanes.states.connect(hear)
    lanes.begin()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    shop.adopt(planned(shop.settings, plan_of(shop.settings).placed("back", "none:")))
    lanes.begin()
    qtbot.waitUntil(lambda: "back" in told[-1], timeout=20_000)
    assert told[0] == ("receipt", "label")
