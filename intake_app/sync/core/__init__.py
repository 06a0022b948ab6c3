"""The protocol without sockets, threads or clocks; the hub uses it too."""

from __future__ import annotations
