"""Names of files from elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import file_names


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("счёт.pdf", "счёт.pdf"),
        ("..\\..\\Windows\\win.txt", "win.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\шум.mp3", "шум.mp3"),
        ("a\x00b\nc.log", "abc.log"),
        ('what?"<it>|is*.txt', "whatitis.txt"),
        ("con.txt", "_con.txt"),
        ("NUL", "_NUL"),
        ("...", "_"),
        ("", "_"),
        ("name. ", "name"),
        ("exe.\u202efdp", "exe.fdp"),
        ("exe.\u061cfdp\u2028", "exe.fdp"),
        ("con.tar.gz", "_con.tar.gz"),
        ("con" + " " * 200 + ".txt", "_con.txt"),
        ("setup.exe" + " " * 30 + "pdf", "setup.exe"),
        ("setup.exe." + " " * 30 + "x", "setup.exe"),
    ],
)
def test_a_name_is_made_harmless(given_name: str, kept: str) -> None:
    assert file_names.tidy(given_name) == kept


def test_a_long_name_keeps_its_ending() -> None:
    kept = file_names.tidy("я" * 300 + ".pdf")
    assert (len(kept), kept[-4:]) == (file_names.LONGEST, ".pdf")


@pytest.mark.parametrize(
    ("name", "runs"),
    [
        ("setup.exe", True),
        ("Setup.EXE", True),
        ("setup.exe. ", True),
        ("a.tar.sh", True),
        ("link.desktop", True),
        ("battery-report.html", False),  # a browser lets it at nothing
        ("help.chm", True),
        ("console.settingcontent-ms", True),
        ("setup.exe" + " " * 30 + "pdf", True),
        ("note.txt", False),
        ("exe", False),
        ("протокол.log", False),
        ("гул.mp3", False),
    ],
)
def test_what_would_run_is_known_by_its_ending(name: str, runs: bool) -> None:
    assert file_names.runs(name) is runs


@given(st.text(max_size=400))
def test_no_name_leaves_its_folder(name: str) -> None:
    kept = file_names.tidy(name)
    assert kept
    assert kept.strip(" .") == kept
    assert len(kept) <= file_names.LONGEST
    assert not set(kept) & set('/\\:*?"<>|\0\n')
    assert kept not in {".", ".."}
    assert file_names.tidy(kept) == kept
