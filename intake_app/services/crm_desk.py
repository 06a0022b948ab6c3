"""What a person at a desk may ask about the CRMs of the shop. Light: imported by screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.sync.core.wire_crm import (
        AddRequest,
        CrmsReply,
        KeyRequest,
        ProbeReply,
        SchemaReply,
    )
    from intake_app.sync.core.wire_crm_work import (
        CrmLinkInfo,
        CrmMap,
        CrmNotice,
        CrmRecord,
        CrmRefusal,
        DecideRequest,
        DryReply,
    )


class CrmDesk(Protocol):
    """The hub does it all. Each verb runs in a lane and raises IntakeError.

    Without a hub: RejectedError(NO_HUB). What sets a CRM up needs the right to: NOT_ALLOWED.
    """

    def all(self) -> CrmsReply:
        """Say how each stands, and what could be added."""
        ...

    def add(self, asked: AddRequest) -> CrmsReply:
        """Add one; nothing is sent before `start`."""
        ...

    def change_key(self, asked: KeyRequest) -> None:
        """Go on with another key."""
        ...

    def probe(self, name: str) -> ProbeReply:
        """Try to get in."""
        ...

    def add_schema(self, asked: KeyRequest) -> SchemaReply:
        """Add missing fields with an administrator's key, which nobody keeps."""
        ...

    def begin_dry(self, name: str) -> DryReply:
        """Begin to look what a first transfer would do."""
        ...

    def dry(self, name: str) -> DryReply:
        """How far that is, and what it found."""
        ...

    def stop_dry(self, name: str) -> DryReply:
        """Look no further."""
        ...

    def start(self, name: str) -> None:
        """Begin or go on."""
        ...

    def pause(self, name: str) -> None:
        """Send nothing for now."""
        ...

    def remove(self, name: str) -> None:
        """Forget it and its key; nothing is deleted there."""
        ...

    def field_map(self, name: str) -> CrmMap:
        """How records look there."""
        ...

    def set_map(self, fields: CrmMap) -> None:
        """Let them look otherwise."""
        ...

    def refused(self, name: str) -> tuple[CrmRefusal, ...]:
        """What it did not take."""
        ...

    def resend(self, record: CrmRecord) -> int:
        """Try one again, or all; says how many."""
        ...

    def notices(self, name: str) -> tuple[CrmNotice, ...]:
        """What a person should see or decide."""
        ...

    def decide(self, asked: DecideRequest) -> None:
        """Do as a person said."""
        ...

    def links(self, kind: str, uid: UUID) -> tuple[CrmLinkInfo, ...]:
        """Where one record stands."""
        ...
