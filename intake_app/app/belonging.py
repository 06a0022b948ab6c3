"""What a member desk owes its shop between changes: a fresh token, and vault keys for all."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from intake_app.errors import RejectedError
from intake_app.services.vault import key_id
from intake_app.sync import membership, sealing
from intake_app.sync.core.wire_enrol import MAX_HANDED, HandedKey

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from uuid import UUID

    from intake_app.services.vault import Vault
    from intake_app.sync.client import HubClient
    from intake_app.sync.core.wire_enrol import StationInfo, StationsReply
    from intake_app.sync.membership import Membership
    from intake_app.sync.secrets import Secrets

logger = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")

Named: TypeAlias = "Callable[[Mapping[UUID, str]], None]"


def keep_up(
    url: str, member: Membership, secrets: Secrets, vault: Vault, named: Named | None = None
) -> Membership:
    """Fetch keys, renew ours after a desk left, hand keys over, change an old token.

    Runs in a lane, every few minutes. `named` hears how the desks are called. Gives the membership
    to go on with. Raises IntakeError when the hub or the keyring does not answer; what was done by
    then counts, and the rest is done the next time.
    """

    async def work(client: HubClient) -> str:
        told = await client.stations()
        if named is not None:
            named({one.origin: one.name for one in told.stations})
        await _fetch(client, member, vault)
        if vault.part_with(_gone(told)):
            logger.info("a desk has left the shop: another vault key is used from now on")
        await _hand_over(client, member, told, vault.keys())
        return await client.new_token() if told.is_token_old else ""

    token = asked(url, member, work)
    if not token:
        return member
    logger.info("the token of this desk was changed")
    return membership.with_token(secrets, member, token)


def stations(url: str, member: Membership) -> StationsReply:
    """Hear who belongs to the shop; runs in a lane."""
    return asked(url, member, lambda client: client.stations())


def rename(url: str, member: Membership, name: str) -> str:
    """Call this desk otherwise; gives the name that was free. Runs in a lane."""
    return asked(url, member, lambda client: client.rename(name))


def asked(url: str, member: Membership, work: Callable[[HubClient], Awaitable[_Answer]]) -> _Answer:
    """Talk to the hub once, on a line of its own."""

    async def talk() -> _Answer:
        client = member.client(url)
        try:
            return await work(client)
        finally:
            await client.close()

    return asyncio.run(talk())


async def _fetch(client: HubClient, member: Membership, vault: Vault) -> None:
    """Take what was sealed to us; what does not open, or is not what it says, is passed over."""
    known = vault.keys()
    for one in await client.handed():
        if one.key_id in known:
            continue
        try:
            key = sealing.unseal(one.sealed, member.seal_seed, _about(one))
        except RejectedError:
            logger.info("a vault key that was handed over does not open")
            continue
        if key_id(key) == one.key_id:
            vault.take(key)


def _gone(told: StationsReply) -> list[str]:
    """Who knows our keys and is turned away, each time anew when he was let in between."""
    return [
        f"{one.origin} {one.enrolled_ms} {one.revoked_ms}"
        for one in told.stations
        if one.is_revoked
    ]


async def _hand_over(
    client: HubClient, member: Membership, told: StationsReply, keys: Mapping[str, bytes]
) -> None:
    lacking = [
        sealed(named, key, desk)
        for desk in told.stations
        if desk.origin != member.origin and not desk.is_revoked
        for named, key in sorted(keys.items())
        if named not in desk.vault_keys
    ]
    for at in range(0, len(lacking), MAX_HANDED):
        await client.hand_over(tuple(lacking[at : at + MAX_HANDED]))


def sealed(named: str, key: bytes, desk: StationInfo) -> HandedKey:
    """Close a key for one desk."""
    bare = HandedKey(origin=desk.origin, key_id=named, sealed="")
    return replace(bare, sealed=sealing.seal(key, desk.seal_key, _about(bare)))


def _about(one: HandedKey) -> bytes:
    return b"vault\0" + one.origin.bytes + one.key_id.encode()
