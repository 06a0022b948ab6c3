"""Calls of an incoming webhook. Its address is the key, so it stands in no error and no log."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from intake_hub.crm.bitrix import php
from intake_hub.crm.faults import Stop, StoppedError, TransientError
from intake_hub.crm.http import Ask, CrmHttp, Reply, refuse_busy, short, web_base
from intake_hub.crm.values import list_of, row_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_hub.crm.adapter import Access
    from intake_hub.crm.values import Row

MOST_AT_ONCE = 50  # commands in a batch, rows on a page
_FULL_S = 5.0  # until the bucket, which drains two a second, has room for a few calls again
_SPENT_S = 60.0  # the time of a method is counted in minutes
_OK, _NOT_FOUND, _BROKEN = 200, 404, 500
_KEY = re.compile(r"[a-z]+://[^/\s]+/(?:[^/\s]+/)*rest/\d+/[^/\s]+/?")
_NOWHERE = "https://localhost/"

_STOPS = {
    "NO_AUTH_FOUND": Stop.KEY_WRONG,
    "expired_token": Stop.KEY_EXPIRED,
    "insufficient_scope": Stop.RIGHT_MISSING,
    "INVALID_CREDENTIALS": Stop.RIGHT_MISSING,
    "user_access_error": Stop.RIGHT_MISSING,
    "ACCESS_DENIED": Stop.RIGHT_MISSING,
    "ERROR_METHOD_NOT_FOUND": Stop.NOT_OFFERED,
    "OVERLOAD_LIMIT": Stop.NOT_OFFERED,  # shut by hand; only their support opens it
    "PORTAL_DELETED": Stop.ADDRESS_WRONG,
    "INVALID_REQUEST": Stop.ADDRESS_WRONG,
}
_LATER = {
    "QUERY_LIMIT_EXCEEDED": _FULL_S,
    "OPERATION_TIME_LIMIT": _SPENT_S,
    "INTERNAL_SERVER_ERROR": 0.0,
    "ERROR_UNEXPECTED_ANSWER": 0.0,
}
_NOT_DONE = frozenset({"QUERY_LIMIT_EXCEEDED", "OPERATION_TIME_LIMIT"})


@dataclass(frozen=True, slots=True)
class Call:
    """One method with what it is given."""

    method: str
    given: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class Failure:
    """What Bitrix24 says about one command of a batch."""

    words: str
    is_gone: bool = False


class Webhook:
    """Belongs to one thread, as its connection does."""

    def __init__(self, access: Access) -> None:
        self._base, self._why_not = _base(access)
        self._http = CrmHttp(self._base)
        self.told_at = ""  # the clock of the portal, when it began the last call

    def call(self, call: Call, *, changes: bool = False) -> object:
        """Do one call; what it gives. Raises StoppedError and TransientError."""
        if self._why_not is not None:
            raise StoppedError(self._why_not)
        ask = Ask("POST", call.method, call.given, changes=changes, hears_busy=True)
        reply = self._http.call(ask)
        found = _told(reply, changes=changes)
        self.told_at = str(row_of(found.get("time")).get("date_start") or "")
        return found["result"]

    def rows(self, call: Call, name: str = "") -> list[object]:
        """Do one call that gives a list, under a name or without."""
        found = self.call(call)
        return list_of(row_of(found).get(name) if name else found)

    def batch(
        self, calls: Mapping[str, Call], *, changes: bool = False
    ) -> Mapping[str, object | Failure]:
        """Do up to 50 calls as one hit; each gives its result or what was wrong with it."""
        if not calls:
            return {}
        # A list as keys would come back as a list, so keys are names.
        commands = {
            f"c{name}": f"{one.method}?{php.query(one.given)}" for name, one in calls.items()
        }
        found = row_of(self.call(Call("batch", {"halt": 0, "cmd": commands}), changes=changes))
        results, errors = row_of(found.get("result")), row_of(found.get("result_error"))
        return {
            name: _failure(row_of(errors[f"c{name}"]), changes=changes)
            if f"c{name}" in errors
            else results.get(f"c{name}")
            for name in calls
        }

    def close(self) -> None:
        """Let the connection go."""
        self._http.close()


def _base(access: Access) -> tuple[str, Stop | None]:
    """The address calls go to, or why none can go there."""
    key = access.key.strip()
    if not _KEY.fullmatch(key):
        return _NOWHERE, Stop.KEY_WRONG
    try:
        base, shown = web_base(key), urlsplit(_whole(access.address)).netloc
    except (StoppedError, ValueError):
        return _NOWHERE, Stop.ADDRESS_WRONG
    if shown and shown.casefold() != urlsplit(base).netloc.casefold():
        return _NOWHERE, Stop.ADDRESS_WRONG
    return f"{base}/", None


def _whole(address: str) -> str:
    return address if "//" in address else f"//{address}"


def _told(reply: Reply, *, changes: bool) -> Row:
    """Read a reply, or raise what its error means."""
    found = _members(reply)
    if "error" in found:
        _refuse(found, changes=changes)
        raise StoppedError(Stop.SCHEMA_CHANGED, _words(found))
    refuse_busy(reply, changes=changes)
    if reply.status >= _BROKEN:
        raise TransientError(f"HTTP {reply.status}", is_in_doubt=changes)
    if reply.status != _OK or "result" not in found:
        raise StoppedError(Stop.ADDRESS_WRONG, f"HTTP {reply.status}")
    return found


def _members(reply: Reply) -> Row:
    try:
        return row_of(reply.json())
    except StoppedError:
        if reply.status in {_OK, _NOT_FOUND}:
            raise
        return {}


def _refuse(found: Row, *, changes: bool) -> None:
    """Raise what stops or delays everything; other errors are about one call."""
    code, words = str(found.get("error")), _words(found)
    if code == "ACCESS_DENIED" and "plan" in words:
        raise StoppedError(Stop.NOT_OFFERED, words)
    if code in _STOPS:
        raise StoppedError(_STOPS[code], words)
    if code in _LATER:
        is_in_doubt = changes and code not in _NOT_DONE
        raise TransientError(code, after_s=_LATER[code], is_in_doubt=is_in_doubt)


def _failure(found: Row, *, changes: bool) -> Failure:
    if str(found.get("error")) != "ACCESS_DENIED":  # of one record, others may be open to us
        _refuse(found, changes=changes)
    words = _words(found)
    return Failure(words, is_gone="not found" in words.casefold())


def _words(found: Row) -> str:
    """What it says, without the marks of a page."""
    said = str(found.get("error_description") or found.get("error") or "")
    return short(re.sub(r"<[^>]*>", " ", said))
