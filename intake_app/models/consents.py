"""What clients agreed to and signed, and which cards turned out to be one person: facts only."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.models.base import Base, new_id


class Consent(Base, kw_only=True):
    """A fact: consent for one purpose was given or taken back.

    What holds is the last fact of a client and purpose; a withdrawal wins over a grant that does
    not come after it. `evidence` names a blob or a message: "sha256:…", "sms:…", "paper".
    """

    __tablename__ = "consent"
    __table_args__ = (Index(None, "client_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"))
    purpose: Mapped[str]
    action: Mapped[str]
    text_version: Mapped[str]
    text_sha256: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    channel: Mapped[str]
    evidence: Mapped[str] = mapped_column(default="")
    valid_until: Mapped[datetime | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class Merge(Base, kw_only=True):
    """A fact: `merged_id` is the same client as `client_id`; nothing is rewritten by it."""

    __tablename__ = "merge"
    __table_args__ = (
        Index(None, "client_id"),
        Index(None, "merged_id"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"))
    merged_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"))
    at: Mapped[datetime]
    by: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")


class Unmerge(Base, kw_only=True):
    """A fact: a merge was a mistake."""

    __tablename__ = "unmerge"
    __table_args__ = (Index(None, "merge_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    merge_id: Mapped[UUID] = mapped_column(ForeignKey("merge.id"))
    at: Mapped[datetime]
    by: Mapped[str]


class Apart(Base, kw_only=True):
    """Somebody looked at two cards that have something in common: they are two clients.

    Neither card is changed by it; `archived` takes the word back.
    """

    __tablename__ = "apart"
    __table_args__ = (
        Index(None, "client_id"),
        Index(None, "other_id"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"))
    at: Mapped[datetime]
    by: Mapped[str]
    archived: Mapped[bool] = mapped_column(default=False)


class Signature(Base, kw_only=True):
    """A fact: the client signed the text of that version; the strokes are a blob.

    `purpose` tells when: at the intake, or as he took his device away.
    """

    __tablename__ = "signature"
    __table_args__ = (Index(None, "order_id"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("order.id"))
    text_version: Mapped[str]
    text_sha256: Mapped[str]
    image_sha256: Mapped[str]
    language: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="intake")  # intake, handover
    at: Mapped[datetime]
    by: Mapped[str]
