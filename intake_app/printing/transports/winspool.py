"""The queue of Windows, by the print functions of `winspool.drv`; bytes go past the driver ("RAW").

Written from the documentation of OpenPrinter, StartDocPrinter and WritePrinter; not yet tried on a
real Windows. A driver that makes pages of its own cannot be given a PDF this way.
"""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from intake_app.errors import Problem, UnavailableError
from intake_app.printing.transport import Delivery

if TYPE_CHECKING:
    from intake_app.printing.transport import Parcel

_PDF = b"%PDF-"
_UNKNOWN_PRINTER = 1801  # ERROR_INVALID_PRINTER_NAME


class _DocInfo(ctypes.Structure):
    """DOC_INFO_1W."""

    _fields_ = (
        ("name", wintypes.LPWSTR),
        ("output", wintypes.LPWSTR),
        ("datatype", wintypes.LPWSTR),
    )


@dataclass(frozen=True, slots=True)
class WindowsSpoolerTransport:
    """`library` is `winspool.drv`, or what stands in for it."""

    queue: str
    library: Any

    def send(self, parcel: Parcel) -> Delivery:
        """See `Transport.send`."""
        where = f"spooler://{self.queue}"
        if parcel.payload.startswith(_PDF):
            raise UnavailableError(Problem.DEVICE_REFUSED, f"{where}: takes no PDF here")
        handle = wintypes.HANDLE()
        if not self.library.OpenPrinterW(self.queue, ctypes.byref(handle), None):
            gone = self.library.GetLastError() == _UNKNOWN_PRINTER
            problem = Problem.DEVICE_ABSENT if gone else Problem.DEVICE_REFUSED
            raise UnavailableError(problem, where)
        try:
            return self._hand_over(handle, parcel, where)
        finally:
            self.library.ClosePrinter(handle)

    def _hand_over(self, handle: wintypes.HANDLE, parcel: Parcel, where: str) -> Delivery:
        about = _DocInfo(parcel.name, None, "RAW")
        if not self.library.StartDocPrinterW(handle, 1, ctypes.byref(about)):
            raise UnavailableError(Problem.DEVICE_REFUSED, where)
        written = wintypes.DWORD()
        payload = parcel.payload
        done = self.library.WritePrinter(handle, payload, len(payload), ctypes.byref(written))
        if not done or written.value != len(payload):
            # Ending the document would print the part: what is not ended is thrown away.
            self.library.AbortPrinter(handle)
            raise UnavailableError(Problem.DEVICE_STALLED, where, sent=written.value)
        self.library.EndDocPrinter(handle)
        return Delivery.SENT
