"""Which fields each kind of repair is asked: optional, mandatory or hidden."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel
from typing_extensions import override

from intake_app.i18n.translator import N_
from intake_app.services import field_policy
from intake_app.services.drafts import RepairKind
from intake_app.services.field_policy import Rule
from intake_app.ui import field_words, words
from intake_app.ui.forms.terms_section import KINDS_KEY, USUAL_KINDS, kinds_of
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.widgets.segments import Segments
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_RULES = {
    Rule.OPTIONAL: N_("optional"),
    Rule.MANDATORY: N_("mandatory"),
    Rule.HIDDEN: N_("hidden"),
}


class FieldsPage(PreferencePage):
    """The kind above, its fields below; name, kind of device and fault are always asked."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "What is asked for each kind of repair. The client's name, the kind of device and "
            "the fault are always mandatory."
        )
        super().__init__(look, desk, tr("Fields of the intake"), about)
        kinds = [(code, tr(text)) for code, text in words.REPAIR_KINDS.items()]
        rows = (kinds[: len(kinds) // 2], kinds[len(kinds) // 2 :])
        self._kind = RepairKind.PAID
        self._kinds = tuple(
            Segments(look, f"fields.kind{place}", row) for place, row in enumerate(rows)
        )
        self.done_here = TickBox(look, "fields.done_here", tr("We do such repairs"))
        self.rules: dict[str, Segments] = {}
        self._lay_out()
        for row in self._kinds:
            row.chosen.connect(self._on_kind)
        self.done_here.clicked.connect(self._on_done_here)

    @override
    def refresh(self) -> None:
        if self.choices is None:
            return
        for row in self._kinds:
            row.show_value(self._kind)
        self.done_here.setChecked(self._kind in kinds_of(self.choices.value(KINDS_KEY)))
        self.done_here.setEnabled(self._kind is not RepairKind.PAID)
        rules = field_policy.rules(self._kind, self.choices.value(field_policy.key(self._kind)))
        for name, segments in self.rules.items():
            segments.show_value(rules[name])

    @override
    def reset(self) -> None:
        if self.choices is not None:
            self.choices.choose(field_policy.key(self._kind), None)

    def _lay_out(self) -> None:
        look, tr = self.look, self.desk.tr
        for row in self._kinds:
            self.body.addWidget(row)
        self.body.addWidget(self.done_here)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(0.8))
        grid.setVerticalSpacing(look.px(0.15))
        grid.setColumnStretch(1, 1)
        for line, name in enumerate(field_policy.FIELDS):
            choices = [(rule.value, tr(_RULES[rule])) for rule in field_policy.allowed(name)]
            segments = Segments(look, f"rule.{name}", choices)
            segments.chosen.connect(partial(self._on_rule, name))
            label = QLabel(tr(field_words.WORDS[name]))
            grid.addWidget(label, line, 0)
            grid.addWidget(segments, line, 1)
            for button in segments.buttons:
                button.setAccessibleName(f"{label.text()}: {button.text()}")
            self.rules[name] = segments
        self.body.addLayout(grid)

    def _on_kind(self, kind: str) -> None:
        self._kind = RepairKind(kind)
        self.refresh()

    def _on_done_here(self) -> None:
        if self.choices is None:
            return
        here = set(kinds_of(self.choices.value(KINDS_KEY))) ^ {self._kind.value}
        chosen = [kind.value for kind in RepairKind if kind in here]
        self.choices.choose(KINDS_KEY, None if tuple(chosen) == USUAL_KINDS else [*chosen])

    def _on_rule(self, name: str, rule: str) -> None:
        if self.choices is None:
            return
        key = field_policy.key(self._kind)
        wanted = field_policy.rules(self._kind, self.choices.value(key)) | {name: Rule(rule)}
        self.choices.choose(key, {**field_policy.differences(self._kind, wanted)} or None)
