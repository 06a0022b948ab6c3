"""The calls about CRMs over the line of a client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.sync.core import wire_crm, wire_crm_work
from intake_app.sync.core.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from intake_app.sync.line import HubLine


@dataclass(frozen=True, slots=True)
class CrmCalls:
    """Each ends as those of `HubClient`."""

    line: HubLine

    async def all(self) -> wire_crm.CrmsReply:
        """See `services.crm_desk`, here and below."""
        return await self.line.get("crm", {}, wire_crm.CrmsReply.decode)

    async def add(self, asked: wire_crm.AddRequest) -> wire_crm.CrmsReply:
        """Add one."""
        return await self.line.post("crm", asked.members(), wire_crm.CrmsReply.decode)

    async def tell(self, verb: str, members: Mapping[str, object]) -> None:
        """Ask for something that is answered by nothing."""
        await self.line.post(f"crm/{verb}", members, _nothing)

    async def probe(self, name: str) -> wire_crm.ProbeReply:
        """Try to get in."""
        asked = wire_crm.CrmNamed(name=name).members()
        return await self.line.post("crm/test", asked, wire_crm.ProbeReply.decode)

    async def add_schema(self, asked: wire_crm.KeyRequest) -> wire_crm.SchemaReply:
        """Add missing fields."""
        return await self.line.post("crm/schema", asked.members(), wire_crm.SchemaReply.decode)

    async def tell_dry(self, verb: str, name: str) -> wire_crm_work.DryReply:
        """Begin a dry run, or end it."""
        asked = wire_crm.CrmNamed(name=name).members()
        return await self.line.post(f"crm/{verb}", asked, wire_crm_work.DryReply.decode)

    async def dry(self, name: str) -> wire_crm_work.DryReply:
        """How far it is."""
        return await self.line.get("crm/dry-run", {"name": name}, wire_crm_work.DryReply.decode)

    async def field_map(self, name: str) -> wire_crm_work.CrmMap:
        """How records look there."""
        return await self.line.get("crm/map", {"name": name}, wire_crm_work.CrmMap.decode)

    async def refused(self, name: str) -> wire_crm_work.RefusedReply:
        """What it did not take."""
        return await self.line.get("crm/refused", {"name": name}, wire_crm_work.RefusedReply.decode)

    async def resend(self, record: wire_crm_work.CrmRecord) -> int:
        """Try again."""
        return await self.line.post("crm/resend", record.members(), _count)

    async def notices(self, name: str) -> wire_crm_work.NoticesReply:
        """What a person should see or decide."""
        return await self.line.get("crm/notices", {"name": name}, wire_crm_work.NoticesReply.decode)

    async def links(self, kind: str, uid: UUID) -> wire_crm_work.LinksReply:
        """Where one record stands."""
        asked = {"kind": kind, "uid": str(uid)}
        return await self.line.get("crm/link", asked, wire_crm_work.LinksReply.decode)


def _nothing(_members: Mapping[str, object]) -> None:
    """The hub has done it."""


def _count(members: Mapping[str, object]) -> int:
    return Reader(members).whole("count")
