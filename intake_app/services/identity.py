"""Finds out at the start whether this store is the one that was here last time.

A fresh nonce goes into the store and outside of it: into a side file of the account and the OS
keyring. Where they do not agree the next time, the store was put back to an older copy, and goes
on as another life of the same workstation, with number letters of its own. Where nothing outside
knows it, it came from another PC, and becomes another workstation that has to be enrolled.
"""

from __future__ import annotations

import json
import logging
import os
import secrets as dice
import sys
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.errors import UnavailableError
from intake_app.models.base import new_id
from intake_app.services import repairing
from intake_app.sync.core.prefixes import number_prefix
from intake_app.sync.secrets import Place

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.store import Changes, Store
    from intake_app.sync.secrets import Secrets

logger = logging.getLogger(__name__)

STATE = "INTAKE_STATE"
"""Names another folder for the side files, as tests do."""

_LIFE_BITS = 24


class Verdict(StrEnum):
    """What became of the store since it was open last."""

    SAME = "same"
    ROLLED_BACK = "rolled_back"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Witness:
    """What stands outside the store. `previous` is there only while the two are being written."""

    nonce: str
    previous: str = ""
    counter: int = 0

    def knows(self, nonce: str) -> bool:
        """Whether the store with this nonce is the one that was here last."""
        return nonce in {self.nonce, self.previous}


def state_folder() -> Path:
    """Where this account keeps what no copy of a data folder takes along."""
    home = Path.home()
    named = os.environ.get(STATE)
    if named:
        return Path(named)
    if sys.platform == "win32":  # pragma: no cover - another system
        return Path(os.environ.get("APPDATA", home)) / "Intake"
    if sys.platform == "darwin":  # pragma: no cover - another system
        return home / "Library" / "Preferences" / "Intake"
    return Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "intake"


@dataclass(slots=True)
class Identity:
    """One store and its witnesses; lives as long as the store is open."""

    store: Store
    secrets: Secrets
    folder: Path
    _kept: Witness = Witness("")

    def begin(self) -> Verdict:
        """Compare, draw the consequence, and leave a fresh nonce everywhere.

        Each step may be the last before a power cut: what stands outside knows the store with the
        nonce of before until the store has the new one. Where nothing can be written outside, the
        store goes on as it is.
        """
        with self.store.reading() as session:
            sql = "SELECT origin, nonce, order_counter FROM sync"
            raw, stored, counter = session.driver.execute(sql).fetchone()
        origin, nonce = UUID(bytes=raw), "" if stored is None else str(UUID(bytes=stored))
        try:
            side, ring = self._read_side(origin), self._read_ring(origin)
            verdict = _judge(nonce, side, ring)
            counter = max(counter, side.counter if side else 0)
            origin = new_id() if verdict is Verdict.MOVED else origin
            fresh = new_id()
            self._write(origin, Witness(str(fresh), nonce, counter))
        except (OSError, UnavailableError):
            logger.warning("nothing outside the store can tell whether it was put back")
            return Verdict.SAME
        with self.store.writing() as session:
            _draw(session.driver, verdict, origin)
            begun = "UPDATE sync SET nonce = ?, order_counter = ?"
            session.driver.execute(begun, (fresh.bytes, counter))
        self._settle(origin, Witness(str(fresh), "", counter))
        if verdict is not Verdict.SAME:
            logger.warning("the store was %s", verdict)
        return verdict

    def heard(self, changes: Changes) -> None:
        """After a commit: the highest order number stands outside as well."""
        if "order" not in changes or not self._kept.nonce:
            return
        with self.store.reading() as session:
            row = session.driver.execute("SELECT origin, order_counter FROM sync").fetchone()
        origin, counter = UUID(bytes=row[0]), row[1]
        if counter > self._kept.counter:
            self._kept = replace(self._kept, counter=counter)
            try:
                side = self._read_side(origin)  # another program may have opened the store since
                self._write_side(origin, replace(side or self._kept, counter=counter))
            except OSError:
                logger.warning("the last order number stands in the store alone")

    def _settle(self, origin: UUID, witness: Witness) -> None:
        """What stands outside knows the store already; a disk that is full now costs nothing."""
        try:
            self._write(origin, witness)
        except (OSError, UnavailableError):
            logger.warning("nothing outside the store was told that it is open")

    def _write(self, origin: UUID, witness: Witness) -> None:
        self._write_side(origin, witness)
        self._kept = witness
        if self.secrets.place is Place.KEYRING:
            self.secrets.write(_name(origin), json.dumps(asdict(witness)))

    def _write_side(self, origin: UUID, witness: Witness) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        target = self.folder / f"{origin}.json"
        part = target.with_suffix(".part")
        part.write_text(json.dumps(asdict(witness)), "utf-8")
        part.replace(target)

    def _read_side(self, origin: UUID) -> Witness | None:
        try:
            return _parsed((self.folder / f"{origin}.json").read_text("utf-8"))
        except FileNotFoundError:
            return None

    def _read_ring(self, origin: UUID) -> Witness | None:
        """Secrets in a file of the data folder come along with every copy: they tell nothing."""
        if self.secrets.place is not Place.KEYRING:
            return None
        kept = self.secrets.read(_name(origin))
        return None if kept is None else _parsed(kept)


def estrange(store: Store) -> None:
    """Make sure the next start finds a store out that is put back to an older copy.

    A backup made since the last start has the nonce of today, which the witnesses know.
    """
    with store.writing() as session:
        session.driver.execute("UPDATE sync SET nonce = ?", (new_id().bytes,))


def _judge(nonce: str, side: Witness | None, ring: Witness | None) -> Verdict:
    witnesses = [one for one in (side, ring) if one is not None]
    if not nonce:
        return Verdict.SAME  # made just now
    if not witnesses:
        return Verdict.MOVED
    if all(one.knows(nonce) for one in witnesses):
        return Verdict.SAME
    return Verdict.ROLLED_BACK


def _draw(driver: Connection, verdict: Verdict, origin: UUID) -> None:
    if verdict is not Verdict.SAME:
        begin_life(driver, origin)


def begin_life(driver: Connection, origin: UUID) -> None:
    """Go on as another life of a workstation, with numbers that were never made."""
    prefix = driver.execute("SELECT prefix FROM sync").fetchone()[0]
    letters = "".join(takewhile(str.isalpha, prefix))  # a life begins with a digit
    inc = (1 << _LIFE_BITS - 1) | dice.randbits(_LIFE_BITS - 1)
    repairing.renumber(driver, inc)
    life = "UPDATE sync SET origin = ?, prefix = ?"
    driver.execute(life, (origin.bytes, number_prefix(letters or "A", inc)))


def _parsed(text: str) -> Witness | None:
    """Half a file after a power cut says nothing."""
    try:
        found = json.loads(text)
        return Witness(str(found["nonce"]), str(found["previous"]), int(found["counter"]))
    except (ValueError, KeyError, TypeError):
        return None


def _name(origin: UUID) -> str:
    return f"nonce-{origin}"
