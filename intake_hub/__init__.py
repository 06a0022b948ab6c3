"""The hub of a shop: orders all changes and serves the other PCs."""

from __future__ import annotations
