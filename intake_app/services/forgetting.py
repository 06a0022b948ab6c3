"""Forgets a person at his wish: what tells who he was goes everywhere, what the law asks stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.checks.stages import CLOSED
from intake_app.errors import Problem, RejectedError
from intake_app.services import erasing

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.store import Store
    from intake_app.services.blobs import Blobs

_STAGES = 'SELECT stage FROM "order" WHERE client_id = ?'
_CARDS = (
    "SELECT id FROM client WHERE coalesce(merged_into, id) ="
    " (SELECT coalesce(merged_into, id) FROM client WHERE id = ?)"
)
_PICTURES = (
    "SELECT sha256 FROM photo WHERE order_id IN"
    " (SELECT id FROM \"order\" WHERE client_id = ?1) AND sha256 <> ''"
    " UNION SELECT sha256 FROM order_file WHERE order_id IN"
    " (SELECT id FROM \"order\" WHERE client_id = ?1) AND sha256 <> ''"
    " UNION SELECT image_sha256 FROM signature WHERE order_id IN"
    " (SELECT id FROM \"order\" WHERE client_id = ?1) AND image_sha256 <> ''"
)
_STILL_USED = (
    "SELECT EXISTS (SELECT 1 FROM photo WHERE sha256 = ?1)"
    " OR EXISTS (SELECT 1 FROM order_file WHERE sha256 = ?1)"
    " OR EXISTS (SELECT 1 FROM signature WHERE image_sha256 = ?1)"
)


@dataclass(frozen=True, slots=True)
class Forgetting:
    """One transaction, which becomes an erasure at the hub and at every desk."""

    store: Store
    blobs: Blobs

    def forget(self, client: UUID) -> None:
        """Forget a client and every card that was made one with his.

        Raises RejectedError: UNKNOWN_RECORD, OPEN_ORDERS while something of his is here.
        """
        with self.store.writing() as session:
            driver = session.driver
            cards = [row[0] for row in driver.execute(_CARDS, (client.bytes,)).fetchall()]
            if not cards:
                raise RejectedError(Problem.UNKNOWN_RECORD, "client")
            stages = {row[0] for card in cards for row in driver.execute(_STAGES, (card,))}
            if not stages <= CLOSED:
                raise RejectedError(Problem.OPEN_ORDERS)
            pictures = {row[0] for card in cards for row in driver.execute(_PICTURES, (card,))}
            for card in cards:
                session.recording.erase("client", UUID(bytes=card))
            with session.unrecorded({"client"}):
                for card in cards:
                    session.touched |= erasing.erase(driver, UUID(bytes=card))
            unused = [name for name in pictures if not _is_used(driver, name)]
        for name in unused:
            self.blobs.path(name).unlink(missing_ok=True)


def _is_used(driver: Connection, name: str) -> bool:
    return bool(driver.execute(_STILL_USED, (name,)).fetchone()[0])
