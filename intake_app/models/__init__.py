"""Entities, the store they live in, and the recorder of their changes."""

from __future__ import annotations
