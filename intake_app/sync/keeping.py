"""Carries out what the machine commands of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from intake_app.errors import IntakeError
from intake_app.sync.core.commands import (
    Absorb,
    Acknowledge,
    Adopt,
    Apply,
    Look,
    Mend,
    Refuse,
    StoreCommand,
)
from intake_app.sync.core.events import Road, StoreAnswer, Stored, StoreFailed

if TYPE_CHECKING:
    from intake_app.sync.replica import Replica


def keep(replica: Replica, command: StoreCommand) -> StoreAnswer:
    """Do one command and look where we stand then."""
    road = _road_of(command)
    try:
        _change(replica, command)
        return Stored(replica.standing(), road)
    except IntakeError as error:
        return StoreFailed(error.problem, road)


def _change(replica: Replica, command: StoreCommand) -> None:
    match command:
        case Adopt():
            if command.epoch is not None:
                replica.note_epoch(command.epoch)
            replica.grant(command.inc, command.prefix)
        case Acknowledge():
            replica.acknowledge(command.receipts)
        case Refuse():
            for op_id in command.op_ids:
                replica.refuse(op_id, command.code)
        case Apply():
            replica.apply(command.page, epoch=command.epoch, chain=command.chain)
        case Mend():
            replica.mend(command.epoch, command.repair)
        case Absorb():
            replica.absorb(command.reply)
        case Look():
            pass
        case _:
            assert_never(command)


def _road_of(command: StoreCommand) -> Road | None:
    match command:
        case Adopt():
            return Road.HELLO
        case Acknowledge() | Refuse():
            return Road.PUSH
        case Apply():
            return Road.PULL
        case Mend():
            return command.road
        case Absorb():
            return Road.REPAIR
        case Look():
            return None
        case _:
            assert_never(command)
