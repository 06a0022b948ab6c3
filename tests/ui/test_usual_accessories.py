"""What usually comes along with a model, offered in grey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services import condition
from intake_app.services.condition import Mark
from intake_app.services.drafts import DeviceDraft, IntakeDraft
from tests.ui.counter import PETER

if TYPE_CHECKING:
    from tests.ui.counter import Counter


def test_what_came_along_three_times_is_proposed_and_not_recorded(counter: Counter) -> None:
    marks = condition.written({"кабель": Mark.YES, "чехол": Mark.NO})
    for serial in ("A1", "A2", "A3"):
        device = DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13", serial=serial)
        counter.give(IntakeDraft(client=PETER, device=device, fault="экран", accessory_marks=marks))
    counter.press("Alt+2")
    counter.type("ip13")
    counter.press("Return", "Alt+4")
    chips = counter.parts.intake.condition.details.accessories
    assert (chips.has_proposals(), chips.marks()) == (True, {})
    assert counter.parts.intake.draft().accessory_marks == ""

    counter.press("Insert")
    assert chips.marks() == {"кабель": "yes"}
    assert not chips.has_proposals()
