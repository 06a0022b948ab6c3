"""Whether a window can be shown at all; asked first, because Qt aborts where it cannot."""

from __future__ import annotations

import ctypes
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from intake_app.cli import system_libraries
from intake_app.errors import Problem, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping


def demand(environment: Mapping[str, str]) -> None:
    """Raise UnavailableError(NO_DISPLAY) with what is missing: the display or a library."""
    if sys.platform != "linux":
        return
    platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0]
    if platform in {"", "xcb"} and environment.get("DISPLAY"):
        _demand_x11(environment["DISPLAY"])
    elif platform in {"", "xcb", "wayland"} and not environment.get("WAYLAND_DISPLAY"):
        raise UnavailableError(Problem.NO_DISPLAY)
    try:
        import_module("PySide6.QtWidgets")  # needs libGL of the system
    except ImportError as error:
        raise UnavailableError(
            Problem.NO_DISPLAY, system_libraries.cure(system_libraries.missing())
        ) from error


def _demand_x11(name: str) -> None:
    """Connect as Qt will: a wrong DISPLAY, or a missing xcb library, ends in an abort there."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        raise UnavailableError(
            Problem.NO_DISPLAY, system_libraries.cure(system_libraries.missing())
        ) from error
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(name.encode(), None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    if refused:
        raise UnavailableError(Problem.NO_DISPLAY, f"DISPLAY={name}")
    if system_libraries.missing():
        raise UnavailableError(
            Problem.NO_DISPLAY, system_libraries.cure(system_libraries.missing())
        )
