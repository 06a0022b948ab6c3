"""Which printer a paper goes to, and who stands in for whom."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from intake_app.app import devices
from intake_app.config import DeskSettings, Settings, load
from intake_app.errors import Problem, RejectedError
from intake_app.services import routes
from intake_app.services.shop import Shop
from intake_app.services.spool import JobState
from tests.rigs.drafts import INTAKE
from tests.rigs.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_app.services.printouts import Printouts

TCP = "tcp://10.0.0.5"
DESK = DeskSettings(receipt_printer=TCP, label_printer=f"{TCP}?language=tspl")
PLAIN = Settings(Path(), desk=DESK)
RICH = replace(
    PLAIN,
    desk=replace(DESK, a4_printer="spooler://Office", fallback_printer="back"),
    printers={"shelf": f"{TCP}?language=zpl", "back": f"{TCP}:9101", "door": f"{TCP}:9102"},
    routes={"part_label": "shelf", "invoice": "back", "label": "door"},
)


@pytest.mark.parametrize(
    ("settings", "document", "printer"),
    [
        (PLAIN, "receipt", "receipt"),
        (PLAIN, "label", "label"),
        (PLAIN, "part_label", "label"),
        (PLAIN, "handover", "receipt"),
        (RICH, "handover", "a4"),
        (RICH, "consent", "receipt"),
        (RICH, "part_label", "shelf"),
        (RICH, "invoice", "back"),
    ],
)
def test_a_paper_goes_to_its_printer(settings: Settings, document: str, printer: str) -> None:
    assert routes.printer_of(settings, document) == printer


def test_every_printer_has_its_measures() -> None:
    found = {target.name: target.profile for target in devices.printers(RICH)}
    assert list(found) == ["receipt", "label", "a4", "shelf", "back", "door"]
    assert [found[name].language for name in found] == [
        *("escpos", "tspl", "pdf", "zpl", "escpos", "escpos")
    ]
    assert (found["shelf"].width, found["door"].width, found["back"].width) == (464, 464, 576)


def test_a_fallback_is_a_printer_by_name_or_one_of_its_own() -> None:
    assert routes.fallback_of(PLAIN, "receipt") == ""
    assert routes.fallback_of(RICH, "receipt") == "back"
    assert routes.fallback_of(RICH, "back") == ""
    own = replace(PLAIN, desk=replace(DESK, fallback_printer=f"{TCP}:9103"))
    assert routes.fallback_of(own, "label") == "fallback"
    assert "fallback" in routes.addresses(own)
    none = replace(PLAIN, desk=replace(DESK, fallback_printer="none:"))
    assert routes.fallback_of(none, "label") == ""
    assert "fallback" not in routes.addresses(none)


@pytest.mark.parametrize(
    "settings",
    [
        replace(PLAIN, routes={"label": "shelf"}),
        replace(PLAIN, printers={"label": TCP}),
        replace(PLAIN, desk=replace(DESK, fallback_printer="shelf")),
    ],
)
def test_a_name_that_leads_nowhere_is_refused(settings: Settings) -> None:
    with pytest.raises(RejectedError) as refusal:
        devices.printers(settings)
    assert refusal.value.problem is Problem.SETTINGS_BROKEN


def test_tables_are_read_from_the_file(tmp_path: Path) -> None:
    text = '[printers]\nshelf = "none:"\n[routes]\nlabel = "shelf"\n[copies]\nreceipt = 2\n'
    (tmp_path / "settings.toml").write_text(text, "utf-8")
    settings, unknown = load({"data": str(tmp_path)}, {})
    assert (settings.printers, settings.routes) == ({"shelf": "none:"}, {"label": "shelf"})
    assert settings.copies == {"receipt": 2}
    assert unknown == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[copies]\nreceipt = 0\n", "line 2: receipt must be from 1 to 9"),
        ('[copies]\nreceipt = "2"\n', "line 2: receipt must be a whole number"),
        ("[routes]\nlabel = 1\n", "line 2: label must be a text"),
        ("printers = 1\n", "line 1: printers must be a section"),
    ],
)
def test_a_wrong_table_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "settings.toml").write_text(text, "utf-8")
    with pytest.raises(RejectedError, match=said):
        load({"data": str(tmp_path)}, {})


@pytest.fixture
def printouts(tmp_path: Path) -> Iterator[Printouts]:
    """Two receipts and two labels wait, and `back` stands in."""
    shop = Shop(replace(RICH, data=tmp_path, routes={}), Watch())
    shop.open()
    shop.services.intakes.receive(INTAKE)
    shop.services.intakes.receive(INTAKE)
    yield shop.services.printouts
    shop.close()


def test_what_waits_moves_and_is_rendered_anew(printouts: Printouts) -> None:
    first = printouts.next_for("receipt")
    assert first is not None
    printouts.keep_payload(first.id, b"for the one", "receipt")
    assert printouts.move("receipt", "back") == 2
    moved = printouts.job(first.id)
    assert (moved.printer, moved.payload, moved.state) == ("back", None, JobState.QUEUED)
    assert printouts.next_for("receipt") is None
    assert moved.document == "receipt"
    assert printouts.next_for("label") is not None


def test_a_worker_that_looked_before_the_move_sends_nothing(printouts: Printouts) -> None:
    job = printouts.next_for("receipt")
    assert job is not None
    printouts.move("receipt", "back")
    printouts.keep_payload(job.id, b"too late", "receipt")
    with pytest.raises(RejectedError):
        printouts.begin(job.id, "receipt")
    assert printouts.job(job.id).payload is None
    printouts.begin(job.id, "back")


@pytest.mark.parametrize("state", [JobState.SENDING, JobState.UNKNOWN, JobState.SENT])
def test_what_may_have_reached_paper_never_moves(printouts: Printouts, state: JobState) -> None:
    job = printouts.next_for("receipt")
    assert job is not None
    printouts.begin(job.id, "receipt")
    if state is not JobState.SENDING:
        printouts.end(job.id, state, "device_lost" if state is JobState.UNKNOWN else "")
    assert printouts.move("receipt", "back") == 1
    assert printouts.job(job.id).printer == "receipt"


def test_a_printer_of_labels_is_given_no_receipts(printouts: Printouts) -> None:
    assert printouts.move("receipt", "shelf") == 0
    assert printouts.move("label", "shelf") == 2


def test_a_trouble_knows_since_when(tmp_path: Path) -> None:
    watch = Watch()
    shop = Shop(replace(PLAIN, data=tmp_path), watch)
    shop.open()
    spool, first = shop.services.printouts, watch()
    shop.services.intakes.receive(INTAKE)
    job = spool.next_for("receipt")
    assert job is not None
    told: list[object] = []
    for problem in ("device_absent", "device_absent", "paper_out"):
        spool.begin(job.id)
        spool.end(job.id, JobState.QUEUED, problem)
        told.append(spool.states()[0].since)
        watch.forward(minutes=1)
    spool.begin(job.id)
    spool.end(job.id, JobState.SENT)
    assert told[:2] == [first, first]
    assert told[2] != first
    assert spool.states()[0].since is None
    shop.close()


def test_a_printer_that_speaks_pdf_takes_whole_sheets() -> None:
    settings = replace(PLAIN, printers={"office": "spooler://Office?language=pdf"})
    assert routes.role_of(settings, "office") == routes.A4
