"""Reads a shop's store from outside, as an auditor would: plain SQL, no code of the services."""

from __future__ import annotations

import json
import re
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from intake_app.services.store_keys import StoreKeys

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ORDERS = """
SELECT hex(o.id) AS id, o.number, o.ticket, o.fault, o.accessories, o.appearance, o.note,
  o.estimate_minor, o.repair_kind, o.urgent, o.stage, c.name, c.kind AS client_kind, c.inn,
  (SELECT group_concat(e164) FROM phone p WHERE p.client_id = c.id) AS phone,
  d.kind, d.brand, d.model, d.serial, d.imei, hex(c.id) AS client_id, hex(d.id) AS device_id,
  (SELECT sum(minor) FROM payment y WHERE y.order_id = o.id) AS paid
FROM "order" o LEFT JOIN client c ON c.id = o.client_id LEFT JOIN device d ON d.id = o.device_id
ORDER BY o.no
"""
_JOBS = """
SELECT lower(hex(id)) AS id, key, printer, document, state, hex(about) AS about, attempts
FROM print_job ORDER BY no
"""
_SYNCED = ("client", "phone", "device", "order", "stage", "payment", "comment")
_OURS_ALONE = frozenset({"no", "seq", "stage"})  # local numbers, and what is derived from facts

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The store of one desktop; the desktop may be running, or just have been killed."""

    data: Path

    def rows(self, sql: str, *values: int | str | bytes) -> list[Row]:
        """What a query gives, by column."""
        with closing(dbapi2.connect(str(self.data / "intake.db"))) as store:
            if (key := StoreKeys(self.data).connecting()) is not None:
                store.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
            store.execute("PRAGMA query_only = 1")
            found = store.execute(sql, values)
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found]

    def orders(self) -> list[Row]:
        """Each order with its client and device, the oldest first; empty before the first run."""
        return self.rows(_ORDERS) if self._is_made() else []

    def drafts(self) -> list[str]:
        """What is typed but not taken in, as it is kept; empty before the first run."""
        if not self._is_made():
            return []
        return [str(row["data"]) for row in self.rows("SELECT data FROM draft ORDER BY slot")]

    def jobs(self) -> list[Row]:
        """Every print job, the oldest first."""
        return self.rows(_JOBS)

    def synced(self) -> Mapping[str, object]:
        """Every shared record, comparable between two desktops."""
        whole = {name: self.rows(f'SELECT * FROM "{name}"') for name in _SYNCED}  # noqa: S608 - ours
        return {name: sorted(map(_plain, rows)) for name, rows in whole.items()}

    def pending(self) -> int:
        """Ops that the hub's feed has not shown yet."""
        return int(self.rows("SELECT count(*) AS n FROM outbox WHERE state <> 'done'")[0]["n"])

    def flaws(self) -> list[str]:
        """What is half there: an order without its rows, ops, papers or search words."""
        if not self._is_made():
            return []
        return [
            *(f"{row['number']}: {flaw}" for row in self.orders() for flaw in self._missing(row)),
            *(str(row) for row in self.rows("PRAGMA integrity_check") if row != _SOUND),
            *(f"reference: {row}" for row in self.rows("PRAGMA foreign_key_check")),
            *self._holes(),
        ]

    def _missing(self, order: Row) -> list[str]:
        wanted = {
            "client": order["client_id"],
            "device": order["device_id"],
            "order": order["id"],
        }
        flaws = [name for name, ident in wanted.items() if not ident]
        puts = "SELECT entity FROM outbox WHERE verb = 'put' AND hex(rec) = ?"
        flaws += [
            f"op of {name}"
            for name, ident in wanted.items()
            if [row["entity"] for row in self.rows(puts, ident)] != [name]
        ]
        stages = self.rows("SELECT hex(id) AS id FROM stage WHERE hex(order_id) = ?", order["id"])
        if len(stages) != 1 or not self.rows(puts, stages[0]["id"]):
            flaws.append("first stage or its op")
        papers = [job["document"] for job in self.jobs() if job["about"] == order["id"]]
        if sorted(papers) != ["label", "receipt"]:
            flaws.append(f"papers {papers}")
        found = "SELECT 1 FROM client_search WHERE client_search MATCH ?"
        word = re.findall(r"\w+", order["name"].replace("ё", "е").replace("Ё", "Е"))[0]
        if not self.rows(found, word):
            flaws.append("search words")
        return flaws

    def _holes(self) -> list[str]:
        numbers = [row["n"] for row in self.rows("SELECT n FROM outbox ORDER BY inc, n")]
        tickets = [order["ticket"] for order in self.orders()]
        return [
            *(["ops are not numbered densely"] if numbers != list(range(len(numbers))) else []),
            *(["a ticket twice"] if len(set(tickets)) != len(tickets) else []),
        ]

    def _is_made(self) -> bool:
        store = self.data / "intake.db"
        if not store.exists() or store.stat().st_size == 0:
            return False
        return bool(self.rows("SELECT 1 FROM sqlite_master WHERE name = 'order'"))


_SOUND = {"integrity_check": "ok"}


def _plain(row: Row) -> str:
    shown = {
        name: value.hex() if isinstance(value, bytes) else value
        for name, value in row.items()
        if name not in _OURS_ALONE
    }
    return json.dumps(shown, ensure_ascii=False, sort_keys=True)
