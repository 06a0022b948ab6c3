"""The screen of the exchange with the hub, and what the frame of the window tells of it."""

from __future__ import annotations
