"""Serves one database until told to stop: the port, TLS, the parent process, what is printed."""

from __future__ import annotations

import json
import os
import sys
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intake_app.clock import utc_now
from intake_app.errors import IntakeError, Problem, RejectedError, UnavailableError
from intake_hub.api.connections import PatientProtocol, room
from intake_hub.app import HubServer, Parts, address, build, listen, now_ms
from intake_hub.crm.systems import Systems
from intake_hub.opening import store_of
from intake_hub.tls import addresses, folder
from intake_hub.tls.authority import Authority
from intake_hub.tls.serving import RENEW_EVERY_S, OwnCertificate, ServedTls

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from intake_hub.store.engine import HubStore

ADDRESS_FILE = "address"


@dataclass(frozen=True, slots=True)
class Serving:
    """How a hub is to be served; without TLS only to this PC."""

    db: str
    host: str
    port: int
    with_parent: bool = False
    has_tls: bool = False
    name: str = ""  # what desks call it by, when that is not its address
    own: OwnCertificate | None = None
    metrics_token: str = ""
    encrypt: bool = True
    wrapping: bytes = field(default=b"", repr=False)

    @property
    def keys(self) -> Path:
        """The folder of the authority."""
        return folder.beside(self.db)


def serve(serving: Serving) -> None:
    """Serve until a signal, or with the parent's end. Raises IntakeError when it cannot begin."""
    if not serving.has_tls and not addresses.is_loopback(serving.host):
        raise RejectedError(Problem.HUB_INSECURE, serving.host)
    listening = listen(serving.host, serving.port)
    try:
        store = store_of(serving.db, encrypt=serving.encrypt, wrapping=serving.wrapping)
        try:
            store.open(now_ms())
            _run(serving, store, listening)
        finally:
            store.close()
    finally:
        listening.close()


def _run(serving: Serving, store: HubStore, listening: socket.socket) -> None:
    tls = _tls(serving)
    url = _url(serving, listening)
    systems = Systems(store, now_ms)
    app = build(
        store,
        ca_pem=tls.ca_pem if tls else str,
        metrics_token=serving.metrics_token,
        parts=Parts(crm=systems, running=systems),
    )
    PatientProtocol.most = room()
    server = HubServer(app, lambda: _tell(serving, url), tls)
    ended = threading.Event()
    if serving.with_parent:
        threading.Thread(target=_follow_parent, args=(server,), daemon=True).start()
    if tls is not None:
        threading.Thread(target=_keep_fresh, args=(tls, ended), daemon=True).start()
    try:
        server.run(sockets=[listening])
    finally:
        ended.set()


def _tls(serving: Serving) -> ServedTls | None:
    if not serving.has_tls:
        return None
    host = serving.name or serving.host
    tls = ServedTls(Authority(serving.keys), host, utc_now, serving.own)
    tls.load()
    return tls


def _url(serving: Serving, listening: socket.socket) -> str:
    name = serving.name or (addresses.best(serving.host) if serving.has_tls else "")
    return address(listening, is_tls=serving.has_tls, host=name)


def _tell(serving: Serving, url: str) -> None:
    """One line of JSON that a parent process can read; the address is left for `code`."""
    if serving.has_tls:
        _leave_address(serving.keys, url)
    sys.stdout.write(json.dumps({"hub": url, "pid": os.getpid()}) + "\n")
    sys.stdout.flush()


def _leave_address(keys: Path, url: str) -> None:
    try:
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        (keys / ADDRESS_FILE).write_text(url, "utf-8")
    except OSError as error:
        raise UnavailableError(Problem.READ_ONLY, error.strerror or "") from error


def told_address(keys: Path) -> str:
    """Where this hub said last that it is; empty before it was ever served with TLS."""
    try:
        return (keys / ADDRESS_FILE).read_text("utf-8").strip()
    except OSError:
        return ""


def _keep_fresh(tls: ServedTls, ended: threading.Event) -> None:
    """Look every hour whether the certificate ends or the PC has another address."""
    while not ended.wait(RENEW_EVERY_S):
        try:
            tls.renew()
        except IntakeError as error:
            sys.stderr.write(f"intake-hub: the certificate cannot be renewed: {error.problem}\n")


def _follow_parent(server: HubServer) -> None:
    """Stop when standard input closes: whoever started us is gone."""
    while sys.stdin.buffer.read(1):
        pass
    server.should_exit = True
