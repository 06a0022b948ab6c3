"""A way into one Odoo: its version decides which interface is used."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from typing_extensions import override

from intake_hub.crm.faults import Stop, StoppedError
from intake_hub.crm.http import Ask, CrmHttp, web_base
from intake_hub.crm.odoo.calls import Call, Line
from intake_hub.crm.odoo.json2 import Json2
from intake_hub.crm.odoo.json_rpc import JsonRpc, service
from intake_hub.crm.values import list_of, row_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from intake_hub.crm.adapter import Access
    from intake_hub.crm.http import Reply
    from intake_hub.crm.values import Row

JSON_2 = (19, 0)
_OK = 200
_MOST_ROWS = 1000


class _Timed(CrmHttp):
    """Remembers the server's clock, as the last reply told it."""

    told_at = 0.0

    @override
    def call(self, ask: Ask) -> Reply:
        reply = super().call(ask)
        try:
            self.told_at = parsedate_to_datetime(reply.headers.get("date", "")).timestamp()
        except ValueError:
            self.told_at = 0.0
        return reply


class Session:
    """Nothing is asked before the first call. The key is "login:key"; JSON-2 needs no login."""

    def __init__(self, access: Access) -> None:
        self._http = _Timed(web_base(access.address))
        self._database = access.options.get("database", "")
        self._login, _, self._key = access.key.rpartition(":")
        self._line: Line | None = None
        self._version = (0, 0)

    @property
    def version(self) -> tuple[int, int]:
        """As (19, 3) for saas~19.3; asked for once."""
        if not self._version[0]:
            self._version = _version(self._http)
        return self._version

    @property
    def told_at(self) -> float:
        """When the last reply was given, by the server's clock; 0 where it does not say."""
        return self._http.told_at

    def call(self, call: Call) -> object:
        """Carry it out by whichever interface there is."""
        if self._line is None:
            self._line = self._connected()
        return self._line.call(call)

    def who(self) -> int:
        """The id of the user the key belongs to; 0 where that is not told."""
        if self._line is None:
            self._line = self._connected()
        return self._line.who()

    def rows(
        self,
        model: str,
        domain: Sequence[object],
        fields: Sequence[str],
        order: str = "id",
        limit: int = _MOST_ROWS,
    ) -> list[Row]:
        """Search and read at once; archived ones too."""
        named: Mapping[str, object] = {
            "domain": list(domain),
            "fields": list(fields),
            "order": order,
            "limit": limit,
        }
        return rows_of(self.call(Call(model, "search_read", named)))

    def close(self) -> None:
        """Let the connection go."""
        self._http.close()

    def _connected(self) -> Line:
        if self.version >= JSON_2:
            return Json2(self._http, self._database, self._key)
        if not self._login:
            raise StoppedError(Stop.KEY_WRONG, 'before Odoo 19 the key is "login:key"')
        return JsonRpc(self._http, self._database, self._login, self._key)


def _version(http: CrmHttp) -> tuple[int, int]:
    """By the page of newer ones, else by a call that goes away in Odoo 22."""
    reply = http.call(Ask("GET", "/web/version"))
    if reply.status == _OK and reply.body.lstrip().startswith(b"{"):
        found = row_of(reply.json())
    else:
        found = row_of(service(http, "common", "version", []))
    info = list_of(found.get("version_info") or found.get("server_version_info"))
    parts = [re.search(r"\d+", str(part)) for part in info[:2]]
    numbers = [int(part.group()) for part in parts if part]
    if len(numbers) != len(parts) or not numbers:
        raise StoppedError(Stop.ADDRESS_WRONG, "this is no Odoo")
    return numbers[0], numbers[-1] if len(numbers) > 1 else 0
