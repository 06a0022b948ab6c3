"""Something that answers at the hub's address and is no hub."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Thread


class OddServer:
    """Answers each request with the same bytes and hangs up; with none it never answers."""

    def __init__(self, answer: bytes, *, hangs_up: bool = True) -> None:
        self._answer = answer
        self._hangs_up = hangs_up
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = Thread(target=self._serve, name="odd server", daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._listener.accept()
                self._open.append(caller)
                caller.recv(65536)
                if self._answer:
                    caller.sendall(self._answer)
                if self._hangs_up:
                    caller.shutdown(socket.SHUT_RDWR)

    @property
    def calls(self) -> int:
        """How often anybody came."""
        return len(self._open)

    def close(self) -> None:
        """Hang up on everybody."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
        for caller in self._open:
            caller.close()


def http(status: str, body: str = "", **headers: str) -> bytes:
    """Write an answer as a server would."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body.encode())}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
    return "\r\n".join([*lines, "", body]).encode()
