"""JSON-RPC, up to Odoo 18: every error comes with HTTP 200."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from intake_hub.crm.faults import CrmError, Stop, StoppedError, TransientError
from intake_hub.crm.http import Ask
from intake_hub.crm.odoo.calls import CONTEXT
from intake_hub.crm.odoo.meaning import told
from intake_hub.crm.values import row_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_hub.crm.http import CrmHttp
    from intake_hub.crm.odoo.calls import Call
    from intake_hub.crm.values import Row

_PATH = "/jsonrpc"
_OK = 200
_SERVER = 500


class JsonRpc:
    """Logs in at the first call; the key stands where the password did."""

    def __init__(self, http: CrmHttp, database: str, login: str, key: str) -> None:
        self._http = http
        self._account = (database, login, key)
        self._uid = 0

    def call(self, call: Call) -> object:
        """See `Line`."""
        database, _, key = self._account
        named = {**call.named, "context": dict(CONTEXT)}
        ids = [list(call.ids)] if call.ids else []
        args = [database, self.who(), key, call.model, call.method, ids, named]
        return service(self._http, "object", "execute_kw", args, changes=call.changes)

    def who(self) -> int:
        """See `Line`."""
        if not self._uid:
            args: list[object] = [*self._account, {}]
            uid = service(self._http, "common", "authenticate", args)
            if not isinstance(uid, int) or not uid:
                raise StoppedError(Stop.KEY_WRONG, "login or key refused")
            self._uid = uid
        return self._uid


def service(
    http: CrmHttp, name: str, method: str, args: Sequence[object], *, changes: bool = False
) -> object:
    """Call one of the server's services."""
    params = {"service": name, "method": method, "args": list(args)}
    body = {"jsonrpc": "2.0", "id": 1, "method": "call", "params": params}
    reply = http.call(Ask("POST", _PATH, body, changes=changes))
    if _OK < reply.status < _SERVER:
        raise StoppedError(Stop.ADDRESS_WRONG, f"HTTP {reply.status}")
    try:
        found = row_of(reply.members())
    except (ValueError, RecursionError):
        raise TransientError(f"HTTP {reply.status}, no JSON", is_in_doubt=changes) from None
    if "error" in found:
        raise _fault(row_of(found["error"]))
    return found.get("result")


def _fault(error: Row) -> CrmError:
    data = error.get("data")
    return told(cast("Row", data) if isinstance(data, dict) else error)
