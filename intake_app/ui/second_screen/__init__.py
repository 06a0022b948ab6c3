"""The screen that looks at the client: he sees what is written down, types, agrees and signs."""

from __future__ import annotations
