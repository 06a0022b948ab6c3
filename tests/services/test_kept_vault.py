"""What the paper of a desk opens: its vault keys as well, whatever they were made of."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, cast

import pytest

from intake_app.errors import RejectedError
from intake_app.services import kept_vault
from intake_app.services.shop import Shop
from intake_app.services.store_keys import StoreKeys
from intake_app.services.vault import Vault
from tests.services.test_vault import Pocket

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_app.config import Settings
    from intake_app.services.preferences import Json
    from tests.rigs.watch import Watch


@pytest.fixture
def keys(settings: Settings) -> StoreKeys:
    return StoreKeys(settings.data)


@pytest.fixture
def sealed_shop(settings: Settings, watch: Watch, keys: StoreKeys) -> Iterator[Shop]:
    with closing(Shop(settings, watch, keys)) as shop:
        shop.open()
        yield shop


def a_vault(pocket: Pocket) -> Vault:
    return Vault(lambda: pocket, "vault-x")


def test_a_wiped_keyring_gets_all_keys_back(sealed_shop: Shop, keys: StoreKeys) -> None:
    preferences, vault = sealed_shop.services.preferences, a_vault(Pocket())
    sealed = [vault.sealer()("1234", b"x")]
    kept_vault.keep(preferences, vault, keys)
    vault.part_with(["somebody"])
    sealed.append(vault.sealer()("1234", b"x"))
    kept_vault.keep(preferences, vault, keys)
    bare = a_vault(Pocket())
    for _ in range(2):
        kept_vault.give_back(preferences, bare, keys)
    assert [bare.open(one, b"x") for one in sealed] == ["1234", "1234"]
    assert bare.keys() == vault.keys()


def test_what_is_held_is_chosen_once_and_tells_no_key(sealed_shop: Shop, keys: StoreKeys) -> None:
    services, vault = sealed_shop.services, a_vault(Pocket())
    kept_vault.keep(services.preferences, vault, keys)
    assert services.preferences.value(f"{kept_vault.PREFIX}{keys.named}") is None
    vault.sealer()
    for _ in range(2):
        kept_vault.keep(services.preferences, vault, keys)
    ops = [op for op in services.replica.unsent(100) if kept_vault.PREFIX in str(op.values)]
    assert len(ops) == 1
    (key,) = vault.keys().values()
    assert key.hex() not in str(services.replica.unsent(100))


def test_what_another_root_holds_or_was_spoilt_is_passed_over(
    sealed_shop: Shop, keys: StoreKeys
) -> None:
    preferences, vault = sealed_shop.services.preferences, a_vault(Pocket())
    sealed = vault.sealer()("1234", b"x")
    kept_vault.keep(preferences, vault, keys)
    name = f"{kept_vault.PREFIX}{keys.named}"
    held = cast("dict[str, str]", preferences.value(name))
    ((named, text),) = held.items()
    spoilt: list[Json] = [{named: "AAAA"}, {named: "!"}, {"00000000": text}, [text]]
    for wrong in spoilt:
        preferences.choose(name, wrong)
        bare = a_vault(Pocket())
        kept_vault.give_back(preferences, bare, keys)
        assert bare.keys() == {}
        with pytest.raises(RejectedError):
            bare.open(sealed, b"x")


def test_a_plain_store_holds_nothing(shop: Shop, settings: Settings) -> None:
    preferences, vault, keys = (
        shop.services.preferences,
        a_vault(Pocket()),
        StoreKeys(settings.data),
    )
    vault.sealer()
    kept_vault.keep(preferences, vault, keys)
    kept_vault.give_back(preferences, vault, keys)
    assert preferences.value(kept_vault.PREFIX) is None
    assert keys.named == ""
