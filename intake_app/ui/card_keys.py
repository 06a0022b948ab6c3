"""What can be done by a key on the card of an order."""

from __future__ import annotations

from intake_app.i18n.translator import N_
from intake_app.ui.action_spec import ActionSpec, Scope
from intake_app.ui.order_titles import TITLES

ROWS = (
    ActionSpec("card.repeat", N_("Repeat: the device is here again"), ("F9",), Scope.CARD),
    ActionSpec("card.void", N_("Void the order with a reason"), ("Ctrl+W",), Scope.CARD),
    ActionSpec(
        "card.stage", N_("Move to another stage"), ("F7",), Scope.CARD, "arrow-right", N_("Stage")
    ),
    ActionSpec("card.passcode", N_("Hold to see the passcode"), ("Ctrl+E",), Scope.CARD, "eye"),
    ActionSpec("card.photos", N_("Go to the photos; again: to the files"), ("Ctrl+G",), Scope.CARD),
    ActionSpec("card.camera", N_("Take photos with the camera"), ("Shift+F6",), Scope.CARD),
    ActionSpec(
        "card.client",
        N_("Open the card of this client"),
        ("F6",),
        Scope.CARD,
        "user",
        N_("Client"),
    ),
    ActionSpec("card.comment", N_("Write a comment"), ("Ctrl+M",), Scope.CARD, "message"),
    ActionSpec(
        "card.reprint",
        N_("Print the receipt again"),
        ("Ctrl+P",),
        Scope.CARD,
        "printer",
        N_("Receipt"),
    ),
    ActionSpec(
        "card.papers",
        N_("Print another paper: an act, a work order, an invoice"),
        ("F8",),
        Scope.CARD,
        "clipboard-text",
        N_("Papers"),
    ),
    ActionSpec(
        "card.relabel", N_("Print the label again"), ("Ctrl+L",), Scope.CARD, "tag", N_("Label")
    ),
    ActionSpec(
        "card.done",
        N_("Do what the page in sight is for"),
        ("Ctrl+Enter", "Ctrl+Return"),
        Scope.CARD,
        "check",
    ),
    ActionSpec(
        "card.add",
        N_("Add one to the list of this page; on the card: photos and files"),
        ("Ins",),
        Scope.CARD,
        "plus",
    ),
    ActionSpec("card.remove", N_("Take the chosen one off"), ("Del",), Scope.CARD, "trash"),
    ActionSpec("card.undo", N_("Take the last move or change back"), ("Ctrl+Z",), Scope.CARD),
    *(
        ActionSpec(f"card.page{number}", page.title, (f"Alt+{number}",), Scope.CARD)
        for number, page in enumerate(TITLES, 1)
    ),
)
