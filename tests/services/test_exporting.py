"""The owner's data as files: all of it, but nothing that is sealed."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.checks.consent_rules import Purpose, Way
from intake_app.errors import Problem, UnavailableError
from intake_app.services.drafts import ClientDraft
from intake_app.services.exporting import CSV, JSON, Exporting
from intake_app.sync.core.catalogue import ENTITIES
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from intake_app.services.use_cases import Services


@pytest.fixture
def client(services: Services) -> UUID:
    draft = replace(INTAKE, client=ClientDraft(name="=Петров", phone="+79161234567"))
    client = services.orders.card(services.intakes.receive(draft).order_id).client_id
    services.consents.grant(client, Purpose.ADVERTISING, Way.PAPER)
    services.clients.add_contact(client, {"name": "Ольга"})
    return client


@pytest.fixture
def exporting(services: Services) -> Exporting:
    return Exporting(services.clients.store)


def test_every_kind_has_a_file_but_what_is_sealed(
    exporting: Exporting, client: UUID, tmp_path: Path
) -> None:
    written = exporting.write(tmp_path, CSV, lambda _done: None)
    assert written.keys() == ENTITIES.keys() - {"passcode", "passcode_view"}
    assert {path.stem for path in tmp_path.glob("*.csv")} == written.keys()
    assert (written["client"], written["consent"], written["contact"]) == (1, 1, 1)


def test_a_spreadsheet_reads_text_as_text(
    exporting: Exporting, client: UUID, tmp_path: Path
) -> None:
    exporting.write(tmp_path, CSV, lambda _done: None)
    rows = {}
    for name in ("client", "phone"):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            (rows[name],) = csv.DictReader(file, delimiter=";")
    assert rows["client"]["name"] == "'=Петров"
    assert rows["phone"]["e164"] == "+79161234567"
    assert rows["phone"]["client_id"] == rows["client"]["id"] == str(client)


def test_a_program_reads_a_record_a_line(
    exporting: Exporting, client: UUID, tmp_path: Path
) -> None:
    exporting.write(tmp_path / "new", JSON, lambda _done: None)
    (line,) = (tmp_path / "new" / "client.json").read_text(encoding="utf-8").splitlines()
    found = json.loads(line)
    assert (found["id"], found["name"], found["archived"]) == (str(client), "=Петров", False)


def test_progress_is_told(exporting: Exporting, services: Services, client: UUID,
                          tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("intake_app.services.exporting._STEP", 1)
    told: list[int] = []
    exporting.write(tmp_path, CSV, told.append)
    assert set(told) >= {1}


def test_a_place_that_cannot_be_written_is_named(exporting: Exporting, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnavailableError) as refused:
        exporting.write(tmp_path / "file", CSV, lambda _done: None)
    assert refused.value.problem is Problem.FILE_UNWRITABLE
