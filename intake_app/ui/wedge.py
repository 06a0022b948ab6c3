"""Takes the keys of a scanner that plays a keyboard out of the window's keys."""

from __future__ import annotations

import sys
from collections import deque
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from typing_extensions import override

from intake_app.scanning.framing import LONGEST, decoded
from intake_app.scanning.scan import Scan, Source
from intake_app.scanning.wedge import ENDS, STX_CODE, Stroke, Wedge, char_of
from intake_app.ui.taking_back import TypedState
from intake_app.ui.wedge_setting import WedgeSetting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from intake_app.scanning.wedge import Answer, Burst

_X_OFFSET = 8
_EXTENDED = {0x11C: 96, 0x135: 98}  # Windows: Enter and the slash of the number pad
_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_PRESS = QEvent.Type.KeyPress
_KINDS = frozenset({_PRESS, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_LATE_MS = 10
"""A timer this late tells that the program was busy: keys may be waiting in the queue."""


class WedgeKeys(QObject):
    """Filters the keys of one window before any widget; `scanned` carries a Scan.

    Events that no keyboard made have no place of a key; they pass untouched.
    """

    scanned = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._machine = Wedge()
        self._prefix_key = 0
        self._stx = False
        self._held: list[QKeyEvent] = []
        self._typed: deque[str] = deque(maxlen=LONGEST)
        self._before: TypedState | None = None
        self._window: QWindow | None = None
        self._focused: QObject | None = None
        self._last_ms = 0
        self._since = QElapsedTimer()
        self._since.start()
        self._letting_go = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_idle)

    @property
    def setting(self) -> WedgeSetting:
        """How scanners are told from people now."""
        return WedgeSetting.of(self._machine.timing, self._prefix_key, stx=self._stx)

    def adjust(self, setting: WedgeSetting) -> None:
        """Judge by other figures from now on."""
        self._machine.timing = setting.timing
        self._prefix_key, self._stx = setting.prefix_key, setting.is_stx

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back what may be a scan; True keeps the event from the window."""
        if self._letting_go or event.type() not in _KINDS or not isinstance(event, QKeyEvent):
            return False
        if not event.nativeScanCode() or event.key() in _MODIFIERS:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            self._give_way(event)
        elif isinstance(watched, QWindow):
            self._window = watched
            return self._press(event) if event.type() == _PRESS else self._keep_release(event)
        return False

    def _keep_release(self, event: QKeyEvent) -> bool:
        if self._held:
            self._held.append(_copy(event))
        return bool(self._held)

    def _give_way(self, event: QKeyEvent) -> None:
        """A shortcut acts before the window sees its key: what was typed before it goes first."""
        stroke = self._stroke(event)
        is_end = stroke.code in ENDS and not stroke.control and not stroke.by_hand
        if not (char_of(stroke) or is_end or stroke.is_prefix):
            self._obey(self._machine.interrupt())

    def _press(self, event: QKeyEvent) -> bool:
        stroke = self._stroke(event)
        self._last_ms = stroke.at_ms
        self._since.restart()
        answer = self._machine.press(stroke)
        self._obey(answer)
        if char_of(stroke):
            self._typed.append(event.text())
        if answer.hold:
            self._hold(event)
        elif answer.burst is None and stroke.code not in ENDS:
            self._before = TypedState.of(QGuiApplication.focusObject())
        self._wait()
        if answer.burst is None:
            return answer.hold
        self._deliver(answer.burst)
        return True

    def _stroke(self, event: QKeyEvent) -> Stroke:
        held = event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        alt = bool(held & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier))
        code = _place(event.nativeScanCode())
        marked = event.key() == self._prefix_key if self._prefix_key else False
        return Stroke(
            code,
            event.timestamp(),
            shift=bool(held & Qt.KeyboardModifier.ShiftModifier),
            control=control,
            is_prefix=marked or (self._stx and control and not alt and code == STX_CODE),
            by_hand=alt or event.isAutoRepeat(),
        )

    def _wait(self) -> None:
        wait_ms = self._machine.wait_ms
        if wait_ms:
            self._timer.start(wait_ms)
        else:
            self._timer.stop()

    def _on_idle(self) -> None:
        waited = self._since.elapsed()
        if waited > self._machine.wait_ms + _LATE_MS:
            # The program was busy: keys that came meanwhile are judged first, by their own times.
            self._since.restart()
            self._timer.start(1)
            return
        answer = self._machine.idle(self._last_ms + max(waited, self._machine.wait_ms))
        if answer.release:
            self._before = TypedState.of(QGuiApplication.focusObject())
            self._obey(answer)
        if answer.burst is not None:
            self._deliver(answer.burst)
        self._wait()

    def _hold(self, event: QKeyEvent) -> None:
        """Keep a key back, and look out for a shortcut that must not overtake it."""
        if not self._held:
            self._focused = QGuiApplication.focusObject()
            if self._focused:  # the stub leaves out that there may be none
                self._focused.installEventFilter(self)
        self._held.append(_copy(event))

    def _dismiss(self) -> list[QKeyEvent]:
        """Nothing is held any more."""
        if self._focused is not None and shiboken6.isValid(self._focused):
            self._focused.removeEventFilter(self)
        held, self._held, self._focused = self._held, [], None
        return held

    def _obey(self, answer: Answer) -> None:
        """It was a person: the field gets everything in its order."""
        if not answer.release:
            return
        held = self._dismiss()
        if self._window is not None:
            self.pass_on(self._window, held)

    def pass_on(self, window: QWindow, keys: Iterable[QKeyEvent]) -> None:
        """Let keys go that were held back: however fast they come now, a person pressed them."""
        self._letting_go = True
        try:
            for event in keys:
                QCoreApplication.sendEvent(window, event)
        finally:
            self._letting_go = False

    def _deliver(self, burst: Burst) -> None:
        self._dismiss()
        typed = "".join(list(self._typed)[-len(burst.text) :])
        self._typed.clear()
        if burst.let_through and self._before is not None:
            self._before.restore()
        self._before = None
        if not burst.text or burst.again:
            return
        read = decoded(burst.text.encode())
        self.scanned.emit(
            Scan(read.text, read.symbology, read.suspicious, Source.WEDGE, burst.pace_ms, typed)
        )


def _place(native: int) -> int:
    """The kernel's number of a key from what the platform calls its place."""
    if sys.platform == "win32":
        return _EXTENDED.get(native, native)
    return native - _X_OFFSET


def _copy(event: QKeyEvent) -> QKeyEvent:
    """The platform takes its event back when the filter has ended."""
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
