"""The acceptance receipt: what was taken in, for how much, until when, and who signed for it."""

from __future__ import annotations

from datetime import UTC
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.printing.document import (
    Align,
    Band,
    Barcode,
    Cut,
    Document,
    Pair,
    Rule,
    Signature,
    Space,
    Text,
    Weight,
)
from intake_app.printing.documents import agreed
from intake_app.printing.documents.conditions import edition
from intake_app.printing.letters import NBSP
from intake_app.printing.wrapping import DOT
from intake_app.services.condition import told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from intake_app.i18n.translator import Translator
    from intake_app.money import Money
    from intake_app.printing.document import Block
    from intake_app.services.papers import ReceiptData

REPAIR_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "paid": N_("Paid repair"),
        "warranty": N_("Warranty repair"),
        "own_warranty": N_("Repair under our own warranty"),
        "onsite": N_("On-site repair"),
        "presale": N_("Pre-sale preparation"),
    }
)
PAYMENT_METHODS: Mapping[str, str] = MappingProxyType(
    {
        "cash": N_("in cash"),
        "card": N_("by card"),
        "transfer": N_("by bank transfer"),
        "qr": N_("by QR code"),
    }
)


def receipt(data: ReceiptData, tr: Translator, *, repeat: bool = False) -> Document:
    """Compose the receipt in the client's language; `repeat` marks a second copy of the same."""
    return Document(
        title=tr("Receipt %s") % _numbers(data),
        blocks=(
            *_marks(data, tr, repeat=repeat),
            *_head(data, tr),
            *_parties(data, tr),
            *_device(data, tr),
            *_terms(data, tr),
            *_more(data, tr),
            *_foot(data, tr),
            Cut(),
        ),
        language=tr.language,
    )


def _marks(data: ReceiptData, tr: Translator, *, repeat: bool) -> list[Block]:
    marks: list[Block] = []
    if data.demo:
        marks.append(Band(tr("TRAINING – NOT VALID")))
    if repeat:
        marks.append(Band(tr("REPEAT")))
    return marks


def _head(data: ReceiptData, tr: Translator) -> list[Block]:
    shop = data.shop
    tax_number = tr("INN %s") % shop.inn if shop.inn else ""
    small = (
        _joined(shop.legal_name, tax_number.replace(" ", NBSP)),
        shop.address,
        _joined(formats.phone(shop.phone), shop.hours.replace(" ", NBSP)),
    )
    return [
        Text(shop.name, Weight.HEADING, Align.CENTRE),
        *(Text(line, Weight.SMALL, Align.CENTRE) for line in small if line),
        Rule(),
        Text(tr("Receipt of acceptance for repair"), Weight.STRONG, Align.CENTRE),
        Space(4),
        Text(data.number, Weight.GIANT, Align.CENTRE),
        Barcode(data.ticket),
        Space(2),
        *([Band(tr("URGENT"))] if data.urgent else []),
        Pair(tr("Accepted"), _moment(data.accepted_at)),
        Pair(
            tr("Ready by"),
            _moment(data.promised_at) if data.promised_at else tr("after diagnostics"),
            Weight.STRONG,
        ),
        Pair(tr("Kind of work"), tr(REPAIR_KINDS.get(data.repair_kind, data.repair_kind))),
        Rule(),
    ]


def _parties(data: ReceiptData, tr: Translator) -> list[Block]:
    return [
        Pair(tr("Client"), data.client, Weight.STRONG),
        *_known(tr("Phone"), formats.phone(data.client_phone)),
        *_known(tr("INN"), data.client_inn),
        Rule(),
    ]


def _device(data: ReceiptData, tr: Translator) -> list[Block]:
    named = data.device if data.device_kind == data.device else f"{data.device_kind} {data.device}"
    silent = tr("not stated")
    return [
        Pair(tr("Device"), named.strip(), Weight.STRONG),
        *_known(tr("Serial number"), data.serial),
        *_known(tr("IMEI"), data.imei),
        Pair(tr("Fault, in the client's words"), data.fault, Weight.STRONG),
        Pair(tr("Accessories"), told(data.accessory_marks, data.accessories, tr) or silent),
        Pair(tr("Appearance"), told(data.appearance_marks, data.appearance, tr) or silent),
        *_known(tr("Passcode given"), tr("yes") if data.passcode_given else ""),
        Rule(),
    ]


def _terms(data: ReceiptData, tr: Translator) -> list[Block]:
    blocks: list[Block] = [*agreed.by_kind(data.terms, tr), agreed.price(data, tr)]
    if data.limit:
        blocks.append(Pair(tr("Agreed without a call, up to"), _sum(data.limit, tr)))
    blocks.append(
        Pair(tr("Agreed value of the device"), _sum(data.agreed_value, tr) or tr("not valued"))
    )
    if data.prepayment:
        method = tr(PAYMENT_METHODS.get(data.prepayment_method, data.prepayment_method))
        label = tr("Prepayment, %s") % method if method else tr("Prepayment")
        blocks += [
            Pair(label, _sum(data.prepayment, tr), Weight.STRONG),
            Text(tr("The prepayment is made with the client's consent."), Weight.SMALL),
        ]
    return [*blocks, *agreed.data_copy(data.terms, tr), Rule()]


def _numbers(data: ReceiptData) -> str:
    return f"{data.number} … {data.more[-1].number}" if data.more else data.number


def _more(data: ReceiptData, tr: Translator) -> list[Block]:
    """The other devices of a visit in full; those of a batch, alike but for numbers, by a line."""
    if not data.more:
        return []
    devices = (data, *data.more)
    counted = tr.plural("%d device", "%d devices", len(devices)) % len(devices)
    head: list[Block] = [Text(counted, Weight.STRONG, Align.CENTRE), Space(4)]
    if data.is_batch:
        lines: list[Block] = [
            Pair(f"{place}. {each.number}", each.imei or each.serial)
            for place, each in enumerate(devices, start=1)
        ]
        return [*head, *lines, Rule()]
    return [*head, *(block for each in data.more for block in _further(each, tr))]


def _further(data: ReceiptData, tr: Translator) -> list[Block]:
    return [
        Text(data.number, Weight.HEADING, Align.CENTRE),
        Barcode(data.ticket),
        Space(2),
        *([Band(tr("URGENT"))] if data.urgent else []),
        Pair(
            tr("Ready by"),
            _moment(data.promised_at) if data.promised_at else tr("after diagnostics"),
            Weight.STRONG,
        ),
        Pair(tr("Kind of work"), tr(REPAIR_KINDS.get(data.repair_kind, data.repair_kind))),
        *_device(data, tr),
        *_terms(data, tr),
    ]


def _foot(data: ReceiptData, tr: Translator) -> list[Block]:
    words = edition(data.legal_profile, data.accepted_at)
    return [
        *(
            Text(f"{place}. {tr(clause)}", Weight.SMALL)
            for place, clause in enumerate(words.clauses, start=1)
        ),
        Space(),
        Signature(tr("Client")),
        Signature(
            tr("Accepted by: %s") % data.accepted_by if data.accepted_by else tr("Accepted by")
        ),
        Space(8),
        Text(tr(words.not_fiscal), Weight.STRONG, Align.CENTRE),
    ]


def _joined(*parts: str) -> str:
    return f" {DOT} ".join(part for part in parts if part)


def _known(label: str, value: str) -> list[Block]:
    return [Pair(label, value)] if value else []


def _sum(money: Money | None, tr: Translator) -> str:
    return formats.amount(money.minor, money.currency, tr.language) if money else ""


def _moment(at: datetime) -> str:
    return formats.full_moment(at, at.tzinfo or UTC)
