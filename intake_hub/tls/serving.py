"""TLS as the hub serves it: 1.2 at least, and a new certificate without a restart."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import Problem, UnavailableError
from intake_hub.tls import addresses

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from intake_hub.tls.authority import Authority

RENEW_EVERY_S = 3600.0


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """A certificate that the owner got elsewhere, for a hub on the internet."""

    certificate: Path
    key: Path | None


class ServedTls:
    """One context for all connections; what is loaded into it counts for the next ones."""

    def __init__(
        self,
        authority: Authority,
        host: str,
        now: Callable[[], datetime],
        own: OwnCertificate | None = None,
    ) -> None:
        self._authority = authority
        self._host = host
        self._now = now
        self._own = own
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2

    def context_for(self, *_asked: object) -> ssl.SSLContext:
        """Give the server its context, in the form it asks for one."""
        return self.context

    def load(self) -> None:
        """Get the certificate ready. Raises UnavailableError."""
        if self._own is None:
            self._authority.make(self._now())
            self._authority.renew(addresses.own(self._host), self._now())
        self._read()

    def renew(self) -> None:
        """Load a certificate anew when its time comes; one of the owner's is read each time."""
        names = addresses.own(self._host)
        if self._own is not None or self._authority.renew(names, self._now()):
            self._read()

    def ca_pem(self) -> str:
        """What desks check and pin; empty where the system's own store answers for us."""
        return "" if self._own is not None else self._authority.ca_pem()

    def _read(self) -> None:
        own = self._own
        file, key = (own.certificate, own.key) if own else (self._authority.server_file, None)
        try:
            self.context.load_cert_chain(file, key)
        except (OSError, ssl.SSLError) as error:
            raise UnavailableError(Problem.READ_ONLY, f"certificate: {file.name}") from error
