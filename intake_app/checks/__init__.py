"""Pure validators and rules: no I/O, no widgets, no store."""

from __future__ import annotations
