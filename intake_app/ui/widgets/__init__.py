"""Reusable widgets that know nothing of repair shops."""

from __future__ import annotations
