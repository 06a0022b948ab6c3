"""The page about CRMs by keys: added, tried, mended, looked at, mapped, started, removed."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.services.drafts import IntakeDraft
from intake_app.sync.core.wire_crm import AddRequest, CrmState
from intake_app.sync.core.wire_crm_work import DryReply, DryRow
from intake_app.ui import theme
from intake_app.ui.preferences.crm_page import CrmPage
from intake_hub.crm.documents import Kind, Owner
from intake_hub.crm.faults import Stop, StoppedError
from tests.ui.counter import IPHONE, PETER
from tests.ui.fake_crm import FakeCrm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter

ODOO = AddRequest(name="Odoo", adapter="odoo", address="https://crm.test", key="k", options={})
LONG_MS = 10_000


@pytest.fixture
def crm(counter: Counter, desk: Desk) -> Iterator[FakeCrm]:
    made = FakeCrm()
    desk.shop.crm = made
    yield made
    made.trials.close()
    desk.shop.crm = None


@pytest.fixture
def page(crm: FakeCrm, desk: Desk, qtbot: QtBot) -> Iterator[CrmPage]:
    made = CrmPage(theme.dress(desk.settings.desk), desk)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.activateWindow()
    yield made
    made.hide()


def arrived(page: CrmPage, qtbot: QtBot) -> CrmPage:
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.adding.kind.values()), timeout=LONG_MS)
    return page


def with_odoo(page: CrmPage, crm: FakeCrm, qtbot: QtBot, **changed: object) -> CrmPage:
    crm.work.add(crm.shop, ODOO)
    one = crm.work.kept[crm.shop, "Odoo"]
    crm.work.kept[crm.shop, "Odoo"] = replace(one, **changed)
    page.refresh()
    qtbot.waitUntil(lambda: page.list.count() == 1, timeout=LONG_MS)
    return page


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def keys(qtbot: QtBot, *pressed: Qt.Key) -> None:
    for key in pressed:
        qtbot.keyClick(focus(), key)


def test_it_is_added_by_keys_and_says_what_is_missing(
    page: CrmPage, crm: FakeCrm, qtbot: QtBot
) -> None:
    arrived(page, qtbot)
    assert page.list.empty.startswith("Пока нет") or page.list.count() == 0
    crm.work.lacks = ("Give the bot the right to read contacts",)
    page.list.setFocus()
    keys(qtbot, Qt.Key.Key_Insert)
    assert focus() is page.adding.kind.list
    for typed in ("", "Odoo", "https://crm.test", "s3cret", "shop"):
        qtbot.keyClicks(focus(), typed)
        keys(qtbot, Qt.Key.Key_Tab)
    keys(qtbot, Qt.Key.Key_Tab)
    assert focus() is page.adding.add
    keys(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "x_mr_uid" in page.trying.told.text(), timeout=LONG_MS)
    assert "Give the bot the right" in page.trying.told.text()
    assert crm.work.keys == {"Odoo": "s3cret"}
    assert crm.work.kept[crm.shop, "Odoo"].options == {"database": "shop"}
    assert page.adding.key.text() == ""


def test_what_is_needed_is_asked_for_and_the_unseen_is_told(
    page: CrmPage, crm: FakeCrm, qtbot: QtBot
) -> None:
    arrived(page, qtbot)
    page.begin_new()
    assert not page.adding.unseen.isVisible()
    page.adding.add.click()
    assert page.adding.name.is_marked()
    assert page.adding.options[0].is_marked()
    assert not page.adding.options[1].is_marked()
    keys(qtbot, Qt.Key.Key_Tab)
    page.adding.options[1].show_text("repair.order")
    assert page.adding.unseen.isVisible()
    page.adding.options[1].show_text("crm.lead")
    assert not page.adding.unseen.isVisible()
    page.adding.kind.list.setFocus()
    keys(qtbot, Qt.Key.Key_Down)
    assert page.adding.unseen.isVisible()
    assert not page.adding.options[0].isVisible()
    assert "add" not in crm.asked


def test_a_name_is_taken_once(page: CrmPage, crm: FakeCrm, qtbot: QtBot) -> None:
    with_odoo(page, crm, qtbot)
    page.begin_new()
    page.adding.asked.emit(ODOO)
    assert page.adding.name.is_marked()
    assert "add" not in crm.asked


def test_an_administrator_adds_the_fields_with_a_key_that_stays_nowhere(
    page: CrmPage, crm: FakeCrm, qtbot: QtBot
) -> None:
    with_odoo(page, crm, qtbot)
    assert not page.trying.schema.isVisible()
    page.list.setFocus()
    keys(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(page.trying.schema.isVisible, timeout=LONG_MS)
    page.trying.schema.click()
    assert page.trying.admin.is_marked()
    page.trying.admin.line.setFocus()
    qtbot.keyClicks(focus(), "admin")
    keys(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "add_schema" in crm.asked, timeout=LONG_MS)
    qtbot.waitUntil(lambda: "Всего хватает" in page.trying.told.text(), timeout=LONG_MS)
    assert page.trying.admin.text() == ""


def test_a_wrong_key_is_told_and_changed(page: CrmPage, crm: FakeCrm, qtbot: QtBot) -> None:
    with_odoo(page, crm, qtbot)
    crm.work.fault = StoppedError(Stop.KEY_WRONG, "Access Denied")
    page.verbs.test.click()
    qtbot.waitUntil(lambda: "(Access Denied)" in page.trying.told.text(), timeout=LONG_MS)
    crm.work.fault = None
    page.trying.key.show_text("better")
    page.trying.change.click()
    qtbot.waitUntil(lambda: "Odoo 18.0" in page.trying.told.text(), timeout=LONG_MS)
    assert crm.work.keys["Odoo"] == "better"
    crm.work.fault = StoppedError(Stop.RIGHT_MISSING, "no")
    page.trying.schema_asked.emit("admin")
    qtbot.waitUntil(lambda: "(no)" in page.trying.told.text(), timeout=LONG_MS)


def test_a_dry_run_is_counted_listed_and_started(
    page: CrmPage, crm: FakeCrm, desk: Desk, qtbot: QtBot
) -> None:
    order = desk.shop.services.intakes.receive(
        IntakeDraft(client=PETER, device=IPHONE, fault="не заряжается")
    )
    row = DryRow(kind="order", uid=order.order_id, what="conflict", remote="7", words="Петров")
    crm.work.dry = DryReply(is_done=True, total=3, create=2, conflict=1, rows=(row,))
    with_odoo(page, crm, qtbot)
    page.verbs.dry.click()
    qtbot.waitUntil(page.looking.start.isVisible, timeout=LONG_MS)
    assert page.looking.told.text().startswith("создать: 2")
    assert "Петров Пётр" in page.looking.rows.item(0).text()
    page.looking.start.click()
    qtbot.waitUntil(lambda: "start" in crm.asked, timeout=LONG_MS)
    qtbot.waitUntil(lambda: page.verbs.go.text() == "Приостановить", timeout=LONG_MS)


def test_a_long_dry_run_shows_how_far_it_is_and_is_broken_off(
    page: CrmPage, crm: FakeCrm, qtbot: QtBot
) -> None:
    crm.work.gate = go_on = threading.Event()
    with_odoo(page, crm, qtbot)
    page.verbs.dry.click()
    qtbot.waitUntil(page.looking.stop.isVisible, timeout=LONG_MS)
    assert not page.looking.start.isVisible()
    page.looking.stop.click()
    qtbot.waitUntil(lambda: "stop_dry" in crm.asked, timeout=LONG_MS)
    go_on.set()
    qtbot.waitUntil(lambda: page.looking.told.text() == "Прервано", timeout=LONG_MS)
    assert not page.looking.start.isVisible()


def test_a_transfer_shows_its_progress_stops_and_goes_on(
    page: CrmPage, crm: FakeCrm, qtbot: QtBot
) -> None:
    with_odoo(page, crm, qtbot, state="running", sent=30, waiting=70, product="Odoo 18.0")
    assert page.progress.isVisible()
    assert (page.progress.value(), page.progress.maximum()) == (30, 100)
    page.verbs.go.setFocus()
    keys(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.verbs.go.text() == "Продолжить", timeout=LONG_MS)
    assert page.progress.isVisible()
    crm.work.kept[crm.shop, "Odoo"] = replace(crm.work.kept[crm.shop, "Odoo"], sent=100, waiting=0)
    keys(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not page.progress.isVisible(), timeout=LONG_MS)
    assert crm.asked.count("start") == 1


def test_what_moves_is_asked_for_again(page: CrmPage, crm: FakeCrm, qtbot: QtBot) -> None:
    with_odoo(page, crm, qtbot, state="running", sent=30, waiting=70)
    crm.work.kept[crm.shop, "Odoo"] = replace(crm.work.kept[crm.shop, "Odoo"], sent=60, waiting=40)
    qtbot.waitUntil(lambda: page.progress.value() == 60, timeout=LONG_MS)


def test_a_key_that_ends_soon_and_a_stop_are_told(
    page: CrmPage, crm: FakeCrm, desk: Desk, qtbot: QtBot
) -> None:
    soon = int(desk.now().timestamp() * 1000) + 13 * 24 * 3600 * 1000
    stopped = {"state": "stopped", "why": "right_missing", "words": "res.partner"}
    with_odoo(page, crm, qtbot, key_ends_ms=soon, contact_ms=soon, notices=2, **stopped)
    said = page.facts.trouble.text()
    assert "(res.partner)" in said
    assert "Ключ «Odoo»" in said
    assert "2" in page.facts.facts.accessibleDescription()


def test_fields_are_changed_by_keys(page: CrmPage, crm: FakeCrm, qtbot: QtBot) -> None:
    with_odoo(page, crm, qtbot)
    page.verbs.map.click()
    qtbot.waitUntil(page.mapping.isVisible, timeout=LONG_MS)
    assert focus() is page.mapping.rows
    keys(qtbot, Qt.Key.Key_Return)
    assert focus() is page.mapping.remote.line
    keys(qtbot, Qt.Key.Key_End)
    qtbot.keyClicks(focus(), "2")
    keys(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Left, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert (
        page.mapping.rows.item(0).text() == "Клиент: Имя · x_name2 · наше · не передаётся · личное"
    )
    page.mapping.codes.rows.setCurrentRow(9)
    page.mapping.codes.word.show_text("C7:DONE")
    page.mapping.codes.word.line.editingFinished.emit()
    page.mapping.save.click()
    qtbot.waitUntil(lambda: "set_map" in crm.asked, timeout=LONG_MS)
    kept = crm.work.maps["Odoo"]
    rule = kept.rule(Kind.CLIENT, "name")
    assert rule is not None
    assert (rule.remote, rule.owner, rule.is_sent) == ("x_name2", Owner.OURS, False)
    assert kept.code("stage", "ready") == "C7:DONE"


def test_no_personal_data_at_one_press(page: CrmPage, crm: FakeCrm, qtbot: QtBot) -> None:
    with_odoo(page, crm, qtbot)
    page.verbs.map.click()
    qtbot.waitUntil(page.mapping.isVisible, timeout=LONG_MS)
    page.mapping.bare.click()
    page.mapping.codes.which.buttons[1].click()
    page.mapping.codes.word.show_text("paid")
    page.mapping.codes.word.line.editingFinished.emit()
    page.mapping.codes.word.show_text("")
    page.mapping.save.click()
    qtbot.waitUntil(lambda: "set_map" in crm.asked, timeout=LONG_MS)
    sent = crm.work.maps["Odoo"].sent(Kind.CLIENT)
    assert not {"name", "phone", "email", "inn", "address"} & sent.keys()
    assert "kpp" in sent
    assert crm.work.maps["Odoo"].codes == {}


def test_their_fields_are_never_told_and_an_empty_name_is_not_exchanged(
    page: CrmPage, crm: FakeCrm, qtbot: QtBot
) -> None:
    with_odoo(page, crm, qtbot)
    page.verbs.map.click()
    qtbot.waitUntil(page.mapping.isVisible, timeout=LONG_MS)
    page.mapping.owner.buttons[2].click()
    assert not page.mapping.sent.isEnabled()
    page.mapping.remote.show_text("")
    page.mapping.remote.line.editingFinished.emit()
    assert page.mapping.rows.item(0).text() == "Клиент: Имя · не передаётся и не читается"


def test_it_is_removed_after_a_second_press(page: CrmPage, crm: FakeCrm, qtbot: QtBot) -> None:
    with_odoo(page, crm, qtbot)
    page.list.setFocus()
    keys(qtbot, Qt.Key.Key_Delete)
    assert "ещё раз" in page.verbs.remove.text()
    assert "remove" not in crm.asked
    keys(qtbot, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.list.count() == 0, timeout=LONG_MS)
    assert page.adding.isVisible()
    assert not page.verbs.test.isVisible()


def test_several_are_chosen_among(page: CrmPage, crm: FakeCrm, qtbot: QtBot) -> None:
    with_odoo(page, crm, qtbot)
    crm.work.kept[crm.shop, "Amo"] = CrmState(
        name="Amo", adapter="amocrm", title="amoCRM", is_seen=False, address="a", state="paused"
    )
    page.refresh()
    qtbot.waitUntil(lambda: page.list.count() == 2, timeout=LONG_MS)
    page.list.setFocus()
    keys(qtbot, Qt.Key.Key_Down)
    assert "amoCRM" in page.facts.facts.accessibleDescription()


@pytest.mark.parametrize(
    ("refusal", "word"),
    [
        (RejectedError(Problem.NO_HUB), "хаб"),
        (UnavailableError(Problem.HUB_AWAY), "хаб"),
        (RejectedError(Problem.NOT_ALLOWED, "crm"), "crm"),
        (RejectedError(Problem.CRM_REFUSED), "адрес"),
    ],
)
def test_what_stands_in_the_way_is_told(
    page: CrmPage, crm: FakeCrm, qtbot: QtBot, refusal: Exception, word: str
) -> None:
    crm.refusal = refusal
    page.refresh()
    qtbot.waitUntil(lambda: word in page.told.text(), timeout=LONG_MS)


def test_without_a_hub_it_says_so(page: CrmPage, desk: Desk, qtbot: QtBot) -> None:
    desk.shop.crm = None
    page.refresh()
    qtbot.waitUntil(page.told.isVisible, timeout=LONG_MS)
