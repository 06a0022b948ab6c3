"""One real intake through the real window, by keys."""

from __future__ import annotations
