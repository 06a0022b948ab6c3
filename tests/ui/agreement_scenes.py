"""The page of an agreement in the states a counter sees; pictures and tests begin here."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from intake_app.services.agreement_rows import (
    Alternative,
    AnswerDraft,
    FrozenLine,
    NoticeDraft,
    PromiseDraft,
    Verdict,
)
from intake_app.services.drafts import IntakeDraft
from intake_app.ui.agreement.page import AgreementPage
from intake_app.ui.order_pages import PAGES
from tests.ui.counter import IPHONE, PETER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from intake_app.services.agreement_rows import Agreement
    from intake_app.services.rows import Accepted
    from tests.ui.counter import Counter

KEY = f"Alt+{[row.name for row in PAGES].index('agreement') + 1}"
TAKEN = IntakeDraft(client=PETER, device=IPHONE, fault="не заряжается", limit_minor=300_000)
OFFERS = (
    Alternative(
        650_000,
        "оригинальный экран",
        "2026-12-11",
        (FrozenLine("экран", 500_000), FrozenLine("замена экрана", 150_000)),
    ),
    Alternative(420_000, "экран-копия", "2026-12-07"),
)


def opened(counter: Counter) -> Accepted:
    """An order whose agreement is in sight."""
    order = counter.give(TAKEN)
    counter.window.open_order(order.order_id)
    counter.settle()
    counter.press(KEY)
    counter.settle()
    return order


def page(counter: Counter) -> AgreementPage:
    found = counter.parts.card.pages.page
    assert isinstance(found, AgreementPage)
    return found


def agreement(counter: Counter, order: Accepted) -> Agreement:
    """What the service holds."""
    return counter.desk.shop.services.estimates.agreement(order.order_id)


def offered(counter: Counter) -> Accepted:
    order = opened(counter)
    counter.desk.shop.services.estimates.make(order.order_id, OFFERS)
    counter.window.show_changes(frozenset({"estimate", "stage", "order"}))
    counter.settle()
    counter.settle()
    return order


def lively(counter: Counter) -> Accepted:
    """Everything that can happen has happened."""
    order = opened(counter)
    services, ident = counter.desk.shop.services, order.order_id
    services.estimates.make(ident, [replace(OFFERS[0], minor=900_000)])
    first = agreement(counter, order).estimates[0]
    said = AnswerDraft(Verdict.NOT_SO, "дорого, есть дешевле?", estimate_id=first.id)
    services.approvals.record(ident, replace(said, said_by="жена"))
    services.estimates.make(ident, OFFERS)
    copy = agreement(counter, order).estimates[-1]
    yes = AnswerDraft(Verdict.YES, "да, ставьте копию", "phone", estimate_id=copy.id)
    services.approvals.record(ident, replace(yes, said_by="Петров Пётр"))
    until = counter.desk.now() + timedelta(20)
    services.promises.move(ident, PromiseDraft(until, "экран задержали", "parts", "message"))
    told = NoticeDraft("risk", "Внутри следы влаги, плата может не ожить.", "phone", "запись 12")
    services.notices.tell(ident, told)
    counter.window.show_changes(frozenset({"notice", "estimate"}))
    counter.settle()
    counter.settle()
    return order


def waiting(counter: Counter) -> None:
    """Two who owe an answer, one who does not come."""
    services = counter.desk.shop.services
    for minor in (650_000, 420_000):
        order = counter.give(TAKEN).order_id
        services.estimates.make(order, [Alternative(minor)])
    ready = counter.give(TAKEN).order_id
    services.moves.move(ready, "in_repair")
    services.moves.move(ready, "ready")


def _then(scene: Callable[[Counter], object], *chords: str) -> Callable[[Counter], None]:
    def play(counter: Counter) -> None:
        scene(counter)
        counter.press(*chords)
        counter.settle()

    return play


SCENES: Mapping[str, Callable[[Counter], None]] = {
    "waits_client": _then(waiting, "Ctrl+2", "Alt+2"),
    "waits_unclaimed": _then(waiting, "Ctrl+2", "Alt+3"),
    "agreement_empty": _then(opened),
    "agreement": _then(lively),
    "agreement_estimate": _then(offered, "Ctrl+N"),
    "agreement_answer": _then(offered, "Ctrl+Y"),
    "agreement_tell": _then(offered, "Alt+I", "Return", "Return"),
    "agreement_promise": _then(lively, "Alt+D"),
}
