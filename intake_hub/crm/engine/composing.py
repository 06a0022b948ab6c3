"""From the hub's records to a neutral document; pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.consent_rules import ConsentFact, Purpose, standing
from intake_app.checks.line_sums import Sum, totals
from intake_app.checks.stage_story import counts
from intake_app.sync.core.ops import canonical
from intake_hub.crm.documents import CLIENT, FIELDS, Document, Form, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.engine.cards import Card
    from intake_hub.crm.engine.families import Family
    from intake_hub.crm.field_map import FieldMap

ERASED_NAME = "Клиент удалён"
_ISSUED = frozenset({"issued", "issued_no_repair"})
_SPEAKS = frozenset({"name", "archived"})  # what is told of somebody erased

DIRECT: Mapping[Kind, Mapping[str, str]] = MappingProxyType(
    {
        Kind.CLIENT: MappingProxyType(
            {
                name: name
                for name in ("name", "email", "inn", "kpp", "address", "birthday", "client_class")
            }
            | {"language": "language", "source": "source"}
        ),
        Kind.ORDER: MappingProxyType(
            {
                name: name
                for name in ("number", "fault", "accessories", "repair_kind", "urgent", "outcome")
            }
            | {"promised_at": "promised_at", "currency": "currency"}
        ),
    }
)
"""Neutral fields that are one field of the record itself, whatever it is called there."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A document with all its values, before anything is left out; `ops` gave them.

    `is_told`: False for what is not worth a new record there: somebody merged or erased.
    """

    uid: UUID
    kind: Kind
    values: Mapping[str, Scalar]
    ops: Mapping[str, UUID]
    client: UUID | None = None
    is_told: bool = True
    is_erased: bool = False

    def document(self, fields: FieldMap, remote: str = "", client_remote: str = "") -> Document:
        """What may be told of it."""
        sent = fields.sent(self.kind)
        values = {name: value for name, value in self.values.items() if name in sent}
        return Document(self.kind, self.uid, values, self.client, client_remote, remote)


def hash_of(document: Document, look: str) -> bytes:
    """Equal for what would be the same there; `look` is the field map as JSON."""
    said = [dict(document.values), document.client_remote, look]
    return hashlib.sha256(canonical(said).encode()).digest()


def compose(family: Family, now: datetime) -> Composed:
    """Put one document together."""
    make = _client if family.kind is Kind.CLIENT else _order
    found = make(family, now)
    plain = {name: _plain(found.kind, name, value) for name, value in found.values.items()}
    ops = {
        name: family.card.op(field)
        for name, field in DIRECT[family.kind].items()
        if field in family.card.values
    }
    return Composed(
        found.uid,
        found.kind,
        plain,
        {**ops, **found.ops},
        found.client,
        found.is_told,
        found.is_erased,
    )


def _client(family: Family, now: datetime) -> Composed:
    card = family.card
    is_merged = family.root not in {None, card.rec}
    values: dict[str, Scalar] = {
        name: card.values.get(field) for name, field in DIRECT[Kind.CLIENT].items()
    }
    phones = [one for one in family.told.get("phone", ()) if not one.values.get("archived")]
    phones.sort(key=_id)
    for name, phone in zip(("phone", "phone2"), [*phones[:2], None, None], strict=False):
        values[name] = phone.text("e164") if phone else None
    ops = {name: one.rec for name, one in zip(("phone", "phone2"), phones, strict=False)}
    values["is_company"] = card.text("kind") == "company"
    values["archived"] = bool(card.values.get("archived")) or is_merged
    values |= _advertising(family.told.get("consent", ()), now)
    if card.is_erased:
        values = dict.fromkeys(CLIENT.keys() & values.keys()) | {
            "name": ERASED_NAME,
            "archived": True,
            "is_company": values["is_company"],
            "ads_allowed": False,
        }
    is_told = not (is_merged or card.is_erased)
    return Composed(card.rec, Kind.CLIENT, values, ops, is_told=is_told, is_erased=card.is_erased)


def _advertising(consents: Iterable[Card], now: datetime) -> dict[str, Scalar]:
    facts = [
        ConsentFact(
            id=one.rec,
            purpose=one.text("purpose"),
            act=one.text("action"),
            at=moment,
            by="",
            way="",
            text_version="",
            evidence="",
            valid_until=_moment(one.text("valid_until")),
            note="",
        )
        for one in consents
        if (moment := _moment(one.text("at"))) is not None
    ]
    # What was written down is what holds: a desk's clock may be ahead of this one.
    last = max((fact.at for fact in facts), default=now)
    found = standing(facts, Purpose.ADVERTISING, max(now, last))
    at = found.fact.at.isoformat() if found.fact is not None else None
    return {"ads_allowed": found.holds, "ads_allowed_at": at}


def _order(family: Family, _now: datetime) -> Composed:
    card = family.card
    values: dict[str, Scalar] = {
        name: card.values.get(field) for name, field in DIRECT[Kind.ORDER].items()
    }
    device = family.only("device", card.text("device_id"))
    if device is not None:
        said = (device.text(name).strip() for name in ("kind", "brand", "model"))
        values["device"] = " ".join(word for word in said if word)
        values |= {"serial": device.text("serial"), "imei": device.text("imei")}
    technician = family.only("staff", card.text("technician_id"))
    values["technician"] = technician.text("name") if technician else None
    values["accepted_at"] = card.values.get("accepted_at")
    values |= _story(family.told.get("stage", ()))
    values |= _money(family)
    return Composed(card.rec, Kind.ORDER, values, {}, family.root)


def _story(moves: Iterable[Card]) -> dict[str, Scalar]:
    """The stage as the desks derive it: a late move that leads nowhere is passed over."""
    current, issued = "", None
    for move in moves:
        before, to = move.text("from_stage"), move.text("to_stage")
        if counts(current, before, to):
            if to in _ISSUED and to != current:
                issued = move.text("at")
            current = to
    return {"stage": current or "accepted", "issued_at": issued if current in _ISSUED else None}


def _money(family: Family) -> dict[str, Scalar]:
    currency = family.card.text("currency")
    lines = [one for one in family.told.get("line", ()) if not one.values.get("archived")]
    discount = family.root_card.number("discount_bp") if family.root_card else 0
    sums = [
        Sum(one.text("kind"), one.number("quantity"), one.number("price_minor")) for one in lines
    ]
    paid = sum(
        one.number("minor")
        for one in family.told.get("payment", ())
        if one.text("currency") == currency
    )
    total = totals(sums, discount).due if lines else family.card.values.get("estimate_minor")
    return {"total_minor": total, "paid_minor": paid}


def _plain(kind: Kind, name: str, value: Scalar) -> Scalar:
    """A value as documents write it; nothing said is nothing, not an empty text."""
    form = FIELDS[kind][name].form
    if value is None or value == "":
        return False if form is Form.FLAG else None
    if form is Form.MOMENT:
        found = _moment(str(value))
        return None if found is None else found.strftime("%Y-%m-%dT%H:%M:%SZ")
    if form is Form.DATE:
        return _day(str(value))
    return value


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _day(text: str) -> str | None:
    """A birthday without its year is told to nobody: no CRM keeps half a date."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _id(card: Card) -> UUID:
    return card.rec
