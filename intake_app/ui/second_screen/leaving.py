"""What whoever takes a device away may see of its hand-over: what he gets, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.services import rechecks
from intake_app.services.handover_rows import OLD_PARTS, OldParts

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.services.handover_rows import HandoverDraft, HandoverState
    from intake_app.ui.second_screen.mirror import Lines

TITLE = N_("We hand over")


@dataclass(frozen=True, slots=True)
class Leaving:
    """A hand-over as far as it is ticked."""

    state: HandoverState
    draft: HandoverDraft

    @property
    def numbers(self) -> tuple[str, ...]:
        """Of the orders that go now, the one on show first."""
        also = {one.id: one.number for one in self.state.beside}
        return (self.state.number, *(also[one] for one in self.draft.also if one in also))

    def lines(self, tr: Translator) -> Lines:
        """Labels and values in the language of whoever reads them; no name of another."""
        state, draft = self.state, self.draft
        given = (*draft.accessories, *(thing for things in draft.also_given for thing in things))
        changed = rechecks.told(rechecks.changes(state.marks, draft.marks), tr)
        parts = OLD_PARTS[OldParts(draft.old_parts)] if state.has_parts else ""
        found = (
            (tr("Order"), ", ".join(self.numbers)),
            (tr("Device"), ", ".join(self._devices())),
            (tr("Given back"), ", ".join(given)),
            (tr("Since the intake"), changed),
            (tr("Visible now"), draft.remarks),
            (tr("Old parts"), tr(parts) if parts else ""),
            (tr("Works and parts"), self._total(tr)),
        )
        return tuple((label, value) for label, value in found if value)

    def _devices(self) -> tuple[str, ...]:
        also = {one.id: one.device for one in self.state.beside}
        return (self.state.device, *(also[one] for one in self.draft.also if one in also))

    def _total(self, tr: Translator) -> str:
        total = self.state.total
        return formats.amount(total.minor, total.currency, tr.language) if total else ""
