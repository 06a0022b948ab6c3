"""Questions that must stop the person."""

from __future__ import annotations
