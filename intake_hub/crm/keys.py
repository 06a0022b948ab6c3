"""Where the keys of CRMs lie: in the keyring of the hub's account, never in its database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import Problem, UnavailableError
from intake_app.sync.secrets import open_secrets
from intake_hub.tls import folder

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.sync.secrets import Secrets


def secrets_of(address: str) -> Secrets:
    """The place of a hub's secrets, by the address of its database. Raises UnavailableError."""
    place = folder.beside(address)
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError(Problem.READ_ONLY, error.strerror or "") from error
    return open_secrets(place)


@dataclass(frozen=True, slots=True)
class Kept:
    """The key of one CRM; its id is its author's in the feed."""

    secrets: Secrets
    origin: UUID

    def current(self) -> str:
        """See `KeyKeeper`; empty where it was never kept, as after a move to another PC."""
        return self.secrets.read(self._name) or ""

    def replace(self, key: str) -> None:
        """See `KeyKeeper`."""
        self.secrets.write(self._name, key)

    def erase(self) -> None:
        """Forget it."""
        self.secrets.erase(self._name)

    @property
    def _name(self) -> str:
        return f"crm-key-{self.origin}"
