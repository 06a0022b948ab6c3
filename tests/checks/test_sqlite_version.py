"""The gate before a store is opened."""

from __future__ import annotations

import pytest
import sqlcipher3.dbapi2

from intake_app.checks import sqlite_version


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ("3.51.2", False),
        ("3.40.1", False),
        ("3.51.3", True),
        ("3.52.0", False),
        ("3.52.1", True),
        ("3.53.4", True),
        ("4.0", True),
        ("", False),
        ("3.x", False),
    ],
)
def test_only_releases_without_the_wal_bug_are_let_in(version: str, safe: bool) -> None:
    assert sqlite_version.is_safe(version) is safe


def test_the_driver_we_ship_is_let_in() -> None:
    assert sqlite_version.is_safe(sqlcipher3.dbapi2.sqlite_version)
