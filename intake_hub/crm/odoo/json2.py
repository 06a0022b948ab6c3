"""JSON-2, from Odoo 19 on: one address per method, named arguments, a bearer key."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from intake_hub.crm.faults import CrmError, Stop, StoppedError, TransientError
from intake_hub.crm.http import Ask
from intake_hub.crm.odoo.calls import CONTEXT, Call
from intake_hub.crm.odoo.meaning import told
from intake_hub.crm.values import row_of

if TYPE_CHECKING:
    from intake_hub.crm.http import CrmHttp, Reply
    from intake_hub.crm.values import Row

_OK = 200
_UNAUTHORIZED = 401
_FORBIDDEN = 403
_NOT_FOUND = 404
_SERVER = 500


class Json2:
    """A key says who calls; the database goes in a header."""

    def __init__(self, http: CrmHttp, database: str, key: str) -> None:
        self._http = http
        self._headers = {"Authorization": f"bearer {key}", "X-Odoo-Database": database}

    def call(self, call: Call) -> object:
        """See `Line`."""
        body: dict[str, object] = {"ids": list(call.ids), "context": dict(CONTEXT), **call.named}
        path = f"/json/2/{call.model}/{call.method}"
        ask = Ask("POST", path, body, headers=self._headers, changes=call.changes)
        reply = self._http.call(ask)
        found = _json(reply)
        if reply.status == _OK and found is not None:
            return found[0]
        raise _fault(reply.status, found, changes=call.changes)

    def who(self) -> int:
        """See `Line`."""
        found = row_of(self.call(Call("res.users", "context_get"))).get("uid")
        return found if isinstance(found, int) else 0


def _json(reply: Reply) -> tuple[object] | None:
    """The body, or nothing where it is a page or garbage."""
    try:
        return (reply.members(),)
    except (ValueError, RecursionError):
        return None


def _fault(status: int, found: tuple[object] | None, *, changes: bool) -> CrmError:
    if status == _UNAUTHORIZED:
        return StoppedError(Stop.KEY_WRONG, "HTTP 401")
    if found is not None and isinstance(found[0], dict):
        return told(cast("Row", found[0]))
    if status == _FORBIDDEN:
        return StoppedError(Stop.RIGHT_MISSING, "HTTP 403")
    if status == _OK or status >= _SERVER:
        return TransientError(f"HTTP {status}, no JSON", is_in_doubt=changes)
    # Asked for a database it does not have, Odoo shows the page of an unknown address.
    words = "no such database there" if status == _NOT_FOUND else f"HTTP {status}, no JSON"
    return StoppedError(Stop.ADDRESS_WRONG, words)
