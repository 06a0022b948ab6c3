"""What a person said about a notice, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.wire_crm_work import Choice
from intake_hub.crm.documents import Kind
from intake_hub.crm.engine import links, members, notices, outbox
from intake_hub.crm.engine.links import Bond, Link
from intake_hub.crm.engine.notices import DECIDED, What

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_app.sync.core.wire_crm_work import DecideRequest
    from intake_hub.crm.engine.notices import Notice
    from intake_hub.crm.engine.road import Road


def decide(connection: Connection, road: Road, asked: DecideRequest, now_ms: int) -> None:
    """Do it. Raises RejectedError: UNKNOWN_RECORD for a notice that is settled, MALFORMED."""
    notice = notices.one(connection, road, asked.notice)
    if notice is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "that notice is settled")
    if (asked.choice is Choice.SEEN) == (notice.what in DECIDED):
        raise RejectedError(Problem.MALFORMED, "no such choice here")
    match asked.choice:
        case Choice.LINK:
            _link(connection, road, notice, asked.remote)
        case Choice.CREATE:
            _create(connection, road, notice, now_ms)
        case Choice.LEAVE:
            _leave(connection, road, notice)
        case Choice.SEEN:
            notices.close(connection, road, notice.id, now_ms)
            return
    notices.settle(connection, road, notice.kind, notice.uid, now_ms, *DECIDED)


def _link(connection: Connection, road: Road, notice: Notice, remote: str) -> None:
    """Ours and that one are the same; what differs is shown when it is first read."""
    if notice.what is not What.DUPLICATE or remote not in notice.others:
        raise RejectedError(Problem.MALFORMED, "not one of those that were found")
    there = links.by_remote(connection, road, notice.kind, [remote]).get(remote, ())
    if any(one.is_live and one.uid != notice.uid for one in there):
        raise RejectedError(Problem.MALFORMED, "that one is linked to another record")
    links.keep(connection, road, Link(notice.kind, notice.uid, remote))
    outbox.answer(connection, road, notice.kind, notice.uid)


def _create(connection: Connection, road: Road, notice: Notice, now_ms: int) -> None:
    """Somebody else, or once more: a new record is made there."""
    link = links.by_uid(connection, road, notice.kind, [notice.uid]).get(notice.uid)
    if link is not None:
        links.drop(connection, road, link)
    outbox.ensure(connection, road, notice.kind, notice.uid, now_ms)
    outbox.answer(connection, road, notice.kind, notice.uid)
    outbox.check_one(connection, road, notice.kind, notice.uid, now_ms)
    if link is not None and notice.kind is Kind.CLIENT:
        _orders(connection, road, notice.uid, lambda uid: _again(connection, road, uid, now_ms))


def _leave(connection: Connection, road: Road, notice: Notice) -> None:
    """Neither this record nor (of a client) any order of his goes there from now on."""
    link = links.by_uid(connection, road, notice.kind, [notice.uid]).get(notice.uid)
    left = Link(notice.kind, notice.uid, "" if link is None else link.remote, Bond.LEFT)
    links.keep(connection, road, left)
    outbox.drop(connection, road, notice.kind, notice.uid)
    if notice.kind is Kind.CLIENT:
        _orders(
            connection, road, notice.uid, lambda uid: outbox.drop(connection, road, Kind.ORDER, uid)
        )


def _again(connection: Connection, road: Road, order: UUID, now_ms: int) -> None:
    """His orders hang on another record there now."""
    outbox.mark(connection, road, {(Kind.ORDER, order): 0}, now_ms)


def _orders(connection: Connection, road: Road, client: UUID, do: Callable[[UUID], None]) -> None:
    for one in members.owning(connection, road, [client]):
        if one.entity == "client":
            do(one.owner)
