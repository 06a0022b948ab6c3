"""What of the CRMs waits for a person, as rows; read in lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.wire_crm_work import Choice, CrmRecord, DecideRequest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from intake_app.services.dispute_rows import Whose
    from intake_app.services.shop import Shop
    from intake_app.sync.core.wire_crm import CrmState
    from intake_app.sync.core.wire_crm_work import CrmNotice

REFUSED, DUPLICATE = "refused", "duplicate"
DECIDED = frozenset({DUPLICATE, "merged", "deleted"})
"""What a person must decide about; the rest is only to be seen."""


class CrmRow(NamedTuple):
    """One record one CRM speaks of; `notice` is None for what was refused."""

    crm: str
    kind: str
    uid: UUID
    what: str
    words: str
    at_ms: int
    whose: Whose
    notice: CrmNotice | None = None

    @property
    def remote(self) -> str:
        """What it is called in the CRM; empty where it is not there."""
        return self.notice.remote if self.notice is not None else ""

    @property
    def others(self) -> Mapping[str, str]:
        """Who in the CRM may be the same: remote id to name."""
        return self.notice.others if self.notice is not None else {}


class CrmSeen(NamedTuple):
    """How they stand, and all that waits for a person."""

    crms: tuple[CrmState, ...]
    rows: tuple[CrmRow, ...]


def read(shop: Shop) -> CrmSeen:
    """Ask the hub; runs in the lane of CRMs. Raises IntakeError."""
    if shop.crm is None:
        raise RejectedError(Problem.NO_HUB)
    crms = shop.crm.all().crms
    found: list[tuple[str, str, UUID, str, str, int, CrmNotice | None]] = []
    for one in crms:
        if one.refused:
            found += (
                (one.name, row.kind, row.uid, REFUSED, row.words, row.since_ms, None)
                for row in shop.crm.refused(one.name)
            )
        if one.notices:
            found += (
                (one.name, row.kind, row.uid, row.what, row.words, row.noted_ms, row)
                for row in shop.crm.notices(one.name)
            )
    named = shop.services.crm_records.named([(row[1], row[2]) for row in found])
    rows = (CrmRow(*row[:6], whose, row[6]) for row, whose in zip(found, named, strict=True))
    return CrmSeen(crms, tuple(rows))


def resend(shop: Shop, row: CrmRow) -> None:
    """Try it once more; runs in the lane of CRMs. Raises IntakeError."""
    if shop.crm is not None:
        shop.crm.resend(CrmRecord(name=row.crm, kind=row.kind, uid=row.uid))


def decide(shop: Shop, row: CrmRow, choice: Choice, remote: str = "") -> None:
    """Say what a person decided; runs in the lane of CRMs. Raises IntakeError."""
    if shop.crm is not None and row.notice is not None:
        asked = DecideRequest(name=row.crm, notice=row.notice.id, choice=choice, remote=remote)
        shop.crm.decide(asked)
