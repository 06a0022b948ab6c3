"""What people ask of the CRMs of a shop, by a desk or the command line; `crm.systems` does it.

Every verb blocks. A wish that cannot be is RejectedError (UNKNOWN_RECORD for a name nobody has,
MALFORMED with a reason); what the CRM itself says, while it is asked, comes as `crm.faults`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from intake_app.sync.core.wire_crm import AddRequest, CrmState, ProbeReply
    from intake_app.sync.core.wire_crm_work import (
        CrmLinkInfo,
        CrmNotice,
        CrmRefusal,
        DecideRequest,
        DryReply,
    )
    from intake_hub.crm.field_map import FieldMap


class CrmWork(Protocol):
    """The use cases; names are unique in a shop."""

    def states(self, shop: UUID) -> Sequence[CrmState]:
        """Say how each CRM stands, in the order of their adding."""
        ...

    def add(self, shop: UUID, asked: AddRequest) -> None:
        """Keep a new CRM and its key; nothing is sent before `start`."""
        ...

    def change_key(self, shop: UUID, name: str, key: str) -> None:
        """Go on with another key."""
        ...

    def remove(self, shop: UUID, name: str) -> None:
        """Forget it here, its key too; nothing is deleted there."""
        ...

    def probe(self, shop: UUID, name: str) -> ProbeReply:
        """Get in, and say what is missing."""
        ...

    def add_schema(self, shop: UUID, name: str, admin_key: str) -> tuple[str, ...]:
        """Add the missing fields with an administrator's key, which is not kept."""
        ...

    def dry_run(
        self, shop: UUID, name: str, show: Callable[[int, int], bool] | None = None
    ) -> DryReply:
        """Say what a first transfer would do; `show` hears of progress, False from it ends it."""
        ...

    def start(self, shop: UUID, name: str) -> None:
        """Begin, or go on, also after a stop."""
        ...

    def pause(self, shop: UUID, name: str) -> None:
        """Send nothing more until `start`."""
        ...

    def run_once(self, shop: UUID, name: str) -> None:
        """Do all that is due now, in this thread."""
        ...

    def sweep(self, shop: UUID, name: str) -> None:
        """Look at the next turn for what was deleted or merged there, not only once a day."""
        ...

    def field_map(self, shop: UUID, name: str) -> FieldMap:
        """How records look there."""
        ...

    def set_field_map(self, shop: UUID, name: str, fields: FieldMap) -> None:
        """Look otherwise from now on; what is there already is sent again as it shall be."""
        ...

    def refused(self, shop: UUID, name: str, limit: int) -> Sequence[CrmRefusal]:
        """What the CRM did not take, the oldest first."""
        ...

    def resend(self, shop: UUID, name: str, kind: str, uid: UUID | None) -> int:
        """Try one of them again, or all; says how many."""
        ...

    def notices(self, shop: UUID, name: str, limit: int) -> Sequence[CrmNotice]:
        """What a person should see or decide, the oldest first."""
        ...

    def decide(self, shop: UUID, asked: DecideRequest) -> None:
        """Do as a person said."""
        ...

    def links(self, shop: UUID, kind: str, uid: UUID) -> Sequence[CrmLinkInfo]:
        """Where one record stands in every CRM."""
        ...
