"""The calls for programs that read: BI tools, spreadsheets, the shop's own scripts.

They have tokens of their own, which open nothing else; a workstation's token opens nothing here.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request  # noqa: TC002 - FastAPI reads the annotations
from starlette.responses import Response

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.refusal import HubRejectedError, Why, refusal
from intake_hub.api.door import token_of
from intake_hub.api.limits import numbers_of
from intake_hub.api.replies import json_reply
from intake_hub.feed.extracts import KINDS, MAX_ROWS

if TYPE_CHECKING:
    from intake_app.sync.core.ops import Scalar
    from intake_hub.access.readers import Reader, Readers
    from intake_hub.api.limits import CallLimit
    from intake_hub.feed.extracts import Extract, Extracts

READS_AT_ONCE = 120
READS_PER_S = 2.0
USUAL_ROWS = 500
CSV_TYPE = "text/csv"
NEXT = "X-Intake-Next"
LAST = "X-Intake-Last"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STRANGERS = "readers"


@dataclass(frozen=True, slots=True)
class Reading:
    """What these calls work with; strangers share one bucket with those at the other door."""

    readers: Readers
    extracts: Extracts
    calls: CallLimit
    strangers: CallLimit


def read_routes(reading: Reading) -> APIRouter:
    """Bind the calls to a hub."""
    router = APIRouter(prefix="/v1/read")
    router.add_api_route("/{kind}", _Calls(reading).rows, methods=["GET"])
    return router


@dataclass(frozen=True, slots=True)
class _Calls:
    reading: Reading

    async def rows(self, request: Request, kind: str) -> Response:
        """Give rows of one kind, and the cursor that goes on behind them."""
        reader = await self._reader(request)
        if kind not in KINDS:
            raise refusal(Why.ABSENT)
        given = request.query_params
        limit = min(numbers_of(given, "limit").get("limit", USUAL_ROWS), MAX_ROWS)
        form = given.get("format", "json")
        if limit < 1 or form not in {"json", "csv"}:
            raise RejectedError(Problem.MALFORMED, "bad limit or format")
        found = await run_in_threadpool(self._read, reader, kind, given.get("after", ""), limit)
        return _as_csv(found) if form == "csv" else _as_json(found)

    def _read(self, reader: Reader, kind: str, after: str, limit: int) -> Extract:
        read = self.reading.extracts.read
        return read(reader.shop, kind, after, limit, is_personal=reader.is_personal)

    async def _reader(self, request: Request) -> Reader:
        try:
            found = await run_in_threadpool(self.reading.readers.by_token, token_of(request))
        except HubRejectedError:
            self.reading.strangers.count(_STRANGERS)
            raise
        self.reading.calls.count((found.shop, found.name))
        return found


def _as_json(found: Extract) -> Response:
    rows = [dict(row) for row in found.rows]
    return json_reply({"rows": rows, "after": found.after, "is_last": found.is_last})


def _as_csv(found: Extract) -> Response:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(found.columns)
    writer.writerows([_cell(row[name]) for name in found.columns] for row in found.rows)
    head = {NEXT: found.after, LAST: "true" if found.is_last else "false"}
    body = text.getvalue().encode()
    return Response(body, media_type=f"{CSV_TYPE}; charset=utf-8", headers=head)


def _cell(value: Scalar) -> Scalar:
    """A text that a spreadsheet would take for a formula is marked as a text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and value.startswith(_FORMULA) and not value[1:].isdecimal():
        return f"'{value}"
    return value
