"""A small HTTP server on this machine: what fake CRMs stand on, with faults on demand."""

from __future__ import annotations

import json
import socket
import sys
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qsl, urlsplit

import httpx
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Mapping


Json: TypeAlias = Any
"""What `json.loads` gives."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)

    def json(self) -> Json:
        return json.loads(self.body or b"null")


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


def told(value: object, status: int = 200, kind: str = "application/json") -> Answer:
    """Reply with JSON."""
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), {"Content-Type": kind})


_OWN_HEADERS = frozenset({"host", "connection", "content-length", "accept-encoding"})
PAGE = Answer(200, b"<!doctype html><title>Sign in to the network</title>")
_INSTEAD = {
    "garbage": Answer(200, b'{"result": \xff\xfe'),
    "page": PAGE,
    "429": Answer(429, b"{}", {"Retry-After": "2"}),
    "503": Answer(503, b"{}"),
}


class Loopback:
    """Answers one request at a time; `spoiled` faults meet the requests that change something."""

    def __init__(self) -> None:
        self.spoiled: list[str] = []
        self.heard: list[Asked] = []
        self.lock = threading.RLock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, asked: Asked) -> Answer:
        """What this server says."""
        raise NotImplementedError

    def changes(self, asked: Asked) -> bool:
        """Whether a request may change something."""
        raise NotImplementedError

    def reply(self, asked: Asked) -> Answer | None:
        """Answer, or meet the next fault; None: the connection is cut."""
        with self.lock:
            self.heard.append(asked)
            fault = self.spoiled.pop(0) if self.spoiled and self.changes(asked) else ""
            if fault in {"", "lost"}:
                found = self.answer(asked)
                return None if fault else found
        return None if fault == "unsent" else _INSTEAD[fault]

    def close(self) -> None:
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join()
        for error in self._server.broken:
            raise error  # a fake that fell over looks like a line that was cut


class Between(Loopback):
    """Stands before a real server, so that faults can be had of it too; requests may overlap."""

    def __init__(self, target: str) -> None:
        super().__init__()
        self._client = httpx.Client(base_url=target, timeout=60, trust_env=False)

    @override
    def reply(self, asked: Asked) -> Answer | None:
        with self.lock:
            self.heard.append(asked)
            fault = self.spoiled.pop(0) if self.spoiled and self.changes(asked) else ""
        if fault in {"", "lost"}:
            found = self.answer(asked)
            return None if fault else found
        return None if fault == "unsent" else _INSTEAD[fault]

    @override
    def answer(self, asked: Asked) -> Answer:
        headers = {n: value for n, value in asked.headers.items() if n.lower() not in _OWN_HEADERS}
        found = self._client.request(
            asked.method, asked.target, content=asked.body, headers=headers
        )
        kind = found.headers.get("content-type", "application/json")
        return Answer(found.status_code, found.content, {"Content-Type": kind})

    @override
    def close(self) -> None:
        super().close()
        self._client.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._open: set[socket.socket] = set()
        self.broken: list[BaseException] = []
        super().__init__(address, handler)

    @override
    def get_request(self) -> tuple[socket.socket, Any]:
        found, address = super().get_request()
        self._open.add(found)
        return found, address

    def hang_up(self) -> None:
        for one in self._open:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # closed already

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of connections that were cut on purpose, but of all else at the end."""
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            self.broken.append(error)


def _handler(loopback: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # headers and body go in two pieces

        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            asked = Asked(self.command, self.path, dict(self.headers.items()), body)
            found = loopback.reply(asked)
            if found is None:
                self.close_connection = True
                return
            self.send_response_only(found.status)
            self.send_header("Date", found.headers.get("Date") or self.date_time_string())
            for name, value in found.headers.items():
                if name != "Date":
                    self.send_header(name, value)
            if found.status != 204:
                self.send_header("Content-Length", str(len(found.body)))
            self.end_headers()
            self.wfile.write(found.body)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_any  # noqa: N815 - as asked for

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Write nothing."""

    return Handler
