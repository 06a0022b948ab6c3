"""A private X server with a real keyboard: keymaps, layout groups, physical keys, pictures.

Keys are XTEST events, as from a keyboard: the server translates them, so the layout is under test
as well (`xdotool` would switch the layout behind our back).
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import ImageGrab

from tests.rigs.keyboard import STROKES, keycode

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_CORE_KEYBOARD = 0x100
_CHECK_KEY = "n"
_HAND_MS = 70
"""A person's hand needs this long from the last letter to another key; a scanner's Enter comes
sooner, and must be told from a person's."""

_FINGER_MS = 30
"""A window manager looks at each touch first: what comes sooner than this goes astray."""


def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
    x11, xtst = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
    display, unsigned, signed = ctypes.c_void_p, ctypes.c_uint, ctypes.c_int
    x11.XOpenDisplay.restype = display
    x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
    x11.XSync.argtypes = [display, signed]
    x11.XCloseDisplay.argtypes = [display]
    x11.XkbLockGroup.argtypes = [display, unsigned, unsigned]
    x11.XkbKeycodeToKeysym.restype = ctypes.c_ulong
    x11.XkbKeycodeToKeysym.argtypes = [display, ctypes.c_ubyte, signed, signed]
    x11.XkbGetState.argtypes = [display, unsigned, ctypes.c_void_p]
    xtst.XTestFakeKeyEvent.argtypes = [display, unsigned, signed, ctypes.c_ulong]
    xtst.XTestFakeMotionEvent.argtypes = [display, signed, signed, signed, ctypes.c_ulong]
    xtst.XTestFakeButtonEvent.argtypes = [display, unsigned, signed, ctypes.c_ulong]
    return x11, xtst


class Keyboard:
    """The keys of one display, pressed as a hand would; `layouts` is what the desktop has set."""

    def __init__(self, display: str, layouts: str) -> None:
        self.layouts = layouts.split(",")
        self._x11, self._xtst = _libraries()
        self._display = self._x11.XOpenDisplay(display.encode())
        assert self._display, f"display {display} does not answer"
        self.switch(self.layouts[0])

    def close(self) -> None:
        """Leave the display."""
        self._x11.XCloseDisplay(self._display)

    def switch(self, layout: str) -> None:
        """Make a layout the active one, as the operator's switch does, and prove it."""
        group = self.layouts.index(layout)
        self._x11.XkbLockGroup(self._display, _CORE_KEYBOARD, group)
        self._x11.XSync(self._display, 0)
        given, expected = self.letter(_CHECK_KEY), "т" if layout == "ru" else "n"
        assert given == expected, f"key N gives {given!r} under {layout}: the keymap is not loaded"
        self._active = layout

    def click(self, x: int, y: int) -> None:
        """Touch a place of the screen, as slowly as a finger; keys wait for their turn."""
        self._xtst.XTestFakeMotionEvent(self._display, -1, x, y, _FINGER_MS)
        for down in (1, 0):
            self._xtst.XTestFakeButtonEvent(self._display, 1, down, _FINGER_MS)
        self._x11.XSync(self._display, 0)

    def letter(self, key: str) -> str:
        """What a physical key gives now, by the server's own keymap and state."""
        state = (ctypes.c_ubyte * 32)()  # XkbStateRec begins with the effective group
        self._x11.XkbGetState(self._display, _CORE_KEYBOARD, state)
        symbol = self._x11.XkbKeycodeToKeysym(self._display, keycode(key), state[0], 0)
        return bytes([symbol & 0xFF]).decode("koi8-r" if symbol > 0xFF else "ascii")

    def press(self, *chords: str) -> None:
        """Press "Ctrl+Return", "F2", "n" and let go, one after the other."""
        for chord in chords:
            first, *codes = [keycode(key) for key in chord.split("+")]
            self._send(first, down=True, after_ms=_HAND_MS)
            for code in codes:
                self._send(code, down=True)
            for code in reversed([first, *codes]):
                self._send(code, down=False)
        self._x11.XSync(self._display, 0)

    def type(self, text: str) -> None:
        """Type a text, switching layouts where a letter is not on the active one."""
        for letter in text:
            if letter not in STROKES[self._active]:
                self.switch(self._layout_with(letter))
            stroke = STROKES[self._active][letter]
            if stroke.shift:
                self._send(keycode("Shift"), down=True)
            self._send(stroke.keycode, down=True)
            self._send(stroke.keycode, down=False)
            if stroke.shift:
                self._send(keycode("Shift"), down=False)
        self._x11.XSync(self._display, 0)

    def scan(self, code: str, *, gap_ms: int, end: str = "Return") -> None:
        """Send a code as a scanner set for a US keyboard does, whatever layout is active."""
        after_ms = 0
        for letter in code:
            stroke = STROKES["us"][letter]
            if stroke.shift:
                self._send(keycode("Shift"), down=True)
            self._send(stroke.keycode, down=True, after_ms=after_ms)
            self._send(stroke.keycode, down=False)
            if stroke.shift:
                self._send(keycode("Shift"), down=False)
            after_ms = gap_ms
        if end:
            self._send(keycode(end), down=True, after_ms=gap_ms)
            self._send(keycode(end), down=False)
        self._x11.XSync(self._display, 0)

    def _layout_with(self, letter: str) -> str:
        for layout in self.layouts:
            if letter in STROKES[layout]:
                return layout
        raise AssertionError(f"{letter!r} is on none of the layouts {self.layouts}")

    def _send(self, code: int, *, down: bool, after_ms: int = 0) -> None:
        self._xtst.XTestFakeKeyEvent(self._display, code, int(down), after_ms)


@dataclass(frozen=True, slots=True)
class XServer:
    """A running display; `environment` is what a program needs to appear on it."""

    display: str
    environment: dict[str, str]

    def picture(self, path: Path) -> Path:
        """Save what is on the screen as PNG."""
        ImageGrab.grab(xdisplay=self.display).save(path)
        return path

    @contextmanager
    def keyboard(self, layouts: str) -> Generator[Keyboard]:
        """Load a keymap ("us", "us,ru", "ru") and press its keys."""
        subprocess.run(["setxkbmap", "-display", self.display, "-layout", layouts], check=True)
        keyboard = Keyboard(self.display, layouts)
        try:
            yield keyboard
        finally:
            keyboard.close()


@contextmanager
def running(size: str = "1280x800") -> Generator[XServer]:
    """Start Xvfb on a free display with a window manager; AssertionError where one is missing.

    A window manager gives new windows the keyboard and raises the first window of a second start.
    """
    for program in ("Xvfb", "setxkbmap", "openbox"):
        assert shutil.which(program), f"{program} is missing: the keyboard tests need it"
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            *("Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-dpi", "96"),
            # Without -noreset the keymap is forgotten when setxkbmap leaves.
            *("-noreset", "-nolisten", "tcp"),
        ],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with _ended(server), os.fdopen(reading) as pipe:
        display = ":" + pipe.readline().strip()
        assert display != ":", "Xvfb ended at once"
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        environment.pop("WAYLAND_DISPLAY", None)
        manager = subprocess.Popen(
            ["openbox", "--sm-disable"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with _ended(manager):
            yield XServer(display, environment)


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Generator[None]:
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)
