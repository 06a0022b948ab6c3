"""The figures of the shop by keys: spans, the list behind a bar, paper, files, and no right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path, PurePath
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.figures_rows import (
    By,
    Counted,
    Earned,
    Held,
    Kept,
    Passed,
    Span,
    StageTime,
    WayIn,
)
from intake_app.services.money_rows import Part, Taking, new_act
from intake_app.ui.figures import work
from intake_app.ui.figures.spans import typed_span
from tests.rigs.watch import NOON, Watch
from tests.ui.test_money_page import DRAFT, keys

if TYPE_CHECKING:
    from intake_app.ui.figures.board import FiguresBoard
    from tests.ui.counter import Counter


def board(counter: Counter) -> FiguresBoard:
    return counter.parts.figures.board


def counted(counter: Counter) -> None:
    counter.qtbot.waitUntil(lambda: not board(counter).is_counting, timeout=10_000)


def shown(counter: Counter, *pressed: str) -> FiguresBoard:
    keys(counter, *(pressed or ("Ctrl+7",)))
    counted(counter)
    return board(counter)


@pytest.fixture
def shop_at_work(counter: Counter) -> Counter:
    for number in range(3):
        counter.give(
            IntakeDraft(
                client=ClientDraft(name=f"Петров {number}", phone=f"+7916123456{number}"),
                device=DeviceDraft(kind="смартфон", brand="Apple", model=f"iPhone {number}"),
                fault="не заряжается",
            )
        )
    return counter


def test_what_is_in_the_shop_opens_by_enter(shop_at_work: Counter) -> None:
    counter = shop_at_work
    page = shown(counter)
    assert page.isVisible()
    stage = page.charts[By.STAGE.value].chart
    assert stage is not None
    assert [(bar.size, bar.label) for bar in stage.bars] == [(3, "Принят")]
    page.charts[By.STAGE.value].setFocus()
    counter.press("Return")
    counter.qtbot.waitUntil(lambda: bool(page.behind.table.rows))
    assert "3" in page.behind.title.text()
    assert counter.focused() == "figures.behind"
    keys(counter, "Escape")
    assert page.area.isVisible()
    page.charts[By.STAGE.value].setFocus()
    counter.press("Return")
    counter.qtbot.waitUntil(page.behind.table.isVisible)
    keys(counter, "Return")
    assert counter.parts.shown == "card"
    keys(counter, "Escape")
    assert counter.parts.shown == "figures"


def test_a_bar_of_the_span_opens_its_orders(shop_at_work: Counter) -> None:
    counter = shop_at_work
    order = counter.give(DRAFT).order_id
    part = (Part("card", 10_000),)
    counter.desk.shop.services.payments.take(Taking(new_act(), order, part))
    page = shown(counter)
    page.charts["ways"].setFocus()
    counter.press("Return")
    counter.qtbot.waitUntil(lambda: bool(page.behind.table.rows), timeout=10_000)
    assert [row.id for row in page.behind.table.rows] == [order]
    assert "Карта" in page.behind.title.text()
    counter.press("Return")
    counter.settle()
    assert counter.parts.card.order == order


def test_what_was_promised_opens_what_was_not_kept(shop_at_work: Counter) -> None:
    counter = shop_at_work
    watch = counter.desk.now
    assert isinstance(watch, Watch)
    promised = watch() + timedelta(hours=1)
    order = counter.give(replace(DRAFT, promised_at=promised)).order_id
    watch.forward(hours=2)
    page = shown(counter)
    page.charts["promises"].setFocus()
    counter.press("Return")
    counter.qtbot.waitUntil(lambda: bool(page.behind.table.rows), timeout=10_000)
    assert [row.id for row in page.behind.table.rows] == [order]
    assert "не в срок" in page.behind.title.text()


def test_counting_stops_by_esc_and_shows_how_far_it_is(shop_at_work: Counter) -> None:
    counter = shop_at_work
    page = shown(counter)
    before = page.seen
    assert page.progress.isHidden()
    turn = Event()
    counter.desk.jobs.device(work.LANE, partial(turn.wait, 10))  # the lane is busy
    counter.press("Ctrl+R")
    assert page.progress.isVisible()
    counter.press("Escape")
    turn.set()
    counted(counter)
    assert "Ctrl+R" in page.state.text()
    assert page.progress.isHidden()
    assert page.seen is before
    assert not page.stop()


def test_another_span_does_not_wait_for_the_first(shop_at_work: Counter) -> None:
    counter = shop_at_work
    page = shown(counter)
    turn = Event()
    counter.desk.jobs.device(work.LANE, partial(turn.wait, 10))
    counter.press("Ctrl+R", "Alt+1")
    turn.set()
    counted(counter)
    assert page.state.text().startswith("22.11.2026,")


def test_spans_by_keys_and_typed(shop_at_work: Counter) -> None:
    counter = shop_at_work
    page = shown(counter)
    assert "01.11.2026 – 22.11.2026" in page.state.text()
    shown(counter, "F6")
    assert "01.10.2026 – 31.10.2026" in page.state.text()
    shown(counter, "Alt+1")
    assert page.state.text().startswith("22.11.2026,")
    keys(counter, "Alt+5")
    assert counter.focused() == "figures.own"
    counter.type("nonsense")
    keys(counter, "Return")
    assert page.own.is_marked()
    page.own.show_text("01.10 – 15.10")
    shown(counter, "Return")
    assert "01.10.2026 – 15.10.2026" in page.state.text()
    assert not page.own.is_marked()


def test_arrows_choose_and_lead_on(shop_at_work: Counter) -> None:
    counter = shop_at_work
    page = shown(counter)
    worth = page.charts["worth"]
    worth.setFocus()
    counter.press("Down")
    assert "100" not in worth.accessibleDescription()
    counter.press("Return")  # nothing behind it
    counter.press("Down")
    assert counter.focused() == "figures.chart.stage"
    counter.press("Up")
    assert counter.focused() == "figures.chart.worth"
    view = page.charts[By.STAGE.value]
    for _ in range(40):
        counter.press("Down")
    assert counter.focused().startswith("figures.chart.")
    view.setFocus()
    assert not view.visibleRegion().isEmpty()
    counter.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.bar_place(0).center())
    counter.qtbot.waitUntil(page.behind.table.isVisible)


def test_the_page_prints_and_goes_out_as_files(
    shop_at_work: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = shop_at_work
    keys(counter, "Ctrl+7")
    page = board(counter)
    shown(counter)
    opened: list[str] = []

    def open_url(url: QUrl) -> None:
        opened.append(url.toLocalFile())

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    keys(counter, "Ctrl+P")
    counter.qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert PurePath(opened[0]).name == "figures.pdf"
    settings = counter.desk.settings
    folder = tmp_path / "pages"
    a4 = replace(settings.desk, a4_printer=folder.as_uri().replace("file:", "folder:"))
    counter.desk.shop.adopt(replace(settings, desk=a4))
    keys(counter, "Ctrl+P")
    counter.qtbot.waitUntil(lambda: "напечатаны" in counter.said(), timeout=20_000)
    assert [path.read_bytes()[:5] for path in folder.iterdir() if path.suffix == ".bin"] == [
        b"%PDF-"
    ]
    keys(counter, "Ctrl+E")
    assert page.dialog is not None
    page.dialog.reject()
    page.export_to(str(tmp_path))
    counter.qtbot.waitUntil(lambda: "Файлы" in counter.said(), timeout=20_000)
    files = sorted(path.name for path in (tmp_path / "2026-11-01_2026-11-22").iterdir())
    assert "earned_by_clients.csv" in files
    assert len(files) == 13


def test_who_may_not_sees_one_sentence(shop_at_work: Counter) -> None:
    counter = shop_at_work
    page = shown(counter)
    person = counter.desk.shop.services.staff.add("Илья", "technician")
    counter.desk.shop.switch(person.operator)
    shown(counter, "Ctrl+R")
    assert "F12" in page.state.text()
    assert page.charts == {}
    for key in ("Ctrl+P", "Ctrl+E"):
        keys(counter, key)
    assert page.dialog is None


def test_figures_of_all_kinds_have_words(shop_at_work: Counter) -> None:
    page = shown(shop_at_work)
    seen = page.seen
    assert seen is not None
    shift = Counted("Касса", NOON, "Анна", 500, 400, 10)
    over = replace(
        seen.over,
        first_promise=Kept(3, 1),
        times=(StageTime("ready", 2, 0.5, 12.0),),
        kinds=(Earned("paid", 2, 100_00, 150_00), Earned("barter", 1, 5, 0)),
        technicians=(Earned("", 1, 100_00, 0),),
        clients=tuple(Earned(f"Клиент {n}", 1, 1_000 - n, 0) for n in range(10)),
        unpriced=1,
        keeps_boxes=True,
        ways=(WayIn("cash", 500_00, 400_00),),
        shifts=(shift,),
        passed=(Passed("Илья", "no_part", 2),),
    )
    held = {**seen.held, By.LATE: (Held("overdue", "", 1, 0, 1),), By.AGE: tuple(
        Held(str(place), "", 1, 0, 0) for place in (0, 1, 6))}  # fmt: skip
    charts = {one.name: one for one in page.words.charts(replace(seen, over=over, held=held))}
    assert charts["promises"].bars[0].text == "33 %: 1 из 3"
    assert charts["kinds"].bars[0].bad
    assert [bar.bad for bar in charts["ways"].bars] == [False, True]
    assert charts["shifts"].bars[0].bad
    assert len(charts["clients"].bars) == 9
    assert charts["late"].bars[0].bad
    calm = replace(over, shifts=(replace(shift, counted=500, late=0),), keeps_boxes=True)
    told = {one.name: one.note for one in page.words.charts(replace(seen, over=calm))}
    assert "1" in told["shifts"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("01.10 – 31.10", (date(2026, 10, 1), date(2026, 10, 31))),
        ("31.10 01.10", (date(2026, 10, 1), date(2026, 10, 31))),
        ("вчера", (date(2026, 11, 21), date(2026, 11, 21))),
        ("1.10-5.10", (date(2026, 10, 1), date(2026, 10, 5))),
        ("что-то", None),
    ],
)
def test_two_days_as_typed(text: str, days: tuple[date, date] | None) -> None:
    assert typed_span(text, NOON.date()) == (Span(*days) if days else None)
