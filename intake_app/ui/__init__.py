"""Widgets, item models and actions; the only package that knows QtWidgets."""

from __future__ import annotations
