"""What one kind of repair is asked and the others are not: warranty, rework, on site, pre-sale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from intake_app.ui import field_words
from intake_app.ui.forms.amount_field import AmountField
from intake_app.ui.forms.day_field import DayField, WindowField
from intake_app.ui.forms.rework_field import ReworkField
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtWidgets import QWidget

    from intake_app.services.drafts import IntakeDraft
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import Field
    from intake_app.ui.widgets.section import Section

_LINES = (
    ("seller", "bought_on"),
    ("warranty_until", "warranty_card"),
    ("claim_number", "loaner_wanted"),
    ("rework_of", "due_by_client"),
    ("site_address",),
    ("site_window", "travel"),
    ("article", "grade"),
)
_TEXTS = ("seller", "warranty_card", "claim_number", "site_address", "article", "grade")


class KindFields:
    """Fields and the lines they stand on; a line is in sight while one of its fields is."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        self.seller = _line(look, "seller", tr("Seller"))
        self.bought_on = DayField(look, desk, "bought_on", tr("Bought on"), past=True)
        self.warranty_until = DayField(
            look, desk, "warranty_until", tr("Warranty until"), past=False
        )
        self.warranty_card = _line(look, "warranty_card", tr("Warranty card"))
        self.claim_number = _line(look, "claim_number", tr("Claim number"))
        self.loaner = TickBox(look, "loaner_wanted", tr("Wants a loaner"))
        self.rework = ReworkField(look, desk)
        self.due = DayField(look, desk, "due_by_client", tr("Client wants it by"), past=False)
        self.site_address = _line(look, "site_address", tr("Where to come"))
        self.site_window = WindowField(look, desk, "site_window", tr("When"))
        self.travel = AmountField(look, desk, "travel", tr("Travel fee"))
        self.article = _line(look, "article", tr("Article"))
        self.grade = _line(look, "grade", tr("Grade"))
        self._tr = tr
        self._texts: dict[str, LineField] = {
            "seller": self.seller,
            "warranty_card": self.warranty_card,
            "claim_number": self.claim_number,
            "site_address": self.site_address,
            "article": self.article,
            "grade": self.grade,
        }
        self.lines: list[tuple[QWidget, tuple[str, ...]]] = []

    @property
    def fields(self) -> dict[str, Field]:
        """By the names the checks use."""
        return {
            "seller": self.seller,
            "bought_on": self.bought_on,
            "warranty_until": self.warranty_until,
            "warranty_card": self.warranty_card,
            "claim_number": self.claim_number,
            "rework_of": self.rework,
            "due_by_client": self.due,
            "site_address": self.site_address,
            "site_window": self.site_window,
            "travel": self.travel,
            "article": self.article,
            "grade": self.grade,
        }

    def stops(self) -> tuple[tuple[str, LineField | TickBox], ...]:
        """Where Enter stops, in the order of the talk."""
        return (
            ("seller", self.seller),
            ("bought_on", self.bought_on),
            ("warranty_until", self.warranty_until),
            ("warranty_card", self.warranty_card),
            ("claim_number", self.claim_number),
            ("loaner_wanted", self.loaner),
            ("rework_of", self.rework),
            ("due_by_client", self.due),
            ("site_address", self.site_address),
            ("site_window", self.site_window),
            ("travel", self.travel),
            ("article", self.article),
            ("grade", self.grade),
        )

    def lay_out(self, section: Section) -> None:
        """Add the lines to a section."""
        fields: dict[str, QWidget] = {**self.fields, "loaner_wanted": self.loaner}
        for first, *second in _LINES:
            parts: list[QWidget | str] = [fields[first]]
            for name in second:
                title = self._tr(field_words.WORDS[name]) if name in self.fields else ""
                parts += [title, fields[name]]
            row = section.add_row(self._tr(field_words.WORDS[first]), *parts)
            self.lines.append((row, (first, *second)))

    def said(self, shown: Collection[str]) -> dict[str, Any]:
        """What is asked for this kind; all else counts as not said."""
        values: dict[str, Callable[[], Any]] = {
            **{name: field.text for name, field in self._texts.items()},
            "bought_on": self.bought_on.value,
            "warranty_until": self.warranty_until.value,
            "loaner_wanted": self.loaner.isChecked,
            "rework_of": self.rework.order,
            "due_by_client": self.due.value,
            "travel": self.travel.minor,
        }
        keys = {"travel": "travel_minor"}
        said = {keys.get(name, name): ask() for name, ask in values.items() if name in shown}
        if "site_window" in shown:
            said["site_from"], said["site_to"] = self.site_window.hours()
        return said

    def show_draft(self, draft: IntakeDraft) -> None:
        """Fill the fields again."""
        for name, field in self._texts.items():
            field.show_text(getattr(draft, name))
        self.bought_on.show_value(draft.bought_on)
        self.warranty_until.show_value(draft.warranty_until)
        self.loaner.setChecked(draft.loaner_wanted)
        self.rework.show_order(draft.rework_of)
        self.due.show_value(draft.due_by_client)
        self.site_window.show_hours(draft.site_from, draft.site_to)
        self.travel.show_minor(draft.travel_minor)


def _line(look: Look, name: str, title: str) -> LineField:
    made = LineField(look, name)
    made.line.setAccessibleName(title)
    return made
