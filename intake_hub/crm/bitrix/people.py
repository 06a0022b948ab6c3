"""Names of those who are responsible for records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_hub.crm.bitrix.clients import text
from intake_hub.crm.bitrix.webhook import Call
from intake_hub.crm.faults import Stop, StoppedError
from intake_hub.crm.values import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_hub.crm.adapter import Remote
    from intake_hub.crm.bitrix.webhook import Webhook


class People:
    """Asks for each once; without the right to, numbers stay numbers."""

    def __init__(self, webhook: Webhook) -> None:
        self._webhook = webhook
        self._names: dict[str, str] = {}

    def named(self, records: Sequence[Remote]) -> tuple[Remote, ...]:
        """The same records with names for numbers."""
        numbers = {str(one.values.get("manager") or "") for one in records} - {""}
        unknown = sorted(numbers - self._names.keys())
        if unknown:
            self._names |= {one: one for one in unknown} | self._asked(unknown)
        return tuple(self._one(record) for record in records)

    def _one(self, record: Remote) -> Remote:
        number = str(record.values.get("manager") or "")
        if not number:
            return record
        return replace(record, values={**record.values, "manager": self._names[number]})

    def _asked(self, numbers: Sequence[str]) -> dict[str, str]:
        try:
            rows = rows_of(self._webhook.rows(Call("user.get", {"FILTER": {"ID": list(numbers)}})))
        except StoppedError as stopped:
            if stopped.why is not Stop.RIGHT_MISSING:
                raise
            return {}
        return {
            text(row, "ID"): " ".join(
                one for one in (text(row, "NAME"), text(row, "LAST_NAME")) if one
            )
            for row in rows
        }
