"""What the client did himself, written with his intake: consents he gave, the signature he drew."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks.consent_rules import Way
from intake_app.errors import RejectedError
from intake_app.models.consents import Signature
from intake_app.services import consents, signing
from intake_app.services.papers import SignedData
from intake_app.services.rows import SignatureRow

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.writing import Writing
    from intake_app.services.blobs import Blobs
    from intake_app.services.drafts import IntakeDraft, SignatureDraft
    from intake_app.services.papers import ReceiptData

INTAKE, HANDOVER = "intake", "handover"
"""What a signature was put under."""
_SIGNED = (
    "SELECT id, image_sha256, text_version, language, at FROM signature"
    " WHERE order_id = ? AND purpose = ? ORDER BY id DESC LIMIT 1"
)


def add(session: Writing, draft: IntakeDraft, client: UUID, order: tuple[UUID, str]) -> None:
    """Write the facts of a new order, given with who took it in; a refusal is no fact."""
    signed = signing.holding(draft)
    evidence = f"sha256:{signed.sha256}" if signed is not None else Way.SCREEN.value
    for said in draft.hand.consents:
        if said.granted:
            consents.add_from_screen(session, client, said, (order[1], evidence))
    if signed is not None:
        add_signature(session, signed, order, INTAKE)


def add_signature(
    session: Writing, signed: SignatureDraft, order: tuple[UUID, str], purpose: str
) -> None:
    """Write what was drawn for an order, given with who stood at the desk."""
    session.create(
        Signature,
        order_id=order[0],
        text_version=signed.text_version,
        text_sha256=signed.text_sha256,
        image_sha256=signed.sha256,
        language=signed.language,
        purpose=purpose,
        at=signed.at,
        by=order[1],
    )


def on_paper(receipt: ReceiptData, draft: IntakeDraft, blobs: Blobs) -> ReceiptData:
    """The receipt with the signature in it, if there is one that holds."""
    signed = signing.holding(draft)
    if signed is None:
        return receipt
    words = SignedData(version=signed.text_version, language=signed.language)
    return replace(receipt, signature=picture(blobs, signed.sha256), signed=words)


def picture(blobs: Blobs, sha256: str) -> str:
    """A signature as a PNG file in base64; nothing where its bytes are not on this PC."""
    try:
        content = blobs.read(sha256)
    except RejectedError:
        return ""  # then there is a line to sign on
    return base64.b64encode(content).decode("ascii")


def signature(driver: Connection, order: UUID, purpose: str = INTAKE) -> SignatureRow | None:
    """Who reads the card sees what the client signed, then or as he took his device away."""
    row = driver.execute(_SIGNED, (order.bytes, purpose)).fetchone()
    if row is None:
        return None
    ident, sha256, version, language, at = row
    return SignatureRow(UUID(bytes=ident), sha256, version, language, datetime.fromisoformat(at))
