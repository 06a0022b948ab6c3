"""The owner's stages and rights, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from intake_app.checks.stages import Stage
from intake_app.ui.preferences.pages import PAGES

if TYPE_CHECKING:
    from intake_app.ui.preferences.rights_page import RightsPage
    from intake_app.ui.preferences.stages_page import StagesPage
    from tests.ui.counter import Counter


def stages(counter: Counter, stage: Stage) -> StagesPage:
    """The page with one stage chosen in its list."""
    counter.press("Ctrl+9", "Home")
    _down(counter, [spec.id for spec in PAGES].index("stages"))
    page = cast("StagesPage", counter.parts.preferences.board.page())
    page.list.setFocus()
    _down(counter, tuple(Stage).index(stage))
    return page


def rights(counter: Counter) -> RightsPage:
    counter.press("Ctrl+9", "Home")
    _down(counter, [spec.id for spec in PAGES].index("rights"))
    return cast("RightsPage", counter.parts.preferences.board.page())


def test_a_stage_gets_the_owner_s_name(counter: Counter) -> None:
    page = stages(counter, Stage.DIAGNOSTICS)
    counter.press("Return")
    assert counter.focused() == "stages.label.ru"
    counter.type("На столе")
    counter.press("Return")
    assert chosen(counter, "stages") == {"diagnostics": {"label": {"ru": "На столе"}}}
    assert page.list.currentItem().text() == "На столе"
    page.labels["ru"].line.setFocus()
    counter.press("Ctrl+A", "Delete", "Return")
    assert chosen(counter, "stages") is None
    assert page.list.currentItem().text() == "На диагностике"


def test_a_limit_a_colour_a_gate_and_a_role_are_chosen(counter: Counter) -> None:
    page = stages(counter, Stage.READY)
    page.limit.line.setFocus()
    counter.press("Ctrl+A")
    counter.type("16")
    counter.press("Return")
    page.tints[1].buttons[1].setFocus()
    counter.press("Right")
    counter.settle()
    page.gates_shown()[1].setFocus()
    counter.press("Space")
    page.roles["reception"].setFocus()
    counter.press("Space")
    assert chosen(counter, "stages") == {
        "ready": {
            "limit": 16,
            "tint": "closed",
            "gates": ["agreed", "checklist"],
            "roles": ["reception", "technician", "manager", "owner"],
        }
    }
    counter.press("Ctrl+Z")
    assert "roles" not in cast("dict[str, dict[str, object]]", chosen(counter, "stages"))["ready"]


def test_a_stage_shows_only_the_gates_it_may_have(counter: Counter) -> None:
    page = stages(counter, Stage.ISSUED)
    assert [tick.text() for tick in page.gates_shown()] == [
        "Оплачено, или выдающий вправе выдать в долг",
        "Подменное устройство возвращено",
        "Выдано на странице «Выдача», с документами",
    ]
    page.reset()
    assert chosen(counter, "stages") is None


def test_a_right_is_given_and_taken(counter: Counter) -> None:
    page = rights(counter)
    ticks = {right.value: tick for right, tick in page.ticks.items()}
    assert not ticks["refund"].isChecked()
    ticks["refund"].setFocus()
    counter.press("Space")
    assert chosen(counter, "rights") == {"refund": ["technician", "manager", "owner"]}
    page.role.buttons[0].setFocus()
    counter.press("Space")
    assert not ticks["refund"].isChecked()
    page.reset()
    assert chosen(counter, "rights") is None


def test_whoever_may_not_change_the_rules_sees_them_as_they_were(counter: Counter) -> None:
    services = counter.desk.shop.services
    services.staff.add("Ольга", "owner")
    page = rights(counter)
    tick = next(iter(page.ticks.values()))
    before = tick.isChecked()
    tick.setFocus()
    counter.press("Space")
    counter.settle()
    assert chosen(counter, "rights") is None
    assert tick.isChecked() is before
    assert counter.said().startswith("Ваша роль")


def chosen(counter: Counter, key: str) -> object:
    counter.settle()
    return counter.desk.shop.finder.preference(key)


def _down(counter: Counter, times: int) -> None:
    for _ in range(times):
        counter.press("Down")
