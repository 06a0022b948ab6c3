"""What a code does where: one table of screens and meanings. The focus has no say in it."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from intake_app.scanning.meaning import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.scanning.meaning import Meaning
    from intake_app.scanning.scan import Scan


class Context(StrEnum):
    """What an operator is doing when a code comes in."""

    INTAKE = "intake"
    ORDERS = "orders"
    CARD = "card"
    CLIENT = "client"
    BATCH = "batch"
    STOCK = "stock"
    PLACES = "places"
    WORK = "work"
    MONEY = "money"
    TEST = "test"
    DEBT = "debt"
    OTHER = "other"


class Act(StrEnum):
    """What can be done with a code."""

    OPEN_ORDER = "open_order"
    OPEN_CLIENT = "open_client"
    TAKE_CLIENT = "take_client"
    SWITCH_PERSON = "switch_person"
    FILL_DEVICE = "fill_device"
    FILL_PHONE = "fill_phone"
    NOTE_PURCHASE = "note_purchase"
    FIND = "find"
    HAND_OVER = "hand_over"  # to the screen in sight, which wants such codes for itself
    NOTE_PLACE = "note_place"
    TELL_PLACE = "tell_place"
    MOVE_STAGE = "move_stage"
    TELL_STAGE = "tell_stage"
    TELL_LINK = "tell_link"
    TELL_CHEQUE = "tell_cheque"
    ASK = "ask"  # the person what it is


@runtime_checkable
class TakesCodes(Protocol):
    """A screen, or a page of one, that says where the operator is and wants some codes itself."""

    scan_context: Context

    def take_code(self, scan: Scan, meaning: Meaning) -> bool:
        """Use a code that the table hands over; False when it says nothing here."""
        ...


_EVERYWHERE: Mapping[Kind, Act] = MappingProxyType(
    {
        Kind.ORDER: Act.OPEN_ORDER,
        Kind.CLIENT: Act.OPEN_CLIENT,
        Kind.STAFF: Act.SWITCH_PERSON,
        Kind.PLACE: Act.TELL_PLACE,
        Kind.STAGE: Act.TELL_STAGE,
        Kind.CHEQUE: Act.TELL_CHEQUE,
        Kind.IMEI: Act.FIND,
        Kind.SERIAL: Act.FIND,
        Kind.PART: Act.ASK,
        Kind.PHONE: Act.FIND,
        Kind.LINK: Act.TELL_LINK,
        Kind.UNKNOWN: Act.ASK,
    }
)
_OF_PARTS = (Kind.PART, Kind.SERIAL, Kind.IMEI, Kind.UNKNOWN)
_HERE: Mapping[Context, Mapping[Kind, Act]] = MappingProxyType(
    {
        Context.INTAKE: MappingProxyType(
            {
                Kind.CLIENT: Act.TAKE_CLIENT,
                Kind.IMEI: Act.FILL_DEVICE,
                Kind.SERIAL: Act.FILL_DEVICE,
                Kind.PHONE: Act.FILL_PHONE,
                Kind.CHEQUE: Act.NOTE_PURCHASE,
                Kind.PLACE: Act.NOTE_PLACE,
            }
        ),
        Context.CARD: MappingProxyType({Kind.PLACE: Act.NOTE_PLACE, Kind.STAGE: Act.MOVE_STAGE}),
        Context.DEBT: MappingProxyType({Kind.PLACE: Act.NOTE_PLACE, Kind.STAFF: Act.HAND_OVER}),
        Context.CLIENT: MappingProxyType({Kind.PHONE: Act.HAND_OVER}),
        Context.BATCH: MappingProxyType(
            {
                Kind.IMEI: Act.HAND_OVER,
                Kind.SERIAL: Act.HAND_OVER,
                Kind.PART: Act.HAND_OVER,
                Kind.UNKNOWN: Act.HAND_OVER,
            }
        ),
        Context.STOCK: MappingProxyType(dict.fromkeys(_OF_PARTS, Act.HAND_OVER)),
        Context.PLACES: MappingProxyType(dict.fromkeys((Kind.ORDER, Kind.PLACE), Act.HAND_OVER)),
        Context.WORK: MappingProxyType(
            {
                Kind.PLACE: Act.NOTE_PLACE,
                Kind.STAGE: Act.MOVE_STAGE,
                **dict.fromkeys(_OF_PARTS, Act.HAND_OVER),
            }
        ),
        Context.MONEY: MappingProxyType({Kind.CHEQUE: Act.HAND_OVER}),
        Context.TEST: MappingProxyType(dict.fromkeys(Kind, Act.HAND_OVER)),
    }
)


def act(context: Context, kind: Kind) -> Act:
    """What such a code does there; every pair has an answer."""
    return _HERE.get(context, {}).get(kind, _EVERYWHERE[kind])
