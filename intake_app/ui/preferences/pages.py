"""The pages of the owner's choices, in the order of the list; a new page is a line here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from intake_app.i18n.translator import N_
from intake_app.ui.preferences.calendar_page import CalendarPage
from intake_app.ui.preferences.catalogue_page import CataloguePage
from intake_app.ui.preferences.chips_page import ChipsPage
from intake_app.ui.preferences.counts_page import CountsPage
from intake_app.ui.preferences.crm_page import CrmPage
from intake_app.ui.preferences.fields_page import FieldsPage
from intake_app.ui.preferences.hints_page import HintsPage
from intake_app.ui.preferences.hub_page import HubPage
from intake_app.ui.preferences.keys_page import KeysPage
from intake_app.ui.preferences.printers_page import PrintersPage
from intake_app.ui.preferences.rights_page import RightsPage
from intake_app.ui.preferences.routes_page import RoutesPage
from intake_app.ui.preferences.safety_page import SafetyPage
from intake_app.ui.preferences.scan_page import ScanPage
from intake_app.ui.preferences.staff_page import StaffPage
from intake_app.ui.preferences.stages_page import StagesPage
from intake_app.ui.preferences.templates_page import TemplatesPage
from intake_app.ui.preferences.terms_page import TermsPage
from intake_app.ui.preferences.this_desk import ThisDesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.ui.desk import Desk
    from intake_app.ui.preferences.page import PreferencePage
    from intake_app.ui.theme import Look

Factory: TypeAlias = "Callable[[Look, Desk], PreferencePage]"
"""Makes a page; called when it is shown first."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One line of the list at the left."""

    id: str
    title: str
    factory: Factory


PAGES: tuple[PageSpec, ...] = (
    PageSpec("fields", N_("Fields of the intake"), FieldsPage),
    PageSpec("terms", N_("Terms and numbers"), TermsPage),
    PageSpec("calendar", N_("Working calendar"), CalendarPage),
    PageSpec("desk", N_("This desk"), ThisDesk),
    PageSpec("staff", N_("People"), StaffPage),
    PageSpec("rights", N_("Rights"), RightsPage),
    PageSpec("stages", N_("Stages"), StagesPage),
    PageSpec("chips", N_("Chips of the intake"), ChipsPage),
    PageSpec("hints", N_("Hints"), HintsPage),
    PageSpec("papers", N_("Papers"), TemplatesPage),
    PageSpec("catalogue", N_("Catalogue of models"), CataloguePage),
    PageSpec("printers", N_("Printers"), PrintersPage),
    PageSpec("routes", N_("Paper routes"), RoutesPage),
    PageSpec("scan", N_("Scanner"), ScanPage),
    PageSpec("hub", N_("Hub and desks"), HubPage),
    PageSpec("crm", N_("CRM"), CrmPage),
    PageSpec("safety", N_("Safety"), SafetyPage),
    PageSpec("counts", N_("Pace of intakes"), CountsPage),
    PageSpec("keys", N_("Keys"), KeysPage),
)
