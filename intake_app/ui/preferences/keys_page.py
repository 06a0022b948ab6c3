"""Every key of the program, as the table holds at this desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from intake_app.ui import key_overlay
from intake_app.ui.action_spec import SCOPES, Scope
from intake_app.ui.actions import spec, written
from intake_app.ui.preferences.page import PreferencePage

if TYPE_CHECKING:
    from intake_app.ui.actions import ActionSpec
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


_WIDEST_EM = 20


class KeysPage(PreferencePage):
    """Read only: keys belong to one desk and stand in a file beside its settings."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        path = desk.settings.data / key_overlay.FILE_NAME
        about = tr(
            "Other keys for this desk stand in the file %s, a line each as"
            ' "order.last" = ["Alt+O"]. They hold from the next start on. Ctrl+J prints the keys.'
        )
        super().__init__(look, desk, tr("Keys"), about % path)
        self._overlay = key_overlay.read(path)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(1.0))
        self._grid.setVerticalSpacing(look.px(0.3))
        self._grid.setColumnStretch(1, 1)
        complaint = QLabel(key_overlay.complaint(self._overlay, tr))
        complaint.setObjectName("keys.complaint")
        complaint.setWordWrap(True)
        complaint.setVisible(not self._overlay.is_clean)
        self._colour(complaint, "caution")
        self.body.addWidget(complaint)
        self.body.addLayout(self._grid)
        for scope in Scope:
            self._add_group(scope)

    def _add_group(self, scope: Scope) -> None:
        rows = [row for row in self._overlay.rows if row.scope is scope]
        if not rows:
            return
        heading = QLabel(self.desk.tr(SCOPES[scope]))
        heading.setFont(self.look.letters(strong=True))
        self._grid.setRowMinimumHeight(self._grid.rowCount(), self.look.px(0.5))
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 3)
        for row in rows:
            self._add_row(row)

    def _add_row(self, row: ActionSpec) -> None:
        top, line = Qt.AlignmentFlag.AlignTop, self._grid.rowCount()
        keys = QLabel(" · ".join(dict.fromkeys(written((key,)) for key in row.keys)) or "–")
        keys.setFont(self.look.letters(strong=True, tabular=True))
        is_own = row.keys != spec(row.id).keys
        self._colour(keys, "good" if is_own else "accent")
        text, name = QLabel(self.desk.tr(row.text)), QLabel(row.id)
        text.setFont(self.look.letters())
        widest = self.look.px(_WIDEST_EM)
        if text.sizeHint().width() > widest:
            # A page that scrolls does not ask how high a wrapped text is at its width.
            text.setWordWrap(True)
            text.setFixedSize(widest, text.heightForWidth(widest))
        name.setFont(self.look.small)
        self._colour(name, "muted")
        for column, label in enumerate((keys, text, name)):
            self._grid.addWidget(label, line, column, top)

    def _colour(self, label: QLabel, token: str) -> None:
        palette = label.palette()
        palette.setColor(label.foregroundRole(), self.look.colour(token))
        label.setPalette(palette)
