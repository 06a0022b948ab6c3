"""What desks and the hub say about CRMs: how each stands, how one is added, tried and started.

A key goes in with `AddRequest` and `KeyRequest`; no answer holds one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.reading import Reader, as_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

Options: TypeAlias = "Mapping[str, str]"

MAX_NAME = 60
MAX_KEY = 4000
MAX_WORDS = 400
MAX_TEXT = 200  # of what has no limit of its own
MAX_ADDRESS = 500
_NO_OPTIONS: Options = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmOffer:
    """A kind of CRM that can be added; `needs` and `may` are names of its options."""

    adapter: str
    title: str
    is_seen: bool  # its adapter has met the real service
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "adapter": self.adapter,
            "title": self.title,
            "seen": self.is_seen,
            "needs": list(self.needs),
            "may": list(self.may),
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> CrmOffer:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            adapter=reader.text("adapter", limit=MAX_NAME),
            title=reader.text("title", limit=MAX_NAME),
            is_seen=reader.flag("seen"),
            needs=words_of(reader, "needs"),
            may=words_of(reader, "may"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmState:
    """How one CRM stands; `words` are its own, about why it is stopped."""

    name: str
    adapter: str
    title: str
    is_seen: bool
    address: str
    state: str  # new, running, paused, stopped
    why: str = ""
    words: str = ""
    product: str = ""
    options: Options = field(default_factory=lambda: _NO_OPTIONS)
    key_ends_ms: int = 0  # 0: it does not say
    contact_ms: int = 0  # 0: never
    sent: int = 0
    waiting: int = 0
    refused: int = 0
    notices: int = 0

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "name": self.name,
            "adapter": self.adapter,
            "title": self.title,
            "seen": self.is_seen,
            "address": self.address,
            "state": self.state,
            "why": self.why,
            "words": self.words,
            "product": self.product,
            "options": dict(self.options),
            "key_ends_ms": self.key_ends_ms,
            "contact_ms": self.contact_ms,
            "sent": self.sent,
            "waiting": self.waiting,
            "refused": self.refused,
            "notices": self.notices,
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> CrmState:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            name=reader.text("name", limit=MAX_NAME),
            adapter=reader.text("adapter", limit=MAX_NAME),
            title=reader.text("title", limit=MAX_NAME),
            is_seen=reader.flag("seen"),
            address=reader.text("address", limit=MAX_ADDRESS),
            state=reader.text("state", limit=20),
            why=reader.text("why", limit=40),
            words=reader.text("words", limit=MAX_WORDS),
            product=reader.text("product", limit=MAX_TEXT),
            options=texts_of(reader, "options"),
            **{name: reader.whole(name) for name in _COUNTS},
        )


_COUNTS = ("key_ends_ms", "contact_ms", "sent", "waiting", "refused", "notices")


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmsReply:
    """Every CRM of the asker's shop, and what could be added."""

    crms: tuple[CrmState, ...]
    offers: tuple[CrmOffer, ...] = ()

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "crms": [one.members() for one in self.crms],
            "offers": [one.members() for one in self.offers],
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> CrmsReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            crms=tuple(
                CrmState.decode(as_mapping(one, "a CRM")) for one in reader.sequence("crms")
            ),
            offers=tuple(
                CrmOffer.decode(as_mapping(one, "an offer")) for one in reader.sequence("offers")
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AddRequest:
    """A CRM to be added under a name of the owner's choice."""

    name: str
    adapter: str
    address: str
    key: str = field(repr=False)
    options: Options = field(default_factory=lambda: _NO_OPTIONS)

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "name": self.name,
            "adapter": self.adapter,
            "address": self.address,
            "key": self.key,
            "options": dict(self.options),
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> AddRequest:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            name=reader.text("name", limit=MAX_NAME),
            adapter=reader.text("adapter", limit=MAX_NAME),
            address=reader.text("address", limit=MAX_ADDRESS),
            key=reader.text("key", limit=MAX_KEY),
            options=texts_of(reader, "options"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmNamed:
    """One CRM by its name."""

    name: str

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {"name": self.name}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> CrmNamed:
        """Read it. Raises RejectedError(MALFORMED)."""
        return cls(name=Reader(members).text("name", limit=MAX_NAME))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRequest:
    """Another key: the one to go on with, or an administrator's for one set-up."""

    name: str
    key: str = field(repr=False)

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {"name": self.name, "key": self.key}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> KeyRequest:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(name=reader.text("name", limit=MAX_NAME), key=reader.text("key", limit=MAX_KEY))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeReply:
    """What "Test connection" found; `lacks` is what an administrator must do, `fields` to add.

    `why` says what stands in the way at all: a code of `crm.faults.Stop`, or `away`.
    """

    product: str = ""
    version: str = ""
    account: str = ""
    key_ends_ms: int = 0
    lacks: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    why: str = ""
    words: str = ""

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "product": self.product,
            "version": self.version,
            "account": self.account,
            "key_ends_ms": self.key_ends_ms,
            "lacks": list(self.lacks),
            "fields": list(self.fields),
            "why": self.why,
            "words": self.words,
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> ProbeReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            product=reader.text("product", limit=MAX_TEXT),
            version=reader.text("version", limit=MAX_TEXT),
            account=reader.text("account", limit=MAX_TEXT),
            key_ends_ms=reader.whole("key_ends_ms"),
            lacks=words_of(reader, "lacks"),
            fields=words_of(reader, "fields"),
            why=reader.text("why", limit=40),
            words=reader.text("words", limit=MAX_WORDS),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaReply:
    """Which fields were added with the administrator's key, or why not; see `ProbeReply`."""

    added: tuple[str, ...] = ()
    why: str = ""
    words: str = ""

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {"added": list(self.added), "why": self.why, "words": self.words}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> SchemaReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            added=words_of(reader, "added"),
            why=reader.text("why", limit=40),
            words=reader.text("words", limit=MAX_WORDS),
        )


def words_of(reader: Reader, name: str) -> tuple[str, ...]:
    """Read a list of short texts. Raises RejectedError(MALFORMED)."""
    found = reader.sequence(name)
    return tuple(Reader({name: one}).text(name, limit=MAX_WORDS) for one in found)


def texts_of(reader: Reader, name: str) -> Options:
    """Read an object whose values are texts. Raises RejectedError(MALFORMED)."""
    found = reader.mapping(name)
    if any(len(key) > MAX_ADDRESS for key in found):
        raise RejectedError(Problem.MALFORMED, f"bad {name}")
    whole = Reader(found)
    return MappingProxyType({key: whole.text(key, limit=MAX_ADDRESS) for key in found})
