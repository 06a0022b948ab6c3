"""The contract against a real Tryton 8.2, started from packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from tests.crm.contract import Contract
from tests.crm.loopback import Asked, Between
from tests.crm.stand_tryton import Person, TrytonStand, is_change
from tests.crm_real.rig_tryton import HOME

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.crm_real.rig_tryton import Tryton


class _Between(Between):
    @override
    def changes(self, asked: Asked) -> bool:
        return is_change(asked.body)


class TestTryton(Contract):
    @pytest.fixture
    def stand(self, tryton: Tryton) -> Generator[TrytonStand]:
        between = _Between(tryton.url)
        person = Person(tryton.url, f"admin:{(HOME / 'pass').read_text().strip()}")
        yield TrytonStand(between, tryton.key, person)
        person.close()
        between.close()
