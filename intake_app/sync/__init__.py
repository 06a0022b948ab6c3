"""Exchange with the hub: the pure core, its driver and its HTTP client."""

from __future__ import annotations
