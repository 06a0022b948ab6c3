"""What is known of a client, each field edited where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from intake_app.services.drafts import ClientKind
from intake_app.ui import words
from intake_app.ui.clients import client_words, differences
from intake_app.ui.clients.card_line import CardLine
from intake_app.ui.clients.class_rows import ClassRows
from intake_app.ui.clients.contact_rows import ContactRows
from intake_app.ui.clients.phone_rows import PhoneRows
from intake_app.ui.widgets.reveal import KeepInSight
from intake_app.ui.widgets.scroll import Page, slim
from intake_app.ui.widgets.section import Section
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from intake_app.services.client_card import ClientCard, Trace
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_PERSONAL = ("email", "address", "birthday", "source")
_COMPANY = (
    *("inn", "kpp", "ogrn", "bik", "bank", "account", "corr_account"),
    *("director", "consignee", "contract"),
)
_PER_CENT = 100


class ClientFields(QScrollArea):
    """`edited` carries a field and its value, `conflict` a level and the fact behind it."""

    edited = Signal(str, object)
    conflict = Signal(int, str)
    left = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        tr = desk.tr
        self.lines = {
            field: CardLine(look, field, f"clients.{field}", tr(title))
            for field, title in client_words.FIELDS.items()
        }
        self.kind = Segments(look, "clients.kind", _named(desk, words.CLIENT_KINDS))
        self.phones = PhoneRows(look, desk)
        self.contacts = ContactRows(look, desk)
        self.grade = ClassRows(look, desk)
        languages = (("", tr("As the shop")), *words.LANGUAGES.items())
        self.language = Segments(look, "clients.language", languages)
        levels = tuple((str(place), str(place)) for place in range(len(client_words.LEVELS)))
        self.level = Segments(look, "clients.conflict_level", levels)
        self.fact = CardLine(look, "conflict_note", "clients.conflict_note", tr("Fact"))
        self._company_rows: list[QWidget] = []
        self.sections = self._sections()
        self._lay_out()
        self._connect()

    def show_card(self, card: ClientCard) -> None:
        """Show what is stored; what is being typed stays."""
        facts = card.facts
        for field, line in self.lines.items():
            text = differences.value(field, differences.said_by(facts, field))
            line.show_value(text, self._trace(card.changed.get(field)))
        self.kind.show_value(facts.row.kind)
        self.grade.show_card(card)
        self.language.show_value(facts.language)
        if not self.fact.is_edited():
            self.level.show_value(str(facts.conflict_level))
        self.fact.show_value(facts.conflict_note, self._trace(card.changed.get("conflict_note")))
        self.phones.show_rows(facts.phones)
        self.contacts.show_rows(facts.contacts)
        self._show_company(facts.row.kind is ClientKind.COMPANY)

    def needed_width(self) -> int:
        """Below this the fields would be cut."""
        inner = self.widget()
        width = 0 if inner is None else inner.minimumSizeHint().width()
        return width + self._look.px(1.5)

    def forget(self) -> None:
        """Another client comes."""
        for line in (*self.lines.values(), self.fact, self.grade):
            line.forget()
        self.phones.forget()
        self.contacts.forget()

    def go_to(self, number: int) -> None:
        """Go to the first field of a section, if it is in sight."""
        firsts = (
            self.lines["name"].line,
            self.contacts.new.line,
            self.lines["discount_bp"].line,
            self.fact.line,
        )
        section = self.sections[number - 1]
        if section.isVisibleTo(self):
            firsts[number - 1].setFocus()

    def line_of(self, field: str) -> CardLine | None:
        """Where a field is typed."""
        others = {
            "conflict_note": self.fact,
            "class_reason": self.grade.reason,
            "class_until": self.grade.until,
            "phone": self.phones.new,
            "contact": self.contacts.new,
        }
        return self.lines.get(field) or others.get(field)

    def _trace(self, trace: Trace | None) -> str:
        if trace is None:
            return ""
        return f"{trace.by} {trace.at.astimezone(self._zone):%d.%m.%Y}".strip()

    def _show_company(self, shown: bool) -> None:
        for row in self._company_rows:
            self.sections[1].show_row(row, shown)
        self.sections[0].show_row(self._birthday, not shown)  # a company has none
        self.sections[1].setVisible(shown)

    def _on_committed(self, field: str, text: str) -> None:
        if field == "discount_bp":
            self.edited.emit(field, _basis_points(text))
        else:
            self.edited.emit(field, text)

    def _on_kind(self, value: str) -> None:
        self.edited.emit("kind", value)

    def _on_language(self, value: str) -> None:
        self.edited.emit("language", value)

    def _on_level(self, value: str) -> None:
        """Calm needs no reason; any other level waits for its fact."""
        if value == "0":
            self.conflict.emit(0, "")
        else:
            self.fact.line.selectAll()
            self.fact.line.setPlaceholderText(
                self._desk.tr("what happened and when, without judgement")
            )

    def _on_fact(self, _field: str, text: str) -> None:
        self.conflict.emit(int(self.level.value()), text)

    def _connect(self) -> None:
        for line in self.lines.values():
            line.changed_to.connect(self._on_committed)
            line.left.connect(self.left)
        self.fact.changed_to.connect(self._on_fact)
        for line in (self.fact, self.grade.reason, self.grade.until):
            line.left.connect(self.left)
        self.phones.left.connect(self.left)
        self.contacts.left.connect(self.left)
        self.kind.chosen.connect(self._on_kind)
        self.language.chosen.connect(self._on_language)
        self.level.chosen.connect(self._on_level)

    def _sections(self) -> tuple[Section, ...]:
        look, tr, lines = self._look, self._desk.tr, self.lines
        person = Section(look, 1, tr("Client"))
        person.add_row(tr("Name"), lines["name"])
        person.add_row(tr("Client is"), self.kind)
        person.add_row(tr("Phones"), self.phones)
        for field in _PERSONAL:
            row = person.add_row(tr(client_words.FIELDS[field]), lines[field])
            if field == "birthday":
                self._birthday = row
        person.add_row(tr("Papers in"), self.language)
        company = Section(look, 2, tr("Company"))
        self._company_rows.append(company.add_row(tr("Contacts"), self.contacts))
        for field in _COMPANY:
            row = company.add_row(tr(client_words.FIELDS[field]), lines[field])
            self._company_rows.append(row)
        terms = Section(look, 3, tr("Terms"))
        self.grade.add_to(terms)
        terms.add_row(tr("Discount, %"), lines["discount_bp"])
        terms.add_row(tr("Note"), lines["note"])
        manner = Section(look, 4, tr("For the staff only"))
        manner.add_row(tr("Level"), self.level)
        manner.add_row(tr("Fact"), self.fact)
        return person, company, terms, manner

    def _lay_out(self) -> None:
        look = self._look
        page = Page()
        column = QVBoxLayout(page)
        column.setContentsMargins(look.px(0.25), 0, look.px(0.75), look.px(0.5))
        column.setSpacing(look.px(0.9))
        width = max(section.label_width() for section in self.sections)
        for section in self.sections:
            section.align(width, section.second_width())
            column.addWidget(section)
        column.addStretch(1)
        self.level.setToolTip(", ".join(map(self._desk.tr, client_words.LEVELS)))
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        slim(self, look)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        KeepInSight(self, page)


def _named(desk: Desk, choices: object) -> tuple[tuple[str, str], ...]:
    pairs: dict[str, str] = dict(choices)  # type: ignore[call-overload]
    return tuple((str(code), desk.tr(word)) for code, word in pairs.items())


def _basis_points(text: str) -> int:
    """Hundredths of a per cent; -1 for what is no number, which the service refuses."""
    try:
        return round(float(text.replace(",", ".").rstrip("% ") or "0") * _PER_CENT)
    except (ValueError, OverflowError):
        return -1
