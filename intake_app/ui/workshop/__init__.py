"""The workshop: my work, the queue, what is late; a screen built when it is first shown."""

from __future__ import annotations
