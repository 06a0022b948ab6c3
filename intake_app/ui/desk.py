"""What every screen is given: services, lanes, words and manners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intake_app.clock import Clock
    from intake_app.config import Settings
    from intake_app.i18n.translator import Translator
    from intake_app.jobs import Jobs
    from intake_app.services.shop import Shop


@dataclass(frozen=True, slots=True)
class Desk:
    """The collaborators of the screens, handed down by the composition root."""

    shop: Shop
    jobs: Jobs
    tr: Translator
    now: Clock

    @property
    def settings(self) -> Settings:
        """What is in force now; ask again rather than keep it."""
        return self.shop.settings
