"""The OpenAPI document of the hub, as it is served."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response  # noqa: TC002 - FastAPI reads the annotations

from intake_hub.api.replies import json_reply
from intake_hub.api.schemas import document


def description_routes() -> APIRouter:
    """Bind the call."""
    router = APIRouter(prefix="/v1")
    router.add_api_route("/openapi.json", _describe, methods=["GET"], include_in_schema=False)
    return router


async def _describe() -> Response:
    """Describe every call to programs."""
    return json_reply(document())
