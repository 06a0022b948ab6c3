"""`doctor`: what is missing on this PC, and the exact cure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from intake_app.cli import complaint, system_libraries
from intake_app.cli import settings as shop_settings
from intake_app.errors import IntakeError
from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from intake_app.config import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `cure` is empty when it is well."""

    what: str
    well: bool
    cure: str = ""


def main(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Print every finding; 1 when something needs a cure."""
    settings = shop_settings.loaded(options, environment)
    findings = list(examined(settings))
    tr = complaint.words(settings.desk.lang)
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings]))  # noqa: T201 - the answer
    else:
        for finding in findings:
            mark = tr("well") if finding.well else f"{tr('missing')}: {finding.cure}"
            print(f"{tr(finding.what)}: {mark}")  # noqa: T201 - the answer
    return int(not all(finding.well for finding in findings))


def examined(settings: Settings) -> Iterator[Finding]:
    """Look at everything a desk stands on."""
    yield _libraries()
    yield _data_folder(settings)
    yield _keyring()
    yield _printer(N_("receipt printer"), settings.desk.receipt_printer, "receipt")
    yield _printer(N_("label printer"), settings.desk.label_printer, "label")
    yield _scanner(settings.desk.scanner)


def _libraries() -> Finding:
    line = system_libraries.cure(system_libraries.missing())
    return Finding(N_("system libraries"), not line, line)


def _data_folder(settings: Settings) -> Finding:
    try:
        shop_settings.folder_made(settings)
        probe = settings.data / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except (OSError, IntakeError) as error:
        return Finding(N_("data folder"), well=False, cure=str(error))
    return Finding(N_("data folder"), well=True)


def _keyring() -> Finding:
    from keyring import get_keyring  # noqa: PLC0415 - slow, and only asked here
    from keyring.backends import fail, null  # noqa: PLC0415 - the same

    well = not isinstance(get_keyring(), fail.Keyring | null.Keyring)
    cure = "" if well else "apt-get install gnome-keyring"
    return Finding(N_("keyring"), well, cure)


def _printer(what: str, address: str, role: str) -> Finding:
    from intake_app.printing import printer  # noqa: PLC0415 - only asked here

    try:
        printer.printer(address, "receipt" if role == "receipt" else "label")
    except IntakeError as error:
        return Finding(what, well=False, cure=error.detail)
    return Finding(what, well=True)


def _scanner(address: str) -> Finding:
    from intake_app.app import devices  # noqa: PLC0415 - only asked here

    try:
        opener = devices.scanner_port(address)
        if opener is not None:
            opener().close()
    except (OSError, ValueError, IntakeError) as error:
        return Finding(N_("scanner"), well=False, cure=str(error))
    return Finding(N_("scanner"), well=True)
