"""Summer time: no stamp knows of it, wherever the PC stands and whatever its clock shows."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.clock import moment_text

ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tehran"])
MOMENTS = st.integers(0, 2**32).map(lambda s: datetime.fromtimestamp(s, UTC))
_SAY = "from intake_app.clock import moment_text, utc_now; print(moment_text(utc_now()))"


@given(ZONES, MOMENTS, st.timedeltas(timedelta(microseconds=1), timedelta(hours=3)))
def test_what_came_later_is_stamped_later_in_the_hour_that_comes_twice(
    zone: str, moment: datetime, wait: timedelta
) -> None:
    there = ZoneInfo(zone)
    first, second = (one.astimezone(there) for one in (moment, moment + wait))
    assert moment_text(first) < moment_text(second)
    assert moment_text(first) == moment_text(moment)


def test_one_hour_of_autumn_is_two() -> None:
    twice = [
        datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=ZoneInfo("Europe/Berlin"))
        for fold in (0, 1)
    ]
    assert [moment_text(one)[11:16] for one in twice] == ["00:30", "01:30"]


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Pacific/Kiritimati", "America/New_York"])
def test_a_program_stamps_alike_in_every_zone(zone: str) -> None:
    before = moment_text(datetime.now(UTC))
    said = subprocess.run(
        [sys.executable, "-c", _SAY],
        env={**os.environ, "TZ": zone},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    assert before <= said <= moment_text(datetime.now(UTC))
