"""The figures in the words of the screen: charts for the page and the paper."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks import measures
from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.services.alarms import AlarmKind
from intake_app.services.charts import Bar, Chart
from intake_app.services.drafts import RepairKind
from intake_app.services.figures_rows import By, Over, Period
from intake_app.ui import stage_words, words
from intake_app.ui.money.money_words import MoneyWords
from intake_app.ui.watch_words import ALARMS
from intake_app.ui.workshop.bench_words import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from intake_app.services.figures_rows import Earned, Figures, Held, Kept, Span
    from intake_app.ui.desk import Desk

PERIODS: Mapping[Period, str] = MappingProxyType(
    {
        Period.TODAY: N_("Today"),
        Period.WEEK: N_("Week"),
        Period.MONTH: N_("Month"),
        Period.QUARTER: N_("Quarter"),
        Period.OWN: N_("Own dates"),
    }
)
TITLES: Mapping[By, str] = MappingProxyType(
    {
        By.STAGE: N_("In the shop by stage"),
        By.AGE: N_("By days here"),
        By.TECHNICIAN: N_("By technician"),
        By.PLACE: N_("By place"),
        By.LATE: N_("Late, or about to be"),
    }
)
_NAMES: Mapping[Over, str] = MappingProxyType(
    {Over.KIND: "kinds", Over.WORKER: "technicians", Over.CLIENT: "clients"}
)
_MOST, _ALL = 8, 100
_BAD = frozenset({AlarmKind.OVERDUE.value, AlarmKind.STUCK.value})


class FiguresWords:
    """Everything a figure is called and how it is written."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.money = MoneyWords(desk)

    def sum(self, minor: int) -> str:
        """An amount in whole units: kopecks say nothing of a month."""
        whole = minor // 100 if minor >= 0 else -(-minor // 100)
        return formats.amount(whole * 100, self.desk.settings.shop.currency, self.desk.tr.language)

    def hours(self, hours: float) -> str:
        """Hours of work."""
        text = f"{hours:.0f}" if hours >= 10 else f"{hours:.1f}"  # noqa: PLR2004 - two figures are enough
        shown = text.replace(".", ",") if self.desk.tr.language == "ru" else text
        return self.desk.tr("%s h") % shown

    def span(self, span: Span) -> str:
        """From day to day."""
        first, last = (f"{day:%d.%m.%Y}" for day in (span.first, span.last))
        return first if first == last else f"{first} – {last}"

    def name(self, by: By, row: Held) -> str:
        """What the orders of a figure have in common."""
        tr = self.desk.tr
        if by is By.STAGE:
            return self.stage(row.key)
        if by is By.AGE:
            return self._age(int(row.key))
        if by is By.LATE:
            return tr(ALARMS[AlarmKind(row.key)]).capitalize()
        return row.name or (tr("nobody yet") if by is By.TECHNICIAN else tr("no place"))

    def stage(self, code: str) -> str:
        """How a stage is called in this shop."""
        return stage_words.label(self.desk, code)

    def person(self, name: str) -> str:
        """Who it is, if anybody."""
        return name or self.desk.tr("nobody yet")

    def reason(self, code: str) -> str:
        """Why something was passed over."""
        return self.desk.tr(REASONS.get(code, code))

    def charts(self, seen: Figures) -> tuple[Chart, ...]:
        """The page, from what is here now to what came of the span."""
        return (
            self._worth(seen),
            *(self._held(by, seen.held[by]) for by in By),
            *self._over(seen),
        )

    def _age(self, place: int) -> str:
        tr, ages = self.desk.tr, measures.AGES
        if place == 0:
            return tr("less than a day")
        if place == len(ages):
            return tr("%d days and more") % ages[-1]
        return tr("%(from)d–%(to)d days") % {"from": ages[place - 1], "to": ages[place] - 1}

    def _worth(self, seen: Figures) -> Chart:
        """What the shop answers for: twice the agreed values, if all of it were lost (ЗПП 35)."""
        tr, rows = self.desk.tr, seen.held[By.STAGE]
        count, valued = sum(row.count for row in rows), sum(row.valued for row in rows)
        unvalued = sum(row.unvalued for row in rows)
        told = tr("%d without an agreed value: at risk for an unknown sum") % unvalued
        return Chart(
            "worth",
            tr("Answered for now: %s") % (tr.plural("%d device", "%d devices", count) % count),
            (
                Bar(tr("Agreed values"), self.sum(valued), valued),
                Bar(tr("At risk, twice the value (ЗПП 35)"), self.sum(2 * valued), 2 * valued),
            ),
            told if unvalued else "",
        )

    def _held(self, by: By, rows: Iterable[Held]) -> Chart:
        bars = tuple(
            Bar(
                self.name(by, row),
                f"{row.count} · {self.sum(row.valued)}",
                row.count,
                bad=by is By.LATE and row.key in _BAD,
                key=(by.value, row.key),
            )
            for row in rows
        )
        return Chart(by.value, self.desk.tr(TITLES[by]), bars, "" if bars else self._nothing())

    def _nothing(self) -> str:
        return self.desk.tr("Nothing")

    def _over(self, seen: Figures) -> tuple[Chart, ...]:
        over, tr = seen.over, self.desk.tr
        kinds = tuple((self.repair_kind(row.name), row) for row in over.kinds)
        people = tuple((self.person(row.name), row) for row in over.technicians)
        unpriced = tr("Handed over without a price: %d") % over.unpriced if over.unpriced else ""
        return (
            self._promises(over.first_promise, over.last_promise),
            self._times(seen),
            self._earned(Over.KIND, tr("Earned by kind of repair"), kinds, unpriced),
            self._earned(Over.WORKER, tr("Earned by technician"), people),
            self._earned(
                Over.CLIENT, tr("Earned by client"), tuple((row.name, row) for row in over.clients)
            ),
            self._ways(seen),
            self._shifts(seen),
            self._passed(seen),
        )

    def repair_kind(self, code: str) -> str:
        """How a kind of repair is called."""
        known = words.REPAIR_KINDS.get(RepairKind(code)) if code in set(RepairKind) else None
        return self.desk.tr(known) if known else code

    def _promises(self, first: Kept, last: Kept) -> Chart:
        tr = self.desk.tr
        bars = tuple(
            self._kept(label, kept, over)
            for label, kept, over in (
                (tr("As promised first"), first, Over.FIRST),
                (tr("As promised last"), last, Over.LAST),
            )
        )
        return Chart("promises", tr("Promised date kept"), bars, full=_ALL)

    def _kept(self, label: str, kept: Kept, over: Over) -> Bar:
        part = measures.percent(kept.kept, kept.due)
        if part is None:
            return Bar(label, self.desk.tr("nothing fell due"), 0)
        told = self.desk.tr("%(part)d %%: %(kept)d of %(due)d")
        said = told % {"part": part, "kept": kept.kept, "due": kept.due}
        return Bar(label, said, part, key=(over.value, ""))

    def _times(self, seen: Figures) -> Chart:
        tr = self.desk.tr
        bars = tuple(
            Bar(
                self.stage(row.stage),
                f"{self.hours(row.median)} · {self.hours(row.most)}",
                row.most,
                row.median,
                key=(Over.TIME.value, row.stage),
            )
            for row in seen.over.times
        )
        told = tr("Hours of work: the middle one · nine of ten were faster")
        return Chart("times", tr("Time at a stage"), bars, told if bars else self._nothing())

    def _earned(
        self, over: Over, title: str, rows: tuple[tuple[str, Earned], ...], note: str = ""
    ) -> Chart:
        tr = self.desk.tr
        told = tr("%(revenue)s − %(cost)s = %(profit)s")
        bars = [self._earned_bar(label, row, (told, over)) for label, row in rows[:_MOST]]
        rest = [row for _, row in rows[_MOST:]]
        if rest:
            others = tr.plural("%d more", "%d more", len(rest)) % len(rest)
            bars.append(Bar(others, self.sum(sum(row.revenue for row in rest)), 0))
        legend = (
            tr("Brought − cost = left; a bar begins with the cost") if bars else self._nothing()
        )
        name, said = _NAMES[over], " · ".join(filter(None, (legend, note)))
        return Chart(name, title, tuple(bars), said)

    def _earned_bar(self, label: str, row: Earned, what: tuple[str, Over]) -> Bar:
        told, over = what
        said = {
            "revenue": self.sum(row.revenue),
            "cost": self.sum(row.cost),
            "profit": self.sum(row.profit),
        }
        size = max(row.revenue, row.cost)
        shown = f"{label} ({row.count})" if row.count else label
        key, cost = (over.value, row.key), min(size, row.cost)
        return Bar(shown, told % said, size, cost, bad=row.profit < 0, key=key)

    def _ways(self, seen: Figures) -> Chart:
        tr, rows = self.desk.tr, seen.over.ways
        bars = [
            Bar(
                self.money.method(row.method),
                self.sum(row.taken),
                max(0, row.taken),
                key=(Over.WAY.value, row.method),
            )
            for row in rows
        ]
        outside = sum(row.outside for row in rows if row.method == "cash")
        if seen.over.keeps_boxes and outside:
            told = tr("Cash that no shift knows of")
            bars.append(Bar(told, self.sum(outside), abs(outside), bad=True))
        total = tr("Money in: %s") % self.sum(sum(row.taken for row in rows))
        return Chart("ways", tr("Money in by way"), tuple(bars), total)

    def _shifts(self, seen: Figures) -> Chart:
        tr, rows = self.desk.tr, seen.over.shifts
        wrong = [row for row in rows if row.apart or row.late]
        bars = tuple(
            Bar(
                f"{row.box}, {self.money.when(row.at)}, {row.by}",
                self.money.sum(row.apart - row.late),
                abs(row.apart - row.late),
                bad=True,
                key=(Over.SHIFT.value, row.key),
            )
            for row in wrong
        )
        if not seen.over.keeps_boxes:
            told = tr("This shop keeps no cash box")
        elif wrong:
            told = tr("Shifts: %(all)d, with a difference: %(wrong)d")
            told %= {"all": len(rows), "wrong": len(wrong)}
        else:
            told = tr("Money in = money in the box; shifts: %d") % len(rows)
        return Chart("shifts", tr("Money in the box"), bars, told)

    def _passed(self, seen: Figures) -> Chart:
        rows = seen.over.passed
        bars = tuple(
            Bar(
                f"{self.person(row.by)}: {self.reason(row.reason)}",
                str(row.count),
                row.count,
                key=(Over.PASSED.value, f"{row.reason}|{row.by}"),
            )
            for row in rows[:_MOST]
        )
        title = self.desk.tr("Passed over in the queue")
        return Chart("passed", title, bars, "" if bars else self._nothing())
