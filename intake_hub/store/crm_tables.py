"""What the hub keeps for each CRM of a shop; its key is in the keyring and never here."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from intake_hub.store.base import Base


class CrmSystem(Base):
    """One CRM. It writes into the feed as a workstation of its own would, under `origin`."""

    __tablename__ = "crm_system"
    __table_args__ = (ForeignKeyConstraint(["shop"], ["shop.id"]),)

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(primary_key=True)  # its name, as the owner calls it
    origin: Mapped[UUID]
    adapter: Mapped[str]
    address: Mapped[str]
    options: Mapped[str]  # JSON
    fields: Mapped[str]  # JSON, `crm.field_map`
    state: Mapped[str]  # new, dry, running, paused, stopped
    why: Mapped[str]  # `crm.faults.Stop`, while it is stopped
    words: Mapped[str]  # the CRM's own, about that
    epoch: Mapped[UUID]  # of the feed that `cursor` counts in
    cursor: Mapped[int]  # how far the feed was followed
    product: Mapped[str]  # name and version, as it told them
    key_ms: Mapped[int]  # when a person gave its key; one that renews itself leaves this alone
    key_ends_ms: Mapped[int]  # 0: it does not say
    added_ms: Mapped[int]
    contact_ms: Mapped[int]  # when it last answered
    swept_ms: Mapped[int]  # when its deletes were last looked for
    worker: Mapped[str]  # who exchanges with it, so that no two do
    worker_ms: Mapped[int]  # until when, unless he says more


class CrmCursor(Base):
    """How far the changes of one kind were read from a CRM; only its adapter reads the text."""

    __tablename__ = "crm_cursor"
    __table_args__ = (
        ForeignKeyConstraint(["shop", "system"], ["crm_system.shop", "crm_system.system"]),
    )

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    cursor: Mapped[str]


class CrmMember(Base):
    """What of a record is told with its owner: a phone with its client, a payment with its order.

    An order is told again when its client or its device changes, so it owns these as well.
    """

    __tablename__ = "crm_member"
    __table_args__ = (
        ForeignKeyConstraint(["shop", "system"], ["crm_system.shop", "crm_system.system"]),
        Index(None, "shop", "system", "owner"),
    )

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(primary_key=True)
    rec: Mapped[UUID] = mapped_column(primary_key=True)
    owner: Mapped[UUID] = mapped_column(primary_key=True)
    entity: Mapped[str]  # of `rec`
    seq: Mapped[int]  # facts of one kind are in this order


class CrmOutbox(Base):
    """What is owed to a CRM: one row a record, however often it changed."""

    __tablename__ = "crm_outbox"
    __table_args__ = (
        ForeignKeyConstraint(["shop", "system"], ["crm_system.shop", "crm_system.system"]),
        Index(None, "shop", "system", "state", "kind", "due_ms"),
    )

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int]  # the newest change of it; a reply settles only what was sent
    state: Mapped[str]  # waiting, in_doubt, refused, asked (a person must say which)
    due_ms: Mapped[int]
    tries: Mapped[int]
    words: Mapped[str]  # why it was refused
    since_ms: Mapped[int]
    checked_ms: Mapped[int]  # when somebody alike was looked for there; 0: not yet


class CrmLink(Base):
    """One of our records and one of theirs."""

    __tablename__ = "crm_link"
    __table_args__ = (
        ForeignKeyConstraint(["shop", "system"], ["crm_system.shop", "crm_system.system"]),
        Index(None, "shop", "system", "kind", "remote"),
    )

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(primary_key=True)
    remote: Mapped[str]
    state: Mapped[str]  # linked, deleted, merged, left (a person wants it left alone)
    pushed_hash: Mapped[bytes]  # of the document last taken there
    seen_hash: Mapped[bytes]  # of the record last read there
    base: Mapped[str]  # JSON: what both sides agreed on, with the op each value came from
    theirs: Mapped[str]  # JSON: what is theirs alone, to be shown
    revision: Mapped[str]
    sent_ms: Mapped[int]


class CrmNotice(Base):
    """Something about a link that a person should see, or must decide."""

    __tablename__ = "crm_notice"
    __table_args__ = (
        ForeignKeyConstraint(["shop", "system"], ["crm_system.shop", "crm_system.system"]),
        Index(None, "shop", "system", "settled_ms"),
    )

    shop: Mapped[UUID] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    what: Mapped[str]  # duplicate, merged, deleted, archived, recreated, lost_edit, put_back
    kind: Mapped[str]
    uid: Mapped[UUID]
    remote: Mapped[str]
    detail: Mapped[str]  # JSON
    noted_ms: Mapped[int]
    settled_ms: Mapped[int]  # 0: still open
