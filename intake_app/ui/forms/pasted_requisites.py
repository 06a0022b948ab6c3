"""A block of requisites pasted into a field of the client: taken apart in one step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from intake_app.i18n.translator import N_
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from intake_app.checks.requisites_text import Requisites
    from intake_app.ui.desk import Desk
    from intake_app.ui.forms.client_parts import ClientParts
    from intake_app.ui.widgets.field import LineField

_NUMBER = re.compile(r"\d[\d\s]{8,}")
_LEAST = 20  # a name with its phone is shorter than any block
_WORDS = {
    "name": N_("name"),
    "inn": N_("tax no."),
    "kpp": N_("KPP"),
    "ogrn": N_("reg. no."),
    "bik": N_("BIK"),
    "bank": N_("bank"),
    "account": N_("account"),
    "corr_account": N_("corr. account"),
    "director": N_("director"),
    "address": N_("address"),
    "phone": N_("phone"),
    "email": N_("e-mail"),
}


class PastedRequisites(QObject):
    """Listens to the fields a block is likely to be pasted into."""

    def __init__(self, section: ClientParts, desk: Desk) -> None:
        super().__init__()
        self._section = section
        self._desk = desk

    def connect_all(self) -> None:
        """Wait for a block."""
        section = self._section
        for field in (section.box, section.inn, section.phone, section.details.fields["address"]):
            field.line.textEdited.connect(self._on_edited)

    def is_block(self, text: str) -> bool:
        """Whether a text is requisites; cheap for what is typed by hand."""
        if len(text) < _LEAST or _NUMBER.search(text) is None:
            return False
        return self._read(text).is_block()

    def _read(self, text: str) -> Requisites:
        # Its many patterns are worth compiling only once somebody pastes.
        from intake_app.checks import requisites_text  # noqa: PLC0415 - see above

        return requisites_text.read(text, self._desk.settings.shop.region)

    def _on_edited(self, text: str) -> None:
        if self.is_block(text):
            self._take(self._read(text))

    def _take(self, found: Requisites) -> None:
        """Everything at once; fields that the block says nothing of keep what they have."""
        section = self._section
        section.become(ClientKind.COMPANY)
        texts = {name: getattr(found, name) for name in found.found()}
        here = section.texts()
        for field, name in ((section.box, "name"), (section.phone, "phone"), (section.inn, "inn")):
            if field.line.hasFocus():
                here.pop(name, None)
                field.show_text("")
        self._put(section.box, texts.pop("name", ""))
        self._put(section.phone, texts.pop("phone", ""))
        section.show_texts(here | texts)
        section.become(ClientKind.COMPANY)
        section.note()
        section.box.line.setFocus()
        self._check(found)
        self._tell(found)

    @staticmethod
    def _put(field: LineField, text: str) -> None:
        if text:
            field.show_text(text)

    def _check(self, found: Requisites) -> None:
        """As if each field had been left by hand."""
        fields = self._section.fields
        for name in found.found():
            fields[f"client.{name}"].committed.emit()

    def _tell(self, found: Requisites) -> None:
        if self._section.box.has_offer():
            return  # somebody similar is more urgent
        tr = self._desk.tr
        doubts = found.doubts()
        right = ", ".join(tr(_WORDS[name]) for name in found.found() if name not in doubts)
        wrong = ", ".join(tr(_WORDS[name]) for name in doubts)
        told = tr("Found: %s") % right
        if wrong:
            told = tr("%(found)s. Check: %(wrong)s") % {"found": told, "wrong": wrong}
        self._section.box.tell(told, "caution" if wrong else "good")
