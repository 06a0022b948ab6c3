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
    from collections.abc import Mapping

    from intake_app.sync.replica import Replica


_ROADS: Mapping[type[Adopt | Acknowledge | Refuse | Apply | Absorb], Road] = {
    Adopt: Road.HELLO,
    Acknowledge: Road.PUSH,
    Refuse: Road.PUSH,
    Apply: Road.PULL,
    Absorb: Road.REPAIR,
}


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
            if command.durable:
                replica.note_durable(command.durable)
        case Acknowledge():
            replica.acknowledge(command.receipts)
        case Refuse():
            for op_id in command.op_ids:
                replica.refuse(op_id, command.code)
        case _:
            _take(replica, command)


def _take(replica: Replica, command: Apply | Mend | Absorb | Look) -> None:
    match command:
        case Apply():
            replica.apply(command.page, epoch=command.epoch, chain=command.chain)
        case Mend():
            replica.mend(command.epoch, command.repair)
        case Absorb():
            replica.absorb(command.reply)
        case Look():
            if command.durable:
                replica.note_durable(command.durable)
        case _:
            assert_never(command)


def _road_of(command: StoreCommand) -> Road | None:
    if isinstance(command, Look):
        return None
    return command.road if isinstance(command, Mend) else _ROADS[type(command)]
