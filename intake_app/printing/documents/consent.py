"""A consent for the client to sign or to refuse: one purpose, no box ticked beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.printing.document import (
    Align,
    Band,
    Cut,
    Document,
    Pair,
    Rule,
    Signature,
    Space,
    Text,
    Weight,
)
from intake_app.printing.letters import NBSP

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.printing.document import Block
    from intake_app.services.papers import ConsentData

_BOXES = (N_("I agree"), N_("I do not agree"))
_BOX = f"[{NBSP * 4}]"  # blanks in a row would be folded into one
_SHOWN = 12  # of the sum: enough to tell texts apart by eye


def consent(data: ConsentData, tr: Translator, *, repeat: bool = False) -> Document:
    """Compose the paper; the text stands in the language it was written in."""
    return Document(
        title=data.title,
        blocks=(
            *_head(data, tr, repeat=repeat),
            *(Text(line, Weight.SMALL) for line in data.body.splitlines() if line),
            Rule(),
            *_sides(data, tr),
            Cut(),
        ),
        language=data.language,
    )


def _head(data: ConsentData, tr: Translator, *, repeat: bool) -> list[Block]:
    marks: list[Block] = []
    if data.demo:
        marks.append(Band(tr("TRAINING – NOT VALID")))
    if repeat:
        marks.append(Band(tr("REPEAT")))
    return [
        *marks,
        Text(data.shop.name, Weight.HEADING, Align.CENTRE),
        Rule(),
        Text(data.title, Weight.STRONG, Align.CENTRE),
        Space(4),
    ]


def _sides(data: ConsentData, tr: Translator) -> list[Block]:
    phone = formats.phone(data.client_phone)
    return [
        Pair(tr("Client"), data.client, Weight.STRONG),
        *([Pair(tr("Phone"), phone)] if phone else []),
        Pair(tr("Date"), f"{data.at:%d.%m.%Y %H:%M}"),
        Space(4),
        *(Text(f"{_BOX}  {tr(box)}", Weight.STRONG) for box in _BOXES),
        Space(),
        Signature(tr("Client")),
        Signature(tr("Accepted by: %s") % data.by if data.by else tr("Accepted by")),
        Space(4),
        Text(
            tr("Text %(version)s, sum %(sum)s")
            % {"version": data.text_version, "sum": data.text_sha256[:_SHOWN]},
            Weight.SMALL,
            Align.CENTRE,
        ),
    ]
