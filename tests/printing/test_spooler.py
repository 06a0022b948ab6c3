"""The queues of operating systems: what they are given, and what their refusals mean."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from intake_app.errors import Problem, UnavailableError
from intake_app.printing.transport import Delivery, Parcel
from intake_app.printing.transports.spooler import SpoolerTransport
from intake_app.printing.transports.winspool import WindowsSpoolerTransport

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.printing.transport import Transport

QUEUE = "Office; rm -rf / -o raw"
JOB = bytes(range(256))


def parcel(payload: bytes = JOB) -> Parcel:
    return Parcel("receipt:1", payload, lambda: b"", {})


def refusal(sender: Transport, payload: bytes = JOB) -> UnavailableError:
    with pytest.raises(UnavailableError) as caught:
        sender.send(parcel(payload))
    return caught.value


def lp(folder: Path, ending: str = "") -> SpoolerTransport:
    """A stand-in for `lp` that keeps what it was given."""
    script = folder / "lp"
    script.write_text(
        f"#!{sys.executable}\nimport sys, time\n"
        f"open({str(folder / 'line')!r}, 'w').write('\\n'.join(sys.argv[1:]))\n"
        f"open({str(folder / 'bytes')!r}, 'wb').write(sys.stdin.buffer.read())\n{ending}\n",
        encoding="utf-8",
    )
    script.chmod(0o700)
    return SpoolerTransport(QUEUE, str(script), patience_s=10)


def test_cups_is_given_the_bytes_untouched(tmp_path: Path) -> None:
    assert lp(tmp_path).send(parcel()) is Delivery.SENT
    assert (tmp_path / "bytes").read_bytes() == JOB
    line = (tmp_path / "line").read_text("utf-8").split("\n")
    assert line == ["-d", QUEUE, "-t", "receipt:1", "-o", "raw", "--", "-"]


def test_pages_are_left_to_the_driver(tmp_path: Path) -> None:
    lp(tmp_path).send(parcel(b"%PDF-1.4 page"))

    assert "raw" not in (tmp_path / "line").read_text("utf-8").split("\n")


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("lp: The printer or class does not exist.", Problem.DEVICE_ABSENT),
        ("lp: Error - unable to connect to server", Problem.DEVICE_ABSENT),
        ("lp: Destination is not accepting jobs.", Problem.DEVICE_REFUSED),
    ],
)
def test_what_cups_refuses_was_not_printed(tmp_path: Path, said: str, problem: Problem) -> None:
    found = refusal(lp(tmp_path, f"sys.stderr.write({said!r}); sys.exit(1)"))

    assert (found.problem, found.sent) == (problem, 0)


def test_a_pc_without_cups_says_so(tmp_path: Path) -> None:
    found = refusal(SpoolerTransport("Office", str(tmp_path / "none")))

    assert (found.problem, found.sent) == (Problem.DEVICE_ABSENT, 0)


def test_a_queue_that_hangs_may_have_taken_the_job(tmp_path: Path) -> None:
    hanging = SpoolerTransport("Office", lp(tmp_path, "time.sleep(60)").command, patience_s=1)
    found = refusal(hanging)

    assert (found.problem, found.sent) == (Problem.DEVICE_STALLED, len(JOB))


class Pointer(Protocol):
    """What `ctypes.byref` makes."""

    _obj: Any


class Winspool:
    """The print functions of Windows, over a queue in memory."""

    def __init__(self) -> None:
        self.queued: list[bytes] = []
        self.kinds: list[str] = []
        self.refuses = ""
        self.error = 0
        self.takes = 1 << 20
        self.is_open = False
        self._part = b""

    def GetLastError(self) -> int:  # noqa: N802 - named by Windows, as all below
        return self.error

    def OpenPrinterW(self, name: str, handle: object, defaults: None) -> bool:  # noqa: N802
        self.is_open = self.refuses != "OpenPrinterW" and name == QUEUE
        return self.is_open

    def StartDocPrinterW(self, handle: wintypes.HANDLE, level: int, about: Pointer) -> int:  # noqa: N802
        self.kinds.append(about._obj.datatype)
        return self.refuses != "StartDocPrinterW"

    def WritePrinter(self, handle: wintypes.HANDLE, data: bytes, size: int, done: Pointer) -> bool:  # noqa: N802
        self._part = data[: min(size, self.takes)]
        done._obj.value = len(self._part)
        return self.refuses != "WritePrinter"

    def EndDocPrinter(self, handle: wintypes.HANDLE) -> bool:  # noqa: N802
        self.queued.append(self._part)
        return True

    def AbortPrinter(self, handle: wintypes.HANDLE) -> bool:  # noqa: N802
        self._part = b""
        return True

    def ClosePrinter(self, handle: wintypes.HANDLE) -> bool:  # noqa: N802
        self.is_open = False
        return True


def test_windows_is_given_the_bytes_past_the_driver() -> None:
    windows = Winspool()

    assert WindowsSpoolerTransport(QUEUE, windows).send(parcel()) is Delivery.SENT
    assert (windows.queued, windows.kinds, windows.is_open) == ([JOB], ["RAW"], False)


@pytest.mark.parametrize(
    ("refuses", "error", "problem"),
    [
        ("OpenPrinterW", 1801, Problem.DEVICE_ABSENT),
        ("OpenPrinterW", 5, Problem.DEVICE_REFUSED),
        ("StartDocPrinterW", 5, Problem.DEVICE_REFUSED),
    ],
)
def test_what_windows_refuses_was_not_printed(refuses: str, error: int, problem: Problem) -> None:
    windows = Winspool()
    windows.refuses, windows.error = refuses, error
    found = refusal(WindowsSpoolerTransport(QUEUE, windows))

    assert (found.problem, found.sent, windows.queued) == (problem, 0, [])
    assert not windows.is_open


def test_a_part_that_windows_took_is_thrown_away_but_in_doubt() -> None:
    windows = Winspool()
    windows.takes = 100
    found = refusal(WindowsSpoolerTransport(QUEUE, windows))

    assert (found.problem, found.sent, windows.queued) == (Problem.DEVICE_STALLED, 100, [])


def test_windows_takes_no_pdf_past_its_driver() -> None:
    found = refusal(WindowsSpoolerTransport(QUEUE, Winspool()), b"%PDF-1.4")

    assert (found.problem, found.sent) == (Problem.DEVICE_REFUSED, 0)


def test_the_structure_is_what_windows_expects() -> None:
    from intake_app.printing.transports import winspool  # noqa: PLC0415 - for its private structure

    assert ctypes.sizeof(winspool._DocInfo) == 3 * ctypes.sizeof(ctypes.c_void_p)
