"""The words of an agreement: how it was said, how an estimate stands, what is to be done."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_
from intake_app.services.agreement_rows import Cause, Channel, NoticeKind, Standing, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        "": N_("not told yet"),
        Channel.PHONE: N_("by phone"),
        Channel.COUNTER: N_("at the counter"),
        Channel.MESSAGE: N_("by message"),
        Channel.PAGE: N_("on his page"),
        Channel.LETTER: N_("by letter"),
    }
)
VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        Verdict.YES: N_("Yes"),
        Verdict.NOT_SO: N_("Not so: another offer"),
        Verdict.GIVES_UP: N_("No: gives the repair up"),
    }
)
STANDINGS: Mapping[str, str] = MappingProxyType(
    {
        Standing.OPEN: N_("waits for an answer"),
        Standing.AGREED: N_("agreed"),
        Standing.DECLINED: N_("declined"),
        Standing.SUPERSEDED: N_("replaced"),
    }
)
NOTICES: Mapping[str, str] = MappingProxyType(
    {
        NoticeKind.RISK: N_("Risk"),
        NoticeKind.DELAY: N_("Delay"),
        NoticeKind.READY: N_("Ready"),
        NoticeKind.UNCLAIMED: N_("Not fetched"),
        NoticeKind.PROMISE: N_("Promise"),
    }
)
CAUSES: Mapping[str, str] = MappingProxyType(
    {Cause.SHOP: N_("ours"), Cause.PARTS: N_("parts"), Cause.CLIENT: N_("the client's wish")}
)
STEPS: Mapping[str, str] = MappingProxyType(
    {
        "answer": N_("Ask for the answer"),
        "prepayment": N_("Ask for the prepayment"),
        "risk": N_("Ask for the answer to the warning"),
        "hold": N_("On hold: find out what comes next"),
        "tell": N_("Tell that it is ready"),
        "warn": N_("Warn in writing"),
        "sell": N_("May be sold or disposed of"),
    }
)
