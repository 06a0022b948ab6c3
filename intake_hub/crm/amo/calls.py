"""Calls of amoCRM's API v4, and what its errors mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from intake_hub.crm.amo.tokens import Tokens
from intake_hub.crm.faults import CrmError, Stop, StoppedError, TransientError
from intake_hub.crm.http import Ask, CrmHttp, Reply, short, web_base
from intake_hub.crm.values import row_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from intake_hub.crm.adapter import Access
    from intake_hub.crm.amo.pace import Pace
    from intake_hub.crm.values import Row

PAGE, AT_ONCE = 250, 50  # rows on a page; records of one write, as their own client advises
_API = "/api/v4/"
_BUSY_S, _SHUT_S = 5.0, 3600.0
_NOTHING = frozenset({204, 304})
_UNAUTHORIZED, _UNPAID, _FORBIDDEN, _NOT_FOUND = 401, 402, 403, 404
_BAD, _MANY, _BROKEN = 400, 429, 500


class InvalidError(CrmError):
    """Some records of a write are wrong, so none was taken; `wrong` has words by request ids."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__("; ".join(words.values()))
        self.wrong = words


class Calls:
    """One integration, called in one thread."""

    def __init__(self, access: Access, pace: Pace) -> None:
        self._http = CrmHttp(web_base(access.address))
        self.tokens = Tokens(self._http, access)
        self._pace = pace
        self._was_busy = False

    def rows(
        self, path: str, query: Sequence[tuple[str, object]] = (), since: str = ""
    ) -> list[Row]:
        """Read a page of records; nothing comes as 204, and as 304 when nothing changed."""
        # One name may come once only, so members of a list are numbered.
        asked = {
            name.replace("[]", f"[{place}]"): str(value)
            for place, (name, value) in enumerate(query)
        }
        headers = {"If-Modified-Since": since} if since else {}
        reply = self._call(Ask("GET", f"{_API}{path}", None, asked, headers, hears_busy=True))
        if reply.status in _NOTHING:
            return []
        return _embedded(row_of(reply.json()), path)

    def one(self, path: str) -> Row:
        """Read one thing; nothing where it is not there."""
        try:
            query = {"with": "contacts"}
            reply = self._call(Ask("GET", f"{_API}{path}", None, query, hears_busy=True))
        except StoppedError as stopped:
            if stopped.why is Stop.ADDRESS_WRONG and stopped.words == f"HTTP {_NOT_FOUND}":
                return {}
            raise
        return {} if reply.status in _NOTHING else row_of(reply.json())

    def write(self, method: str, path: str, items: Sequence[Row]) -> list[Row]:
        """Write records; raises InvalidError when some are wrong."""
        ask = Ask(method, f"{_API}{path}", list(items), changes=True, hears_busy=True)
        reply = self._call(ask)
        if reply.status in _NOTHING:
            return []
        return _embedded(row_of(reply.json()), path)

    def close(self) -> None:
        """Let the connection go."""
        self._http.close()

    def _call(self, ask: Ask) -> Reply:
        used = self.tokens.current()
        reply = self._sent(ask, used)
        if reply.status == _UNAUTHORIZED and self.tokens.renewed(used):
            reply = self._sent(ask, self.tokens.current())
        self._judge(reply, ask)
        return reply

    def _sent(self, ask: Ask, token: str) -> Reply:
        self._pace.step()
        told = {**ask.headers, "Authorization": f"Bearer {token}"}
        return self._http.call(
            Ask(ask.method, ask.path, ask.body, ask.query, told, ask.changes, ask.hears_busy)
        )

    def _judge(self, reply: Reply, ask: Ask) -> None:
        """Raise what a status means."""
        if reply.status == _MANY:
            self._was_busy = True
            raise TransientError("HTTP 429", after_s=_BUSY_S)
        if reply.status == _FORBIDDEN and self._was_busy:  # shut out for asking on and on
            raise TransientError("HTTP 403 after 429", after_s=_SHUT_S)
        if reply.status >= _BROKEN:
            raise TransientError(f"HTTP {reply.status}", is_in_doubt=ask.changes)
        if reply.status in _STOPS:
            raise StoppedError(_STOPS[reply.status], _words(reply))
        if reply.status >= _BAD:
            _refuse(reply)
        if reply.status >= _REDIRECT and reply.status not in _NOTHING:
            raise StoppedError(Stop.ADDRESS_WRONG, f"HTTP {reply.status}")
        self._was_busy = False


_REDIRECT = 300
_STOPS = {
    _UNAUTHORIZED: Stop.KEY_WRONG,
    _UNPAID: Stop.NOT_OFFERED,
    _FORBIDDEN: Stop.RIGHT_MISSING,
    _NOT_FOUND: Stop.ADDRESS_WRONG,
}


def _refuse(reply: Reply) -> None:
    found = row_of(reply.json())
    wrong = {
        str(one.get("request_id")): "; ".join(
            f"{_plain(error.get('path'))}: {error.get('detail') or error.get('code')}"
            for error in rows_of(one.get("errors"))
        )
        for one in rows_of(found.get("validation-errors"))
    }
    if wrong:
        raise InvalidError({name: short(words) for name, words in wrong.items()})
    raise StoppedError(Stop.SCHEMA_CHANGED, _words(reply))


def _words(reply: Reply) -> str:
    try:
        found = row_of(reply.json())
    except StoppedError:
        return f"HTTP {reply.status}"
    said = found.get("hint") or found.get("detail") or found.get("title")
    return short(str(said)) if said and reply.status != _NOT_FOUND else f"HTTP {reply.status}"


def _plain(path: object) -> str:
    """Where in a record, without counting."""
    return re.sub(r"\.\d+", "", str(path or ""))


def _embedded(found: Row, path: str) -> list[Row]:
    """Records are below `_embedded`, under the last word of a path."""
    below = row_of(found.get("_embedded"))
    return rows_of(below.get(path.rpartition("/")[2]))
