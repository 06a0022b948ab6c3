"""What is shown as the usual promise is what is promised when nothing else was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.services import synthetic
from intake_app.services.drafts import RepairKind

if TYPE_CHECKING:
    from tests.ui.counter import Counter


def _begin(counter: Counter, fault: str) -> None:
    counter.type("Анна")
    counter.press("Tab", "Alt+2")
    counter.type("утюг")
    counter.press("Tab", "Alt+3")
    counter.type(fault)
    counter.press("Alt+5")


@pytest.mark.parametrize("kind", [RepairKind.PAID, RepairKind.WARRANTY, RepairKind.PRESALE])
@pytest.mark.parametrize("busy", [False, True], ids=["new", "busy"])
def test_the_day_shown_is_the_day_kept(counter: Counter, kind: RepairKind, *, busy: bool) -> None:
    if busy:
        synthetic.furnish(counter.desk.shop.services.intakes.store)
    _begin(counter, "искрит")
    counter.parts.intake.terms.kind.show_value(kind)
    counter.parts.intake.terms.refresh()
    shown = counter.parts.intake.terms.promise.proposal().moment
    said = counter.parts.intake.terms.promise.frame.echo()
    counter.press("Ctrl+Return")
    card = counter.order()
    assert card.row.promised_at == shown
    assert f"{shown:%d.%m}" in said
