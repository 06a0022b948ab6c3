"""Names of files that came from elsewhere: made harmless; which of them would run. Pure."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

LONGEST = 120
_PROGRAMS = """
ade adp app appimage application appref-ms appx appxbundle bash bat bin chm cmd com command cpl
crt csh deb desktop diagcab dll dmg exe fileloc fish flatpakref gadget hlp hta inetloc inf ins
iso jar jnlp js jse ksh library-ms lnk mde mjs msc msh msi msix msixbundle msp mst msu ocx pif
pkg pl ps1 ps1xml ps2 psc1 psd1 psm1 py pyc pyo pyw pyz pyzw rb rdp reg rpm run scf scr sct
search-ms settingcontent-ms sh shb shs snap so sys terminal theme tool udl url vb vbe vbs vhd
vhdx vxd webloc website workflow ws wsc wsf wsh xbap xll zsh
"""
_RUNS = frozenset(_PROGRAMS.split())
_BARRED = frozenset('<>:"/\\|?*')
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def tidy(name: str) -> str:
    """A name without folders, control characters and what no disk takes; its ending stays.

    Marks that turn the direction of writing go as well: they make `fdp.exe` look like `exe.pdf`.
    """
    last = PurePosixPath(PureWindowsPath(name).name).name
    kept = "".join(sign for sign in last if _may_stand(sign)).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        stem, ending = kept, ""
    ending = ending[:20]
    room = LONGEST - len(ending) - len(dot)
    # What is cut may end in signs that Windows leaves out, and so be another name there.
    short = f"{stem[:room].rstrip()}{dot}{ending}".strip(" .") or "_"
    if short.partition(".")[0].rstrip().casefold() in _DEVICES:
        short = f"_{short}"[:LONGEST]
    return short if short == name else tidy(short)


def runs(name: str) -> bool:
    """Whether opening it would run a program."""
    _, dot, ending = tidy(name).rpartition(".")
    return bool(dot) and ending.casefold() in _RUNS


def _may_stand(sign: str) -> bool:
    is_control = unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} or sign in _TURNING
    return not is_control and sign not in _BARRED
