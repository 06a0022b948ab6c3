"""The command line; each command imports what it needs when it runs."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from intake_app.cli.arguments import add_commands
from intake_app.cli.complaint import asked_language
from intake_app.cli.usage import OneLineParser
from intake_app.errors import IntakeError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    Command: TypeAlias = Callable[[argparse.Namespace, Mapping[str, str]], int]

_ROOT_OPTIONS = {"-h", "--help", "--version", "--self-test"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 done, 1 refused with one line on standard error, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in _ROOT_OPTIONS):
        given.insert(0, "run")  # the desktop is what the program is
    options = parser(asked_language(given), given[0]).parse_args(given)
    try:
        return _COMMANDS[options.command](options, os.environ)
    except IntakeError as error:
        from intake_app.cli import complaint  # noqa: PLC0415 - words are needed only now

        return complaint.tell(error, getattr(options, "lang", None))


def parser(language: str, command: str = "") -> OneLineParser:
    """The commands and their options; complaints are in a language.

    Of a known `command` only its own options are declared.
    """
    root = OneLineParser(
        prog="intake-app", description="Point of intake of a repair shop.", language=language
    )
    for name, meaning in (
        ("version", "print the version and leave"),
        ("self-test", "check that all parts are here"),
    ):
        root.add_argument(
            f"--{name}", action="store_const", dest="command", const=name, help=meaning
        )
    commands = root.add_subparsers(metavar="COMMAND", dest="command", parser_class=OneLineParser)
    add_commands(partial(commands.add_parser, language=language), only=command)
    return root


def _run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    # A start makes thousands of objects that all stay; the opened desktop goes back to collecting.
    gc.disable()
    from intake_app.cli import run  # noqa: PLC0415 - Qt

    return run.main(options, environment)


def _tour(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import tour  # noqa: PLC0415 - Qt

    return tour.main(options, environment)


def _generate(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import generate  # noqa: PLC0415 - the store

    return generate.main(options, environment)


def _back_up(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import upkeep  # noqa: PLC0415 - the store

    return upkeep.back_up(options, environment)


def _check(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import upkeep  # noqa: PLC0415 - the store

    return upkeep.check(options, environment)


def _backups(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import upkeep  # noqa: PLC0415 - the store

    return upkeep.backups(options, environment)


def _recover(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import recovery  # noqa: PLC0415 - the store

    return recovery.recover(options, environment)


def _recovery_key(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import recovery  # noqa: PLC0415 - the store

    return recovery.escrowed(options, environment)


def _restore(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import recovery  # noqa: PLC0415 - the store

    return recovery.restore(options, environment)


def _encrypt(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import recovery  # noqa: PLC0415 - the store

    return recovery.encrypt(options, environment)


def _decrypt(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import recovery  # noqa: PLC0415 - the store

    return recovery.decrypt(options, environment)


def _export_pending(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import pending  # noqa: PLC0415 - the store

    return pending.export(options, environment)


def _import_pending(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import pending  # noqa: PLC0415 - the store

    return pending.take(options, environment)


def _reset(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import pending  # noqa: PLC0415 - the store

    return pending.reset(options, environment)


def _import(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import imports  # noqa: PLC0415 - the store

    return imports.main(options, environment)


def _export(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import exports  # noqa: PLC0415 - the store

    return exports.main(options, environment)


def _print(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import paper  # noqa: PLC0415 - the store and the renderers

    return paper.main(options, environment)


def _enrol(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import hub  # noqa: PLC0415 - HTTP

    return hub.enrol(options, environment)


def _sync(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import hub  # noqa: PLC0415 - HTTP

    return hub.sync(options, environment)


def _doctor(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    from intake_app.cli import doctor  # noqa: PLC0415 - looks at every device

    return doctor.main(options, environment)


def _self_test(_options: argparse.Namespace, _environment: Mapping[str, str]) -> int:
    from intake_app.cli import self_test  # noqa: PLC0415 - imports everything

    return self_test.main()


def _version(_options: argparse.Namespace, _environment: Mapping[str, str]) -> int:
    from intake_app.cli import self_test  # noqa: PLC0415 - reads the project file

    sys.stdout.write(f"intake-app {self_test.version()}\n")
    return 0


_COMMANDS: Mapping[str, Command] = {
    "run": _run,
    "tour": _tour,
    "generate": _generate,
    "backup": _back_up,
    "backups": _backups,
    "check": _check,
    "recover": _recover,
    "recovery-key": _recovery_key,
    "restore": _restore,
    "encrypt": _encrypt,
    "decrypt": _decrypt,
    "export-pending": _export_pending,
    "import-pending": _import_pending,
    "reset": _reset,
    "import": _import,
    "export": _export,
    "print": _print,
    "enrol": _enrol,
    "sync": _sync,
    "doctor": _doctor,
    "self-test": _self_test,
    "version": _version,
}
