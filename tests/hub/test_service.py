"""The unit of systemd that is shipped starts a hub, by the very line it holds."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from configparser import ConfigParser
from typing import TYPE_CHECKING

import httpx

from intake_app.sync import trust
from intake_hub.tls import folder
from intake_hub.tls.authority import Authority
from tests.rigs.hub import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SERVICE = ROOT / "resources" / "service"


def unit() -> ConfigParser:
    found = ConfigParser(interpolation=None, strict=False)
    found.optionxform = str  # pyright: ignore[reportAttributeAccessIssue] - as its manual says
    found.read(SERVICE / "intake-hub.service", "utf-8")
    return found


def environment(tmp_path: Path) -> tuple[dict[str, str], str]:
    """What systemd would give it, with its folder moved to ours."""
    told = unit()["Service"]["Environment"].replace("/var/lib/intake-hub", str(tmp_path))
    pairs = dict(pair.split("=", 1) for pair in shlex.split(told))
    assert pairs["INTAKE_HUB_FOLDER"] == str(tmp_path)
    programs = tmp_path / "bin"
    programs.mkdir()
    installed = programs / "intake-hub"
    installed.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m intake_hub "$@"\n', "utf-8")
    installed.chmod(0o755)
    given = {"PATH": f"{programs}:/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    return given | pairs, pairs["INTAKE_HUB_DB"]


def test_its_line_serves_with_tls(tmp_path: Path) -> None:
    line = shlex.split(unit()["Service"]["ExecStart"])
    assert line[-2:] == ["--port", "8765"]
    given, db = environment(tmp_path)
    with subprocess.Popen(
        [*line[:-1], "0"], env=given, cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as hub:
        try:
            assert hub.stdout is not None
            url = json.loads(hub.stdout.readline())["hub"]
            assert url.startswith("https://")
            port = url.rpartition(":")[2]
            ca = Authority(folder.beside(db)).ca_pem()
            context = trust.context_for("https://localhost", ca)
            answer = httpx.get(
                f"https://localhost:{port}/v1/health", verify=context, trust_env=False
            )
            assert answer.json()["ok"]
            coded = subprocess.run(
                [*line[:2], "code", "--json"], env=given, capture_output=True, text=True, check=True
            )
            told = json.loads(coded.stdout)
            assert told["link"] == f"{url}#{told['code']}"
            assert told["code"].endswith(told["fingerprint"])
            assert not (tmp_path / "hub.db").read_bytes().startswith(b"SQLite")
        finally:
            hub.terminate()
    assert hub.returncode == 0


def test_it_is_kept_running_and_shut_in() -> None:
    service = unit()["Service"]
    assert (service["Restart"], service["User"]) == ("always", "intake-hub")
    assert (service["ProtectSystem"], service["UMask"]) == ("strict", "0077")


def test_the_windows_recipe_starts_the_same_command() -> None:
    recipe = (SERVICE / "intake-hub-windows.ps1").read_text("utf-8")
    assert "serve --host 0.0.0.0 --port $Port --db" in recipe
    assert "--plain" not in recipe
    assert "set INTAKE_KEYRING=file&&" in recipe  # else administrators could not make a code


def test_the_windows_recipe_names_no_account_in_english() -> None:
    """On a Russian Windows there are no `Administrators`."""
    recipe = (SERVICE / "intake-hub-windows.ps1").read_text("utf-8")
    lines = [line for line in recipe.splitlines() if not line.startswith("#")]
    assert not any(name in line for line in lines for name in ("Administrators", "LOCAL SERVICE"))
    assert all(sid in recipe for sid in ("S-1-5-18", "S-1-5-19", "S-1-5-32-544"))
