"""How lists of rows look on the pages of the owner's choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListWidget

    from intake_app.ui.theme import Look


def dress(listed: QListWidget, look: Look) -> None:
    """Rows of one height, the current one ringed where the keys go."""
    slim(listed, look)
    tokens = look.tokens
    listed.setStyleSheet(
        f"QListWidget {{ background: {tokens.surface}; outline: 0;"
        f" border: 1px solid {tokens.field}; border-radius: {look.px(0.375)}px; }}"
        f"QListWidget::item {{ padding: {look.px(0.2)}px {look.px(0.4)}px; color: {tokens.text};"
        f" border-radius: {look.px(0.375)}px; border: 2px solid transparent; }}"
        f"QListWidget::item:selected {{ background: {tokens.chosen}; }}"
        f"QListWidget::item:selected:focus {{ border-color: {tokens.accent}; }}"
    )
