"""What can be done by a key with the money of an order and with the cash box."""

from __future__ import annotations

from intake_app.i18n.translator import N_
from intake_app.ui.action_spec import ActionSpec, Scope

OF_ORDER = (
    ActionSpec("money.cash", N_("Take cash"), ("Alt+C",), Scope.CARD, "coin"),
    ActionSpec("money.card", N_("Take money by card"), ("Alt+B",), Scope.CARD, "credit-card"),
    ActionSpec("money.transfer", N_("Note a bank transfer"), ("Alt+T",), Scope.CARD),
    ActionSpec("money.qr", N_("Take money by a QR code"), ("Alt+Q",), Scope.CARD),
    ActionSpec(
        "money.back",
        N_("Give money of the chosen payment back"),
        ("Alt+W",),
        Scope.CARD,
        "history",
        N_("Refund"),
    ),
    ActionSpec(
        "money.account",
        N_("On account: the company pays later"),
        ("Alt+L",),
        Scope.CARD,
        "building",
        N_("On account"),
    ),
    ActionSpec("money.offset", N_("Let money of another order count here"), ("Alt+V",), Scope.CARD),
    ActionSpec(
        "money.cheque",
        N_("Put the fiscal cheque to its payment"),
        ("Alt+H",),
        Scope.CARD,
        "receipt",
        N_("Fiscal cheque"),
    ),
    ActionSpec(
        "money.slip",
        N_("Print what was paid"),
        ("Alt+J",),
        Scope.CARD,
        "printer",
        N_("Payment slip"),
    ),
)
_TABS = (
    N_("Go to the shift"),
    N_("Go to cheques that are missing"),
    N_("Go to debts"),
    N_("Go to earlier shifts"),
    N_("Go to cash boxes"),
)
OF_BOX = (
    ActionSpec("shift.open", N_("Open the shift of the cash box"), ("Alt+O",), Scope.WINDOW),
    ActionSpec(
        "cash.close",
        N_("Count the box and close the shift (Z)"),
        ("F8",),
        Scope.CASH,
        "lock",
        N_("Close (Z)"),
    ),
    ActionSpec(
        "cash.report",
        N_("Print the report: X of an open shift, Z of a closed one"),
        ("F7",),
        Scope.CASH,
        "printer",
        N_("Report"),
    ),
    ActionSpec("cash.in", N_("Put cash in"), ("Ins",), Scope.CASH, "plus", N_("Put in")),
    ActionSpec("cash.out", N_("Take cash out"), ("F6",), Scope.CASH, "arrow-right", N_("Take out")),
    ActionSpec(
        "cash.collect",
        N_("Collect: cash leaves for the bank"),
        ("F9",),
        Scope.CASH,
        "truck",
        N_("Collect"),
    ),
    ActionSpec(
        "cash.undo", N_("The chosen move was a mistake: take it back"), ("Del",), Scope.CASH
    ),
    ActionSpec(
        "cash.again",
        N_("Send the chosen cheque to the register once more"),
        ("Ctrl+Enter", "Ctrl+Return"),
        Scope.CASH,
        "refresh",
    ),
    ActionSpec("cash.rename", N_("Call the chosen box otherwise"), ("F4",), Scope.CASH),
    *(
        ActionSpec(f"cash.tab{number}", text, (f"Alt+{number}",), Scope.CASH)
        for number, text in enumerate(_TABS, 1)
    ),
)
