"""Somebody who works in Odoo, real or fake, by the interface that all versions have."""

from __future__ import annotations

from typing import Any

import httpx

DATABASE = "crm"


class Rpc:
    """Logged in at once."""

    def __init__(self, url: str, login: str, password: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=120, trust_env=False)
        self._password = password
        self.uid: int = self.service("common", "authenticate", [DATABASE, login, password, {}])
        assert self.uid, "not let in"

    def service(self, service: str, method: str, args: list[Any]) -> Any:  # noqa: ANN401 - whatever a method returns
        """Call one of the server's services."""
        params = {"service": service, "method": method, "args": args}
        body = {"jsonrpc": "2.0", "id": 1, "method": "call", "params": params}
        found = self._client.post("/jsonrpc", json=body).json()
        assert "error" not in found, found["error"]["data"]["message"]
        return found["result"]

    def call(self, model: str, method: str, *args: object, **named: object) -> Any:  # noqa: ANN401 - the same
        """Call a method of a model."""
        who = [DATABASE, self.uid, self._password, model, method]
        return self.service("object", "execute_kw", [*who, list(args), named])

    def close(self) -> None:
        """Hang up."""
        self._client.close()
