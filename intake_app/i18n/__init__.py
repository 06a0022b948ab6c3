"""Languages: the catalogues, and how money, moments and phones are written."""

from __future__ import annotations
