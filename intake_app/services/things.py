"""What is brought: a device known again, or a new one, in the transaction of the intake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks import imei, names, serial
from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Device

if TYPE_CHECKING:
    from intake_app.models.writing import Writing
    from intake_app.services.drafts import DeviceDraft
    from intake_app.services.parties import Party

_KNOWN = (
    "SELECT kind, brand, model, serial, imei, imei2, colour, client_id FROM device WHERE id = ?"
)
_SAME_IMEI = (
    "SELECT id FROM device WHERE client_id = ?1 AND imei = ?2 AND imei <> '' ORDER BY no DESC"
)
_SAME_SERIAL = (
    "SELECT id FROM device WHERE client_id = ?1 AND serial = ?2 AND serial <> ''"
    " AND kind = ?3 ORDER BY no DESC"
)


@dataclass(frozen=True, slots=True)
class Thing:
    """The device as papers name it."""

    id: UUID
    kind: str
    brand: str
    model: str
    serial: str
    imei: str
    imei2: str
    colour: str


def thing(session: Writing, draft: DeviceDraft, party: Party) -> Thing:
    """Make a new device of the owner, or find the known one and keep what was typed besides.

    A known device of somebody else belongs to the owner from now on; its story stays with it.
    Raises RejectedError(UNKNOWN_RECORD).
    """
    typed = {
        "kind": names.tidy(draft.kind),
        "brand": names.tidy(draft.brand),
        "model": names.tidy(draft.model),
        "serial": _serial(draft),
        "imei": imei.normalise(draft.imei),
        "imei2": imei.normalise(draft.imei2),
        "colour": names.tidy(draft.colour),
    }
    owner = party.id
    known = draft.id or (None if party.is_new else _same(session, owner, typed))
    if known is None:
        made = session.create(Device, client_id=owner, created_at=session.now, **typed)
        return Thing(made, **typed)
    row = session.driver.execute(_KNOWN, (known.bytes,)).fetchone()
    if row is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "device")
    *card, client = row
    stored = dict(zip(typed, card, strict=True))
    # An empty field changes nothing.
    changes = {name: text for name, text in typed.items() if text and text != stored[name]}
    if changes or client != owner.bytes:
        device = session.get_one(Device, known)
        for name, text in changes.items():
            setattr(device, name, text)
        if client != owner.bytes:
            session.write_created()
            device.client_id = owner
    return Thing(known, **stored | changes)


def _serial(draft: DeviceDraft) -> str:
    """As it is kept; of an Apple device without the letter that its label puts before it."""
    mark = serial.normalise(draft.serial)
    return serial.unprefixed(mark, draft.brand.strip()) if draft.brand.strip() else mark


def _same(session: Writing, owner: UUID, typed: dict[str, str]) -> UUID | None:
    """A device of this owner with these very numbers, though nobody recognised it."""
    for sql, values in (
        (_SAME_IMEI, (typed["imei"],)),
        (_SAME_SERIAL, (typed["serial"], typed["kind"])),
    ):
        if values[0]:
            row = session.driver.execute(sql, (owner.bytes, *values)).fetchone()
            if row is not None:
                return UUID(bytes=row[0])
    return None
