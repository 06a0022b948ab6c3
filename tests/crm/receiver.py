"""The other end of a webhook as the manual tells to write it: thirty lines that matter."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Mapping

TOLERANCE_S = 300
_MOST_BYTES = 1_000_000


class Receiver:
    """Checks what comes, keeps each record once, and knows events it had before."""

    def __init__(self, secret: str, now_s: float = 1_767_261_600) -> None:
        self.secret, self.now_s = secret, now_s
        self.records: dict[str, dict[str, Any]] = {}
        self.had: dict[str, tuple[int, dict[str, object]]] = {}
        self.bodies: list[bytes] = []
        self.answers: list[int] = []  # ordered for the next calls; 0: closed without an answer

    def take(self, headers: Mapping[str, str], body: bytes) -> tuple[int, dict[str, object]]:
        """Answer one call."""
        timestamp, event = headers.get("X-Intake-Timestamp", ""), headers.get("X-Intake-Event", "")
        said = f"{timestamp}.{event}.".encode() + body
        expected = "v1=" + hmac.new(self.secret.encode(), said, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, headers.get("X-Intake-Signature", "")):
            return 401, {"error": "signature"}
        if abs(self.now_s - int(timestamp)) > TOLERANCE_S:
            return 401, {"error": "too old"}
        if event in self.had:
            return self.had[event]
        self.had[event] = answer = self._keep(json.loads(body))
        return answer

    def _keep(self, call: dict[str, Any]) -> tuple[int, dict[str, object]]:
        self.bodies.append(json.dumps(call).encode())
        if call["kind"] == "ping":
            return 200, {}
        record = call["record"]
        if record["values"].get("inn") == "12":
            return 422, {"error": "this INN is not valid"}
        self.records[record["uid"]] = record
        return 200, {"id": f"r-{list(self.records).index(record['uid']) + 1}"}


class Served:
    """A receiver behind a port of this PC."""

    def __init__(self, receiver: Receiver) -> None:
        self.receiver = receiver

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(min(int(self.headers["Content-Length"]), _MOST_BYTES))
                ordered = receiver.answers.pop(0) if receiver.answers else 200
                status, said = receiver.take(dict(self.headers), body)
                if ordered == 0:
                    self.close_connection = True
                    return
                status = status if ordered == 200 else ordered
                content = json.dumps(said).encode()
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "http://127.0.0.1:9/")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            @override
            def log_message(self, format: str, *args: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook?shop=1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
