"""One module a kind of connection."""

from __future__ import annotations
