"""Point of intake for repair service centres: the desktop."""

from __future__ import annotations
