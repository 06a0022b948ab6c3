"""`intake-hub crm`: every verb, what it prints, and one clear line when it is refused."""

from __future__ import annotations

import argparse
import io
import json
import sys
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from typing_extensions import override

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.sync.core.wire_crm import CrmState
from intake_app.sync.core.wire_crm_work import CrmNotice, CrmRefusal, DryReply
from intake_hub.cli import main
from intake_hub.commands import crm, crm_options
from intake_hub.crm.faults import Stop, StoppedError, TransientError
from tests.crm.fake_work import FakeWork
from tests.rigs.hub import HubThread

if TYPE_CHECKING:
    from pathlib import Path

SHOP = uuid4()
REC = uuid4()


@pytest.fixture
def work() -> FakeWork:
    return FakeWork(fields=())


class Terminal(io.StringIO):
    """Standard input that is a terminal: nothing may be read from it with an echo."""

    @override
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("s3cret\nadmin\n"))


def run(work: FakeWork, *words: str) -> int:
    parser = argparse.ArgumentParser()
    crm_options.add_crm(parser, lambda _verb: None)
    return crm.run(work, SHOP, parser.parse_args(words))


def odoo(work: FakeWork, capsys: pytest.CaptureFixture[str], **counts: int) -> FakeWork:
    assert run(work, "add", "odoo", "Odoo", "--address", "https://crm.test") == 0
    if counts:
        one = work.kept[SHOP, "Odoo"].members() | counts
        work.kept[SHOP, "Odoo"] = CrmState.decode(one)
    capsys.readouterr()
    return work


def test_a_key_comes_from_a_pipe_and_options_are_its_own(
    work: FakeWork, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--address", "https://crm.test", "--option", "database=a=b", "--option", "orders=lead")
    assert run(work, "add", "odoo", "Odoo", *words) == 0
    assert work.keys == {"Odoo": "s3cret"}
    assert work.kept[SHOP, "Odoo"].options == {"database": "a=b", "orders": "lead"}
    told = capsys.readouterr()
    assert told.out == "Odoo 18.0\n"
    assert "s3cret" not in told.out + told.err


def _hidden(_asked: str) -> str:
    return " hidden "


def test_a_key_is_typed_without_an_echo(
    work: FakeWork, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    odoo(work, capsys)
    monkeypatch.setattr(sys, "stdin", Terminal("shown"))
    monkeypatch.setattr("getpass.getpass", _hidden)
    assert run(work, "key", "Odoo") == 0
    assert work.keys == {"Odoo": "hidden"}


def test_without_a_key_nothing_is_added(work: FakeWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    with pytest.raises(RejectedError) as refused:
        run(work, "add", "odoo", "Odoo", "--address", "https://crm.test")
    assert refused.value.problem is Problem.MISSING
    assert work.kept == {}


def test_what_is_missing_is_told_and_the_end_is_not_well(
    work: FakeWork, capsys: pytest.CaptureFixture[str]
) -> None:
    odoo(work, capsys)
    work.lacks, work.fields = ("Give the bot a right",), ("x_mr_uid",)
    assert run(work, "test", "Odoo") == 1
    said = capsys.readouterr().out
    assert said == "Odoo 18.0\nmissing: Give the bot a right\nmissing field: x_mr_uid\n"
    assert run(work, "schema", "Odoo") == 1
    assert capsys.readouterr().out == "x_mr_uid\n"
    assert run(work, "schema", "Odoo", "--add") == 0
    assert capsys.readouterr().out == "added: x_mr_uid\n"
    assert work.keys == {"Odoo": "s3cret"}
    assert run(work, "schema", "Odoo") == 0


def test_the_end_of_a_key_is_told(work: FakeWork, capsys: pytest.CaptureFixture[str]) -> None:
    odoo(work, capsys)
    work.key_ends_ms = 1_767_261_600_000
    assert run(work, "test", "Odoo") == 0
    assert "the key works until 2026-01-01T10:00:00+00:00" in capsys.readouterr().out


def test_a_dry_run_is_counted(work: FakeWork, capsys: pytest.CaptureFixture[str]) -> None:
    odoo(work, capsys)
    assert run(work, "dry-run", "Odoo") == 0
    first, row = capsys.readouterr().out.splitlines()
    assert first == "create 1\tlink 0\tskip 1\tconflict 0"
    assert row.startswith("create\tclient\t")
    assert run(work, "dry-run", "Odoo", "--json") == 0
    assert DryReply.decode(json.loads(capsys.readouterr().out)).create == 1


def test_progress_is_for_eyes_only(
    work: FakeWork, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    odoo(work, capsys)
    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    assert run(work, "dry-run", "Odoo") == 0
    assert seen.getvalue() == "\r1 / 2"


def test_it_starts_runs_and_ends(work: FakeWork, capsys: pytest.CaptureFixture[str]) -> None:
    odoo(work, capsys, waiting=5)
    for verb, state in (("start", "running"), ("pause", "paused")):
        assert run(work, verb, "Odoo") == 0
        assert work.kept[SHOP, "Odoo"].state == state
    other = CrmState.decode(work.kept[SHOP, "Odoo"].members() | {"name": "Amo"})
    work.kept[SHOP, "Amo"] = other
    assert run(work, "run", "Odoo", "--once") == 0
    del work.kept[SHOP, "Amo"]
    said = capsys.readouterr().out
    assert said.startswith("Odoo\todoo\tpaused\tsent 5\twaiting 0\trefused 0\tto see 0\t")
    assert said.endswith("last contact never\n")
    assert run(work, "status", "--json") == 0
    assert json.loads(capsys.readouterr().out)["sent"] == 5
    assert run(work, "remove", "Odoo") == 0
    assert run(work, "status") == 0
    assert (work.keys, capsys.readouterr().out) == ({}, "")


def test_what_was_deleted_there_is_looked_for_now(
    work: FakeWork, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process, unless a hub serves: it does so by itself then."""
    odoo(work, capsys, waiting=2)
    assert run(work, "sweep", "Odoo") == 0
    assert work.swept == ["Odoo"]
    assert "\tsent 2\twaiting 0\t" in capsys.readouterr().out
    work.at_it = True
    assert run(work, "sweep", "Odoo") == 0
    told = capsys.readouterr().out.splitlines()
    assert (told[0], len(told)) == ("the hub is at it and looks within seconds", 2)
    work.at_it, work.fault = False, StoppedError(Stop.KEY_EXPIRED, "")
    with pytest.raises(RejectedError):
        run(work, "sweep", "Odoo")


def test_what_was_refused_goes_again(work: FakeWork, capsys: pytest.CaptureFixture[str]) -> None:
    odoo(work, capsys)
    work.rows = [CrmRefusal(kind="client", uid=one, words="bad INN") for one in (REC, uuid4())]
    assert run(work, "refused", "Odoo") == 0
    assert capsys.readouterr().out.startswith(f"client\t{REC}\tnever\tbad INN\n")
    assert run(work, "refused", "Odoo", "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["words"] == "bad INN"
    assert run(work, "resend", "Odoo", str(REC)) == 0
    assert run(work, "resend", "Odoo") == 0
    assert capsys.readouterr().out == "1\n1\n"
    for odd, problem in ((str(REC), Problem.UNKNOWN_RECORD), ("x", Problem.MALFORMED)):
        with pytest.raises(RejectedError) as refused:
            run(work, "resend", "Odoo", odd)
        assert refused.value.problem is problem


def test_notices_are_decided(work: FakeWork, capsys: pytest.CaptureFixture[str]) -> None:
    odoo(work, capsys)
    one = CrmNotice(
        id=uuid4(),
        what="duplicate",
        kind="client",
        uid=REC,
        remote="",
        noted_ms=1,
        others={"7": "Ada"},
    )
    work.noted = [one]
    assert run(work, "notices", "Odoo") == 0
    assert capsys.readouterr().out == f"{one.id}\tduplicate\tclient\t{REC}\t\t7\n"
    assert run(work, "notices", "Odoo", "--json") == 0
    assert run(work, "decide", "Odoo", str(one.id), "link", "7") == 0
    assert [(asked.choice, asked.remote) for asked in work.decided] == [("link", "7")]


def test_the_map_goes_out_and_comes_back(
    work: FakeWork, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    odoo(work, capsys)
    assert run(work, "map", "Odoo", "--show") == 0
    shown = json.loads(capsys.readouterr().out)
    shown["codes"] = {"stage": {"ready": "won"}}
    file = tmp_path / "map.json"
    file.write_text(json.dumps(shown), "utf-8")
    assert run(work, "map", "Odoo", "--set", str(file)) == 0
    assert work.maps["Odoo"].code("stage", "ready") == "won"
    with pytest.raises(RejectedError) as refused:
        run(work, "map", "Odoo", "--set", str(tmp_path / "none.json"))
    assert refused.value.problem is Problem.NO_FILE


@pytest.mark.parametrize("why", Stop)
def test_what_the_crm_says_is_one_sentence(
    work: FakeWork, capsys: pytest.CaptureFixture[str], why: Stop
) -> None:
    odoo(work, capsys)
    work.fault = StoppedError(why, "its words")
    with pytest.raises(RejectedError) as refused:
        run(work, "test", "Odoo")
    assert refused.value.detail.endswith(": its words")
    work.fault = StoppedError(why)
    with pytest.raises(RejectedError) as refused:
        run(work, "test", "Odoo")
    assert not refused.value.detail.endswith(":")
    work.fault = TransientError("ConnectError")
    with pytest.raises(UnavailableError):
        run(work, "test", "Odoo")


@pytest.mark.parametrize(
    "words",
    [
        ["add", "sap", "SAP", "--address", "x"],
        ["add", "odoo", "Odoo"],
        ["add", "odoo", "Odoo", "--address", "x", "--option", "database"],
        ["map", "Odoo"],
        ["run", "Odoo"],
        ["decide", "Odoo", "x", "burn"],
        [],
    ],
)
def test_wrong_usage_is_two_and_one_line(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["crm", *words])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert (told.startswith("intake-hub"), told.count("\n")) == (True, 1)


def test_beside_a_hub(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = f"sqlite:///{tmp_path / 'hub.db'}"
    HubThread(db).close()
    assert main(["crm", "status", "--db", db]) == 0
    assert main(["crm", "start", "Nobody", "--db", db]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "intake-hub: nothing of that name (Nobody)\n")
