"""What each command takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from intake_app.cli.usage import OneLineParser
from intake_app.services.papers import DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Callable

    Add: TypeAlias = Callable[..., OneLineParser]
    """Makes the parser of one command."""

_OTHERS = (
    "consent",
    "advertising",
    "client_label",
    "place_label",
    "staff_label",
    "shift_report",
    "stage_codes",
)


def shop_options() -> OneLineParser:
    """What every command about one shop PC takes; each is a setting and a variable as well."""
    shop = OneLineParser(add_help=False)
    shop.add_argument("--data", metavar="DIR", help="everything of this PC (INTAKE_DATA)")
    shop.add_argument("--demo", action="store_true", default=None, help="an exercise, in ./demo")
    shop.add_argument("--lang", choices=("ru", "en"), help="language of the screen")
    return shop


def add_commands(add: Add, only: str) -> None:
    """Declare them all, or the one that is asked for: each takes a millisecond of every start."""
    shop = [shop_options()]
    if only == "run":
        _desktop(add, shop)
        return
    for declare in (_desktop, _trials, _upkeep, _recovery, _paper, _hub):
        declare(add, shop)


def _desktop(add: Add, shop: list[OneLineParser]) -> None:
    run = add("run", parents=shop, help="the desktop (also without a command)")
    for name in ("receipt-printer", "label-printer", "scanner"):
        run.add_argument(f"--{name}", metavar="ADDRESS", help="device address")
    run.add_argument("--hub", metavar="URL", help='base URL of the hub, or "embedded"')


def _trials(add: Add, shop: list[OneLineParser]) -> None:
    tour = add("tour", help="one real intake by keys: pictures, paper, database, hub")
    tour.add_argument("folder", metavar="DIR", help="where everything is left")
    tour.add_argument("--lang", choices=("ru", "en"), default="ru", help="language of the screen")
    generate = add("generate", parents=shop, help="a synthetic shop for trials")
    generate.add_argument("--clients", type=_count, required=True, metavar="N", help="how many")
    generate.add_argument("--orders", type=_count, metavar="N", help="default: 1.5 a client")
    generate.add_argument(
        "--seed", type=_count, default=1, metavar="N", help="same seed, same shop"
    )


def _upkeep(add: Add, shop: list[OneLineParser]) -> None:
    backup = add("backup", parents=shop, help="copy the store to its places")
    backup.add_argument("folder", nargs="?", metavar="DIR", help="default: backups beside the data")
    listed = add("backups", parents=shop, help="what can be restored, the newest first")
    listed.add_argument("--drill", action="store_true", help="try a restore from each place")
    listed.add_argument("--hub", action="store_true", help="those of all desks that the hub keeps")
    listed.add_argument("--fetch", nargs=2, metavar=("NAME", "DIR"), help="bring one of them here")
    add("check", parents=shop, help="verify the store")
    taken = add("import", parents=shop, help="take a list into the store")
    taken.add_argument("file", metavar="FILE", help="CSV with a line of titles")
    kinds = ("catalogue", "clients", "prices")
    taken.add_argument("--kind", choices=kinds, required=True, help="what the list holds")
    taken.add_argument("--dry-run", action="store_true", help="only say what would be taken in")
    export = add("export", parents=shop, help="all data as plain files")
    export.add_argument("folder", metavar="DIR", help="a file a kind of record")
    export.add_argument("--format", choices=("csv", "json"), default="csv", help="default: csv")
    doctor = add("doctor", parents=shop, help="what is missing here, and the exact cure")
    doctor.add_argument("--json", action="store_true", help="for programs")


def _recovery(add: Add, shop: list[OneLineParser]) -> None:
    recover = add("recover", parents=shop, help="open the data by the recovery key")
    recover.add_argument("key", nargs="*", metavar="BLOCK", help="as on the paper; or typed later")
    add("recovery-key", parents=shop, help="recovery keys of the shop's desks, held in trust here")
    restore = add("restore", parents=shop, help="put a backup in the place of the data")
    restore.add_argument("file", metavar="FILE", help="as listed by `intake-app backups`")
    restore.add_argument("--key", nargs="*", default=[], metavar="BLOCK", help="recovery key")
    add("encrypt", parents=shop, help="seal the data of this PC")
    add("decrypt", parents=shop, help="make the data a plain file")
    export = add("export-pending", parents=shop, help="what is unsent, into a sealed file")
    export.add_argument("file", metavar="FILE", help="is replaced if it exists")
    taken = add("import-pending", parents=shop, help="take such a file in, here or at the hub")
    taken.add_argument("file", metavar="FILE", help="doing it twice does no harm")
    taken.add_argument("--key", nargs="*", default=[], metavar="BLOCK", help="recovery key")
    reset = add("reset", parents=shop, help="begin anew here; refused while something is unsent")
    reset.add_argument("--exported", metavar="FILE", help="of export-pending, holding what is")
    reset.add_argument("--check", action="store_true", help="only say whether it may be done")


def _paper(add: Add, shop: list[OneLineParser]) -> None:
    paper = add("print", parents=shop, help="a paper of an order, or one of the shop")
    what = (
        "number of the order; a day for shift_report, 1-20 for place_label, a name for staff_label,"
        " - for stage_codes"
    )
    paper.add_argument("order", metavar="ORDER", help=what)
    known = (*DOCUMENTS, *_OTHERS)
    paper.add_argument("--document", choices=known, required=True, help="which one")
    paper.add_argument("--language", choices=("ru", "en"), default="", help="of the paper")
    paper.add_argument("--page", choices=("a4", "a5"), default="a4", help="of a PDF file")
    paper.add_argument("--closing", action="store_true", help="shift_report: close the day (Z)")
    target = paper.add_mutually_exclusive_group(required=True)
    target.add_argument("--to", metavar="ADDRESS", help="a printer's address")
    target.add_argument("--pdf", metavar="FILE", help="write a PDF file")


def _hub(add: Add, shop: list[OneLineParser]) -> None:
    enrol = add("enrol", parents=shop, help="join this PC to a hub")
    enrol.add_argument("url", metavar="HUB_URL", help="as the hub printed it, or its whole link")
    enrol.add_argument("code", metavar="CODE", nargs="?", default="", help="from `intake-hub code`")
    enrol.add_argument("--name", default="", metavar="NAME", help="of this workstation")
    sync = add("sync", parents=shop, help="exchange with the hub, without a window")
    sync.add_argument("--once", action="store_true", help="until both agree, then leave")
    sync.add_argument("--hub", metavar="URL", help="base URL of the hub")


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
