"""The CRM in memory keeps the contract; so what is proved against it holds for the others."""

from __future__ import annotations

import pytest

from tests.crm.contract import Contract
from tests.crm.plain import PlainCrm


class TestPlain(Contract):
    @pytest.fixture
    def stand(self) -> PlainCrm:
        return PlainCrm()
