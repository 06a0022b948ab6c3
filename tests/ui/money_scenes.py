"""The money of an order and the cash box in the states a counter sees, to be looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.checks.till import Move
from intake_app.services.money_rows import Back, Part, Taking, new_act
from tests.ui.counter import ROMASHKA
from tests.ui.scenes import FULL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from tests.ui.counter import Counter

    Scene = Callable[[Counter], None]


def _rest(counter: Counter) -> None:
    for _ in range(3):
        counter.settle()


def _keys(counter: Counter, *pressed: str) -> None:
    for key in pressed:
        counter.press(key)
        _rest(counter)


def _open_shift(counter: Counter) -> None:
    shifts = counter.desk.shop.services.shifts
    box = shifts.add_box("Касса 1")
    shifts.open(new_act(), box, 500_000)


def _paid(counter: Counter, *parts: Part, company: bool = False) -> UUID:
    draft = replace(FULL, client=ROMASHKA) if company else FULL
    order = counter.give(draft).order_id
    payments = counter.desk.shop.services.payments
    if parts:
        payments.take(Taking(new_act(), order, parts, note="сдал водитель"))
    return order


def _money(counter: Counter, order: UUID) -> None:
    counter.window.open_order(order)
    counter.settle()
    counter.press("Alt+C")
    _rest(counter)


def money(counter: Counter) -> None:
    """Nothing is paid yet, and no box is kept."""
    _money(counter, _paid(counter))


def change(counter: Counter) -> None:
    """More cash was given than is due."""
    _open_shift(counter)
    _money(counter, _paid(counter))
    counter.type("10000")


def mixed(counter: Counter) -> None:
    """A part in cash, the rest by card; one payment was given back."""
    _open_shift(counter)
    order = _paid(counter, Part("cash", 100_000), Part("card", 50_000))
    payments = counter.desk.shop.services.payments
    first = payments.of(order).payments[0].id
    payments.give_back(Back(new_act(), first, 30_000, "лишнее взяли"))
    _money(counter, order)
    counter.type("1000")
    counter.press("Insert")
    _rest(counter)


def code(counter: Counter) -> None:
    """The code of a payment is on show."""
    _money(counter, _paid(counter))
    counter.press("Alt+Q")
    _rest(counter)


def refund(counter: Counter) -> None:
    """Why does the money go back?"""
    _open_shift(counter)
    _money(counter, _paid(counter, Part("cash", 100_000)))
    _keys(counter, "Alt+W")


def account(counter: Counter) -> None:
    """A company may pay later."""
    _money(counter, _paid(counter, Part("transfer", 100_000), company=True))
    _keys(counter, "Alt+L")


def no_shift(counter: Counter) -> None:
    """Cash while nobody has opened the shift."""
    counter.desk.shop.services.shifts.add_box("Касса 1")
    _money(counter, _paid(counter))
    _keys(counter, "Return")


def _till(*chords: str) -> Scene:
    def go(counter: Counter) -> None:
        _open_shift(counter)
        order = _paid(counter, Part("cash", 100_000), Part("card", 150_000))
        _paid(counter, Part("qr", 40_000), company=True)
        services = counter.desk.shop.services
        shift = services.shifts.board().shift
        assert shift is not None
        services.shifts.move(new_act(), shift.id, Move.OUT, 30_000, "бумага для чеков")
        debtor = _paid(counter, company=True)
        services.payments.put_on_account(new_act(), debtor, 200_000)
        services.payments.take(Taking(new_act(), order, (Part("cash", 20_000),)))
        _keys(counter, "Ctrl+5", *chords)

    return go


def _without_box(*chords: str) -> Scene:
    return lambda counter: _keys(counter, "Ctrl+5", *chords)


def _closed_shift(counter: Counter) -> None:
    counter.desk.shop.services.shifts.add_box("Касса 1")
    _keys(counter, "Ctrl+5", "Alt+O")


SCENES: Mapping[str, Scene] = {
    "money": money,
    "money_change": change,
    "money_mixed": mixed,
    "money_code": code,
    "money_refund": refund,
    "money_account": account,
    "money_no_shift": no_shift,
    "cash_empty": _without_box(),
    "cash_open": _closed_shift,
    "cash": _till(),
    "cash_in": _till("Insert"),
    "cash_close": _till("F8"),
    "cash_cheques": _till("Alt+2"),
    "cash_debts": _till("Alt+3"),
    "cash_shifts": _till("Alt+4"),
    "cash_boxes": _till("Alt+5"),
    "cash_keys": _till("F1"),
}
