"""Bitrix24: the contract against the fake, and each documented limit and oddity by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crm.contract import Contract
from tests.crm.stand_bitrix import BitrixStand

if TYPE_CHECKING:
    from collections.abc import Iterator


class TestFakeBitrix(Contract):
    @pytest.fixture
    def stand(self) -> Iterator[BitrixStand]:
        found = BitrixStand()
        yield found
        found.close()


class TestFakeBitrixProcess(Contract):
    """Orders as items of a smart process."""

    @pytest.fixture
    def stand(self) -> Iterator[BitrixStand]:
        found = BitrixStand({"entity_type": "177"})
        found.bitrix.process = 5
        yield found
        found.close()
