"""What can be typed after `intake-hub crm` and `intake-hub read-token`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    AddDb: TypeAlias = Callable[[argparse.ArgumentParser], None]

KINDS = ("odoo", "tryton", "bitrix24", "amocrm", "webhook")
_NAMED = {
    "key": "go on with another key, read like that of add",
    "test": "try to get in, and say what is missing",
    "dry-run": "say what a first transfer would do; nothing is written",
    "start": "begin, or go on after a pause or a stop",
    "pause": "send nothing until start",
    "remove": "forget it and its key here; nothing is deleted there",
    "run": "do what is due now, in this process",
    "sweep": "look now for what was deleted or merged there, not only once a day",
    "refused": "list what the CRM did not take, with its words",
    "notices": "list what a person should see or decide",
}


class Verbs(Protocol):
    """What argparse gives for verbs and has no public name for."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - its own name
        """Begin another verb."""
        ...


def add_crm(crm: argparse.ArgumentParser, add_db: AddDb) -> None:
    """Describe every verb of `crm`."""
    verbs = crm.add_subparsers(dest="verb", required=True, metavar="VERB")
    _adding(verbs)
    for verb, told in _NAMED.items():
        verbs.add_parser(verb, help=told).add_argument("name", metavar="NAME")
    _schema_and_map(verbs)
    _deciding(verbs)
    status = verbs.add_parser("status", help="say how each CRM stands")
    once = verbs.choices["run"]
    once.add_argument("--once", action="store_true", required=True, help="and end then")
    for verb in (status, *(verbs.choices[one] for one in ("dry-run", "refused", "notices"))):
        verb.add_argument("--json", action="store_true", help="for programs")
    for verb in verbs.choices.values():
        verb.add_argument("--shop", metavar="NAME", help="one of several shops")
        add_db(verb)


def add_read_token(parser: argparse.ArgumentParser, add_db: AddDb) -> None:
    """Describe every verb of `read-token`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    add = verbs.add_parser("add", help="make a token that may read and nothing else")
    add.add_argument("--no-personal", action="store_true", help="without names, phones, addresses")
    remove = verbs.add_parser("remove", help="end a token, now")
    for verb in (add, remove):
        verb.add_argument("name", metavar="NAME")
    verbs.add_parser("list", help="name the tokens, and when each was used")
    for verb in verbs.choices.values():
        verb.add_argument("--shop", metavar="NAME", help="one of several shops")
        add_db(verb)


def _adding(verbs: Verbs) -> None:
    add = verbs.add_parser("add", help="add a CRM; its key is asked for, or read from a pipe")
    add.add_argument("adapter", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    add.add_argument("name", metavar="NAME", help="as you call it")
    add.add_argument("--address", required=True, metavar="URL", help="where it is")
    add.add_argument(
        "--option",
        action="append",
        default=[],
        type=_option,
        metavar="KEY=VALUE",
        help="one of its own, as database=shop; may be given several times",
    )


def _schema_and_map(verbs: Verbs) -> None:
    schema = verbs.add_parser("schema", help="list the fields that are missing there")
    schema.add_argument("name", metavar="NAME")
    schema.add_argument(
        "--add", action="store_true", help="add them; an administrator's key is asked, never kept"
    )
    field_map = verbs.add_parser("map", help="show or set how records look there")
    field_map.add_argument("name", metavar="NAME")
    which = field_map.add_mutually_exclusive_group(required=True)
    which.add_argument("--show", action="store_true", help="as JSON")
    which.add_argument("--set", type=Path, metavar="FILE", help="JSON as --show writes it")


def _deciding(verbs: Verbs) -> None:
    resend = verbs.add_parser("resend", help="try again what was refused")
    resend.add_argument("name", metavar="NAME")
    resend.add_argument("uid", nargs="?", metavar="ID", help="one record; all without it")
    decide = verbs.add_parser("decide", help="decide about a notice")
    decide.add_argument("name", metavar="NAME")
    decide.add_argument("notice", metavar="ID")
    decide.add_argument("choice", choices=("link", "create", "leave", "seen"), metavar="CHOICE")
    decide.add_argument("remote", nargs="?", default="", help="which one there, for link")


def _option(text: str) -> tuple[str, str]:
    key, mark, value = text.partition("=")
    if not (key and mark):
        raise argparse.ArgumentTypeError(f"{text}: an option is KEY=VALUE")
    return key, value
