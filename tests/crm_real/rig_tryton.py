"""A real Tryton 8.2 with one company, and a user who may do what the adapter does and no more.

By hand: `.venv/bin/python -m tests.crm_real.rig_tryton` (after tools/setup_crm.sh) says where it
listens, and ends with Enter.
"""

from __future__ import annotations

import base64
import shutil
import tempfile
from pathlib import Path
from typing import Any

import httpx

from tests.crm_real.serving import CRM, Serving, free_port

HOME = CRM / "tryton"
DATABASE = "crm"
USER = "intake"
PASSWORD = "let-the-desk-in"  # noqa: S105 - of a server that lives as long as a test
_GROUPS = ("Party Administration", "Sales", "Sales Administrator", "Sale Opportunity")


class Rpc:
    """Somebody who works in Tryton, as its own client would."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=60, trust_env=False)
        login = self._post("common.db.login", [user, {"password": password}, "en"])
        mark = base64.b64encode(f"{user}:{login[0]}:{login[1]}".encode()).decode()
        self._client.headers["Authorization"] = f"Session {mark}"

    def _post(self, method: str, params: list[Any]) -> list[Any]:
        body = {"id": 1, "method": method, "params": params}
        reply = self._client.post(f"/{DATABASE}/rpc/", json=body)
        reply.raise_for_status()
        found = reply.json()
        assert "error" not in found, found
        result: list[Any] = found["result"]
        return result

    def call(self, model: str, method: str, *params: object, **context: object) -> list[Any]:
        """Call a method of a model; nearly all of them answer with a list."""
        return self._post(f"model.{model}.{method}", [*params, context])

    def close(self) -> None:
        """Hang up."""
        self._client.close()


class Tryton:
    """Started from a copy of what the set-up made; deleted when it is closed."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="intake-tryton-"))
        shutil.copytree(HOME / "database", self._folder / "database")
        port = free_port()
        config = self._folder / "trytond.conf"
        config.write_text(
            f"[database]\nuri = sqlite://\npath = {self._folder}/database\n"
            f"[web]\nlisten = 127.0.0.1:{port}\n"
        )
        argv = [str(HOME / "venv/bin/trytond"), "-c", str(config), "-d", DATABASE]
        self._server = Serving(argv, port, self._folder)
        self.url = self._server.url
        self.administrator = Rpc(self.url, "admin", (HOME / "pass").read_text().strip())
        _found_company(self.administrator)
        _hire(self.administrator, USER, PASSWORD, _GROUPS)

    @property
    def key(self) -> str:
        """What the adapter is given."""
        return f"{USER}:{PASSWORD}"

    def log(self) -> str:
        """What the server wrote so far."""
        return self._server.log()

    def close(self) -> None:
        """Stop it and delete its database."""
        self.administrator.close()
        self._server.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _found_company(rpc: Rpc) -> None:
    values = {"name": "Rouble", "code": "RUB", "symbol": "RUB", "digits": 2}
    currency = _decimal("1")
    (rouble,) = rpc.call(
        "currency.currency",
        "create",
        [values | {"rounding": _decimal("0.01"), "rates": [("create", [_rate(currency)])]}],
    )
    (party,) = rpc.call("party.party", "create", [{"name": "Service centre"}])
    (company,) = rpc.call("company.company", "create", [{"party": party, "currency": rouble}])
    (me,) = rpc.call("res.user", "search", [["login", "=", "admin"]], 0, 1, None)
    rpc.call("res.user", "write", [me], {"companies": [("add", [company])], "company": company})


def _hire(rpc: Rpc, login: str, password: str, groups: tuple[str, ...]) -> None:
    known = rpc.call("res.group", "search", [["name", "in", list(groups)]], 0, None, None)
    (company,) = rpc.call("company.company", "search", [], 0, 1, None)
    user = {"name": "Intake", "login": login, "password": password, "company": company}
    links = {"companies": [("add", [company])], "groups": [("add", known)]}
    rpc.call("res.user", "create", [user | links])


def _decimal(text: str) -> dict[str, str]:
    return {"__class__": "Decimal", "decimal": text}


def _rate(rate: dict[str, str]) -> dict[str, object]:
    return {
        "date": {"__class__": "date", "year": 2026, "month": 1, "day": 1},
        "rate": rate,
    }


if __name__ == "__main__":
    server = Tryton()
    try:
        print(f"Tryton: {server.url}, database {DATABASE}, key {server.key}")  # noqa: T201 - for a person
        input()
    finally:
        server.close()
