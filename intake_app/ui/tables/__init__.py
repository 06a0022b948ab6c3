"""Lists and their item models."""

from __future__ import annotations
