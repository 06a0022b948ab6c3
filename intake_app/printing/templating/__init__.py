"""Papers as text an owner can change: variables, a small markup, and nothing that could run."""

from __future__ import annotations
