"""The page of a hand-over and the register of loaners, to be looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.services.loaner_rows import LendDraft, LoanerDraft
from tests.ui.counter import ROMASHKA
from tests.ui.scenes import FULL

if TYPE_CHECKING:
    from tests.ui.counter import Counter


def handover(counter: Counter) -> None:
    """A debtor, somebody with a power, a device that is ready."""
    services = counter.desk.shop.services
    order = services.intakes.receive(FULL).order_id
    for stage in ("in_repair", "ready"):
        services.moves.move(order, stage)
    counter.window.open_order(order)
    counter.settle()
    counter.parts.card.pages.go_to("handover")
    counter.settle()
    counter.settle()


def part_paid(counter: Counter) -> None:
    """A company pays a part, the rest is put on account or allowed by a head."""
    services = counter.desk.shop.services
    order = services.intakes.receive(replace(FULL, client=ROMASHKA)).order_id
    for stage in ("in_repair", "ready"):
        services.moves.move(order, stage)
    counter.window.open_order(order)
    counter.settle()
    counter.parts.card.pages.go_to("handover")
    counter.settle()
    counter.settle()
    counter.press("Right", "Return")
    counter.type("1500")
    counter.settle()


def signed(counter: Counter) -> None:
    """The client reads what he gets and is asked to sign."""
    handover(counter)
    counter.press("Tab", "Insert", "Alt+U")
    counter.settle()


def loan(counter: Counter) -> None:
    """A loaner is about to go out."""
    counter.desk.shop.services.loaners.add(_PHONE)
    handover(counter)
    counter.press("Ctrl+T")
    counter.settle()


def loaners(counter: Counter) -> None:
    """One is out and overdue, another is free and being changed."""
    services = counter.desk.shop.services
    out = services.loaners.add(_PHONE)
    services.loaners.add(replace(_PHONE, model="A20", serial="R58M20ABCDF"))
    services.loaners.lend(counter.give().order_id, out, LendDraft(due_on="2020-01-01"))
    counter.press("Ctrl+6")
    counter.settle()
    counter.parts.storage.go_to("loaners")
    counter.settle()
    counter.settle()
    counter.press("F8")


_PHONE = LoanerDraft(
    kind="смартфон",
    brand="Samsung",
    model="A10",
    serial="R58M20ABCDE",
    appearance="потёртости корпуса, скол у кнопки",
    accessories="зарядное устройство",
    value_minor=500_000,
)
