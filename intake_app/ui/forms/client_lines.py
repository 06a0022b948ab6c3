"""One line under a field of the client: who he may be, what to ask him, where his phone is from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from intake_app.checks import phone
from intake_app.i18n.translator import N_
from intake_app.services import client_classes
from intake_app.ui.actions import spec, written
from intake_app.ui.forms import client_marks, contact_refresh
from intake_app.ui.widgets.field import Offer

if TYPE_CHECKING:
    from intake_app.services.rows import ClientRow, NearClient
    from intake_app.ui.desk import Desk
    from intake_app.ui.forms.client_parts import ClientParts
    from intake_app.ui.widgets.field import LineField

_COUNTRIES = {
    "AM": N_("Armenia"),
    "AZ": N_("Azerbaijan"),
    "BY": N_("Belarus"),
    "GE": N_("Georgia"),
    "KG": N_("Kyrgyzstan"),
    "KZ": N_("Kazakhstan"),
    "RU": N_("Russia"),
    "TJ": N_("Tajikistan"),
    "UZ": N_("Uzbekistan"),
}


class ClientLines(QObject):
    """`confirmed` is the contact, "phone" or "email", that the client said is still right."""

    def __init__(self, section: ClientParts, desk: Desk) -> None:
        super().__init__()
        self._section = section
        self._desk = desk
        self.confirmed = ""

    def connect_all(self) -> None:
        """Listen to the fields by which somebody may be known."""
        section = self._section
        for field in (section.box, section.phone, section.email, section.inn):
            field.committed.connect(self._on_committed)
        section.phone.line.textChanged.connect(self._on_phone)
        section.phone.changed.connect(self._on_contact_changed)
        section.email.changed.connect(self._on_contact_changed)

    def show_known(self) -> None:
        """Badges of the one who was recognised, and the one thing to ask him."""
        facts, tr = self._section.facts(), self._desk.tr
        if facts is None:
            self._section.badges.show_client((), "")
            return
        finder = self._desk.shop.finder
        rule = finder.preference(client_classes.KEY)
        code = finder.client_class(facts, rule, self._desk.now())
        found = client_marks.badges(facts, code, tr)
        self._section.badges.show_client(found, client_marks.remarks(facts))
        after = contact_refresh.days(finder.preference(contact_refresh.KEY))
        due = contact_refresh.due(facts, self._desk.now(), after)
        if due is None or self.confirmed:
            return
        titles = {"phone": tr("phone"), "email": tr("e-mail")}
        told = {"what": f"{titles[due.contact]} {due.shown}"}
        if due.confirmed_at is None:
            sentence = tr("%(what)s, never confirmed – still right?") % told
        else:
            told["ago"] = contact_refresh.ago(due.confirmed_at, self._desk.now(), tr)
            sentence = tr("%(what)s, confirmed %(ago)s – still right?") % told
        offer = Offer(tr("%s – yes") % _key(), partial(self._confirm, due.contact))
        self._contact(due.contact).tell(sentence, offer=offer)

    def _contact(self, contact: str) -> LineField:
        return self._section.phone if contact == "phone" else self._section.email

    def _confirm(self, contact: str) -> None:
        self.confirmed = contact
        self._contact(contact).tell(self._desk.tr("confirmed now"), "good")
        self._section.note()

    def _on_contact_changed(self) -> None:
        self.confirmed = ""

    def _on_phone(self) -> None:
        """A foreign number and one that takes no SMS are worth knowing."""
        shop, tr = self._desk.settings.shop, self._desk.tr
        numbers = phone.all_of(self._section.phone.text(), shop.region)
        told: list[str] = []
        if len(numbers) > 1:
            told.append(tr.plural("%d number", "%d numbers", len(numbers)) % len(numbers))
        elif numbers:
            country = phone.region_of(numbers[0])
            if country != shop.region:
                told.append(tr(_COUNTRIES[country]) if country in _COUNTRIES else country)
            if not phone.takes_messages(numbers[0]):
                told.append(tr("no SMS"))
        self._section.phone.frame.show_echo(" · ".join(filter(None, told)))

    def _on_committed(self) -> None:
        """Look for somebody who may be the very client being typed; never a dialog."""
        section = self._section
        if section.facts() is not None:
            return
        draft = section.draft()
        region = self._desk.settings.shop.region
        found = self._desk.shop.finder.near_clients(
            name=draft.name,
            e164=next(iter(phone.all_of(draft.phone, region)), ""),
            email=draft.email,
            inn=draft.inn,
            limit=1,
        )
        for near in found:
            self._offer(near)

    def _offer(self, near: NearClient) -> None:
        section, tr = self._section, self._desk.tr
        fields = {"phone": section.phone, "email": section.email, "inn": section.inn}
        # The number itself stands in the field already when it is what both have in common.
        shown = f"…{near.client.phone[-4:]}" if near.client.phone else ""
        who = ", ".join(filter(None, (near.client.name, shown, near.client.last_device)))
        offer = Offer(tr("%s – take him") % _key(), partial(self._take, near.client))
        fields.get(near.why, section.box).tell(tr("similar: %s") % who, offer=offer)

    def _take(self, client: ClientRow) -> None:
        self._section.recognise(client)


def _key() -> str:
    return written(spec("intake.take").keys)
