"""`doctor`: what is missing on this PC, and the exact cure."""

from __future__ import annotations

import json
import os
import shlex
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, cast

from intake_app.cli import complaint, system_libraries
from intake_app.cli import settings as shop_settings
from intake_app.config import NOT_THERE
from intake_app.errors import IntakeError, Problem, UnavailableError
from intake_app.i18n.translator import N_
from intake_app.services import routes
from intake_app.ui import problem_texts

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from intake_app.config import Settings
    from intake_app.i18n.translator import Translator
    from intake_app.printing.profile import Role

NOT_SET_UP = N_("not set up")
NEEDS_CURE = N_("needs a cure")
_OTHERS = 0o077
_PRINTERS = {
    "receipt": N_("receipt printer"),
    "label": N_("label printer"),
    "a4": N_("A4 printer"),
    "fallback": N_("fallback printer"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `cure` is empty when it is well, `note` is what else to know then."""

    what: str
    well: bool
    cure: str = ""
    note: str = ""


def main(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Print every finding; 1 when something needs a cure."""
    settings = shop_settings.loaded(options, environment)
    tr = complaint.words(settings.desk.lang)
    findings = list(examined(settings, tr))
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings]))  # noqa: T201 - the answer
    else:
        for finding in findings:
            print(f"{tr(finding.what)}: {_said(finding, tr)}")  # noqa: T201 - the answer
    return int(not all(finding.well for finding in findings))


def _said(finding: Finding, tr: Translator) -> str:
    if not finding.well:
        return f"{tr(NEEDS_CURE)}: {finding.cure}"
    return tr(finding.note) if finding.note else tr(N_("well"))


def examined(settings: Settings, tr: Translator) -> Iterator[Finding]:
    """Look at everything a desk stands on; cures are in the operator's language."""
    desk = settings.desk
    yield _libraries()
    yield _data_folder(settings, tr)
    yield _secrets(settings, tr)
    for name, address in routes.addresses(settings).items():
        told = _PRINTERS.get(name, name)
        yield _printer(told, address, routes.role_of(settings, name), tr)
    yield _scanner(desk.scanner, tr)
    yield Finding(N_("hub"), well=True, note=desk.hub or NOT_SET_UP)


def _libraries() -> Finding:
    line = system_libraries.cure(system_libraries.missing())
    return Finding(N_("system libraries"), not line, line)


def _data_folder(settings: Settings, tr: Translator) -> Finding:
    try:
        shop_settings.folder_made(settings)
        probe = settings.data / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except IntakeError as error:
        return Finding(N_("data folder"), well=False, cure=problem_texts.explain(error, tr))
    except OSError as error:
        refusal = UnavailableError(Problem.READ_ONLY, f"{settings.data}: {error.strerror}")
        return Finding(N_("data folder"), well=False, cure=problem_texts.explain(refusal, tr))
    return Finding(N_("data folder"), well=True)


def _secrets(settings: Settings, tr: Translator) -> Finding:
    """A keyring is better; a file nobody else may read is enough."""
    from intake_app.sync import secrets  # noqa: PLC0415 - keyring is slow, and only asked here

    what = N_("place of secrets")
    if secrets.open_secrets(settings.data).place is secrets.Place.KEYRING:
        return Finding(what, well=True)
    file = settings.data / secrets.FILE
    if os.name == "posix" and file.is_file() and file.stat().st_mode & _OTHERS:
        told = tr(N_("others may read the secrets, run: %s"))
        return Finding(what, well=False, cure=told % f"chmod 600 {shlex.quote(str(file))}")
    return Finding(what, well=True, note=N_("well: a file that only this account may read"))


def _printer(what: str, address: str, role: str, tr: Translator) -> Finding:
    from intake_app.printing import printer  # noqa: PLC0415 - only asked here

    try:
        printer.printer(address, cast("Role", role))
    except IntakeError as error:
        return Finding(what, well=False, cure=problem_texts.explain(error, tr))
    return Finding(what, well=True, note=NOT_SET_UP if address == NOT_THERE else "")


def _scanner(address: str, tr: Translator) -> Finding:
    from intake_app.app import devices  # noqa: PLC0415 - only asked here

    try:
        opener = devices.scanner_port(address)
        if opener is not None:
            opener().close()
    except IntakeError as error:
        return Finding(N_("scanner"), well=False, cure=problem_texts.explain(error, tr))
    except (OSError, ValueError):
        refusal = UnavailableError(Problem.DEVICE_ABSENT, address)
        return Finding(N_("scanner"), well=False, cure=problem_texts.explain(refusal, tr))
    return Finding(N_("scanner"), well=True, note=NOT_SET_UP if address == NOT_THERE else "")
