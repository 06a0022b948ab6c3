"""The store at rest: backups and their proofs, restores, the mirror of ops, encryption."""

from __future__ import annotations
