"""Composition root of the desktop: builds everything, connects it, owns shutdown."""

from __future__ import annotations
