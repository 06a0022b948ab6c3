"""Runs the hub as `python -m intake_hub`."""

from __future__ import annotations

import sys

from intake_hub.cli import main

if __name__ == "__main__":
    sys.exit(main())
