"""F10: whatever works now as a menu, what belongs to the screen first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from intake_app.ui.action_spec import SCOPES, Scope

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from intake_app.i18n.translator import Translator
    from intake_app.ui.actions import Actions


def menu_of(actions: Actions, tr: Translator, window: QWidget) -> QMenu:
    """Build it for this moment; what works everywhere stands in a menu of its own, at the end."""
    made = QMenu(window)
    groups = _groups(actions)
    for scope, found in groups.items():
        target = made
        if scope is Scope.WINDOW and len(groups) > 1:
            target = made.addMenu(tr(SCOPES[scope]))
        else:
            made.addSection(tr(SCOPES[scope]))
        for action in found:
            target.addAction(action)
    return made


def _groups(actions: Actions) -> dict[Scope, list[QAction]]:
    """What works now by scope; the menu itself is no part of it."""
    found: dict[Scope, list[QAction]] = {}
    for row, action in actions.usable():
        if row.id != "menu":
            found.setdefault(row.scope, []).append(action)
    last = found.pop(Scope.WINDOW, [])
    return {**found, Scope.WINDOW: last}
