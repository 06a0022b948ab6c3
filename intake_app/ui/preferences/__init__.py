"""The owner's choices, shared by all desks: one page a subject, each saved at once."""

from __future__ import annotations
