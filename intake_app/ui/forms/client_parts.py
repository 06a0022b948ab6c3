"""What the helpers of the client section may use of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from intake_app.services.drafts import ClientDraft, ClientKind
    from intake_app.services.rows import ClientFacts, ClientRow
    from intake_app.ui.forms.client_badges import ClientBadges
    from intake_app.ui.forms.client_details import ClientDetails
    from intake_app.ui.widgets.field import Field, LineField
    from intake_app.ui.widgets.suggest_field import SuggestField


class ClientParts(Protocol):
    """Fields, and the verbs that change several of them at once."""

    box: SuggestField
    phone: LineField
    email: LineField
    inn: LineField
    details: ClientDetails
    badges: ClientBadges

    @property
    def fields(self) -> dict[str, Field]:
        """All fields by the names the checks use."""
        ...

    def draft(self) -> ClientDraft:
        """What is known so far."""
        ...

    def facts(self) -> ClientFacts | None:
        """All that is known of the one who was recognised."""
        ...

    def recognise(self, client: ClientRow) -> None:
        """Take a known client."""
        ...

    def texts(self) -> dict[str, str]:
        """What stands in the fields beside name and phone."""
        ...

    def show_texts(self, texts: dict[str, str]) -> None:
        """Fill those fields."""
        ...

    def become(self, kind: ClientKind) -> None:
        """Ask what is asked of this kind."""
        ...

    def note(self) -> None:
        """Something was changed by other means than typing."""
        ...
