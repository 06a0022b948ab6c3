"""The recovery key of each desk, sealed for the other desks of the shop and kept by the hub.

It travels as a preference, sealed with a key of the vault, which desks hand one another sealed and
the hub cannot open. So a lost account and a lost paper do not lose a desk while another stands.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from intake_app.errors import IntakeError

if TYPE_CHECKING:
    from intake_app.services.preferences import Preferences
    from intake_app.services.store_keys import StoreKeys
    from intake_app.services.vault import Vault

PREFIX = "recovery."
_KEYS = "SELECT key, value FROM preference WHERE key GLOB ? AND value <> '' ORDER BY key"


@dataclass(frozen=True, slots=True, repr=False)
class Escrowed:
    """The recovery key of one desk; it has no `repr` that could reach a log."""

    desk: str
    name: str
    root: bytes


def keep(preferences: Preferences, vault: Vault, keys: StoreKeys) -> None:
    """Give ours to the others, once, where the data are encrypted. Raises UnavailableError."""
    if not keys.is_encrypted or preferences.value(f"{PREFIX}{keys.named}") is not None:
        return
    known = keys.known()
    with preferences.store.reading() as session:
        desk: str = session.driver.execute("SELECT prefix FROM sync").fetchone()[0]
    sealed = vault.sealer()(known.root.hex(), _about(known.name))
    preferences.choose(f"{PREFIX}{known.name}", {"desk": desk, "sealed": sealed})


def opened(preferences: Preferences, vault: Vault) -> tuple[Escrowed, ...]:
    """Those of all desks that this one can open."""
    with preferences.store.reading() as session:
        rows = session.driver.execute(_KEYS, (f"{PREFIX}*",)).fetchall()
    found: list[Escrowed] = []
    for key, text in rows:
        name, said = key.removeprefix(PREFIX), cast("dict[str, str]", json.loads(text))
        try:
            root = bytes.fromhex(vault.open(said["sealed"], _about(name)))
        except IntakeError:
            continue  # sealed with a key that was not handed over to us
        found.append(Escrowed(said["desk"], name, root))
    return tuple(found)


def _about(name: str) -> bytes:
    return f"recovery key {name}".encode()
