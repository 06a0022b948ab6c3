"""The recovery key of a desk is held in trust by the others, and the hub cannot read it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from intake_app.services import escrow
from intake_app.services.shop import Shop
from intake_app.services.store_keys import StoreKeys

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.config import Settings
    from tests.rigs.watch import Watch


def test_a_desk_that_was_handed_the_vault_key_opens_it(settings: Settings, watch: Watch) -> None:
    keys = StoreKeys(settings.data)
    with closing(Shop(settings, watch, keys)) as shop:
        shop.open()
        services = shop.services
        for _ in range(2):
            escrow.keep(services.preferences, services.vault, keys)
        (found,) = escrow.opened(services.preferences, services.vault)
        assert (found.root, found.desk, found.name) == (keys.known().root, "A", keys.named)
        assert keys.known().root.hex() not in repr(found)
        ops = services.replica.unsent(100)
        assert sum(escrow.PREFIX in str(op.values) for op in ops) == 1
        assert keys.known().root.hex() not in str(ops)


def test_one_that_was_not_handed_it_shows_nothing(
    settings: Settings, watch: Watch, tmp_path: Path
) -> None:
    keys = StoreKeys(settings.data)
    with closing(Shop(settings, watch, keys)) as shop:
        shop.open()
        stranger = shop.services.vault.__class__(shop.services.vault.secrets, "vault-of-another")
        escrow.keep(shop.services.preferences, stranger, keys)
        assert escrow.opened(shop.services.preferences, shop.services.vault) == ()


def test_a_plain_store_has_nothing_to_hold(shop: Shop, settings: Settings) -> None:
    escrow.keep(shop.services.preferences, shop.services.vault, StoreKeys(settings.data))
    assert escrow.opened(shop.services.preferences, shop.services.vault) == ()
