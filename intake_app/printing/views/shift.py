"""What was taken in a day, for a shop without a fiscal register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.printing.templating.variables import Values, Variables
from intake_app.printing.views import shop
from intake_app.printing.views.agreed import PAYMENT_METHODS
from intake_app.printing.views.sheet import Sheet
from intake_app.printing.views.titles import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import ShiftData, TakingData

SHIFT: Group = {
    "number": N_("Number of the report"),
    "kind": N_("X while the day goes on, Z when it is closed"),
    "closing": N_("Filled only for the report that closes a day"),
    "day": N_("The day that was counted"),
    "counted": N_("When it was counted"),
    "by": N_("Who counted"),
    "of": N_("Whose takings; empty: everybody's"),
    "taken": N_("Sum of what was taken"),
    "returned": N_("Sum of what was given back; empty for nothing"),
    "total": N_("What is left of both"),
    "cash": N_("What must be in the drawer of it"),
    "count": N_("How many payments, in words"),
    "box": N_("The cash box; empty for a day of the whole shop"),
    "opened": N_("When the shift was opened, and by whom"),
    "float": N_("What lay in the box at first"),
    "box_cash": N_("Cash of orders: taken less given back"),
    "moved_in": N_("Cash put in besides"),
    "moved_out": N_("Cash taken out besides"),
    "expected": N_("What must lie in the box"),
    "counted_minor": N_("What was counted there; empty while the shift goes on"),
    "difference": N_("Counted less expected; empty when there is none"),
    "reason": N_("Why it differs"),
}
GROUPED: Group = {"name": N_("In which way, or by whom"), "sum": N_("Sum")}
TAKING: Group = {
    "time": N_("When"),
    "order": N_("Number of the order"),
    "method": N_("How it was paid"),
    "by": N_("Who took it"),
    "sum": N_("Sum"),
}
VARIABLES = Variables(
    {"shop": shop.MEANINGS, "shift": SHIFT},
    {"methods": GROUPED, "people": GROUPED, "takings": TAKING},
)


def sheet(name: str, data: ShiftData, tr: Translator) -> Sheet:
    """Sums by way of payment, by person, and each payment."""
    by_method = _grouped((tr(PAYMENT_METHODS.get(one.method, one.method)), one) for one in
                         data.takings)  # fmt: skip
    by_person = _grouped((one.by or "–", one) for one in data.takings)
    return Sheet(
        title=tr(TITLES[name]) % f"{data.day:%d.%m.%Y}",
        language=tr.language,
        profile="",
        day=data.day.date(),
        variables=VARIABLES,
        values=Values(
            {"shop": shop.texts(data.shop, tr), "shift": _summed_up(data, tr)},
            {
                "methods": _rows(by_method, data, tr),
                "people": _rows(by_person, data, tr),
                "takings": tuple(_taking(one, tr) for one in data.takings),
            },
        ),
        stamps=(tr("TRAINING – NOT VALID"),) if data.demo else (),
    )


def _summed_up(data: ShiftData, tr: Translator) -> Group:
    def sum_of(chosen: Iterable[TakingData]) -> str:
        minor = sum(one.amount.minor for one in chosen)
        return formats.amount(minor, data.currency, tr.language)

    all_of_them = data.takings
    back = [one for one in all_of_them if one.amount.minor < 0]
    count = len(all_of_them)
    return {
        "number": data.number,
        "kind": "Z" if data.closing else "X",
        "closing": tr("yes") if data.closing else "",
        "day": f"{data.day:%d.%m.%Y}",
        "counted": formats.written(data.at),
        "by": data.by,
        "of": data.of,
        "taken": sum_of(one for one in all_of_them if one.amount.minor >= 0),
        "returned": sum_of(back) if back else "",
        "total": sum_of(all_of_them),
        "cash": sum_of(one for one in all_of_them if one.method == "cash"),
        "count": tr.plural("%d payment", "%d payments", count) % count,
        **_boxed(data, tr),
    }


def _boxed(data: ShiftData, tr: Translator) -> Group:
    """Of a shift: what lies in its box. Empty for a day of the whole shop."""
    box = data.count
    names = ("box", "opened", "float", "box_cash", "moved_in", "moved_out", "expected")
    if box is None:
        return dict.fromkeys((*names, "counted_minor", "difference", "reason"), "")

    def money(minor: int) -> str:
        return formats.amount(minor, data.currency, tr.language)

    is_closed = box.counted is not None
    apart = (box.counted or 0) - box.expected if is_closed else 0
    return {
        "box": box.box,
        "opened": f"{formats.written(box.opened_at)} {box.opened_by}".rstrip(),
        "float": money(box.float_minor),
        "box_cash": money(box.cash),
        "moved_in": money(box.moved_in) if box.moved_in else "",
        "moved_out": money(box.moved_out) if box.moved_out else "",
        "expected": money(box.expected),
        "counted_minor": money(box.counted) if box.counted is not None else "",
        "difference": money(apart) if apart else "",
        "reason": box.reason,
    }


def _grouped(named: Iterable[tuple[str, TakingData]]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for name, one in named:
        found[name] = found.get(name, 0) + one.amount.minor
    return found


def _rows(sums: Mapping[str, int], data: ShiftData, tr: Translator) -> tuple[Group, ...]:
    return tuple(
        {"name": name, "sum": formats.amount(minor, data.currency, tr.language)}
        for name, minor in sorted(sums.items())
    )


def _taking(one: TakingData, tr: Translator) -> Group:
    return {
        "time": f"{one.at:%H:%M}",
        "order": one.order,
        "method": tr(PAYMENT_METHODS.get(one.method, one.method)),
        "by": one.by,
        "sum": formats.amount(one.amount.minor, one.amount.currency, tr.language),
    }
