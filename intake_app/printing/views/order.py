"""An order, as all its papers may speak of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.printing.templating.variables import Values, Variables
from intake_app.printing.views import bill, device, shop
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
    "signature": N_("His signature as a picture, where he drew it on a screen"),
}
ORDER: Group = {
    "number": N_("Number of the order"),
    "ticket": N_("Digits of the barcode"),
    "accepted": N_("When it was accepted"),
    "accepted_by": N_("Who accepted it"),
    "today": N_("The day of the paper"),
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
    },
    {"devices": device.MEANINGS, "batch": BATCH},
)


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
                "client": _client(data),
                "order": _order(data, tr),
                "device": devices[0],
                "bill": bill.texts(data, tr),
            },
            {"devices": devices, "batch": batch},
        ),
        stamps=(tr("TRAINING – NOT VALID"),) if data.demo else (),
    )


def _client(data: ReceiptData) -> Group:
    return {
        "name": data.client,
        "phone": formats.phone(data.client_phone),
        "inn": data.client_inn,
        "signature": data.signature,
    }


def _order(data: ReceiptData, tr: Translator) -> Group:
    count = 1 + len(data.more)
    return {
        "number": data.number,
        "ticket": data.ticket,
        "accepted": formats.written(data.accepted_at),
        "accepted_by": data.accepted_by,
        "today": f"{data.at or data.accepted_at:%d.%m.%Y}",
        "devices": tr.plural("%d device", "%d devices", count) % count,
    }
