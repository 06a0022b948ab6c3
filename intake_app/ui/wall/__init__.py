"""The board on the wall of the workshop: big letters, nobody's name but the technicians'."""

from __future__ import annotations
