"""What desks and the hub say about single records on their way to a CRM."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.reading import Reader, as_mapping
from intake_app.sync.core.wire_crm import MAX_NAME, MAX_WORDS, Options, texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

MAX_ROWS = 500
MAX_REMOTE = 120
MAX_RULES = 200


class Choice(StrEnum):
    """What a person decides about a notice."""

    LINK = "link"  # it is that one
    CREATE = "create"  # it is somebody else: make a new one
    LEAVE = "leave"  # do not exchange this record
    SEEN = "seen"  # nothing to do


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmRecord:
    """One record of ours in one CRM; without a record all that were refused there."""

    name: str
    kind: str = ""
    uid: UUID | None = None

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        uid = None if self.uid is None else str(self.uid)
        return {"name": self.name, "kind": self.kind, "uid": uid}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> CrmRecord:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            name=reader.text("name", limit=MAX_NAME),
            kind=reader.text("kind", limit=20),
            uid=reader.uuid_or_none("uid"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRow:
    """What would become of one record."""

    kind: str
    uid: UUID
    what: str  # create, link, skip, conflict
    remote: str = ""
    words: str = ""  # the name there, or by what the two are alike

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "kind": self.kind,
            "uid": str(self.uid),
            "what": self.what,
            "remote": self.remote,
            "words": self.words,
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> DryRow:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            kind=reader.text("kind", limit=20),
            uid=reader.uuid("uid"),
            what=reader.text("what", limit=20),
            remote=reader.text("remote", limit=MAX_REMOTE),
            words=reader.text("words", limit=MAX_WORDS),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DryReply:
    """What a first transfer would do, as far as it was looked at; nothing is written."""

    is_done: bool
    done: int = 0
    total: int = 0
    create: int = 0
    link: int = 0
    skip: int = 0
    conflict: int = 0
    why: str = ""  # why it was broken off
    rows: tuple[DryRow, ...] = ()

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        counts = {name: getattr(self, name) for name in _COUNTS}
        rows = [one.members() for one in self.rows]
        return {"is_done": self.is_done, **counts, "why": self.why, "rows": rows}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> DryReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            is_done=reader.flag("is_done"),
            why=reader.text("why", limit=MAX_WORDS),
            rows=tuple(DryRow.decode(as_mapping(one, "a row")) for one in reader.sequence("rows")),
            **{name: reader.whole(name) for name in _COUNTS},
        )


_COUNTS = ("done", "total", "create", "link", "skip", "conflict")


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmRefusal:
    """A record that a CRM does not take, in its words."""

    kind: str
    uid: UUID
    words: str
    since_ms: int = 0
    tries: int = 0

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "kind": self.kind,
            "uid": str(self.uid),
            "words": self.words,
            "since_ms": self.since_ms,
            "tries": self.tries,
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> CrmRefusal:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            kind=reader.text("kind", limit=20),
            uid=reader.uuid("uid"),
            words=reader.text("words", limit=MAX_WORDS),
            since_ms=reader.whole("since_ms"),
            tries=reader.whole("tries"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedReply:
    """The oldest of what was refused."""

    refused: tuple[CrmRefusal, ...]

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {"refused": [one.members() for one in self.refused]}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> RefusedReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        found = Reader(members).sequence("refused")
        return cls(refused=tuple(CrmRefusal.decode(as_mapping(one, "a row")) for one in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmNotice:
    """Something about a link that a person should see or must decide.

    `others` are those in the CRM who may be the same: remote id to name.
    """

    id: UUID
    what: str
    kind: str
    uid: UUID
    remote: str
    noted_ms: int
    words: str = ""
    others: Options

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "id": str(self.id),
            "what": self.what,
            "kind": self.kind,
            "uid": str(self.uid),
            "remote": self.remote,
            "noted_ms": self.noted_ms,
            "words": self.words,
            "others": dict(self.others),
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> CrmNotice:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            id=reader.uuid("id"),
            what=reader.text("what", limit=40),
            kind=reader.text("kind", limit=20),
            uid=reader.uuid("uid"),
            remote=reader.text("remote", limit=MAX_REMOTE),
            noted_ms=reader.whole("noted_ms"),
            words=reader.text("words", limit=MAX_WORDS),
            others=texts_of(reader, "others"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesReply:
    """What is still open, the oldest first."""

    notices: tuple[CrmNotice, ...]

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {"notices": [one.members() for one in self.notices]}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> NoticesReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        found = Reader(members).sequence("notices")
        return cls(notices=tuple(CrmNotice.decode(as_mapping(one, "a notice")) for one in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideRequest:
    """What a person decided; `remote` is which of the others, for a link."""

    name: str
    notice: UUID
    choice: Choice
    remote: str = ""

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "name": self.name,
            "notice": str(self.notice),
            "choice": self.choice.value,
            "remote": self.remote,
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> DecideRequest:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            name=reader.text("name", limit=MAX_NAME),
            notice=reader.uuid("notice"),
            choice=reader.choice("choice", Choice),
            remote=reader.text("remote", limit=MAX_REMOTE),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmLinkInfo:
    """How one record stands in one CRM; `theirs` is what only the CRM says: manager, tags."""

    name: str
    title: str
    state: str  # linked, waiting, refused, asked, deleted, merged, left
    remote: str = ""
    words: str = ""
    theirs: Options

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "name": self.name,
            "title": self.title,
            "state": self.state,
            "remote": self.remote,
            "words": self.words,
            "theirs": dict(self.theirs),
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> CrmLinkInfo:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            name=reader.text("name", limit=MAX_NAME),
            title=reader.text("title", limit=MAX_NAME),
            state=reader.text("state", limit=20),
            remote=reader.text("remote", limit=MAX_REMOTE),
            words=reader.text("words", limit=MAX_WORDS),
            theirs=texts_of(reader, "theirs"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksReply:
    """Where one record stands in every CRM of the shop."""

    links: tuple[CrmLinkInfo, ...]

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {"links": [one.members() for one in self.links]}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> LinksReply:
        """Read it. Raises RejectedError(MALFORMED)."""
        found = Reader(members).sequence("links")
        return cls(links=tuple(CrmLinkInfo.decode(as_mapping(one, "a link")) for one in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRule:
    """One field of the map; one without `remote` is not exchanged."""

    kind: str
    field: str
    remote: str
    owner: str
    is_sent: bool
    is_personal: bool = False

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "kind": self.kind,
            "field": self.field,
            "remote": self.remote,
            "owner": self.owner,
            "sent": self.is_sent,
            "personal": self.is_personal,
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> MapRule:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        return cls(
            kind=reader.text("kind", limit=20),
            field=reader.text("field", limit=40),
            remote=reader.text("remote", limit=MAX_REMOTE),
            owner=reader.text("owner", limit=20),
            is_sent=reader.flag("sent"),
            is_personal=reader.flag("personal"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmMap:
    """How the records of a shop look in a CRM: as it is, or as it shall be."""

    name: str
    rules: tuple[MapRule, ...]
    codes: Mapping[str, Options]  # our codes in their words, by field

    def members(self) -> dict[str, object]:
        """Give its JSON members."""
        return {
            "name": self.name,
            "rules": [one.members() for one in self.rules],
            "codes": {name: dict(words) for name, words in self.codes.items()},
        }

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> CrmMap:
        """Read it. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        rules, codes = reader.sequence("rules"), Reader(reader.mapping("codes"))
        if len(rules) > MAX_RULES or any(len(name) > MAX_NAME for name in codes.members):
            raise RejectedError(Problem.MALFORMED, "too large a map")
        return cls(
            name=reader.text("name", limit=MAX_NAME),
            rules=tuple(MapRule.decode(as_mapping(one, "a rule")) for one in rules),
            codes={name: texts_of(codes, name) for name in codes.members},
        )
