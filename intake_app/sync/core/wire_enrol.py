"""What a workstation and its hub say about who it is: enrolment, tokens, stations, vault keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.reading import Reader, as_base64, as_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

KEY_BYTES = 32
MAX_HANDED = 256
"""Vault keys handed over in one call."""

_KEY_ID = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolRequest:
    """A workstation asks to be let in; `origin` is the identity its store was born with."""

    code: str
    name: str
    origin: UUID
    key: bytes  # Ed25519, public: whoever signs our ops
    seal_key: bytes  # X25519, public: for what is meant for us alone

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "code": self.code,
            "name": self.name,
            "origin": str(self.origin),
            "key": as_base64(self.key),
            "seal_key": as_base64(self.seal_key),
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> EnrolRequest:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            code=reader.text("code", limit=40),
            name=reader.text("name", limit=60),
            origin=reader.uuid("origin"),
            key=reader.octets("key", KEY_BYTES, is_needed=True),
            seal_key=reader.octets("seal_key", KEY_BYTES, is_needed=True),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolReply:
    """The key of the workstation and the letters of its order numbers."""

    token: str
    shop: UUID
    epoch: UUID
    inc: int
    prefix: str
    name: str = ""  # as the hub calls it: another workstation may have had the one asked for

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "token": self.token,
            "shop": str(self.shop),
            "epoch": str(self.epoch),
            "inc": self.inc,
            "prefix": self.prefix,
            "name": self.name,
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> EnrolReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            token=reader.text("token"),
            shop=reader.uuid("shop"),
            epoch=reader.uuid("epoch"),
            inc=reader.whole("inc"),
            prefix=reader.text("prefix", limit=12),
            name=reader.text("name", limit=80, default=""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenReply:
    """A new token; the one it was asked with lives on for some days."""

    token: str

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {"token": self.token}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> TokenReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        return cls(token=Reader(members).text("token"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameRequest:
    """A workstation wants to be called otherwise."""

    name: str

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {"name": self.name}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> RenameRequest:
        """Read it. Raises RejectedError(MALFORMED)."""
        return cls(name=Reader(members).text("name", limit=60))


@dataclass(frozen=True, slots=True, kw_only=True)
class StationInfo:
    """One workstation of the shop, as every other one may know it."""

    origin: UUID
    name: str
    prefix: str
    enrolled_ms: int
    greeted_ms: int  # 0: never
    is_revoked: bool
    seal_key: bytes
    vault_keys: tuple[str, ...]  # ids of the keys that lie ready for it
    revoked_ms: int = 0  # since when it is turned away; 0 from a hub that does not say

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "origin": str(self.origin),
            "name": self.name,
            "prefix": self.prefix,
            "enrolled_ms": self.enrolled_ms,
            "greeted_ms": self.greeted_ms,
            "revoked": self.is_revoked,
            "revoked_ms": self.revoked_ms,
            "seal_key": as_base64(self.seal_key),
            "vault_keys": list(self.vault_keys),
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> StationInfo:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            origin=reader.uuid("origin"),
            name=reader.text("name", limit=80),
            prefix=reader.text("prefix", limit=12),
            enrolled_ms=reader.whole("enrolled_ms"),
            greeted_ms=reader.whole("greeted_ms"),
            is_revoked=reader.flag("revoked"),
            revoked_ms=reader.whole("revoked_ms", default=0),
            seal_key=reader.octets("seal_key", KEY_BYTES, is_needed=True),
            vault_keys=tuple(_key_id(one) for one in reader.sequence("vault_keys")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StationsReply:
    """The workstations of the asker's shop, and how the hub knows the asker."""

    shop_name: str
    token_made_ms: int
    is_token_old: bool  # it should be changed by `POST /v1/token`
    stations: tuple[StationInfo, ...]

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "shop_name": self.shop_name,
            "token_made_ms": self.token_made_ms,
            "token_old": self.is_token_old,
            "stations": [one.members() for one in self.stations],
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> StationsReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            shop_name=reader.text("shop_name"),
            token_made_ms=reader.whole("token_made_ms"),
            is_token_old=reader.flag("token_old"),
            stations=tuple(
                StationInfo.decode(as_mapping(one, "a station"))
                for one in reader.sequence("stations")
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedKey:
    """A vault key for one desk, sealed to it (`sync.sealing`); its id is made of the key."""

    origin: UUID  # whom it is for
    key_id: str
    sealed: str

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {"origin": str(self.origin), "key_id": self.key_id, "sealed": self.sealed}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> HandedKey:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            origin=reader.uuid("origin"),
            key_id=_key_id(reader.text("key_id", limit=8)),
            sealed=reader.text("sealed", limit=400),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedKeys:
    """Keys given to the hub for others, or fetched from it for ourselves."""

    keys: tuple[HandedKey, ...]

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {"keys": [one.members() for one in self.keys]}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> HandedKeys:
        """Read it. Raises RejectedError(MALFORMED)."""
        found = Reader(members).sequence("keys")
        if len(found) > MAX_HANDED:
            raise RejectedError(Problem.MALFORMED, "too many keys")
        return cls(keys=tuple(HandedKey.decode(as_mapping(one, "a key")) for one in found))


def _key_id(value: object) -> str:
    if not isinstance(value, str) or not _KEY_ID.fullmatch(value):
        raise RejectedError(Problem.MALFORMED, "bad key_id")
    return value
