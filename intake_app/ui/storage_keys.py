"""What can be done by a key on the screen of what lies in the shop; the tab in sight is asked."""

from __future__ import annotations

from intake_app.i18n.translator import N_
from intake_app.ui.action_spec import ActionSpec, Scope
from intake_app.ui.storage_titles import TITLES

ROWS = (
    ActionSpec("storage.add", N_("Add one to this list"), ("Ins",), Scope.STORAGE, "plus"),
    ActionSpec("storage.change", N_("Change the chosen one"), ("F8",), Scope.STORAGE, "note"),
    ActionSpec(
        "storage.act",
        N_("Do with the chosen one what is usual next"),
        ("F7",),
        Scope.STORAGE,
        "arrow-right",
    ),
    ActionSpec("storage.remove", N_("Put the chosen one away"), ("Del",), Scope.STORAGE, "trash"),
    ActionSpec(
        "storage.done",
        N_("Save what is open"),
        ("Ctrl+Enter", "Ctrl+Return"),
        Scope.STORAGE,
        "check",
    ),
    ActionSpec(
        "storage.save",
        N_("Write the price list as a file for a spreadsheet"),
        ("Ctrl+S",),
        Scope.STORAGE,
        "device-floppy",
    ),
    *(
        ActionSpec(f"storage.tab{number}", tab.title, (f"Alt+{number}",), Scope.STORAGE)
        for number, tab in enumerate(TITLES, 1)
    ),
)
