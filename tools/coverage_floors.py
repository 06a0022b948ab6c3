"""Report coverage, and fail where it is below its floor: 90 % over all, 100 % for some packages."""

from __future__ import annotations

import sys
from io import StringIO

from coverage import Coverage

OVERALL = 90.0
FULL: tuple[str, ...] = (
    "intake_app/checks/*",
    "intake_app/models/*",
    "intake_app/printing/*",
    "intake_app/scanning/*",
    "intake_app/services/*",
    "intake_app/sync/*",
    "intake_hub/feed/*",
    "intake_hub/store/*",
)
"""What decides whether data is right: every line and branch is run by a test."""


def main() -> int:
    """Print what is missing; the exit code says whether the floors hold."""
    measured = Coverage()
    measured.load()
    reached = measured.report(skip_covered=True, show_missing=True)
    failed = reached < OVERALL
    print(f"coverage: {reached:.1f} % of all, floor {OVERALL:.0f} %")
    for pattern in FULL:
        table = StringIO()
        part = measured.report(include=[pattern], file=table, show_missing=True, skip_covered=True)
        if part < 100:  # noqa: PLR2004 - per cent
            failed = True
            print(f"coverage: {part:.2f} % of {pattern}, floor 100 %\n{table.getvalue()}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
