"""Names of files that came from elsewhere: made harmless; which of them would run. Pure."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

LONGEST = 120
_PROGRAMS = """
app appimage application bat bin cmd com command cpl csh deb desktop dll dmg exe gadget hta
inf ins iso jar js jse ksh lnk mjs msc msi msp mst pif pkg pl ps1 psm1 py pyc pyw rb reg rpm
run scf scr sh so sys url vb vbe vbs vxd wsf wsh xll zsh
"""
_RUNS = frozenset(_PROGRAMS.split())
_BARRED = frozenset('<>:"/\\|?*')
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def tidy(name: str) -> str:
    """A name without folders, control characters and what no disk takes; its ending stays.

    Marks that turn the direction of writing go as well: they make `fdp.exe` look like `exe.pdf`.
    """
    last = PurePosixPath(PureWindowsPath(name).name).name
    kept = "".join(sign for sign in last if _may_stand(sign)).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        stem, ending = kept, ""
    if stem.casefold() in _DEVICES:
        stem = f"_{stem}"
    ending = ending[:20]
    room = LONGEST - len(ending) - len(dot)
    return f"{stem[:room].rstrip()}{dot}{ending}" or "_"


def runs(name: str) -> bool:
    """Whether opening it would run a program."""
    _, dot, ending = tidy(name).rpartition(".")
    return bool(dot) and ending.casefold() in _RUNS


def _may_stand(sign: str) -> bool:
    is_control = unicodedata.category(sign) in {"Cc", "Cs"} or sign in _TURNING
    return not is_control and sign not in _BARRED
