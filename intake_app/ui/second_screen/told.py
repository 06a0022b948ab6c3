"""What of an intake the client may see: what he said himself, and never what the shop knows.

Of a client picked from the list nothing is shown until the desk has said that it is he: somebody
else may stand there. Then a short name and the end of the number are enough to know oneself by.
A known device is named, its numbers are not. Notes, remarks, passcode and technician never appear.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.checks import names
from intake_app.i18n import formats
from intake_app.services import condition

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from intake_app.i18n.translator import Translator
    from intake_app.services.drafts import IntakeDraft
    from intake_app.ui.second_screen.mirror import Lines

_END_OF_PHONE = 5  # `45-67`


@dataclass(frozen=True, slots=True)
class Told:
    """An intake as far as it is typed; `promised_at` is what would be promised now."""

    draft: IntakeDraft
    promised_at: datetime | None
    is_he: bool  # a known client was confirmed to be the person at the counter
    zone: tzinfo
    currency: str

    def lines(self, tr: Translator) -> Lines:
        """Labels and values in the client's language; nothing while nothing is typed."""
        draft = self.draft
        found = (*self._client(tr), *self._device(tr), (tr("Fault"), draft.fault.strip()))
        if not any(value for _, value in found):
            return ()
        accessories = condition.told(draft.accessory_marks, draft.accessories, tr)
        appearance = condition.told(draft.appearance_marks, draft.appearance, tr)
        return tuple(
            (label, value)
            for label, value in (
                *found,
                (tr("Accessories"), accessories),
                (tr("Appearance"), appearance),
                *self._terms(tr),
            )
            if value
        )

    def _client(self, tr: Translator) -> Lines:
        client = self.draft.client
        if client.id is None:
            return (tr("Client"), client.name), (tr("Phone"), client.phone)
        if not self.is_he:
            return ()
        end = client.phone[-_END_OF_PHONE:]
        return (tr("Client"), names.short(client.name)), (tr("Phone"), f"…{end}" if end else "")

    def _device(self, tr: Translator) -> Lines:
        device = self.draft.device
        title = " ".join(filter(None, (device.kind, device.brand, device.model)))
        if device.id is not None:
            return ((tr("Device"), title),)
        return (
            (tr("Device"), title),
            (tr("Serial number"), device.serial),
            (tr("IMEI"), device.imei),
        )

    def _terms(self, tr: Translator) -> Lines:
        if not (self.draft.device.kind or self.draft.fault):
            return ()
        at = self.promised_at
        return (
            (tr("Ready by"), formats.moment(at, tr.language, self.zone) if at else ""),
            (tr("Estimate"), self._money(self.draft.estimate_minor, tr)),
            (tr("Prepayment"), self._money(self.draft.prepayment_minor, tr)),
        )

    def _money(self, minor: int | None, tr: Translator) -> str:
        return formats.amount(minor, self.currency, tr.language) if minor else ""
