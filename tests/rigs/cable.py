"""The network cable between a desktop and its hub: a TCP relay that can be pulled out."""

from __future__ import annotations

import selectors
import socket
from contextlib import suppress
from threading import Thread

_CHUNK = 65536
_PATIENCE_S = 0.05


class Cable:
    """Relays `port` to the hub's port; pulled out, it refuses and drops what is on its way."""

    def __init__(self, hub_port: int) -> None:
        self._hub_port = hub_port
        self._plugged = True
        self._running = True
        self._ends: dict[socket.socket, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._listener = _listening(0)
        self.port: int = self._listener.getsockname()[1]
        self._thread = Thread(target=self._relay, name="cable", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The hub as seen through the cable."""
        return f"http://127.0.0.1:{self.port}"

    def pull_out(self) -> None:
        """Cut every connection and take no new one."""
        self._plugged = False

    def plug_in(self) -> None:
        """Work again."""
        self._plugged = True

    def close(self) -> None:
        """End the relay."""
        self._running = False
        self._thread.join(5)

    def _relay(self) -> None:
        self._selector.register(self._listener, selectors.EVENT_READ)
        while self._running:
            ready = self._selector.select(_PATIENCE_S)
            if not self._plugged:
                self._cut()
            for key, _ in ready:
                end = key.fileobj
                assert isinstance(end, socket.socket)
                if end is self._listener:
                    self._join()
                elif end in self._ends:
                    self._carry(end)
        self._cut()
        self._listener.close()
        self._selector.close()

    def _join(self) -> None:
        near, _ = self._listener.accept()
        if not self._plugged:
            near.close()
            return
        try:
            far = socket.create_connection(("127.0.0.1", self._hub_port), 2)
        except OSError:
            near.close()
            return
        for one, other in ((near, far), (far, near)):
            self._ends[one] = other
            self._selector.register(one, selectors.EVENT_READ)

    def _carry(self, end: socket.socket) -> None:
        try:
            data = end.recv(_CHUNK)
            if data:
                self._ends[end].sendall(data)
                return
        except OSError:
            pass
        self._drop(end)

    def _cut(self) -> None:
        while self._ends:
            self._drop(next(iter(self._ends)))

    def _drop(self, end: socket.socket) -> None:
        for one in (end, self._ends[end]):
            del self._ends[one]
            self._selector.unregister(one)
            with suppress(OSError):
                one.close()


def _listening(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return listener
