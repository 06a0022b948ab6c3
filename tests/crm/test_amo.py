"""amoCRM: the contract against the fake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crm.contract import Contract
from tests.crm.stand_amo import AmoStand

if TYPE_CHECKING:
    from collections.abc import Iterator


class TestFakeAmo(Contract):
    @pytest.fixture
    def stand(self) -> Iterator[AmoStand]:
        found = AmoStand()
        yield found
        found.close()


class TestFakeAmoWithoutFilters(Contract):
    """Filters are not open to every account; one that is not is ignored without a word."""

    @pytest.fixture
    def stand(self) -> Iterator[AmoStand]:
        found = AmoStand()
        found.amo.has_filters = False
        yield found
        found.close()
