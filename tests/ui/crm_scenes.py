"""The pages about CRMs: adding one, what a dry run found, how one stands, what waits for a word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from intake_app.sync.core.wire_crm import AddRequest
from intake_app.sync.core.wire_crm_work import CrmNotice, CrmRefusal, DryReply, DryRow
from intake_app.ui.preferences.crm_page import CrmPage
from tests.ui.fake_crm import FakeCrm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.ui.counter import Counter

    Scene = Callable[[Counter], None]

ODOO = AddRequest(
    name="Odoo отдела продаж", adapter="odoo", address="https://crm.test", key="k", options={}
)
NOTED_MS = 1_795_338_000_000


def _begun(counter: Counter, **changed: object) -> FakeCrm:
    crm = FakeCrm()
    counter.desk.shop.crm = crm
    crm.work.add(crm.shop, ODOO)
    one = crm.work.kept[crm.shop, ODOO.name]
    crm.work.kept[crm.shop, ODOO.name] = replace(one, **{"state": "running"} | changed)
    return crm


def _page(counter: Counter) -> CrmPage:
    counter.press("Ctrl+9")
    counter.parts.preferences.board.open_page("crm")
    found = counter.window.findChild(CrmPage)
    assert found is not None
    counter.qtbot.waitUntil(lambda: found.list.count() == 1)
    return found


def _stands(counter: Counter) -> None:
    _begun(counter, sent=1204, waiting=37, refused=2, notices=3, contact_ms=NOTED_MS)
    _page(counter)


def _stopped(counter: Counter) -> None:
    _begun(counter, state="stopped", why="key_expired", words="Access denied", sent=1204)
    _page(counter)


def _adding(counter: Counter) -> None:
    """Repairs as orders, which nobody has seen on the real service."""
    _begun(counter)
    page = _page(counter)
    page.begin_new()
    page.adding.options[1].line.setText("repair.order")


def _looked(counter: Counter) -> None:
    given = [counter.give().order_id, counter.give().order_id]
    card = counter.desk.shop.services.orders.card
    clients = {order: card(order).client_id for order in given}
    crm = _begun(counter, state="new")
    names = ("conflict", "create"), ("link", "skip")
    rows = [
        DryRow(
            kind="order" if what in {"create", "skip"} else "client",
            uid=order if what in {"create", "skip"} else clients[order],
            what=what,
            remote="1042" if what in {"conflict", "link"} else "",
            words="Константинопольский Александр Всеволодович (phone)" * (what == "conflict"),
        )
        for order, whats in zip(given, names, strict=True)
        for what in whats
    ]
    crm.work.dry = DryReply(
        is_done=True, done=1204, total=1204, create=1100, link=81, skip=20, conflict=3,
        rows=tuple(rows),
    )  # fmt: skip
    page = _page(counter)
    page.verbs.dry.click()
    counter.qtbot.waitUntil(lambda: page.looking.rows.count() == len(rows))


def _mapped(counter: Counter) -> None:
    _begun(counter)
    page = _page(counter)
    page.verbs.map.click()
    counter.qtbot.waitUntil(page.mapping.isVisible)


def _waiting(counter: Counter) -> None:
    given = [counter.give(), counter.give()]
    crm = _begun(counter, sent=1204, refused=1, notices=1, contact_ms=NOTED_MS)
    words = "The INN of a company has 10 digits, that of a person 12"
    order = given[0].order_id
    client = counter.desk.shop.services.orders.card(given[1].order_id).client_id
    crm.work.rows = [CrmRefusal(kind="order", uid=order, words=words, since_ms=NOTED_MS, tries=3)]
    others = {"42": "Орлова Анна", "1042": "Орлова А. П."}
    crm.work.noted = [
        CrmNotice(
            id=uuid4(), what="duplicate", kind="client", uid=client, remote="42",
            noted_ms=NOTED_MS, others=others,
        )
    ]  # fmt: skip
    counter.window.show_crms(crm.all())
    counter.press("Ctrl+8")
    counter.settle()
    counter.settle()
    counter.press("Alt+6")
    page = counter.parts.exchange.board.crm
    counter.qtbot.waitUntil(lambda: len(page.table.rows) == 2)


SCENES: Mapping[str, Scene] = {
    "crm_stands": _stands,
    "crm_stopped": _stopped,
    "crm_adding": _adding,
    "crm_looked": _looked,
    "crm_mapped": _mapped,
    "crm_waiting": _waiting,
}
