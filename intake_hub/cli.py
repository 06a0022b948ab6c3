"""The command line of the hub; each command imports what it needs when it runs."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn

from typing_extensions import override

from intake_app.errors import IntakeError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_hub.store.engine import HubStore

DEFAULT_DB = "sqlite:///hub.db"
_WORDS = {
    Problem.ADDRESS_INVALID: "the address cannot be used",
    Problem.STORE_BUSY: "the database does not answer",
    Problem.STORE_TOO_NEW: "the database was made by a newer version of this program",
    Problem.STORE_CORRUPT: "the database is damaged, or is no database of a hub",
    Problem.READ_ONLY: "the database file cannot be written or made there",
    Problem.DISK_FULL: "the disk is full",
    Problem.SQLITE_UNSAFE: "this SQLite can damage a database; update sqlcipher3",
    Problem.UNKNOWN_RECORD: "nothing of that name",
    Problem.NO_STORE: "no hub was ever started on this database; intake-hub serve makes it",
}


class _OneLineParser(argparse.ArgumentParser):
    """Leaves with code 2 after one line on standard error; commands inherit the class."""

    @override
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"intake-hub: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 done, 1 refused with one line on standard error, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return _COMMANDS[options.command](options)
    except IntakeError as error:
        words = _WORDS.get(error.problem, str(error.problem))
        detail = f" ({error.detail})" if error.detail else ""
        sys.stderr.write(f"intake-hub: {words}{detail}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = _OneLineParser(prog="intake-hub", description="The shop's hub.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve the workstations until stopped")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen at")
    serve.add_argument("--port", type=_port, default=8765, help="0 takes a free one")
    serve.add_argument("--with-parent", action="store_true", help="stop when stdin closes")
    code = commands.add_parser("code", help="make a one-time enrolment code (10 minutes)")
    stations = commands.add_parser("stations", help="list the workstations")
    stations.add_argument("--json", action="store_true", help="for programs")
    revoke = commands.add_parser("revoke", help="turn a workstation away")
    revoke.add_argument("name", metavar="NAME")
    check = commands.add_parser("check", help="verify the whole feed")
    for command in (serve, code, stations, revoke, check):
        command.add_argument(
            "--db",
            default=os.environ.get("INTAKE_HUB_DB", DEFAULT_DB),
            help="sqlite:///hub.db or postgresql+psycopg://user@host/name",
        )
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port < 65536:  # noqa: PLR2004 - what TCP has
        raise ValueError(text)
    return port


def _serve(options: argparse.Namespace) -> int:
    from intake_hub.app import Serving, serve  # noqa: PLC0415 - only this command serves

    serve(Serving(options.db, options.host, options.port, with_parent=options.with_parent))
    return 0


def _code(options: argparse.Namespace) -> int:
    from intake_hub.stations import Stations  # noqa: PLC0415 - imported when it runs

    store = _opened(options.db)
    try:
        print(Stations(store, _now_ms).new_code())  # noqa: T201 - the answer
    finally:
        store.close()
    return 0


def _stations(options: argparse.Namespace) -> int:
    from intake_hub.stations import Stations  # noqa: PLC0415 - imported when it runs

    store = _opened(options.db)
    try:
        rows = Stations(store, _now_ms).listing()
    finally:
        store.close()
    for row in rows:
        state = "revoked" if row.revoked_ms else "active"
        seen = _moment(row.greeted_ms)
        found = {"name": row.name, "prefix": row.prefix, "state": state, "seen": seen}
        line = json.dumps(found, ensure_ascii=False) if options.json else "\t".join(found.values())
        print(line)  # noqa: T201 - the answer
    return 0


def _revoke(options: argparse.Namespace) -> int:
    from intake_hub.stations import Stations  # noqa: PLC0415 - imported when it runs

    store = _opened(options.db)
    try:
        Stations(store, _now_ms).revoke(options.name)
    finally:
        store.close()
    return 0


def _check(options: argparse.Namespace) -> int:
    from intake_hub.feed.checking import faults  # noqa: PLC0415 - imported when it runs

    store = _opened(options.db)
    try:
        found = faults(store)
    finally:
        store.close()
    for fault in found:
        sys.stderr.write(f"intake-hub: {fault}\n")
    return 1 if found else 0


_COMMANDS = {
    "serve": _serve,
    "code": _code,
    "stations": _stations,
    "revoke": _revoke,
    "check": _check,
}


def _opened(db: str) -> HubStore:
    from intake_hub.store.engine import HubStore  # noqa: PLC0415 - imported when it runs

    store = HubStore(db)
    try:
        store.refuse_unmade()
        store.open(_now_ms())
    except IntakeError:
        store.close()
        raise
    return store


def _now_ms() -> int:
    from intake_app.clock import utc_now  # noqa: PLC0415 - imported when it runs

    return int(utc_now().timestamp() * 1000)


def _moment(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds") if ms else "never"
