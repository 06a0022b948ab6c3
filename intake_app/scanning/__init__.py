"""Barcode scanners: the pure framer and the reader of a port."""

from __future__ import annotations
