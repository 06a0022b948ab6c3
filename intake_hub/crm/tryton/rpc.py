"""Tryton's JSON-RPC: a session, and errors that come with HTTP 200."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from intake_hub.crm.faults import CrmError, Stop, StoppedError, TransientError
from intake_hub.crm.http import Ask, CrmHttp, Reply, short, web_base
from intake_hub.crm.tryton.tagged import tagged, untagged
from intake_hub.crm.values import list_of, row_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_hub.crm.adapter import Access
    from intake_hub.crm.values import Row

OK, UNAUTHORIZED, FORBIDDEN, NOT_FOUND = 200, 401, 403, 404
_UNREADABLE = 400
_BUSY_WORDS = ("locked", "serializ", "deadlock")
_WORKED_WITH = ("company", "companies", "employee", "employees")  # rules of access ask for them
_NO_RIGHT = "not allowed to"


class RecordError(CrmError):
    """Tryton does not take what a call holds; nothing of the call was stored."""


class ConcurrencyError(CrmError):
    """Somebody changed the record after it was read."""


@dataclass(frozen=True, slots=True)
class _Session:
    user: int
    token: str


class TrytonRpc:
    """One session; an ended one is begun again once."""

    def __init__(self, access: Access) -> None:
        self._http = CrmHttp(web_base(access.address))
        self._database = access.options.get("database", "")
        self.user, _, self._password = access.key.partition(":")
        self._session: _Session | None = None
        self._preferences: Row = {}
        self._context: dict[str, object] = {"language": "en", "active_test": False}
        self._ids = count(1)

    def version(self) -> str:
        """Ask the server, without a session."""
        return str(_result(self._post("/rpc/", "common.server.version", [])))

    def preferences(self) -> Row:
        """What the user works with: his company among others."""
        self._begin()
        return self._preferences

    def ask(self, method: str, *params: object) -> object:
        """Call what changes nothing. Raises RecordError too."""
        return self._call(method, list(params), changes=False)

    def read(self, method: str, *params: object) -> object:
        """Call what changes nothing and cannot be refused as long as all is as it was."""
        try:
            return self.ask(method, *params)
        except RecordError as error:
            raise StoppedError(Stop.SCHEMA_CHANGED, str(error)) from None

    def change(
        self, method: str, *params: object, seen: Mapping[str, object] | None = None
    ) -> object:
        """Call what changes something, one transaction there.

        `seen` are time stamps by "model,id"; Tryton refuses when one of them is no longer true.
        """
        return self._call(method, list(params), changes=True, seen=seen)

    def close(self) -> None:
        """Let the connection go; Tryton ends idle sessions itself."""
        self._http.close()

    def _begin(self) -> _Session:
        if self._session is not None:
            return self._session
        reply = self._post(
            self._path, "common.db.login", [self.user, {"password": self._password}, "en"]
        )
        if reply.status == UNAUTHORIZED:
            raise StoppedError(Stop.KEY_WRONG, "user or password")
        if reply.status in {NOT_FOUND, FORBIDDEN}:
            raise StoppedError(Stop.ADDRESS_WRONG, "no such database")
        user, token, *_ = [*list_of(_result(reply)), None, None]
        if not isinstance(user, int) or not isinstance(token, str):
            raise StoppedError(Stop.KEY_WRONG, "user or password")
        self._session = _Session(user, token)
        told = _result(self._authorized("model.res.user.get_preferences", [True, self._context]))
        self._preferences = row_of(told)
        self._context |= {
            name: self._preferences[name] for name in _WORKED_WITH if name in self._preferences
        }
        return self._session

    def _call(
        self,
        method: str,
        params: list[object],
        *,
        changes: bool,
        seen: Mapping[str, object] | None = None,
    ) -> object:
        self._begin()
        context = {**self._context, **({"_timestamp": dict(seen)} if seen else {})}
        reply = self._authorized(method, [*params, context], changes=changes)
        if reply.status == UNAUTHORIZED:  # the session ran out: nothing was carried out
            self._session = None
            reply = self._authorized(method, [*params, context], changes=changes)
        return _result(reply, changes=changes)

    def _authorized(self, method: str, params: list[object], *, changes: bool = False) -> Reply:
        session = self._begin()
        plain = f"{self.user}:{session.user}:{session.token}"
        told = {"Authorization": f"Session {base64.b64encode(plain.encode()).decode()}"}
        return self._post(self._path, method, params, headers=told, changes=changes)

    def _post(
        self,
        path: str,
        method: str,
        params: list[object],
        *,
        headers: Mapping[str, str] | None = None,
        changes: bool = False,
    ) -> Reply:
        body = {"id": next(self._ids), "method": method, "params": tagged(params)}
        return self._http.call(Ask("POST", path, body, headers=headers or {}, changes=changes))

    @property
    def _path(self) -> str:
        return f"/{self._database}/rpc/"


def _result(reply: Reply, *, changes: bool = False) -> object:
    if reply.status == UNAUTHORIZED:
        raise StoppedError(Stop.KEY_EXPIRED, "the session ended")
    if reply.status == FORBIDDEN:
        raise StoppedError(Stop.NOT_OFFERED, "HTTP 403")
    if reply.status in {NOT_FOUND, _UNREADABLE}:
        raise StoppedError(Stop.ADDRESS_WRONG, f"HTTP {reply.status}")
    if reply.status != OK:
        raise TransientError(f"HTTP {reply.status}", is_in_doubt=changes)
    found = row_of(untagged(reply.json()))
    if "error" in found:
        _refuse([*list_of(found["error"]), "", ""])
    if "result" not in found:
        raise StoppedError(Stop.ADDRESS_WRONG, "no Tryton answers there")
    return found["result"]


def _refuse(error: list[object]) -> None:
    """Raise what an error means; its first word is its kind, and a trace may follow."""
    kind = str(error[0])
    told = [error[1]] if isinstance(error[1], str) else list_of(error[1])
    words = short(str(next(iter(told), "")))
    if kind == "ConcurrencyException":
        raise ConcurrencyError(words)
    if kind == "UserWarning":
        raise RecordError(short(" ".join(str(one) for one in told[1:])))
    if kind == "UserError":
        if _NO_RIGHT in words:
            raise StoppedError(Stop.RIGHT_MISSING, words)
        raise RecordError(words)
    if any(word in kind for word in _BUSY_WORDS):
        raise TransientError(short(kind))
    raise RecordError(short(kind))
