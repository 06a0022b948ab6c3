"""Try a scanner: what it sends, how fast, through which layout, and what it is understood as."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy
from typing_extensions import override

from intake_app.checks import layout
from intake_app.scanning.scan import Scan, Source
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.scan_table import Context
from intake_app.ui.scan_words import KINDS, SYMBOLOGIES
from intake_app.ui.wedge_setting import KEY, WedgeSetting
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_app.scanning.meaning import Meaning
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_FIGURE_EM, _PREFIX_EM = 6, 8
_EARLIER = 6
_NAMED = {"\x1d": "GS", "\x1e": "RS", "\x04": "EOT", "\n": "LF", "\r": "CR", "\t": "TAB"}
_PICTURES = str.maketrans(
    {chr(code): f"<{_NAMED.get(chr(code), f'{code:02X}')}>" for code in range(0x20)}
)


class ScanPage(PreferencePage):
    """Codes scanned here are shown and do nothing else."""

    scan_context = Context.TEST

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "Scan anything: it is shown here and does nothing else. A scanner that plays a keyboard"
            " is told from a person by its speed, or surely by the key it sends first."
        )
        super().__init__(look, desk, tr("Scanner"), about)
        self.on = TickBox(look, "scan.on", tr("Look for scanners that play a keyboard"))
        self.gap = LineField(look, "scan.gap")
        self.least = LineField(look, "scan.least")
        self.prefix = LineField(look, "scan.prefix")
        self._facts = QGridLayout()
        self._values: dict[str, QLabel] = {}
        self._earlier = QLabel()
        self._scans: list[tuple[Scan, Meaning]] = []
        self._arrange()
        self.on.clicked.connect(self._on_changed)
        for field in (self.gap, self.least, self.prefix):
            field.line.editingFinished.connect(self._on_changed)
            field.line.entered.connect(self._on_changed)

    def take_code(self, scan: Scan, meaning: Meaning) -> bool:
        """Show a code; nothing of it is kept."""
        self._scans = [(scan, meaning), *self._scans][: _EARLIER + 1]
        for name, text in self._said(scan, meaning):
            self._values[name].setText(text)
        self._earlier.setText("\n".join(self._line(*found) for found in self._scans[1:]))
        return True

    @override
    def refresh(self) -> None:
        """Show what is chosen now."""
        chosen = self._chosen()
        self.on.setChecked(chosen.is_on)
        for field, text in (
            (self.gap, str(chosen.gap_ms)),
            (self.least, str(chosen.least)),
            (self.prefix, chosen.prefix),
        ):
            if not field.line.hasFocus() or field.text() != text:
                field.show_text(text)

    @override
    def reset(self) -> None:
        """Go back to what the program is shipped with."""
        if self.choices is not None:
            self.choices.choose(KEY, None)

    def _chosen(self) -> WedgeSetting:
        return WedgeSetting.read(self.choices.value(KEY) if self.choices is not None else None)

    def _on_changed(self) -> None:
        before = self._chosen()
        typed = WedgeSetting.read(
            replace(
                before,
                is_on=self.on.isChecked(),
                gap_ms=_figure(self.gap, before.gap_ms),
                least=_figure(self.least, before.least),
                prefix=self.prefix.text(),
            ).written()
        )
        if self.choices is not None and typed != before:
            self.choices.choose(KEY, typed.written())
        self.refresh()

    def _said(self, scan: Scan, meaning: Meaning) -> Iterator[tuple[str, str]]:
        tr = self.desk.tr
        is_wedge = scan.source is Source.WEDGE
        yield "code", scan.text.translate(_PICTURES) + ("  ?" if scan.suspicious else "")
        yield "kind", f"{tr(KINDS[meaning.kind])}  {meaning.code.translate(_PICTURES)}"
        yield "symbology", SYMBOLOGIES.get(scan.symbology, scan.symbology) or tr("not sent")
        yield "source", tr("keyboard") if is_wedge else tr("own port")
        yield "pace", tr("%.0f ms a sign") % scan.pace_ms if is_wedge else "–"
        yield "layout", self._layout_of(scan) if is_wedge else "–"

    def _layout_of(self, scan: Scan) -> str:
        """Which layout spoilt the code, had it been typed; letters alone can tell."""
        tr, typed = self.desk.tr, scan.typed
        if layout.to_latin(typed) != typed:
            return tr("Russian: would be typed as %s") % typed.translate(_PICTURES)
        return tr("Latin") if any(char.isalpha() for char in typed) else tr("cannot be seen")

    def _line(self, scan: Scan, meaning: Meaning) -> str:
        return f"{scan.text.translate(_PICTURES)}  –  {self.desk.tr(KINDS[meaning.kind])}"

    def _arrange(self) -> None:
        look, tr = self.look, self.desk.tr
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(0.75))
        grid.setColumnStretch(2, 1)
        for line, (text, field, width, hint) in enumerate(
            (
                (tr("Longest gap, ms"), self.gap, _FIGURE_EM, "10…200"),
                (tr("Fewest signs of a code"), self.least, _FIGURE_EM, "3…30"),
                (tr("Sent first"), self.prefix, _PREFIX_EM, tr("F13…F24, STX or signs")),
            )
        ):
            label, told = QLabel(text), QLabel(hint)
            label.setBuddy(field.line)
            field.line.setAccessibleName(text)
            field.setFixedWidth(look.px(width))
            field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
            self._mute(told)
            grid.addWidget(label, line, 0)
            grid.addWidget(field, line, 1)
            grid.addWidget(told, line, 2)
        self.body.addWidget(self.on)
        self.body.addLayout(grid)
        self.body.addSpacing(look.px(0.75))
        self.body.addLayout(self._facts)
        self.body.addSpacing(look.px(0.5))
        self.body.addWidget(self._earlier)
        self._earlier.setObjectName("scan.earlier")
        self._earlier.setWordWrap(True)
        self._earlier.setTextFormat(Qt.TextFormat.PlainText)
        self._mute(self._earlier)
        self._lay_out_facts()

    def _lay_out_facts(self) -> None:
        look, tr = self.look, self.desk.tr
        self._facts.setHorizontalSpacing(look.px(1.0))
        self._facts.setVerticalSpacing(look.px(0.3))
        self._facts.setColumnStretch(1, 1)
        for line, (name, text) in enumerate(
            (
                ("code", tr("Code")),
                ("kind", tr("Understood as")),
                ("symbology", tr("Kind of barcode")),
                ("source", tr("Came by")),
                ("pace", tr("Speed")),
                ("layout", tr("Keyboard layout")),
            )
        ):
            label, value = QLabel(text), QLabel("–")
            value.setObjectName(f"scan.{name}")
            value.setWordWrap(True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setFont(look.letters(strong=name in {"code", "kind"}))
            self._mute(label)
            self._facts.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, line, 1)
            self._values[name] = value

    def _mute(self, label: QLabel) -> None:
        palette = label.palette()
        palette.setColor(label.foregroundRole(), self.look.colour("muted"))
        label.setPalette(palette)


def _figure(field: LineField, usual: int) -> int:
    text = field.text()
    return int(text) if text.isascii() and text.isdigit() else usual
