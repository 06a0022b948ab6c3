"""Why something waits for a person, each in one sentence that says what to do."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_
from intake_app.sync.core.ops import Verb
from intake_app.ui import work_words
from intake_app.ui.exchange import record_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator
    from intake_app.services.dispute_rows import Aside, Noticed
    from intake_app.ui.exchange.record_words import RecordWords

_VERSIONS = N_(
    "The hub and this program are of different versions: update both, then send it again"
)
_HANGS = N_("It hangs on a record the hub does not have so: give it up and enter it anew")
_WHYS: Mapping[str, str] = MappingProxyType(
    {
        "bad_value": N_("The hub does not take the value: correct it, it is sent again then"),
        "missing_field": N_("Something is missing in it: correct it, it is sent again then"),
        "companion": N_(
            "It was saved together with something the hub did not take: settle that first, then"
            " send this again"
        ),
        "too_large": N_("It is too large to be sent: make it shorter"),
        "malformed": N_("The hub cannot read it: correct it, it is sent again then"),
        "exists": N_("The hub has it already: give this one up"),
        "bad_signature": N_("It was not signed by this PC: join the hub again, then send it again"),
        "unknown_field": _VERSIONS,
        "unknown_kind": _VERSIONS,
        "fixed_field": _VERSIONS,
        "bad_parent": _HANGS,
        "missing_parent": _HANGS,
        "wrong_kind": _HANGS,
        "put_id": _HANGS,
        "bad_erase": _HANGS,
    }
)
_OTHERWISE = N_("The hub did not take it: correct it, send it again, or give it up")
_MAIN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "client": ("name",),
        "phone": ("e164", "label"),
        "contact": ("name", "phone"),
        "device": ("brand", "model"),
        "order": ("fault",),
        "stage": ("to_stage", "comment"),
        "payment": ("minor",),
        "comment": ("text",),
        "photo": ("caption",),
        "staff": ("name",),
        "hint": ("text",),
        "discard": ("reason",),
        "catalogue_model": ("brand", "model"),
    }
)
"""What a record is told apart by; the others say nothing of what is in them."""


def why(aside: Aside, tr: Translator) -> str:
    """Why the hub did not take it."""
    return tr(_WHYS.get(aside.code, _OTHERWISE))


def said(aside: Aside, words: RecordWords) -> str:
    """What was put aside, in a few words."""
    if aside.verb == Verb.SET:
        shown = words.value(aside.field, aside.values.get(aside.field), {})
        return f"{words.field(aside.field)}: {shown}"
    told = [
        words.value(field, aside.values[field], {})
        for field in _MAIN.get(aside.entity, ())
        if aside.values.get(field)
    ]
    return " ".join(told)


def correctable(aside: Aside) -> str:
    """The field a person may correct right here; empty where there is none."""
    fields = (aside.field,) if aside.verb == Verb.SET else _MAIN.get(aside.entity, ())
    here = (field for field in fields if field in aside.values and field != "minor")
    return next((field for field in here if record_words.is_typed(field)), "")


def noticed(one: Noticed, words: RecordWords, tr: Translator) -> str:
    """What happened, and the way out of it."""
    match one.kind:
        case "stage":
            told = tr(
                "The move to “%s” came late and led nowhere from where the order stood by then."
                " It is in the story; move the order if it is right"
            ) % words.stage(one.code)
        case "double":
            minor, currency = one.amount or (0, "")
            told = tr(
                "%s was entered twice within two minutes at two desks. If it was paid once, say so"
                " in a comment of the order, for the manager"
            ) % words.sum(minor, currency)
        case "number":
            told = (
                tr(
                    "Two orders bear one printed number; this one is %s from now on."
                    " Print its label and receipt again"
                )
                % one.code
            )
        case "shift":
            told = tr(
                "Two desks opened a shift of this box without knowing of each other. Both are kept:"
                " each holds what was taken into it. Count the box once, close both, Ctrl+5"
            )
        case "loan":
            told = (
                tr(
                    "Two desks lent one loaner. By the order of the hub %s has it; this loan came"
                    " later. See who really has it, then take the other loan back: Alt+5, Ctrl+T"
                )
                % one.code
            )
        case "stock":
            told = tr(
                "Less than nothing of it is free: %s by the books. Two desks took the same"
                " piece, or a count found less than was set aside. Count it, Ctrl+6"
            ) % work_words.quantity(int(one.code or 0), tr.language)
        case _:
            told = tr("A record of another desk cannot be shown here: update this program")
    return told


NOTICED: Mapping[str, str] = MappingProxyType(
    {
        "stage": N_("Late move"),
        "double": N_("Paid twice?"),
        "number": N_("One number twice"),
        "shift": N_("Shift opened twice"),
        "loan": N_("Loaner lent twice"),
        "stock": N_("Less than nothing in the stock"),
    }
)
"""How each kind is called in the list."""

UNSHOWN = N_("Cannot be shown")
