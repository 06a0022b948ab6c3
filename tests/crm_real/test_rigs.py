"""The real servers stand, and their users may do what the adapters do."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from tests.crm_real.rig_tryton import PASSWORD, USER, Rpc

if TYPE_CHECKING:
    from tests.crm_real.rig_tryton import Tryton


def test_tryton_lets_its_user_write(tryton: Tryton) -> None:
    with closing(Rpc(tryton.url, USER, PASSWORD)) as rpc:
        made = rpc.call("party.party", "create", [{"name": "Иванов", "code": "X1"}])
        assert rpc.call("party.party", "read", made, ["code"])[0]["code"] == "X1"
