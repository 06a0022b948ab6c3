"""Answers, warnings and promises of an order as people would tell them, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.i18n import formats
from intake_app.services.agreement_rows import AnswerRow, NoticeKind, NoticeRow
from intake_app.ui.agreement import words

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.money import Money
    from intake_app.services.agreement_rows import Agreement
    from intake_app.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Told:
    """One line: what was said, and when, how and by whom."""

    at: datetime
    what: str
    how: str


class History:
    """Speaks the operator's language."""

    def __init__(self, desk: Desk) -> None:
        self._tr = desk.tr
        self._zone = ZoneInfo(desk.settings.shop.timezone)

    def rows(self, agreement: Agreement) -> tuple[Told, ...]:
        """All of it."""
        found = [*map(self._answer, agreement.answers), *map(self._notice, agreement.notices)]
        return tuple(sorted(found, key=_moment_of, reverse=True))

    def _answer(self, row: AnswerRow) -> Told:
        tr = self._tr
        if not row.agreed:
            what = tr("No to %s") % row.about if row.about else tr("No")
        elif row.notice_id is not None:
            what = tr("Yes, in spite of the warning")
        else:
            sum_ = self.money(row.sum)
            said = tr("Yes to %(about)s, up to %(sum)s") if row.about else tr("Yes, up to %(sum)s")
            what = said % {"about": row.about, "sum": sum_}
        return self._told(row.said_at, f"{what}: «{row.text}»", row.channel, (row.said_by, row.by))

    def _notice(self, row: NoticeRow) -> Told:
        tr = self._tr
        kind = tr(words.NOTICES.get(row.kind, row.kind))
        what = f"{kind}: {row.text}"
        if row.kind == NoticeKind.PROMISE and row.until is not None:
            cause = tr(words.CAUSES.get(row.cause, row.cause))
            before = self.moment(row.before) if row.before else "–"
            what = f"{kind}: {before} → {self.moment(row.until)}, {row.text} ({cause})"
        if row.proof:
            what = f"{what} [{row.proof}]"
        if row.is_open:
            what = f"{what} – {tr('waits for an answer')}"
        return self._told(row.said_at, what, row.channel, (row.by,))

    def _told(self, at: datetime, what: str, channel: str, people: tuple[str, ...]) -> Told:
        how = self._tr(words.CHANNELS.get(channel, channel))
        named = " → ".join(filter(None, people))
        return Told(at, what, ", ".join(filter(None, (self.moment(at), how, named))))

    def moment(self, at: datetime) -> str:
        """A moment as the clock on the wall shows it."""
        return formats.moment(at, self._tr.language, self._zone)

    def money(self, money: Money) -> str:
        """A sum."""
        return formats.amount(money.minor, money.currency, self._tr.language)


def _moment_of(row: Told) -> datetime:
    return row.at
