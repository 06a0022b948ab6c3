"""The commands of the hub, as processes and as calls."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from intake_app.errors import RejectedError
from intake_hub.app import now_ms
from intake_hub.cli import main
from intake_hub.stations import Stations
from intake_hub.store.engine import HubStore
from tests.rigs.hub import ROOT, HubProcess
from tests.rigs.stations import asked
from tests.rigs.waiting import until


@pytest.fixture
def file(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'hub.db'}"


def test_a_code_made_beside_a_running_hub_lets_in(db: str) -> None:
    hub = HubProcess(db)
    try:
        body = asked(hub.code(), name="Стойка").members()
        reply = httpx.post(f"{hub.url}/v1/enrol", json=body, trust_env=False)
        assert reply.json()["prefix"] == "A"
        listed = json.loads(hub.command("stations", "--json"))
        assert listed == {"name": "Стойка", "prefix": "A", "state": "active", "seen": "never"}
        hub.command("revoke", "Стойка")
        assert hub.command("stations") == "Стойка\tA\trevoked\tnever"
        assert hub.command("check") == ""
    finally:
        hub.close()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(file: str, end: signal.Signals) -> None:
    serve = [sys.executable, "-m", "intake_hub", "serve", "--db", file, "--port", "0"]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as hub:
        assert hub.stdout is not None
        told = json.loads(hub.stdout.readline())
        assert told["pid"] == hub.pid
        assert httpx.get(f"{told['hub']}/v1/health", trust_env=False).status_code == 200
        hub.send_signal(end)
        hub.wait(10)
        assert hub.stderr is not None
        assert (hub.returncode, hub.stderr.read()) == (0, b"")


def test_it_ends_with_its_parent_even_while_somebody_waits(file: str) -> None:
    hub = HubProcess(file)
    body = asked(hub.code(), name="desk").members()
    token = httpx.post(f"{hub.url}/v1/enrol", json=body, trust_env=False).json()["token"]
    with socket.create_connection(("127.0.0.1", hub.port)) as waiting:
        head = f"GET /v1/pull?after=0&wait=25 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}"
        waiting.sendall(f"{head}\r\n\r\n".encode())
        hub.close()  # fails when the hub does not end within ten seconds
        assert b"200 OK" in waiting.recv(4096)


def test_serving_ends_when_standard_input_closes(
    file: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    ours, parents = os.pipe()
    with os.fdopen(ours) as stdin, ThreadPoolExecutor(1) as thread:
        monkeypatch.setattr(sys, "stdin", stdin)
        leaving = thread.submit(leave_when_it_answers, port, parents)
        assert main(["serve", "--db", file, "--port", str(port), "--with-parent"]) == 0
        leaving.result(10)
    assert json.loads(capsys.readouterr().out)["hub"] == f"http://127.0.0.1:{port}"


def leave_when_it_answers(port: int, parents_end: int) -> None:
    until(lambda: answers(port), "the hub answers")
    os.write(parents_end, b"still here")
    os.close(parents_end)


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/v1/health", trust_env=False).is_success
    except httpx.TransportError:
        return False


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_serving_ends_with_a_signal(file: str, end: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]

    def send() -> None:
        until(lambda: answers(port), "the hub answers")
        os.kill(os.getpid(), end)

    with ThreadPoolExecutor(1) as thread:
        sending = thread.submit(send)
        assert main(["serve", "--db", file, "--port", str(port)]) == 0
        sending.result(10)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["serve", "--db", "nonsense"], "address"),
        (["serve", "--db", "sqlite:////absent/hub.db", "--port", "0"], "cannot be written"),
        (["code"], "no hub was ever started"),
        (["stations"], "no hub was ever started"),
        (["revoke", "nobody"], "no hub was ever started"),
        (["check"], "no hub was ever started"),
        (["serve", "--host", "203.0.113.1"], "203.0.113.1"),
    ],
)
def test_what_cannot_be_is_one_clear_line(
    file: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    word: str,
) -> None:
    monkeypatch.setenv("INTAKE_HUB_DB", file)
    assert main(arguments) == 1
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert word in told.err
    assert not Path(file.removeprefix("sqlite:///")).exists() or "serve" in arguments


@pytest.mark.parametrize("command", ["code", "stations", "check"])
def test_an_empty_database_is_no_hub(
    file: str, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    Path(file.removeprefix("sqlite:///")).touch()
    assert main([command, "--db", file]) == 1
    assert "no hub was ever started" in capsys.readouterr().err
    with closing(HubStore(file)) as store, pytest.raises(RejectedError):
        store.refuse_unmade()


def test_an_unknown_station_is_told(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    made(file)
    assert main(["revoke", "nobody", "--db", file]) == 1
    assert "nothing of that name" in capsys.readouterr().err


def made(db: str) -> None:
    with closing(HubStore(db)) as store:
        store.open(now_ms())


def test_a_taken_port_is_told(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["serve", "--db", file, "--port", port]) == 1
    assert port in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([], "COMMAND"),
        (["cod"], "'code'"),
        (["serve", "--port", "65536"], "65536"),
        (["revoke"], "NAME"),
    ],
)
def test_wrong_usage_is_two_and_one_clear_line(
    arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert (told.startswith("intake-hub: "), told.count("\n")) == (True, 1)
    assert word in told


def test_the_commands_on_a_quiet_hub(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    made(file)
    for command in (["code"], ["stations"], ["check"]):
        assert main([*command, "--db", file]) == 0
    told = capsys.readouterr()
    assert len(told.out.strip()) == 11
    assert told.err == ""
    with closing(HubStore(file)) as store:
        Stations(store, now_ms).enrol(asked(told.out, name="desk"))
    assert main(["revoke", "desk", "--db", file]) == 0
    assert main(["stations", "--db", file, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "revoked"


def test_check_names_what_is_wrong(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    made(file)
    assert main(["check", "--db", file]) == 0
    with closing(HubStore(file)) as store, store.writing() as connection:
        connection.execute(text("UPDATE hub_head SET seq = 7"))
    assert main(["check", "--db", file]) == 1
    assert capsys.readouterr().err == "intake-hub: the head says 7, the feed ends at 0\n"


def test_the_hub_never_imports_the_desktop() -> None:
    code = "import sys, intake_hub.app; sys.exit('PySide6' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=os.environ, check=True)
