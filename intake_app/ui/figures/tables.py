"""The figures as tables for files: every row there is, under the words of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.charts import Table
from intake_app.services.figures_rows import By

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_app.services.figures_rows import Earned, Figures
    from intake_app.ui.figures.words import FiguresWords


def tables(seen: Figures, words: FiguresWords) -> tuple[Table, ...]:
    """All of them; sums as numbers of whole units and their fraction."""
    return (*_held(seen, words), *_over(seen, words))


def _held(seen: Figures, words: FiguresWords) -> Iterator[Table]:
    tr = words.desk.tr
    for by in By:
        head = ("", tr("Orders"), tr("Agreed values"), tr("Without an agreed value"))
        rows = [
            (words.name(by, row), row.count, row.valued / 100, row.unvalued)
            for row in seen.held[by]
        ]
        yield Table(f"shop_by_{by.value}", head, rows)


def _over(seen: Figures, words: FiguresWords) -> Iterator[Table]:
    tr, over = words.desk.tr, seen.over
    yield Table(
        "promises",
        (words.span(seen.span), tr("Fell due"), tr("Kept")),
        [
            (tr("As promised first"), over.first_promise.due, over.first_promise.kept),
            (tr("As promised last"), over.last_promise.due, over.last_promise.kept),
        ],
    )
    yield Table(
        "times",
        (tr("Stage"), tr("Orders"), tr("Median, h"), tr("Nine of ten, h")),
        [(words.stage(row.stage), row.count, row.median, row.most) for row in over.times],
    )
    yield _earned("kinds", over.kinds, words, kinds=True)
    yield _earned("technicians", over.technicians, words)
    yield _earned("clients", over.clients, words)
    yield Table(
        "money",
        (tr("Way"), tr("Taken"), tr("Of it in shifts"), tr("Outside of shifts")),
        [
            (words.money.method(row.method), row.taken / 100, row.in_shifts / 100,
             row.outside / 100)
            for row in over.ways
        ],
    )  # fmt: skip
    yield Table(
        "shifts",
        (tr("Cash box"), tr("Opened"), tr("Who"), tr("Must be there"), tr("Counted"),
         tr("Difference"), tr("Came after the count")),
        [
            (row.box, words.money.when(row.at), row.by, row.expected / 100,
             "" if row.counted is None else row.counted / 100, row.apart / 100, row.late / 100)
            for row in over.shifts
        ],
    )  # fmt: skip
    yield Table(
        "passed_over",
        (tr("Who"), tr("Reason"), tr("Times")),
        [(row.by, words.reason(row.reason), row.count) for row in over.passed],
    )


def _earned(
    name: str, rows: tuple[Earned, ...], words: FiguresWords, *, kinds: bool = False
) -> Table:
    tr = words.desk.tr
    head = ("", tr("Orders"), tr("Brought"), tr("Cost"), tr("Left"))
    named = words.repair_kind if kinds else words.person
    return Table(
        f"earned_by_{name}",
        head,
        [
            (named(row.name), row.count, row.revenue / 100, row.cost / 100, row.profit / 100)
            for row in rows
        ],
    )
