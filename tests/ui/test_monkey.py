"""Random hands at the form: nothing is lost, doubled, half saved, and the focus is never gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from intake_app.checks import names
from intake_app.scanning.scan import Scan
from intake_app.services.papers import ReceiptData

if TYPE_CHECKING:
    from intake_app.services.drafts import IntakeDraft
    from tests.ui.counter import Counter

_KEYS = (
    *("Return", "Return", "Tab", "Escape", "Down", "Up", "Left", "Backspace", "Delete"),
    *("F2", "Shift+F2", "Shift+F4", "F4", "F9", "Space", "Ctrl+Return", "Ctrl+Return", "Ctrl+S"),
    *("Ctrl+Z", "Ctrl+Z", "Ctrl+Y", "Ctrl+E", "Ctrl+U"),
    *(f"Alt+{number}" for number in range(1, 7)),
)
_TEXTS = ("4567", "Петр", "Анна", "утюг", "iph", "экр", "искрит", "9035551234", "\u202e", "'", "𝕏")
_SCANS = ("490154203237518", "F17ABC", "4600051000057")
_steps = st.one_of(
    st.tuples(st.just("press"), st.sampled_from(_KEYS)),
    st.tuples(st.just("type"), st.sampled_from(_TEXTS)),
    st.tuples(st.just("scan"), st.sampled_from(_SCANS)),
    st.tuples(st.just("fill"), st.sampled_from(_TEXTS[2:7])),
    st.tuples(st.just("press"), st.sampled_from(("Ctrl+Return", "Shift+F2", "F2", "Ctrl+Z"))),
)


class _Witness:
    """Remembers what stood in the form whenever it was accepted."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.accepted: list[IntakeDraft] = []

    def do(self, verb: str, what: str) -> None:
        counter, intake = self.counter, self.counter.parts.intake
        match verb:
            case "type":
                counter.type(what)
            case "scan":
                counter.window.scan(Scan(what))
            case "fill":
                counter.press("Alt+1")
                counter.type(what)
                counter.press("Tab", "Alt+2")
                counter.type("утюг")
                counter.press("Alt+3")
                counter.type("искрит")
            case _:
                shown, sent = intake.draft(), intake.under_way._last
                counter.press(what)
                now = intake.under_way._last
                if now is not None and now is not sent:
                    self.accepted.append(shown)
        assert QApplication.focusWidget() is not None, "the focus is gone"
        if not counter.parts.in_sight(intake):
            counter.press("Ctrl+1")
        counter.settle()


def _plain(draft: IntakeDraft) -> tuple[str, ...]:
    name = names.presented(draft.client.name)  # its capital, even one undone before accepting
    return (name, draft.device.kind, draft.device.model, draft.fault)


# Its time is that of its steps, a hundredth of a second a key: so their number varies little.
@settings(
    max_examples=24,
    deadline=None,
    print_blob=True,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.function_scoped_fixture),
)
@given(steps=st.lists(_steps, min_size=8, max_size=12))
def test_random_hands_lose_nothing(counter: Counter, steps: list[tuple[str, str]]) -> None:
    intake, finder = counter.parts.intake, counter.desk.shop.finder
    intake.wipe()
    while intake.keeper.take_up() is not None:
        pass
    before = {row.id for row in finder.orders("", 10_000)}
    witness = _Witness(counter)
    for verb, what in steps:
        witness.do(verb, what)
    intake.visit.end()
    counter.settle()
    orders = [row for row in finder.orders("", 10_000) if row.id not in before]
    note(f"{len(orders)} orders")
    assert len(orders) == len(witness.accepted)
    cards = [counter.desk.shop.services.orders.card(row.id) for row in reversed(orders)]
    for card, shown in zip(cards, witness.accepted, strict=True):
        told = (card.row.client, card.device.kind, card.device.model, card.row.fault)
        assert told == tuple(" ".join(text.split()) for text in _plain(shown))
        assert all(told[place] for place in (0, 1, 3)), "half of an intake was saved"
    _owes_nothing(counter)


def _owes_nothing(counter: Counter) -> None:
    """Every paper names an order that is there, and no order is on two receipts."""
    printouts, numbers = counter.desk.shop.services.printouts, list[str]()
    while (job := printouts.next_for("receipt")) is not None:
        assert isinstance(job.data, ReceiptData)
        numbers += [job.data.number, *(each.number for each in job.data.more)]
        printouts.begin(job.id)
    assert len(numbers) == len(set(numbers)), "two receipts of one order"
