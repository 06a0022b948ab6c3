"""What a first transfer would do, found out by reading only."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from intake_app.sync.core.wire_crm_work import MAX_ROWS, DryReply, DryRow
from intake_hub.crm.documents import Kind
from intake_hub.crm.engine import links
from intake_hub.store.crm_tables import CrmOutbox

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from intake_hub.crm.adapter import Candidate
    from intake_hub.crm.engine.setting import Setting, Whole

AT_ONCE = 50
_CREATE, _LINK, _SKIP, _CONFLICT = "create", "link", "skip", "conflict"


class Rehearsal:
    """One dry run over everything that is owed. `show(done, total)` returns False to end it."""

    def __init__(self, setting: Setting, show: Callable[[int, int], bool]) -> None:
        self._setting = setting
        self._show = show
        self._counts: Counter[str] = Counter()
        self._rows: list[DryRow] = []
        self._done = 0
        self._total = 0

    def run(self) -> DryReply:
        """Look at all of it, or as far as it is let. Raises StoppedError, TransientError."""
        owed = select(func.count()).where(self._setting.road.of(CrmOutbox))
        with self._setting.store.reading() as connection:
            self._total = connection.execute(owed).scalar_one()
        is_done = all(self._look_at(kind) for kind in Kind)
        rows = sorted(self._rows, key=lambda row: row.what != _CONFLICT)
        return DryReply(
            is_done=is_done,
            done=self._done,
            total=self._total,
            create=self._counts[_CREATE],
            link=self._counts[_LINK],
            skip=self._counts[_SKIP],
            conflict=self._counts[_CONFLICT],
            rows=tuple(rows[:MAX_ROWS]),
        )

    def _look_at(self, kind: Kind) -> bool:
        last: UUID | None = None
        while True:
            run = self._next(kind, last)
            if not run:
                return True
            if not self._show(self._done, self._total) or not self._batch(kind, run):
                return False
            last = run[-1]
            self._done += len(run)

    def _next(self, kind: Kind, last: UUID | None) -> Sequence[UUID]:
        rows = select(CrmOutbox.uid).where(
            self._setting.road.of(CrmOutbox), CrmOutbox.kind == kind.value
        )
        if last is not None:
            rows = rows.where(CrmOutbox.uid > last)
        with self._setting.store.reading() as connection:
            found = connection.execute(rows.order_by(CrmOutbox.uid).limit(AT_ONCE)).scalars()
            return list(found)

    def _batch(self, kind: Kind, run: Sequence[UUID]) -> bool:
        setting = self._setting
        with setting.store.reading() as connection:
            wholes = setting.wholes(connection, kind, run)
            known = links.by_uid(connection, setting.road, kind, run)
        for uid in run:
            if uid in known or uid not in wholes or not wholes[uid].composed.is_told:
                self._note(kind, uid, _SKIP)
        new = {
            uid: whole
            for uid, whole in wholes.items()
            if uid not in known and whole.composed.is_told
        }
        return not new or self._meet(kind, new)

    def _meet(self, kind: Kind, new: Mapping[UUID, Whole]) -> bool:
        if not self._setting.pause():
            return False
        found = self._setting.adapter.find(kind, sorted(new))
        for uid in new:
            if uid in found:
                self._note(kind, uid, _LINK, found[uid])
            elif kind is Kind.ORDER:
                self._note(kind, uid, _CREATE)
            elif not self._compare(uid, new[uid]):
                return False
        return True

    def _compare(self, uid: UUID, whole: Whole) -> bool:
        if not self._setting.pause():
            return False
        document = self._setting.told(whole.composed, None)
        alike = [one for one in self._setting.adapter.candidates(document) if one.uid != uid]
        if alike:
            self._note(Kind.CLIENT, uid, _CONFLICT, alike[0].remote, _words(alike[0]))
        else:
            self._note(Kind.CLIENT, uid, _CREATE)
        return True

    def _note(self, kind: Kind, uid: UUID, what: str, remote: str = "", words: str = "") -> None:
        self._counts[what] += 1
        if what != _CONFLICT and len(self._rows) >= MAX_ROWS:
            return
        row = DryRow(kind=kind.value, uid=uid, what=what, remote=remote, words=words)
        self._rows.append(row)


def _words(alike: Candidate) -> str:
    return f"{alike.name} ({alike.alike})"[:300]
