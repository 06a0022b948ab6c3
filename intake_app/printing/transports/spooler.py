"""The queue of the operating system, through CUPS' own `lp`: `spooler://Printer%20name`.

It is a second queue behind ours: what it has taken is its own from then on and is never given to it
again. Pages of a PDF are left to its driver; every other language goes through untouched.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass

from intake_app.errors import Problem, UnavailableError
from intake_app.printing.transport import Delivery, Parcel

_PATIENCE_S = 20.0
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class SpoolerTransport:
    """`command` is `lp`, or what stands in for it."""

    queue: str
    command: str = "lp"
    patience_s: float = _PATIENCE_S

    def send(self, parcel: Parcel) -> Delivery:
        """See `Transport.send`."""
        raw = () if parcel.payload.startswith(_PDF) else ("-o", "raw")
        # The name after `-d` is one argument whatever it holds, and `--` ends the options.
        line = [self.command, "-d", self.queue, "-t", parcel.name, *raw, "--", "-"]
        where = f"spooler://{self.queue}"
        try:
            done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
                line,
                input=parcel.payload,
                capture_output=True,
                timeout=self.patience_s,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
            )
        except FileNotFoundError as error:
            raise UnavailableError(Problem.DEVICE_ABSENT, f"{where}: no CUPS here") from error
        except subprocess.TimeoutExpired as error:
            sent = len(parcel.payload)  # it may have been taken in the last moment
            raise UnavailableError(Problem.DEVICE_STALLED, where, sent=sent) from error
        if done.returncode:
            raise UnavailableError(_problem(done.stderr), where)
        return Delivery.SENT


def _problem(said: bytes) -> Problem:
    """CUPS answers before it takes the first byte, so nothing is printed when it refuses."""
    unknown = b"does not exist" in said or b"unable to connect" in said.lower()
    return Problem.DEVICE_ABSENT if unknown else Problem.DEVICE_REFUSED
