"""The shift of the fiscal register: opened and closed with that of the cash box, by a driver."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from intake_app.models.cash import FiscalJob

if TYPE_CHECKING:
    from intake_app.config import Settings
    from intake_app.models.writing import Writing
    from intake_app.services.fiscal_rows import FiscalAct

_BY_HAND = frozenset({"none", "manual"})
"""Nobody can be told, or a person does it at the register itself."""


def is_driven(settings: Settings) -> bool:
    """Whether the program tells the register of this desk what to do."""
    return settings.desk.fiscal not in _BY_HAND


def ask(session: Writing, settings: Settings, about: UUID, act: FiscalAct) -> bool:
    """Keep the operation in the transaction of what it belongs to; False where none is driven."""
    if not is_driven(settings):
        return False
    registrar = settings.desk.fiscal
    session.create(
        FiscalJob,
        id=uuid5(about, f"{registrar} {act}"),
        payment_id=about,
        kind=act.value,
        registrar=registrar,
        data=json.dumps({"1021": session.operator}, ensure_ascii=False),
        created_at=session.now,
        changed_at=session.now,
    )
    return True
