"""What the screens of the workshop ask; pages of rows on the GUI thread, whole lists in a lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.models.connection import translated
from intake_app.services import bench_reading
from intake_app.services.store_reader import StoreReader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from intake_app.services.alarms import Watch
    from intake_app.services.bench_rows import (
        Asker,
        BenchList,
        BenchRow,
        LegalRow,
        LostTake,
        PassedRow,
        WallColumn,
    )
    from intake_app.services.legal_clocks import Law

_PASSED_MOST = 500


class BenchFinder(StoreReader):
    """Answers are empty while there is no store."""

    def bench_rows(self, wanted: Sequence[int]) -> tuple[BenchRow, ...]:
        """One page of a list: a few milliseconds, whatever the size of the shop."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            return bench_reading.rows(connection, wanted)

    def bench_numbers(self, which: BenchList, asker: Asker) -> tuple[int, ...]:
        """A whole list; it goes over all that is in the shop, so ask a twin in a lane."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            return bench_reading.numbers(connection, which, asker)

    def bench_counts(self, asker: Asker) -> Mapping[BenchList, int]:
        """How long the lists are; in a lane, too."""
        connection = self._connection()
        if connection is None:
            return {}
        with translated():
            return bench_reading.counts(connection, asker)

    def bench_passed(self, name: str) -> tuple[PassedRow, ...]:
        """What was passed over, the latest first. Raises RejectedError(NOT_ALLOWED)."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            return bench_reading.passed(connection, name, _PASSED_MOST)

    def bench_legal(self, law: Law) -> tuple[LegalRow, ...]:
        """The terms of the law that run out; in a lane, too."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            return bench_reading.legal(connection, law, _PASSED_MOST)

    def bench_alarming(self, asker: Asker) -> int:
        """How much somebody must look at; in a lane, too."""
        connection = self._connection()
        if connection is None:
            return 0
        with translated():
            return bench_reading.alarming(connection, asker)

    def bench_next(self, asker: Asker) -> BenchRow | None:
        """The top of the queue for whoever asks; in a lane, too."""
        connection = self._connection()
        if connection is None:
            return None
        with translated():
            return bench_reading.next_up(connection, asker)

    def bench_person(self, name: str) -> UUID | None:
        """Who of the staff bears the name; None where nobody or nobody yet does."""
        connection = self._connection()
        if connection is None:
            return None
        with translated():
            return bench_reading.person(connection, name)

    def bench_lost(self, person: UUID) -> tuple[LostTake, ...]:
        """What somebody took that another one took at the same time, and has."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            return bench_reading.lost(connection, person)

    def bench_wall(self, watch: Watch, most: int) -> tuple[WallColumn, ...]:
        """What is in the shop by stage, at most so many rows of each; in a lane, too."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            return bench_reading.wall(connection, watch, most)
