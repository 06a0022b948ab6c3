"""The hub over HTTP: every call of the protocol, as the driver and the lanes make them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.errors import RejectedError
from intake_app.sync.core import repair_wire, wire, wire_backups, wire_enrol, wire_files
from intake_app.sync.core.reading import Reader
from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.crm_calls import CrmCalls
from intake_app.sync.line import HubLine, Patience
from intake_app.sync.signing import sign

if TYPE_CHECKING:
    import ssl

    from intake_app.sync.core.ops import Op
    from intake_app.sync.signing import Signer


class HubClient:
    """Each call ends in its reply, HubUnavailableError or HubRejectedError, within a deadline."""

    def __init__(
        self,
        address: str,
        token: str = "",
        *,
        signer: Signer | None = None,
        context: ssl.SSLContext | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._signer = signer
        self._line = HubLine(address, token, context=context, patience=patience)

    @property
    def crm(self) -> CrmCalls:
        """The calls about CRMs."""
        return CrmCalls(self._line)

    async def hello(self, request: wire.HelloRequest) -> wire.HelloReply:
        """See `HubCalls`."""
        return await self._line.post("hello", request.members(), wire.HelloReply.decode)

    async def push(self, request: wire.PushRequest) -> wire.PushReply:
        """See `HubCalls`; ops that never left this workstation are signed here."""
        try:
            members = self._signed(request).members()
        except RejectedError as error:
            raise refusal(Why.MALFORMED, error.detail) from error
        return await self._line.post("push", members, wire.PushReply.decode)

    def _signed(self, request: wire.PushRequest) -> wire.PushRequest:
        return replace(request, ops=self._with_signatures(request.ops))

    async def pull(self, request: wire.PullRequest) -> wire.PullReply:
        """See `HubCalls`."""
        return await self._line.get("pull", request.parameters(), wire.PullReply.decode)

    async def enrol(self, request: wire_enrol.EnrolRequest) -> wire_enrol.EnrolReply:
        """Trade a one-time code for a token."""
        return await self._line.post("enrol", request.members(), wire_enrol.EnrolReply.decode)

    async def authority(self) -> str:
        """Fetch the certificate of the shop's authority; whoever asks checks its fingerprint."""
        return await self._line.get("ca", {}, lambda found: Reader(found).text("ca", limit=4000))

    async def stations(self) -> wire_enrol.StationsReply:
        """Hear of the shop's workstations and of our own token."""
        return await self._line.get("stations", {}, wire_enrol.StationsReply.decode)

    async def rename(self, name: str) -> str:
        """Be called otherwise from now on; the hub's answer is the name that was free."""
        asked = wire_enrol.RenameRequest(name=name)
        reply = await self._line.post("rename", asked.members(), wire_enrol.RenameRequest.decode)
        return reply.name

    async def new_token(self) -> str:
        """Get another token; the one this line speaks with lives on for some days."""
        return (await self._line.post("token", {}, wire_enrol.TokenReply.decode)).token

    async def hand_over(self, keys: tuple[wire_enrol.HandedKey, ...]) -> None:
        """Give the hub vault keys sealed to other desks."""
        asked = wire_enrol.HandedKeys(keys=keys)
        await self._line.post("vault-keys", asked.members(), wire_enrol.HandedKeys.decode)

    async def handed(self) -> tuple[wire_enrol.HandedKey, ...]:
        """Fetch vault keys that were sealed to us."""
        return (await self._line.get("vault-keys", {}, wire_enrol.HandedKeys.decode)).keys

    async def diff(self, request: repair_wire.DiffRequest) -> repair_wire.DiffReply:
        """See `HubCalls`."""
        return await self._line.post("diff", request.members(), repair_wire.DiffReply.decode)

    async def relay(self, request: repair_wire.RelayRequest) -> wire.PushReply:
        """See `HubCalls`; what others made bears their signature already."""
        try:
            members = replace(request, ops=self._with_signatures(request.ops)).members()
        except RejectedError as error:
            raise refusal(Why.MALFORMED, error.detail) from error
        return await self._line.post("relay", members, wire.PushReply.decode)

    def _with_signatures(self, ops: tuple[Op, ...]) -> tuple[Op, ...]:
        signer = self._signer  # signing again gives the same, so nothing needs to be kept of it
        return ops if signer is None else tuple(sign(op, signer) for op in ops)

    async def part(self, request: repair_wire.PartRequest) -> repair_wire.PartReply:
        """See `HubCalls`."""
        asked, decode = request.parameters(), repair_wire.PartReply.decode
        return await self._line.get("snapshot", asked, decode)

    async def digest(self) -> repair_wire.DigestReply:
        """See `HubCalls`."""
        return await self._line.get("digest", {}, repair_wire.DigestReply.decode)

    async def records(self, entity: str, bucket: int) -> repair_wire.RecordsReply:
        """See `HubCalls`."""
        named = {"entity": entity, "bucket": str(bucket)}
        return await self._line.get("records", named, repair_wire.RecordsReply.decode)

    async def backups(self) -> wire_backups.BackupsReply:
        """Ask which backups of the shop's workstations the hub keeps."""
        return await self._line.get("backups", {}, wire_backups.BackupsReply.decode)

    async def begin_file(
        self, name: str, length: int, *, kind: str = "blob"
    ) -> wire_files.FileReply:
        """See `FileCalls`; `kind` says which sort of file."""
        head = {wire_files.LENGTH: str(length)}
        asked = ("POST", f"{kind}/{name}")
        return await self._line.send(asked, b"", head, wire_files.FileReply.decode)

    async def send_chunk(
        self, name: str, offset: int, content: bytes, *, kind: str = "blob"
    ) -> wire_files.FileReply:
        """See `FileCalls`."""
        head = {wire_files.OFFSET: str(offset)}
        asked = ("PATCH", f"{kind}/{name}")
        return await self._line.send(asked, content, head, wire_files.FileReply.decode)

    async def fetch_chunk(self, name: str, offset: int, *, kind: str = "blob") -> wire_files.Piece:
        """See `FileCalls`."""
        last = offset + wire_files.CHUNK - 1
        raw, told = await self._line.fetch(f"{kind}/{name}", {"Range": f"bytes={offset}-{last}"})
        return wire_files.piece(offset, raw, told)

    async def close(self) -> None:
        """Let go of every connection."""
        await self._line.close()
