"""How the form is laid out: waiting drafts above, sections under each other, keys at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from intake_app.ui.widgets.gap import Gap
from intake_app.ui.widgets.reveal import KeepInSight
from intake_app.ui.widgets.scroll import Page, slim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.i18n.translator import Translator
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.button import Button
    from intake_app.ui.widgets.section import Section

_WIDEST_EM = 90
"""Lines longer than this are hard to follow; what is left belongs to the side pane."""


def page_of(sections: Sequence[Section], look: Look) -> Page:
    """The sections in the order of the talk, their labels in one column."""
    page = Page()
    column = QVBoxLayout(page)
    column.setContentsMargins(look.margin, look.px(0.5), look.px(1.0), look.px(0.25))
    column.setSpacing(0)
    for section in sections:
        column.addWidget(section)
        column.addItem(Gap(look.px(0.3), look.px(1.5)))
    column.addStretch(1)
    first = max(section.label_width() for section in sections)
    second = max(section.second_width() for section in sections)
    for section in sections:
        section.align(first, second)
    page.setMaximumWidth(look.px(_WIDEST_EM))
    return page


def lay_out(form: QWidget, look: Look, parts: tuple[QWidget, Page, QWidget]) -> None:
    """Head above, page scrolling between, foot below."""
    head, page, foot = parts
    scroll = QScrollArea()
    scroll.setObjectName("intake.page")
    scroll.setWidget(page)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    slim(scroll, look)
    KeepInSight(scroll, page)
    whole = QVBoxLayout(form)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(head)
    whole.addWidget(scroll, 1)
    whole.addWidget(foot)


def foot(look: Look, tr: Translator, accept: Button, said: QLabel) -> QWidget:
    """What the client did himself, the keys worth knowing, and the button that ends an intake."""
    hints = QLabel(
        "     ".join(
            f"{key}  {text}"
            for key, text in (
                ("Ctrl+S", tr("save without printing")),
                ("⇧F2", tr("one more device")),
                ("F2", tr("put aside")),
                ("F1", tr("all keys")),
            )
        )
    )
    hints.setObjectName("intake.hints")
    hints.setFont(look.small)
    policy = hints.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    hints.setSizePolicy(policy)
    palette = hints.palette()
    palette.setColor(hints.foregroundRole(), look.colour("muted"))
    hints.setPalette(palette)
    accept.setObjectName("accept")
    whole = QWidget()
    whole.setMaximumWidth(look.px(_WIDEST_EM))
    column = QVBoxLayout(whole)
    column.setContentsMargins(look.margin, look.px(0.25), look.px(1.0), look.px(0.5))
    column.setSpacing(look.px(0.25))
    column.addWidget(said)
    row = QHBoxLayout()
    column.addLayout(row)
    row.addWidget(hints)
    row.addStretch(1)
    row.addWidget(accept)
    return whole
