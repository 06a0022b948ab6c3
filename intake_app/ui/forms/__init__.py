"""Forms an operator fills in."""

from __future__ import annotations
