"""What the checks of all parts say of the draft in the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.errors import Problem
from intake_app.services.client_checks import corrections
from intake_app.services.intake_checks import problems, warnings
from intake_app.ui.forms.field_checks import Findings

if TYPE_CHECKING:
    from intake_app.services.drafts import IntakeDraft
    from intake_app.ui.desk import Desk
    from intake_app.ui.forms.condition_section import ConditionSection
    from intake_app.ui.forms.terms_section import TermsSection


def findings(
    draft: IntakeDraft, desk: Desk, terms: TermsSection, condition: ConditionSection
) -> Findings:
    """Bad, doubtful and probably meant; a photo that is still being read is not missing."""
    shop = desk.settings.shop
    found = problems(
        draft, shop.region, desk.now(), rules=terms.rules(), legal_profile=shop.legal_profile
    )
    found |= terms.problems()
    if condition.is_reading_photos() and found.get("photos") is Problem.MISSING:
        del found["photos"]
    doubtful = warnings(draft, shop.region, terms.doubts())
    return Findings(found, doubtful, corrections(draft.client, shop.region), terms.words())
