"""The command line of the hub; each command imports what it needs when it runs."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from typing_extensions import override

from intake_app.errors import IntakeError, Problem, RejectedError
from intake_hub.commands import crm_options

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DEFAULT_DB = "sqlite:///hub.db"
_LONGEST_LINE = 256
_WORDS = {
    Problem.ADDRESS_INVALID: "the address cannot be used",
    Problem.STORE_BUSY: "the database does not answer",
    Problem.STORE_TOO_NEW: "the database was made by a newer version of this program",
    Problem.STORE_CORRUPT: "the database is damaged, or is no database of a hub",
    Problem.STORE_KEY_WRONG: "the key of the database is not kept in this account",
    Problem.STORE_IN_USE: "a hub stands there already; move only into an empty database",
    Problem.READ_ONLY: "the database file cannot be written or made there",
    Problem.DISK_FULL: "the disk is full",
    Problem.SQLITE_UNSAFE: "this SQLite can damage a database; update sqlcipher3",
    Problem.UNKNOWN_RECORD: "nothing of that name",
    Problem.MALFORMED: "that cannot be taken",
    Problem.HUB_INSECURE: "only this PC may be served without TLS; add --tls",
    Problem.CRM_STOPPED: "the CRM does not let the hub in",
    Problem.CRM_AWAY: "the CRM does not answer",
    Problem.NO_FILE: "the file cannot be read",
    Problem.MISSING: "something is missing",
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
    _add_serve(commands.add_parser("serve", help="serve the workstations until stopped"))
    code = commands.add_parser("code", help="make a one-time enrolment code (10 minutes)")
    code.add_argument("--url", default="", help="the address desks will call, if not the usual")
    code.add_argument("--qr", action="store_true", help="draw the link as a QR code")
    stations = commands.add_parser("stations", help="list the workstations")
    revoke = commands.add_parser("revoke", help="turn a workstation away")
    revoke.add_argument("name", metavar="NAME")
    shop = commands.add_parser("shop", help="add, rename or list the shops of this hub")
    _add_shop(shop)
    check = commands.add_parser("check", help="verify the whole feed")
    restored = commands.add_parser("restored", help="after the database came from a backup")
    backup = commands.add_parser("backup", help="copy the whole hub into a new file, and check it")
    backup.add_argument("place", type=Path, metavar="FOLDER")
    move = commands.add_parser("move", help="copy everything into an empty database")
    move.add_argument("--from", dest="source", required=True, metavar="DB", help="the old one")
    move.add_argument("--to", dest="target", required=True, metavar="DB", help="the new one")
    move.add_argument("--plain", action="store_true", help="do not encrypt the new file")
    key = commands.add_parser("key", help="write down the key of the database file, or keep it")
    key.add_argument("--keep", action="store_true", help="read a key from standard input")
    crm_options.add_crm(commands.add_parser("crm", help="add and run CRMs"), _add_db)
    reading = commands.add_parser("read-token", help="let other programs read, and only that")
    crm_options.add_read_token(reading, _add_db)
    for command in (code, stations):
        command.add_argument("--json", action="store_true", help="for programs")
    for command in (code, stations, revoke):
        command.add_argument("--shop", metavar="NAME", help="one of several shops")
    serve = commands.choices["serve"]
    for command in (serve, code, stations, revoke, shop, check, restored, key, backup):
        _add_db(command)
    return parser


def _add_db(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--db",
        default=os.environ.get("INTAKE_HUB_DB", DEFAULT_DB),
        help="sqlite:///hub.db or postgresql+psycopg://user@host/name",
    )


def _add_serve(serve: argparse.ArgumentParser) -> None:
    serve.add_argument("--host", default="127.0.0.1", help="address to listen at")
    serve.add_argument("--port", type=_port, default=8765, help="0 takes a free one")
    serve.add_argument("--with-parent", action="store_true", help="stop when stdin closes")
    serve.add_argument("--plain", action="store_true", help="a new database file is not encrypted")
    serve.add_argument("--wrapped", action="store_true", help=argparse.SUPPRESS)
    serve.add_argument("--tls", action="store_true", help="TLS also where only this PC can call")
    serve.add_argument("--name", default="", help="the name desks call, for the certificate")
    serve.add_argument("--certificate", type=Path, metavar="FILE", help="one of your own")
    serve.add_argument("--key", type=Path, metavar="FILE", help="its key, if in another file")


def _add_shop(shop: argparse.ArgumentParser) -> None:
    verbs = shop.add_subparsers(dest="verb", required=True, metavar="VERB")
    add = verbs.add_parser("add", help="found a shop with a feed of its own")
    rename = verbs.add_parser("rename", help="call a shop otherwise; the first is called ''")
    listing = verbs.add_parser("list", help="name them all")
    for verb in (add, rename):
        verb.add_argument("name", metavar="NAME")
    rename.add_argument("to", metavar="NEW")
    for verb in (add, rename, listing):
        verb.add_argument("--db", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port < 65536:  # noqa: PLR2004 - what TCP has
        raise ValueError(text)
    return port


def _serve(options: argparse.Namespace) -> int:
    from intake_hub.serving import Serving, serve  # noqa: PLC0415 - only this command serves
    from intake_hub.tls import addresses  # noqa: PLC0415 - the same
    from intake_hub.tls.serving import OwnCertificate  # noqa: PLC0415 - the same

    own = OwnCertificate(options.certificate, options.key) if options.certificate else None
    serve(
        Serving(
            options.db,
            options.host,
            options.port,
            with_parent=options.with_parent,
            has_tls=options.tls or own is not None or not addresses.is_loopback(options.host),
            name=options.name,
            own=own,
            encrypt=not options.plain,
            wrapping=_told_wrapping() if options.wrapped else b"",
            metrics_token=os.environ.get("INTAKE_HUB_METRICS_TOKEN", ""),
        )
    )
    return 0


def _told_wrapping() -> bytes:
    """A desk that starts its hub says on the first line what wraps the key of the database."""
    try:
        return bytes.fromhex(sys.stdin.buffer.readline(_LONGEST_LINE).decode("ascii"))
    except ValueError as error:
        raise RejectedError(Problem.MALFORMED, "a key is 64 hex digits") from error


def _member(verb: str) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        from intake_hub.commands import members  # noqa: PLC0415 - imported when it runs

        chosen: Callable[[argparse.Namespace], int] = getattr(members, verb)
        return chosen(options)

    return run


def _restored(options: argparse.Namespace) -> int:
    from intake_hub.commands import repair  # noqa: PLC0415 - imported when it runs
    from intake_hub.commands.members import opened  # noqa: PLC0415 - the same

    with opened(options.db) as store:
        print(repair.restored(store))  # noqa: T201 - the answer
    return 0


def _check(options: argparse.Namespace) -> int:
    from intake_hub.commands.members import opened  # noqa: PLC0415 - imported when it runs
    from intake_hub.feed.checking import faults  # noqa: PLC0415 - the same

    with opened(options.db) as store:
        found = faults(store)
    for fault in found:
        sys.stderr.write(f"intake-hub: {fault}\n")
    return 1 if found else 0


def _move(options: argparse.Namespace) -> int:
    from intake_hub.commands.move import move  # noqa: PLC0415 - imported when it runs

    return move(options.source, options.target, encrypt=not options.plain)


def _backup(options: argparse.Namespace) -> int:
    from intake_hub.commands.backup import backup  # noqa: PLC0415 - imported when it runs

    made = backup(options.db, options.place)
    print(f"\n{made}")  # noqa: T201 - the answer
    return 0


def _crm(options: argparse.Namespace) -> int:
    from intake_hub.commands.crm import crm  # noqa: PLC0415 - imported when it runs

    return crm(options)


def _read_token(options: argparse.Namespace) -> int:
    from intake_hub.commands.read_token import read_token  # noqa: PLC0415 - imported when it runs

    return read_token(options)


def _key(options: argparse.Namespace) -> int:
    from intake_hub.commands.key import key  # noqa: PLC0415 - imported when it runs

    return key(options.db, keep=options.keep)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "serve": _serve,
    "code": _member("code"),
    "stations": _member("stations"),
    "revoke": _member("revoke"),
    "shop": _member("shop"),
    "check": _check,
    "restored": _restored,
    "move": _move,
    "backup": _backup,
    "key": _key,
    "crm": _crm,
    "read-token": _read_token,
}
