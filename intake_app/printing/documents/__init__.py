"""One module a document: data in, blocks out."""

from __future__ import annotations
