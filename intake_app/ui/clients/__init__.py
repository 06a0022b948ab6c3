"""The clients: found by anything, shown whole, edited in place, merged."""

from __future__ import annotations
