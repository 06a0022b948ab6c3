"""The stages as the owner wants them: words, limits, colours, what is asked for, who goes there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QListWidgetItem, QVBoxLayout
from typing_extensions import override

from intake_app.checks import rights, stage_choices
from intake_app.checks.rights import OWNER, ROLES
from intake_app.checks.stage_choices import LIMIT_MAX
from intake_app.checks.stage_rules import SHIPPED, Tint
from intake_app.checks.stages import Stage
from intake_app.ui import gate_words, stage_words, words
from intake_app.ui.preferences.dress import dress
from intake_app.ui.preferences.number_line import NumberLine
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.preferences.row_list import RowList
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.segments import Segments
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from intake_app.checks.gates import Gate
    from intake_app.checks.stage_rules import StageRule
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_ROWS = 6
_ROW_EM = 1.9


class StagesPage(PreferencePage):
    """A list of the stages; what is chosen of one is saved at once."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "How the stages are called here, how long an order may stand at each, what must be"
            " there before it goes there, and who may move it. The stages themselves are fixed."
        )
        super().__init__(look, desk, tr("Stages"), about)
        self._stage = Stage.ACCEPTED
        self.list = RowList()
        self.labels = {name: LineField(look, f"stages.label.{name}")
                       for name in stage_choices.LANGUAGES}  # fmt: skip
        self.limit = NumberLine(look, desk, "stages.limit", (0, LIMIT_MAX))
        tints = [(tint.value, tr(text)) for tint, text in gate_words.TINTS.items()]
        half = len(tints) // 2
        self.tints = tuple(
            Segments(look, f"stages.tint{place}", part)
            for place, part in enumerate((tints[:half], tints[half:]))
        )
        self._seen = QLabel()
        self.gates = {gate: TickBox(look, f"stages.gate.{gate.value}", tr(text))
                      for gate, text in gate_words.GATES.items()}  # fmt: skip
        self.roles = {role: TickBox(look, f"stages.role.{role}", tr(words.ROLES[role]))
                      for role in ROLES if role != OWNER}  # fmt: skip
        self._heads = (QLabel(tr("Before it goes there")), QLabel(tr("Who may move it there")))
        self._lay_out()
        self._connect()

    @override
    def refresh(self) -> None:
        rules = self._rules()
        for place, stage in enumerate(Stage):
            self.list.item(place).setText(self._called(rules[stage], stage))
        self._show(rules[self._stage])

    @override
    def reset(self) -> None:
        if self.choices is not None:
            self.choices.choose(stage_choices.KEY, None)

    def gates_shown(self) -> tuple[TickBox, ...]:
        """What may be asked for before the stage in sight."""
        gates = self._rules()[self._stage].gates
        return tuple(tick for gate, tick in self.gates.items() if gate in gates)

    def _rules(self) -> Mapping[Stage, StageRule]:
        chosen = self.choices.value(stage_choices.KEY) if self.choices is not None else None
        return stage_choices.read(chosen)

    def _called(self, rule: StageRule, stage: Stage) -> str:
        tr = self.desk.tr
        return rule.labels.get(tr.language) or tr(stage_words.WORDS[stage])

    def _show(self, rule: StageRule) -> None:
        tr = self.desk.tr
        for name, field in self.labels.items():
            field.show_text(rule.labels.get(name, ""))
        self.limit.show_number(rule.limit_hours)
        for row in self.tints:
            row.show_value(rule.tint.value)
        seen = tr("The client sees: %s.") % tr(stage_words.SEEN[rule.seen])
        self._seen.setText(f"{seen} {tr(gate_words.CLOCKS[rule.clock])}")
        for gate, tick in self.gates.items():
            tick.setVisible(gate in rule.gates)
            tick.setChecked(gate in rule.on)
        self._heads[0].setVisible(bool(rule.gates))
        movers = self._movers(rule)
        for role, tick in self.roles.items():
            tick.setChecked(role in movers)

    def _movers(self, rule: StageRule) -> frozenset[str]:
        """Who goes there: as the owner says, or as the right does."""
        if rule.roles is not None:
            return rule.roles
        chosen = self.choices.value(rights.KEY) if self.choices is not None else None
        return rights.read(chosen)[rule.right]

    def _choose(self, **changes: Any) -> None:  # noqa: ANN401 - fields of a rule
        """Keep the changes of the stage in sight."""
        if self.choices is None:
            return
        rules = dict(self._rules())
        rules[self._stage] = replace(rules[self._stage], **changes)
        self.choices.choose(stage_choices.KEY, stage_choices.written(rules) or None)

    def _on_row(self, place: int) -> None:
        if place >= 0:
            self._stage = tuple(Stage)[place]
            self._show(self._rules()[self._stage])

    def _on_label(self, name: str) -> None:
        said = self.labels[name].text()[: stage_choices.LABEL_MAX]
        labels = {**self._rules()[self._stage].labels, name: said}
        self._choose(labels=MappingProxyType({k: v for k, v in labels.items() if v}))
        self.refresh()

    def _on_limit(self, hours: int) -> None:
        self._choose(limit_hours=hours)

    def _on_tint(self, tint: str) -> None:
        self._choose(tint=Tint(tint))
        self.refresh()

    def _on_gate(self, gate: Gate) -> None:
        self._choose(on=self._rules()[self._stage].on ^ {gate})

    def _on_role(self, role: str) -> None:
        self._choose(roles=self._movers(self._rules()[self._stage]) ^ {role})

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_row)
        self.list.opened.connect(self.labels[self._first].line.setFocus)
        for name, field in self.labels.items():
            said = partial(self._on_label, name)
            field.line.editingFinished.connect(said)
            field.line.entered.connect(said)
            field.line.entered.connect(field.focusNextChild)
        self.limit.chosen.connect(self._on_limit)
        for row in self.tints:
            row.chosen.connect(self._on_tint)
        for gate, tick in self.gates.items():
            tick.clicked.connect(partial(self._on_gate, gate))
            tick.entered.connect(tick.focusNextChild)
        for role, tick in self.roles.items():
            tick.clicked.connect(partial(self._on_role, role))
            tick.entered.connect(tick.focusNextChild)

    @property
    def _first(self) -> str:
        """The language of the screen, where its words stand in the list."""
        language = self.desk.tr.language
        return language if language in self.labels else stage_choices.LANGUAGES[0]

    def _lay_out(self) -> None:
        look = self.look
        self.list.setObjectName("stages.list")
        self.list.setAccessibleName(self.desk.tr("Stages"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self.list, look)
        for stage in Stage:
            line = QListWidgetItem(self._called(SHIPPED[stage], stage), self.list)
            line.setSizeHint(QSize(0, look.px(_ROW_EM)))
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(look.px(_ROW_EM) * _ROWS + look.px(0.5))
        self.body.addWidget(self.list)
        self.body.addSpacing(look.px(0.5))
        self.body.addLayout(self._editor())

    def _editor(self) -> QVBoxLayout:
        look = self.look
        column = QVBoxLayout()
        column.setSpacing(look.px(0.25))
        column.addLayout(self._lines())
        self._seen.setWordWrap(True)
        column.addWidget(self._seen)
        for head, ticks in zip(self._heads, (self.gates, self.roles), strict=True):
            head.setFont(look.letters(strong=True))
            column.addSpacing(look.px(0.4))
            column.addWidget(head)
            for tick in ticks.values():
                column.addWidget(tick)
        column.addStretch(1)
        return column

    def _lines(self) -> QGridLayout:
        look, tr = self.look, self.desk.tr
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(0.8))
        grid.setVerticalSpacing(look.px(0.25))
        grid.setColumnStretch(1, 1)
        named = {"ru": tr("In Russian"), "en": tr("In English")}
        for line, (name, field) in enumerate(self.labels.items()):
            field.line.setAccessibleName(named[name])
            field.line.setPlaceholderText(tr("as shipped"))
            grid.addWidget(QLabel(named[name]), line, 0)
            grid.addWidget(field, line, 1)
        self.limit.line.setAccessibleName(tr("Limit, hours of work"))
        limit = QLabel(tr("Limit, hours of work (0: none)"))
        limit.setWordWrap(True)
        grid.addWidget(limit, 2, 0)
        grid.addWidget(self.limit, 2, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(QLabel(tr("Colour")), 3, 0)
        for line, row in enumerate(self.tints, 3):
            grid.addWidget(row, line, 1, Qt.AlignmentFlag.AlignLeft)
        return grid
