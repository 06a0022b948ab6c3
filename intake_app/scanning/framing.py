"""Bytes of a scanner made codes; pure: the caller brings bytes and the time."""

from __future__ import annotations

import re

from intake_app.scanning.scan import Scan

STX, TAB, LF, CR, ETX = 0x02, 0x09, 0x0A, 0x0D, 0x03
TERMINATORS = frozenset({CR, LF, TAB, ETX})
IDLE_S = 0.08
"""A pause this long ends the code of a scanner that is set up without a terminator."""
DOUBLE_S = 0.4
"""The same code again within this time is one pull of the trigger that read twice."""
LONGEST = 4096

_AIM = re.compile(r"\]([A-Za-z][0-9A-Za-z])")
# Separators inside marking codes: GS between fields, RS and EOT of their envelope.
_ALLOWED = frozenset({0x1D, 0x1E, 0x04})
_PRINTABLE = 0x20
_C1 = range(0x7F, 0xA0)


class Framer:
    """Feed it whatever the port delivers, in pieces of any size."""

    def __init__(self) -> None:
        self._frame = bytearray()
        self._last_byte = 0.0
        self._last_text = ""
        self._last_scan = 0.0

    def feed(self, data: bytes, now: float) -> tuple[Scan, ...]:
        """Take bytes that arrived at `now` (seconds of a monotonic clock); give complete codes."""
        ended = [*self.idle(now)]
        for byte in data:
            if byte == STX:
                self._frame.clear()
            elif byte in TERMINATORS:
                ended += self._end(now)
            elif len(self._frame) <= LONGEST:  # one more than allowed marks the code as too long
                self._frame.append(byte)
        if data:
            self._last_byte = now
        return tuple(ended)

    def idle(self, now: float) -> tuple[Scan, ...]:
        """Say that time has passed; ends a code that has no terminator."""
        if self._frame and now - self._last_byte >= IDLE_S:
            return self._end(now)
        return ()

    def reset(self) -> None:
        """Forget a half code: the port is gone."""
        self._frame.clear()

    def _end(self, now: float) -> tuple[Scan, ...]:
        scan = decoded(bytes(self._frame))
        self._frame.clear()
        if not scan.text:
            return ()
        again = scan.text == self._last_text and now - self._last_scan < DOUBLE_S
        self._last_text, self._last_scan = scan.text, now
        return () if again else (scan,)


def decoded(frame: bytes) -> Scan:
    """One code without its terminator; the AIM prefix `]cm` is taken off its start only."""
    suspicious = len(frame) > LONGEST
    try:
        text = frame[:LONGEST].decode("utf-8")
    except UnicodeDecodeError:
        text, suspicious = frame[:LONGEST].decode("latin-1"), True
    prefix = _AIM.match(text)
    body = text[prefix.end() :] if prefix else text
    return Scan(body, prefix[1] if prefix else "", suspicious or any(map(_is_odd, body)))


def _is_odd(char: str) -> bool:
    """What no code holds, but a wrong speed makes."""
    code = ord(char)
    return (code < _PRINTABLE and code not in _ALLOWED) or code in _C1
