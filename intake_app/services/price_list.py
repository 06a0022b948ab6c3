"""The price list: works, and parts that may lie in the stock."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from intake_app.checks import names
from intake_app.checks.rights import Right
from intake_app.errors import Problem, RejectedError
from intake_app.models.work import PriceItem
from intake_app.services import allowed, price_finder, work_reading
from intake_app.services.work_rows import KINDS, PriceDraft

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.work_rows import PriceRow

_PORTION = 250  # rows a transaction: somebody's save waits for milliseconds
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class PriceTaken:
    """What became of the rows of a file."""

    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class PriceList:
    """The use cases; each method is one transaction, `take` many short ones."""

    store: Store

    SHOWS: ClassVar[frozenset[str]] = frozenset({"price_item", "stock_move", "line"})

    def rows(self) -> tuple[PriceRow, ...]:
        """All that is in force, works first; costs for those whom they concern."""
        with self.store.reading() as session:
            seen = allowed.may(session.driver, self.store.recorder.operator, Right.PRICES)
            return work_reading.prices(session.driver, with_costs=seen)

    def warm(self) -> None:
        """Put the list in order by its words, in a lane, so that the first key need not wait."""
        with self.store.reading() as session:
            price_finder.shelved(session.driver)

    def add(self, draft: PriceDraft) -> UUID:
        """Put one in. Raises RejectedError with `fields`."""
        checked = _checked(draft)
        with self.store.writing() as session:
            self._demand(session)
            return session.create(PriceItem, created_at=session.now, **asdict(checked))

    def edit(self, item: UUID, draft: PriceDraft) -> None:
        """Change what differs. Raises RejectedError with `fields`."""
        checked = _checked(draft)
        with self.store.writing() as session:
            self._demand(session)
            _fill(_known(session, item), checked)

    def archive(self, item: UUID) -> None:
        """Offer it no more; orders that have it keep it, and `bring_back` undoes it."""
        self._put_away(item, archived=True)

    def bring_back(self, item: UUID) -> None:
        """Offer it again."""
        self._put_away(item, archived=False)

    def set_low(self, item: UUID, low: int) -> None:
        """Order it when less than so many thousandths lie free; a storekeeper may say that too."""
        if low < 0:
            raise RejectedError(Problem.AMOUNT_INVALID, fields={"low": Problem.AMOUNT_INVALID})
        with self.store.writing() as session:
            if not allowed.may(session.driver, session.operator, Right.STOCK):
                self._demand(session)
            _known(session, item).low = low

    def take(
        self, drafts: Sequence[PriceDraft], progress: Callable[[int], None], *, dry: bool = False
    ) -> PriceTaken:
        """Take in a file in short transactions: known by article, barcode or the very words.

        Nothing but what the file says is changed; a dry run tells what would be.
        """
        new = changed = same = 0
        for first in range(0, len(drafts), _PORTION):
            portion = drafts[first : first + _PORTION]
            for outcome in self._take(portion, dry=dry):
                new += outcome == "new"
                changed += outcome == "changed"
                same += outcome == "same"
            progress(min(first + _PORTION, len(drafts)))
        return PriceTaken(new, changed, same)

    def _take(self, drafts: Sequence[PriceDraft], *, dry: bool) -> list[str]:
        if dry:
            with self.store.reading() as session:
                found = (work_reading.item_like(session.driver, draft) for draft in drafts)
                return [_outcome(known, draft) for known, draft in zip(found, drafts, strict=True)]
        with self.store.writing() as session:
            self._demand(session)
            return [_taken(session, _checked(draft)) for draft in drafts]

    def _put_away(self, item: UUID, *, archived: bool) -> None:
        with self.store.writing() as session:
            self._demand(session)
            _known(session, item).archived = archived

    def _demand(self, session: Writing) -> None:
        allowed.demand(session.driver, self.store.recorder.operator, Right.PRICES)


def _known(session: Writing, item: UUID) -> PriceItem:
    found = session.get(PriceItem, item)
    if found is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "price_item")
    return found


def _checked(draft: PriceDraft) -> PriceDraft:
    tidied: dict[str, Any] = {
        name: names.tidy(text) for name, text in asdict(draft).items() if isinstance(text, str)
    }
    found = replace(draft, **tidied)
    fields: dict[str, Problem] = {}
    if not found.text:
        fields["text"] = Problem.MISSING
    elif len(found.text) > _LONGEST:
        fields["text"] = Problem.TOO_LONG
    if found.kind not in KINDS:
        fields["kind"] = Problem.MALFORMED
    sums = {"price_minor": found.price_minor, "cost_minor": found.cost_minor}
    counts = {"warranty_days": found.warranty_days, "low": found.low}
    for name, number in {**sums, **counts}.items():
        if number is not None and number < 0:
            fields[name] = Problem.AMOUNT_INVALID
    if fields:
        raise RejectedError(next(iter(fields.values())), fields=fields)
    return found


def _fill(item: PriceItem, draft: PriceDraft) -> None:
    for name, value in asdict(draft).items():
        if getattr(item, name) != value:
            setattr(item, name, value)


def _taken(session: Writing, draft: PriceDraft) -> str:
    session.write_created()  # a line further up may be the same
    known = work_reading.item_like(session.driver, draft)
    outcome = _outcome(known, draft)
    if known is None:
        session.create(PriceItem, created_at=session.now, **asdict(draft))
    elif outcome == "changed":
        item = _known(session, known.id)
        _fill(item, work_reading.merged(known.item, draft))
        item.archived = False
        session.flush()
    return outcome


def _outcome(known: PriceRow | None, draft: PriceDraft) -> str:
    if known is None:
        return "new"
    return "same" if work_reading.merged(known.item, draft) == known.item else "changed"
