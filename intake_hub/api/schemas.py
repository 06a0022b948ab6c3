"""Placeholder of the description."""

from __future__ import annotations


def document() -> dict[str, object]:
    """Describe every call."""
    return {"openapi": "3.1.0", "info": {"title": "Intake hub", "version": "1"}, "paths": {}}
