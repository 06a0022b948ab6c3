"""Whether a window can be shown at all; asked first, because Qt aborts where it cannot."""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING

from intake_app.cli import system_libraries
from intake_app.errors import Problem, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping


def demand(environment: Mapping[str, str]) -> None:
    """Raise UnavailableError(NO_DISPLAY) with what is missing: the display or a library."""
    if sys.platform != "linux":
        return
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    on_screen = platform in {"", "xcb", "wayland"}
    lacking = system_libraries.missing(on_screen=on_screen)
    if lacking:
        raise UnavailableError(Problem.NO_DISPLAY, system_libraries.cure(lacking))
    name = environment.get("DISPLAY", "") if platform in {"", "xcb"} else ""
    if name and not _answers(name):
        raise UnavailableError(Problem.NO_DISPLAY, f"DISPLAY={name}")
    if on_screen and not name and not environment.get("WAYLAND_DISPLAY"):
        raise UnavailableError(Problem.NO_DISPLAY)


def _answers(name: str) -> bool:
    """Connect as Qt will; a wrong DISPLAY ends in an abort there."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(name.encode(), None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused
