"""What is seldom asked of a client: requisites, address, birthday; folded until wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import birthday
from intake_app.i18n.translator import N_
from intake_app.services.drafts import ClientKind
from intake_app.ui.forms.word_field import SOURCES, WordField
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from intake_app.services.drafts import ClientDraft
    from intake_app.services.rows import ClientFacts
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.section import Section

_BOTH = frozenset(ClientKind)
_PERSON, _COMPANY = frozenset({ClientKind.PERSON}), frozenset({ClientKind.COMPANY})
_ROWS = (
    (_COMPANY, (("kpp", N_("KPP")), ("ogrn", N_("Reg. no.")))),
    (_BOTH, (("address", N_("Address")),)),
    (_COMPANY, (("bik", N_("BIK")), ("bank", N_("Bank")))),
    (_COMPANY, (("account", N_("Settlement account")), ("corr_account", N_("Corr. account")))),
    (_COMPANY, (("director", N_("Director")), ("contract", N_("Contract no.")))),
    (_COMPANY, (("consignee", N_("Consignee")),)),
    (_PERSON, (("birthday", N_("Birthday")),)),
    (_BOTH, (("source", N_("Why us")),)),
)
NAMES = tuple(name for _, row in _ROWS for name, _ in row)
"""Fields of the draft that are folded, in the order of Tab."""


class ClientDetails:
    """The rows and fields; the section owns them and decides when they are seen."""

    def __init__(self, look: Look, desk: Desk) -> None:
        self._tr = desk.tr
        self._finder = desk.shop.finder
        self.source = WordField(look, "client.source", self._sources)
        self.fields: Mapping[str, LineField] = {
            name: LineField(look, f"client.{name}") if name != "source" else self.source
            for name in NAMES
        }
        self._rows: list[tuple[frozenset[ClientKind], QWidget]] = []
        self.fields["birthday"].line.setPlaceholderText("17.05")

    def _sources(self) -> tuple[str, ...]:
        """What was said lately, then what a shop usually hears."""
        return (*self._finder.sources(), *map(self._tr, SOURCES))

    def lay_out(self, section: Section) -> None:
        """Add the rows to the section, in the order above."""
        for kinds, row in _ROWS:
            parts: list[QWidget | str] = []
            for name, title in row:
                self.fields[name].line.setAccessibleName(self._tr(title))
                parts += [self._tr(title), self.fields[name]]
            self._rows.append((kinds, section.add_row(str(parts[0]), *parts[1:])))

    def show_rows(self, section: Section, kind: ClientKind, *, is_open: bool) -> None:
        """Bring into sight what is asked of this kind of client, or nothing."""
        for kinds, row in self._rows:
            section.show_row(row, is_open and kind in kinds)

    def asked(self, kind: ClientKind) -> tuple[LineField, ...]:
        """The fields of this kind of client, as Tab goes."""
        named = (name for kinds, row in _ROWS if kind in kinds for name, _ in row)
        return tuple(self.fields[name] for name in named)

    def texts(self, kind: ClientKind) -> dict[str, str]:
        """What stands in the fields that are asked of this kind."""
        found = {name: field.text() for name, field in self.fields.items()}
        asked = set(self.asked(kind))
        return {name: text for name, text in found.items() if self.fields[name] in asked}


def of_card(facts: ClientFacts) -> dict[str, str]:
    """The texts that a known client's fields begin with."""
    found = {name: str(getattr(facts, name)) for name in NAMES}
    spoken = facts.contacts[0].name if facts.contacts else ""
    return found | {
        "birthday": birthday.written(facts.birthday),
        "email": facts.email,
        "inn": facts.inn,
        "contact_name": spoken,
    }


def of_draft(draft: ClientDraft) -> dict[str, str]:
    """The same of what was typed."""
    found = {name: str(getattr(draft, name)) for name in NAMES}
    return found | {
        "email": draft.email,
        "inn": draft.inn,
        "contact_name": draft.contact_name,
    }
