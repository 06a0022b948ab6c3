"""КПП: the code of a company's registration at a tax office; has a format and no check digit."""

from __future__ import annotations

import re

_SHAPE = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")


def is_valid(text: str) -> bool:
    """Whether the nine characters are shaped like a КПП."""
    return _SHAPE.fullmatch(text) is not None
