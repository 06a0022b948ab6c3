"""The ledger of erasures: beside the database, so that no backup of that brings anybody back.

A line names a shop, a record and when, and nothing of the person. It is on the disk before the
erasure is committed, and done again whenever the hub opens a database that does not know of it.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from intake_app.errors import Problem, UnavailableError
from intake_hub.store.erasing import erase
from intake_hub.store.places import server_folder
from intake_hub.store.repair_tables import Erased
from intake_hub.store.tables import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection


def beside(file: Path | None, database: str, suffix: str) -> Path:
    """Name what belongs to a database and is kept outside of it."""
    if file is not None:
        return file.with_name(file.name + suffix)
    return server_folder() / f"intake-hub-{database}{suffix}"


@dataclass(frozen=True, slots=True)
class Erasures:
    """One file, only ever appended to."""

    path: Path

    def append(self, shop: UUID, recs: Sequence[UUID], now_ms: int) -> None:
        """Note who is about to be erased; on disk when this returns. Raises UnavailableError."""
        if not recs:
            return
        lines = [
            json.dumps({"shop": str(shop), "rec": str(rec), "at_ms": now_ms}) + "\n" for rec in recs
        ]
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.writelines(lines)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise UnavailableError(Problem.READ_ONLY, "ledger of erasures") from error

    def replay(self, connection: Connection) -> int:
        """Erase whom this database still or again knows; return how many that were."""
        count = 0
        for shop, rec in dict.fromkeys(self._entries()):
            at_rec = (Erased.shop == shop, Erased.rec == rec)
            known = connection.execute(select(Erased.rec).where(*at_rec)).first()
            there = select(Record.rec).where(Record.shop == shop, Record.rec == rec)
            if known is None and connection.execute(there).first() is not None:
                erase(connection, shop, rec, rec)
                count += 1
        return count

    def _entries(self) -> Iterator[tuple[UUID, UUID]]:
        try:
            lines = self.path.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return
        except OSError as error:
            raise UnavailableError(Problem.READ_ONLY, "ledger of erasures") from error
        for line in lines:
            try:
                found = json.loads(line)
                yield UUID(str(found["shop"])), UUID(str(found["rec"]))
            except (ValueError, KeyError, TypeError):
                continue  # half a line: the power went, and the erasure was never acknowledged
