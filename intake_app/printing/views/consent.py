"""A consent for the client to sign or to refuse: one purpose, no box ticked beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.printing.letters import NBSP
from intake_app.printing.templating.variables import Values, Variables
from intake_app.printing.views import shop
from intake_app.printing.views.sheet import Sheet

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import ConsentData

CONSENT: Group = {
    "title": N_("Heading of the consent"),
    "client": N_("Name of the client"),
    "phone": N_("Phone of the client"),
    "date": N_("When it was asked for"),
    "by": N_("Who asked for it"),
    "version": N_("Version of the text"),
    "sum": N_("First signs of the text's SHA-256"),
    "box": N_("An empty box, to be ticked by the client"),
}
PARAGRAPH: Group = {"text": N_("One paragraph of the consent")}
VARIABLES = Variables({"shop": shop.MEANINGS, "consent": CONSENT}, {"paragraphs": PARAGRAPH})

_BOX = f"[{NBSP * 4}]"  # blanks in a row would be folded into one
_SHOWN = 12  # of the sum: enough to tell texts apart by eye


def sheet(data: ConsentData, tr: Translator) -> Sheet:
    """The text itself is no template: what was accepted is known by its sum."""
    consent: Group = {
        "title": data.title,
        "client": data.client,
        "phone": formats.phone(data.client_phone),
        "date": formats.written(data.at),
        "by": data.by,
        "version": data.text_version,
        "sum": data.text_sha256[:_SHOWN],
        "box": _BOX,
    }
    return Sheet(
        title=data.title,
        language=data.language,
        profile="",
        day=data.at.date(),
        variables=VARIABLES,
        values=Values(
            {"shop": shop.texts(data.shop, tr), "consent": consent},
            {"paragraphs": tuple({"text": line} for line in data.body.splitlines() if line)},
        ),
        stamps=(tr("TRAINING – NOT VALID"),) if data.demo else (),
    )
