"""Use cases: one method is one transaction; values go in and come out."""

from __future__ import annotations
