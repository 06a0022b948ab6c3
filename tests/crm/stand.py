"""A CRM under test with the hands of its own users; the contract is told in these words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.adapter import CrmAdapter
    from intake_hub.crm.documents import Kind


class Stand(Protocol):
    """One real or fake CRM. Values are neutral ones; what it does not keep is left out.

    `can` names what this CRM has at all: archive, merge, custom (fields added by set-up), race
    (several adapters at once cannot double), slow (a time-out can be had without waiting for it),
    webhooks. `refused` are values which, put over those of a sound client, this CRM does not take.
    """

    name: str
    can: frozenset[str]
    refused: Mapping[str, Scalar]

    def adapter(self, key: str | None = None) -> CrmAdapter:
        """Connect anew; with another key than the right one if given."""
        ...

    def records(self, kind: Kind) -> Mapping[str, Mapping[str, Scalar]]:
        """Everything there by its remote id, as a person in the CRM sees it.

        An order has one name more, `client`: the remote id of the client it hangs on.
        """
        ...

    def edit(self, kind: Kind, remote: str, values: Mapping[str, Scalar]) -> None:
        """Somebody in the CRM types these."""
        ...

    def make(self, kind: Kind, values: Mapping[str, Scalar]) -> str:
        """Somebody in the CRM makes a record of his own; returns its remote id."""
        ...

    def delete(self, kind: Kind, remote: str) -> None:
        """Somebody in the CRM deletes it."""
        ...

    def archive(self, kind: Kind, remote: str) -> None:
        """Somebody in the CRM archives it."""
        ...

    def merge(self, kind: Kind, loser: str, survivor: str) -> None:
        """Somebody in the CRM makes one of two."""
        ...

    def spoil(self, what: str) -> None:
        """The next changing call meets this fault.

        `lost` (carried out, but the reply never comes), `unsent` (cut off before it is read),
        `garbage`, `page` (HTML), `429`, `503`, `slow`.
        """
        ...
