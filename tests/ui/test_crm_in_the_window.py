"""CRMs in the window by keys: status bar, exchange, the line on cards; silent without one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.sync.core.wire_crm import AddRequest
from intake_app.sync.core.wire_crm_work import CrmLinkInfo, CrmNotice, CrmRefusal
from tests.ui.fake_crm import FakeCrm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from intake_app.services.rows import Accepted
    from intake_app.ui.exchange.crm_page import CrmExchangePage
    from tests.ui.counter import Counter

ODOO = AddRequest(name="Odoo", adapter="odoo", address="https://crm.test", key="k", options={})
LONG_MS = 10_000


@pytest.fixture
def crm(counter: Counter) -> Iterator[FakeCrm]:
    made = FakeCrm()
    counter.desk.shop.crm = made
    yield made
    made.trials.close()
    counter.desk.shop.crm = None


def standing(counter: Counter, crm: FakeCrm, **changed: object) -> None:
    """The hub has told of one CRM that stands so."""
    if not crm.work.kept:
        crm.work.add(crm.shop, ODOO)
    one = crm.work.kept[crm.shop, "Odoo"]
    crm.work.kept[crm.shop, "Odoo"] = replace(one, **{"state": "running"} | changed)
    counter.window.show_crms(crm.all())


def page(counter: Counter) -> CrmExchangePage:
    return counter.parts.exchange.board.crm


def arrive(counter: Counter, rows: int) -> CrmExchangePage:
    counter.press("Ctrl+8")
    counter.settle()
    counter.settle()
    counter.press("Alt+6")
    found = page(counter)
    counter.qtbot.waitUntil(lambda: len(found.table.rows) == rows, timeout=LONG_MS)
    return found


def refusal(uid: UUID) -> CrmRefusal:
    return CrmRefusal(kind="order", uid=uid, words="bad INN", since_ms=1_767_261_600_000)


def notice(what: str, uid: UUID, **others: str) -> CrmNotice:
    return CrmNotice(
        id=uuid4(), what=what, kind="order", uid=uid, remote="42", noted_ms=1, others=others
    )


def test_without_a_crm_nothing_is_said_of_any(counter: Counter, crm: FakeCrm) -> None:
    order = counter.give()
    assert not counter.parts.status.crm.isVisible()
    counter.window.open_order(order.order_id)
    counter.settle()
    assert not counter.parts.card.crm.isVisible()
    counter.press("Ctrl+8")
    counter.settle()
    counter.settle()
    button = counter.parts.exchange.board.tabs.buttons[-1]
    assert not button.isVisible()
    counter.press("Alt+6")
    assert counter.parts.exchange.board.tabs.value() != "crm"
    assert crm.asked == []


@pytest.mark.parametrize(
    ("changed", "text", "tone"),
    [
        ({"waiting": 3}, "Odoo: ждёт 3", "good"),
        ({"refused": 1, "notices": 1}, "Odoo: разобрать 2", "caution"),
        ({"state": "stopped", "why": "key_wrong"}, "Odoo: остановлена", "bad"),
        ({"state": "paused"}, "Odoo: приостановлена", "muted"),
    ],
)
def test_the_status_bar_says_how_it_stands(
    counter: Counter, crm: FakeCrm, changed: dict[str, object], text: str, tone: str
) -> None:
    standing(counter, crm, **changed)
    cell = counter.parts.status.crm
    assert (cell.isVisible(), cell.text(), cell.tone) == (True, text, tone)
    counter.window.show_crms(None)
    assert not cell.isVisible()


def test_a_key_that_ends_soon_is_told_there(counter: Counter, crm: FakeCrm) -> None:
    day_ms = 24 * 3600 * 1000
    now_ms = int(counter.desk.now().timestamp() * 1000)
    standing(counter, crm, key_ends_ms=now_ms + 15 * day_ms)
    assert counter.parts.status.crm.tone == "good"
    standing(counter, crm, key_ends_ms=now_ms + 13 * day_ms)
    assert counter.parts.status.crm.tone == "caution"


def test_the_cell_leads_to_what_waits(counter: Counter, crm: FakeCrm) -> None:
    order = counter.give().order_id
    crm.work.rows = [refusal(order)]
    standing(counter, crm, refused=1, contact_ms=1_767_261_600_000)
    counter.press("Ctrl+B")
    for _ in range(9):
        if counter.focused() == "status.crm":
            break
        counter.press("Tab")
    assert counter.focused() == "status.crm"
    counter.press("Return")
    found = page(counter)
    counter.qtbot.waitUntil(lambda: len(found.table.rows) == 1, timeout=LONG_MS)
    assert "Петров" in found.heading.text()
    assert "bad INN" in found.sentence.text()
    assert found.state.text().startswith("Odoo: работает · передано: 0")


def test_what_was_refused_goes_again_or_is_opened(counter: Counter, crm: FakeCrm) -> None:
    order = counter.give().order_id
    crm.work.rows = [refusal(order)]
    standing(counter, crm, refused=1)
    found = arrive(counter, 1)
    assert found.buttons["keep"].text() == "Отправить ещё раз"
    assert not found.buttons["other"].isVisible()
    counter.press("F7", "Delete")
    counter.press("F6")
    counter.qtbot.waitUntil(lambda: "resend" in crm.asked, timeout=LONG_MS)
    assert crm.work.resent == [("order", order)]
    assert "decide" not in crm.asked
    crm.work.rows = [refusal(order)]
    found.read()
    counter.qtbot.waitUntil(lambda: len(found.table.rows) == 1, timeout=LONG_MS)
    found.table.setFocus()
    counter.press("Return")
    counter.settle()
    counter.qtbot.waitUntil(lambda: counter.parts.card.order == order, timeout=LONG_MS)


@pytest.mark.parametrize(
    ("what", "key", "choice"),
    [
        ("duplicate", "F6", ("link", "7")),
        ("duplicate", "F7", ("create", "")),
        ("duplicate", "Delete", ("leave", "")),
        ("deleted", "F7", ("create", "")),
        ("merged", "Delete", ("leave", "")),
        ("archived", "F6", ("seen", "")),
    ],
)
def test_a_person_decides(
    counter: Counter, crm: FakeCrm, what: str, key: str, choice: tuple[str, str]
) -> None:
    others = {"7": "Петров П."} if what == "duplicate" else {}
    crm.work.noted = [notice(what, counter.give().order_id, **others)]
    standing(counter, crm, notices=1)
    arrive(counter, 1)
    counter.press(key)
    counter.qtbot.waitUntil(lambda: bool(crm.work.decided), timeout=LONG_MS)
    (asked,) = crm.work.decided
    assert (asked.choice, asked.remote) == choice
    counter.qtbot.waitUntil(lambda: not page(counter).table.rows, timeout=LONG_MS)


def test_one_of_several_is_chosen_by_its_number(counter: Counter, crm: FakeCrm) -> None:
    both = {"7": "Петров П.", "9": "Петров"}
    crm.work.noted = [notice("duplicate", counter.give().order_id, **both)]
    standing(counter, crm, notices=1)
    found = arrive(counter, 1)
    counter.press("F8")
    assert "9 Петров" in found.entry.line.placeholderText()
    counter.type("8")
    counter.press("Return")
    assert found.entry.is_marked()
    counter.press("Escape", "F8")
    counter.type("9")
    counter.press("Return")
    counter.qtbot.waitUntil(lambda: bool(crm.work.decided), timeout=LONG_MS)
    assert crm.work.decided[0].remote == "9"


def test_what_must_be_decided_cannot_be_waved_away(counter: Counter, crm: FakeCrm) -> None:
    crm.work.noted = [notice("deleted", counter.give().order_id)]
    standing(counter, crm, notices=1)
    found = arrive(counter, 1)
    assert "№ 42" in found.sentence.text()
    counter.press("F6", "F8")
    counter.settle()
    assert crm.work.decided == []


@pytest.mark.parametrize(
    ("refused", "word"),
    [
        (UnavailableError(Problem.HUB_AWAY), "Хаб не отвечает"),
        (RejectedError(Problem.NOT_ALLOWED, "crm"), "crm"),
    ],
)
def test_what_stands_in_the_way_is_told(
    counter: Counter, crm: FakeCrm, refused: Exception, word: str
) -> None:
    standing(counter, crm)
    found = arrive(counter, 0)
    crm.refusal = refused
    found.read()
    counter.qtbot.waitUntil(lambda: word in found.state.text(), timeout=LONG_MS)


def opened(counter: Counter) -> Accepted:
    order = counter.give()
    counter.window.open_order(order.order_id)
    counter.settle()
    return order


def test_a_card_says_where_the_order_stands(counter: Counter, crm: FakeCrm) -> None:
    standing(counter, crm)
    crm.work.told = [
        CrmLinkInfo(
            name="Odoo",
            title="Odoo",
            state="linked",
            remote="42",
            theirs={"manager": "Анна", "tags": ""},
        )
    ]
    opened(counter)
    line = counter.parts.card.crm
    counter.qtbot.waitUntil(line.isVisible, timeout=LONG_MS)
    assert line.text() == "CRM: Odoo · связано · № 42 · менеджер Анна"
    crm.refusal = UnavailableError(Problem.HUB_AWAY)
    opened(counter)
    counter.qtbot.waitUntil(lambda: not line.isVisible(), timeout=LONG_MS)


def test_a_client_card_says_so_too(counter: Counter, crm: FakeCrm) -> None:
    standing(counter, crm)
    crm.work.told = [
        CrmLinkInfo(name="Odoo", title="Odoo", state="refused", words="bad INN", theirs={})
    ]
    opened(counter)
    client = counter.parts.card.client
    assert client is not None
    counter.parts.show_screen(counter.parts.clients)
    counter.parts.clients.board.open(client)
    line = counter.parts.clients.board.page.crm
    counter.qtbot.waitUntil(line.isVisible, timeout=LONG_MS)
    assert line.text() == "CRM: Odoo · не принято · bad INN"
