"""Failures inside the suite of the contract are told as those of any test."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.crm.contract")
