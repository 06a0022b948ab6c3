"""Documents, renderers, transports, and the worker that empties the spool."""

from __future__ import annotations
