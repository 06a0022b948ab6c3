"""Values and errors as HTTP responses; nothing of it may be cached."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

from starlette.responses import Response

from intake_app.errors import RejectedError
from intake_app.sync.core.ops import canonical
from intake_app.sync.core.refusal import HubRejectedError, HubUnavailableError, Why

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request

    from intake_app.errors import IntakeError
    from intake_app.sync.core.wire import HubState
    from intake_hub.feed.pull import Entry

_STATUS = {
    Why.TOKEN: 401,
    Why.REVOKED: 403,
    Why.CODE: 403,
    Why.EPOCH: 409,
    Why.FORK: 409,
    Why.CHAIN: 409,
    Why.TRIMMED: 410,
    Why.TOO_LARGE: 413,
    Why.MALFORMED: 400,
    Why.OUTDATED: 426,
    Why.BUSY: 429,
    Why.FULL: 507,
    Why.OFFSET: 409,
    Why.HASH: 422,
    Why.ABSENT: 404,
    Why.ERASED: 410,
}
BUSY_RETRY_S = 2


def json_reply(members: Mapping[str, object]) -> Response:
    """Answer 200."""
    return _reply(200, canonical(members))


def page_reply(hub: HubState, entries: Sequence[Entry]) -> Response:
    """Answer a pull; the ops go out as the text they came in."""
    ops = ",".join(
        f'{{"op":{one.body},"outcome":"{one.outcome}","seq":{one.seq}}}' for one in entries
    )
    chain = entries[-1].chain.hex() if entries else ""
    return _reply(200, f'{canonical(hub.members())[:-1]},"chain":"{chain}","ops":[{ops}]}}')


def problem_reply(_request: Request, error: Exception) -> Response:
    """Answer what was refused, with a code a program can read."""
    why, detail, retry_after_s = _explain(cast("IntakeError", error))  # registered for no other
    status = _STATUS.get(why, 503)
    headers = {"Retry-After": str(math.ceil(retry_after_s))} if retry_after_s else {}
    return _reply(status, canonical({"problem": why.value, "detail": detail}), headers)


def _explain(error: IntakeError) -> tuple[Why, str, float]:
    match error:
        case HubUnavailableError():
            return error.why, error.detail, error.retry_after_s
        case HubRejectedError():
            return error.why, error.detail, 0.0
        case RejectedError():
            return Why.MALFORMED, error.detail, 0.0
        case _:
            return Why.TROUBLE, str(error.problem), BUSY_RETRY_S


def _reply(status: int, text: str, headers: Mapping[str, str] | None = None) -> Response:
    return Response(
        text.encode(),
        status_code=status,
        media_type="application/json",
        headers={"Cache-Control": "no-store", **(headers or {})},
    )
