"""Who may do what: a role, and all that it may or may not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from intake_app.checks import rights
from intake_app.checks.rights import OWNER, ROLES, TECHNICIAN, Right
from intake_app.ui import right_words, words
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.widgets.segments import Segments
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.checks.rights import Role
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class RightsPage(PreferencePage):
    """The owner may do everything and is not asked; nobody else changes this page."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "What each role may do. The owner may do everything. While nobody has a role, nobody"
            " is asked: the roles are given under People."
        )
        super().__init__(look, desk, tr("Rights"), about)
        roles = [(role, tr(words.ROLES[role])) for role in ROLES if role != OWNER]
        self.role = Segments(look, "rights.role", roles)
        self.ticks = {
            right: TickBox(look, f"rights.{right.value}", tr(text))
            for right, text in right_words.WORDS.items()
            if right is not Right.RULES
        }
        self.role.show_value(TECHNICIAN)
        self.role.setAccessibleName(tr("Role"))
        self.body.addWidget(self.role)
        self.body.addSpacing(look.px(0.5))
        for right, tick in self.ticks.items():
            tick.clicked.connect(partial(self._on_tick, right))
            tick.entered.connect(tick.focusNextChild)
            self.body.addWidget(tick)
        self.role.chosen.connect(self._on_role)

    @override
    def refresh(self) -> None:
        held, role = self._held(), self.role.value()
        for right, tick in self.ticks.items():
            tick.setChecked(role in held[right])

    @override
    def reset(self) -> None:
        if self.choices is not None:
            self.choices.choose(rights.KEY, None)

    def _held(self) -> Mapping[Right, frozenset[Role]]:
        return rights.read(self.choices.value(rights.KEY) if self.choices is not None else None)

    def _on_role(self, _role: str) -> None:
        self.refresh()

    def _on_tick(self, right: Right) -> None:
        if self.choices is not None:
            held = self._held()
            changed = {**held, right: held[right] ^ {self.role.value()}}
            self.choices.choose(rights.KEY, {**rights.written(changed)} or None)
