"""An order, as all its papers may speak of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.printing.templating.variables import Values, Variables
from intake_app.printing.views import agreement, bill, device, found, leaving, lines, shop
from intake_app.printing.views.sheet import Sheet
from intake_app.printing.views.titles import TITLES

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import PaperName, ReceiptData

CLIENT: Group = {
    "name": N_("Name of the client"),
    "phone": N_("Phone of the client"),
    "inn": N_("Taxpayer number of the client"),
    "kpp": N_("Tax registration code (KPP)"),
    "address": N_("Address of the client"),
    "consignee": N_("Who receives the goods for him, with the address"),
    "contract": N_("Contract with the client"),
    "director": N_("Who signs for the client"),
    "company": N_("Filled only for a company"),
    "signature": N_("His signature as a picture, where he drew it on a screen"),
}
ORDER: Group = {
    "number": N_("Number of the order"),
    "ticket": N_("Digits of the barcode"),
    "accepted": N_("When it was accepted"),
    "accepted_by": N_("Who accepted it"),
    "today": N_("The day of the paper"),
    "accepted_day": N_("The day it was accepted"),
    "finished_day": N_("The day the repair was done; empty before"),
    "repair_days": N_("How many days the device was here"),
    "warranty_days": N_("How long our work has a warranty, in words; empty: not said"),
    "warranty": N_("Until when our work has a warranty; empty: to be written in"),
    "devices": N_("How many devices, in words"),
}
BATCH: Group = {
    "number": N_("Number of the order"),
    "code": N_("IMEI or serial number"),
}
VARIABLES = Variables(
    {
        "shop": shop.MEANINGS,
        "client": CLIENT,
        "order": ORDER,
        "device": device.MEANINGS,
        "bill": bill.MEANINGS,
        "agreed": agreement.MEANINGS,
        "found": found.MEANINGS,
        "handed": leaving.HANDED,
        "lent": leaving.LENT,
    },
    {
        "devices": device.MEANINGS,
        "batch": BATCH,
        "lines": lines.MEANINGS,
        "offers": agreement.OFFERS,
    },
)


_COMPANY_INN = 10  # digits; people and sole traders have two more


def sheet(name: PaperName, data: ReceiptData, tr: Translator) -> Sheet:
    """A paper of an order; further devices of a visit come as `devices`, of a batch as `batch`."""
    all_devices = (data, *data.more)
    full = (data,) if data.is_batch else all_devices
    devices = tuple(device.texts(each, tr) for each in full)
    numbers = f"{data.number} … {data.more[-1].number}" if data.more else data.number
    batch = tuple(
        {"number": each.number, "code": each.imei or each.serial}
        for each in (all_devices if data.is_batch and data.more else ())
    )
    return Sheet(
        title=tr(TITLES[name]) % numbers,
        language=tr.language,
        profile=data.legal_profile,
        day=(data.at or data.accepted_at).date(),
        variables=VARIABLES,
        values=Values(
            {
                "shop": shop.texts(data.shop, tr),
                "client": _client(data, tr),
                "order": _order(data, tr),
                "device": devices[0],
                "bill": bill.texts(data, tr),
                "agreed": agreement.texts(data, tr),
                "found": found.texts(data),
                "handed": leaving.handed(data, tr),
                "lent": leaving.lent(data, tr),
            },
            {
                "devices": devices,
                "batch": batch,
                "lines": lines.texts(data, tr),
                "offers": agreement.offers(data, tr),
            },
        ),
        stamps=(tr("TRAINING – NOT VALID"),) if data.demo else (),
    )


def _client(data: ReceiptData, tr: Translator) -> Group:
    is_company = data.buyer.kpp or len(data.client_inn) == _COMPANY_INN
    return {
        "name": data.client,
        "phone": formats.phone(data.client_phone),
        "inn": data.client_inn,
        "kpp": data.buyer.kpp,
        "address": data.buyer.address,
        "consignee": data.buyer.consignee,
        "contract": data.buyer.contract,
        "director": data.buyer.director,
        "company": tr("yes") if is_company else "",
        "signature": data.signature,
    }


def _order(data: ReceiptData, tr: Translator) -> Group:
    count = 1 + len(data.more)
    today = data.at or data.accepted_at
    ends = leaving.day(data) + timedelta(days=data.warranty_days)
    return {
        "number": data.number,
        "ticket": data.ticket,
        "accepted": formats.written(data.accepted_at),
        "accepted_by": data.accepted_by,
        "today": f"{today:%d.%m.%Y}",
        "accepted_day": f"{data.accepted_at:%d.%m.%Y}",
        "finished_day": f"{data.finished_at:%d.%m.%Y}" if data.finished_at else "",
        "repair_days": str((today.date() - data.accepted_at.date()).days),
        "warranty_days": tr.plural("%d day", "%d days", data.warranty_days) % data.warranty_days
        if data.warranty_days
        else "",
        "warranty": f"{ends:%d.%m.%Y}" if data.warranty_days else "",
        "devices": tr.plural("%d device", "%d devices", count) % count,
    }
