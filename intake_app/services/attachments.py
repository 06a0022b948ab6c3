"""What is kept beside an order: written in the transaction of the intake, read for the card."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from intake_app.errors import RejectedError, UnavailableError
from intake_app.models.attachments import Photo
from intake_app.services import hand, order_files, passcodes
from intake_app.services.rows import FileRow, PhotoRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.writing import Writing
    from intake_app.services.drafts import IntakeDraft, PhotoDraft
    from intake_app.services.papers import ReceiptData
    from intake_app.services.rows import OrderCard, SignatureRow
    from intake_app.services.vault import Vault

_MARKS = 'SELECT accessory_marks, appearance_marks FROM "order" WHERE id = ?'
_PHOTOS = "SELECT id, sha256, caption, at, by FROM photo WHERE order_id = ? ORDER BY id"
_PASSCODE = "SELECT kind, sealed <> '' FROM passcode WHERE order_id = ? ORDER BY id DESC LIMIT 1"


class Kept(NamedTuple):
    """What stands beside an order, in the words of the card."""

    accessory_marks: str
    appearance_marks: str
    photos: tuple[PhotoRow, ...]
    files: tuple[FileRow, ...]
    passcode: str
    passcode_given: bool
    signature: SignatureRow | None


def prepare(draft: IntakeDraft, vault: Vault) -> None:
    """Get the key of the passcode ready before the transaction, which may ask nobody.

    Raises RejectedError with `fields`: the operator may take the passcode out and go on.
    """
    if draft.passcode:
        try:
            vault.sealer()
        except UnavailableError as error:
            fields = {"passcode": error.problem}
            raise RejectedError(error.problem, error.detail, fields=fields) from error


def add(session: Writing, draft: IntakeDraft, order: tuple[UUID, str], vault: Vault) -> None:
    """Write what belongs to a new order, given with who took it in."""
    add_photos(session, draft.photos, order)
    if draft.passcode:
        fact = {"order_id": order[0], "at": session.now, "by": order[1]}
        passcodes.add(session, draft, fact, vault.sealer())


def add_photos(session: Writing, photos: Sequence[PhotoDraft], order: tuple[UUID, str]) -> None:
    """Put photos to an order; a picture that stands there twice was meant once."""
    fact = {"order_id": order[0], "at": session.now, "by": order[1]}
    for photo in dict.fromkeys(photos):
        told = {"mime": photo.mime, "size": photo.size, "thumb": photo.thumb}
        session.create(Photo, sha256=photo.sha256, **told, **fact)


def on_paper(receipt: ReceiptData, draft: IntakeDraft) -> ReceiptData:
    """The receipt with what the chips say; of the passcode only that it was given."""
    return replace(
        receipt,
        accessory_marks=draft.accessory_marks,
        appearance_marks=draft.appearance_marks,
        passcode_given=bool(draft.passcode),
    )


def on_card(card: OrderCard, driver: Connection) -> OrderCard:
    """The card with what is kept beside the order."""
    return replace(card, **kept(driver, card.row.id)._asdict())


def kept(driver: Connection, order: UUID) -> Kept:
    """Read what is kept beside an order that exists."""
    accessories, appearance = driver.execute(_MARKS, (order.bytes,)).fetchone()
    photos = tuple(
        PhotoRow(UUID(bytes=ident), sha256, caption, datetime.fromisoformat(at), by)
        for ident, sha256, caption, at, by in driver.execute(_PHOTOS, (order.bytes,))
    )
    row = driver.execute(_PASSCODE, (order.bytes,)).fetchone()
    kind, is_open = row or ("", 0)
    code = kind if is_open else ""
    signed = hand.signature(driver, order)
    files = order_files.of_order(driver, order)
    return Kept(accessories, appearance, photos, files, code, row is not None, signed)
