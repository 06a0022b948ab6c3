"""`python -m intake_app`: the same as the command `intake-app`."""

from __future__ import annotations

import sys

from intake_app.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
