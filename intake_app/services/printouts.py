"""The durable print spool: jobs are written with the rows they print and keep their state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from intake_app.clock import moment_text
from intake_app.errors import Problem, RejectedError
from intake_app.services import frozen, routes
from intake_app.services.order_reading import moment
from intake_app.services.papers import data_of
from intake_app.services.paperwork import Again, paper_name
from intake_app.services.spool import JobState, PrinterState, PrintJob

if TYPE_CHECKING:
    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.paperwork import Paperwork

_ENDS = frozenset({JobState.CONFIRMED, JobState.SENT, JobState.UNKNOWN, JobState.FAILED})
_ON_PAPER = frozenset({JobState.CONFIRMED, JobState.SENT})

_JOB = (
    "SELECT id, key, printer, document, data, language, state, payload, attempts, created_at,"
    " reprint_of, error, composed FROM print_job"
)
_ONE = f"{_JOB} WHERE id = ?"
_OPEN = "state IN ('queued', 'sending', 'unknown')"  # in these words the partial index is used
_NOT_PAUSED = "NOT EXISTS (SELECT 1 FROM printer WHERE name = ?1 AND paused)"
_NEXT = f"{_JOB} WHERE printer = ?1 AND state = 'queued' AND {_OPEN} AND {_NOT_PAUSED} ORDER BY no"
_UNKNOWN = f"{_JOB} WHERE state = 'unknown' AND {_OPEN} ORDER BY no"
_RECOVER = (
    "UPDATE print_job SET state = 'unknown', ended_at = ? WHERE state = 'sending'"
    " AND state IN ('queued', 'sending', 'unknown') RETURNING id, printer, attempts"
)
_KEEP = (
    "UPDATE print_job SET payload = ?1, composed = ?2 WHERE id = ?3 AND payload IS NULL"
    " AND ?4 IN (printer, '')"
)
_BEGIN = (
    "UPDATE print_job SET state = 'sending', attempts = attempts + 1, error = ''"
    " WHERE id = ?1 AND state = 'queued' AND ?2 IN (printer, '') RETURNING attempts"
)
# What another printer has rendered is nothing to this one.
_MOVE = (
    "UPDATE print_job SET printer = ?2, payload = NULL, error = '' WHERE printer = ?1"
    " AND state = 'queued' AND state IN ('queued', 'sending', 'unknown')"
    " AND document IN (SELECT value FROM json_each(?3)) RETURNING id"
)
_WAITING = (
    "SELECT DISTINCT document FROM print_job WHERE printer = ? AND state = 'queued'"
    " AND state IN ('queued', 'sending', 'unknown')"
)
_HOMELESS = (
    "SELECT id, document FROM print_job WHERE state = 'queued'"
    " AND state IN ('queued', 'sending', 'unknown')"
    " AND printer NOT IN (SELECT value FROM json_each(?)) ORDER BY no"
)
_REHOME = "UPDATE print_job SET printer = ?2, payload = NULL, error = '' WHERE id = ?1"
_RENDER_ANEW = (
    "UPDATE print_job SET payload = NULL WHERE printer = ? AND state = 'queued'"
    " AND state IN ('queued', 'sending', 'unknown') AND payload IS NOT NULL"
)
_TROUBLE_OVER = (
    "UPDATE printer SET problem = '', since = NULL WHERE name = ? AND NOT paused"
    " AND problem <> '' RETURNING name"
)
_ADD_ATTEMPT = (
    "INSERT INTO print_attempt(job_id, nth, begun_at, outcome, error) VALUES (?, ?, ?, '', '')"
)
_END = (
    "UPDATE print_job SET state = ?, error = ?, ended_at = ?"
    " WHERE id = ? AND state IN ('queued', 'sending') RETURNING printer, attempts"
)
_END_ATTEMPT = (
    "UPDATE print_attempt SET ended_at = ?, outcome = ?, error = ? WHERE job_id = ? AND nth = ?"
)
_PAUSE = (
    "INSERT INTO printer(name, paused, problem, since) VALUES (?1, 1, ?2, ?3)"
    " ON CONFLICT DO UPDATE SET paused = 1, problem = ?2, since = ?3"
)
_TROUBLE = (
    "INSERT INTO printer(name, paused, problem, since) VALUES (?1, 0, ?2, ?3)"
    " ON CONFLICT DO UPDATE SET problem = ?2,"
    " since = CASE WHEN problem = ?2 THEN coalesce(since, ?3) ELSE ?3 END"
)
_PRINTED = (
    "INSERT INTO printer(name, paused, problem, last_printed_at) VALUES (?1, 0, '', ?2)"
    " ON CONFLICT DO UPDATE SET problem = '', since = NULL, last_printed_at = ?2"
)
_ANSWER = (
    "UPDATE print_job SET state = ?, ended_at = ? WHERE id = ? AND state = 'unknown'"
    " RETURNING printer, document, about, data, composed, language"
)
_RESUME = (
    "UPDATE printer SET paused = 0, problem = '', since = NULL WHERE name = ?1 AND NOT EXISTS"
    " (SELECT 1 FROM print_job WHERE printer = ?1 AND state = 'unknown'"
    " AND state IN ('queued', 'sending', 'unknown'))"
)
_EARLIER = "SELECT id FROM print_job WHERE about = ? AND document = ? ORDER BY no"
_STATES = (
    "SELECT n.value, coalesce(sum(j.state IN ('queued', 'sending')), 0),"
    " coalesce(sum(j.state = 'unknown'), 0), coalesce(p.paused, 0), coalesce(p.problem, ''),"
    " p.last_printed_at, p.since FROM json_each(?) n LEFT JOIN printer p ON p.name = n.value"
    " LEFT JOIN print_job j ON j.printer = n.value"
    " AND j.state IN ('queued', 'sending', 'unknown') GROUP BY n.key ORDER BY n.key"
)


@dataclass(frozen=True, slots=True)
class Printouts:
    """The spool's transitions; each method is one transaction."""

    store: Store
    paperwork: Paperwork

    SHOWS: ClassVar[frozenset[str]] = frozenset({"print_job", "printer"})

    def recover(self) -> int:
        """At start: every `sending` job becomes `unknown` and pauses its printer; counts them."""
        with self.store.writing() as session:
            now = moment_text(session.now)
            lost = session.driver.execute(_RECOVER, (now,)).fetchall()
            for job, printer, nth in lost:
                session.driver.execute(_END_ATTEMPT, (now, JobState.UNKNOWN, "", job, nth))
                session.driver.execute(_PAUSE, (printer, "", now))
            if lost:
                session.touched |= self.SHOWS
        return len(lost)

    def next_for(self, printer: str) -> PrintJob | None:
        """The oldest queued job of a printer that is not paused."""
        return next(iter(self._jobs(f"{_NEXT} LIMIT 1", (printer,))), None)

    def keep_payload(
        self, job: UUID, payload: bytes, printer: str = "", composed: str = ""
    ) -> None:
        """Store the bytes, which later attempts send, and the composed blocks, for repeats.

        A job that was moved away from `printer` meanwhile is left alone.
        """
        with self.store.writing() as session:
            session.driver.execute(_KEEP, (payload, composed, job.bytes, printer))

    def begin(self, job: UUID, printer: str = "") -> None:
        """Commit `sending` and the attempt, before the first byte leaves.

        Raises RejectedError(UNKNOWN_RECORD) unless the job is queued, and `printer`, where it is
        told, is still its own: two workers never send one.
        """
        with self.store.writing() as session:
            row = session.driver.execute(_BEGIN, (job.bytes, printer)).fetchone()
            if row is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "not queued")
            session.driver.execute(_ADD_ATTEMPT, (job.bytes, row[0], moment_text(session.now)))
            session.touched.add("print_job")

    def end(self, job: UUID, state: JobState, error: str = "") -> None:
        """Commit the outcome. `queued` = nothing reached paper; `unknown` pauses the printer.

        Raises RejectedError(UNKNOWN_RECORD) for a job that is not on its way.
        """
        with self.store.writing() as session:
            now = moment_text(session.now)
            ended = now if state in _ENDS else None
            row = session.driver.execute(_END, (state, error, ended, job.bytes)).fetchone()
            if row is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "not on its way")
            printer, nth = row
            session.driver.execute(_END_ATTEMPT, (now, state, error, job.bytes, nth))
            _note(session, printer, state, error)
            session.touched |= self.SHOWS

    def answer(self, job: UUID, *, printed: bool) -> UUID | None:
        """A person's answer to `unknown`: done, or a new job marked as a repeat. Resumes.

        Raises RejectedError(UNKNOWN_RECORD) when nobody asks about that job any more.
        """
        state = JobState.CONFIRMED if printed else JobState.FAILED
        with self.store.writing() as session:
            now = moment_text(session.now)
            row = session.driver.execute(_ANSWER, (state, now, job.bytes)).fetchone()
            if row is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "no question")
            printer, document, about, data, composed, language = row
            session.driver.execute(_RESUME, (printer,))
            session.touched |= self.SHOWS
            if printed:
                return None
            jobs = session.driver.execute(_EARLIER, (about, document)).fetchall()
            earlier = tuple(UUID(bytes=row[0]) for row in jobs if row[0] != job.bytes)
            name = paper_name(document)
            again = Again((*earlier, job), composed, language)
            said = frozen.load(data_of(name), data)
            return self.paperwork.queue(session, UUID(bytes=about), (name, said), again)

    def move(self, printer: str, to: str) -> int:
        """Give what waits for one printer to another, which renders it anew; counts the papers.

        Only jobs of which no byte can have reached paper move. Papers that the other printer
        cannot take stay where they are.
        """
        settings = self.paperwork.settings
        labels_only = routes.takes_labels_only(settings, to)
        with self.store.writing() as session:
            waiting = [row[0] for row in session.driver.execute(_WAITING, (printer,)).fetchall()]
            fit = [name for name in waiting if not labels_only or routes.is_label(name)]
            moved = session.driver.execute(_MOVE, (printer, to, frozen.dump(fit))).fetchall()
            session.touched |= self.SHOWS
        return len(moved)

    def rehome(self) -> int:
        """Send what waits for printers that are gone by the ways of today; counts the papers."""
        settings = self.paperwork.settings
        names = frozen.dump(tuple(routes.addresses(settings)))
        with self.store.writing() as session:
            homeless = session.driver.execute(_HOMELESS, (names,)).fetchall()
            for job, document in homeless:
                session.driver.execute(_REHOME, (job, routes.printer_of(settings, document)))
            if homeless:
                session.touched |= self.SHOWS
        return len(homeless)

    def begin_anew(self, printer: str) -> None:
        """Behind this name there may be another printer than the last time.

        The bytes of what waits are forgotten, what the papers say is kept; a trouble is forgotten
        as well, but for a question that only a person can answer.
        """
        with self.store.writing() as session:
            session.driver.execute(_RENDER_ANEW, (printer,))
            if session.driver.execute(_TROUBLE_OVER, (printer,)).fetchone():
                session.touched.add("printer")

    def states(self) -> tuple[PrinterState, ...]:
        """What the status bar shows."""
        names = frozen.dump(tuple(routes.addresses(self.paperwork.settings)))
        with self.store.reading() as session:
            rows = session.driver.execute(_STATES, (names,)).fetchall()
        return tuple(
            PrinterState(name, queued, unknown, bool(paused), problem, moment(last), moment(since))
            for name, queued, unknown, paused, problem, last, since in rows
        )

    def unknown(self) -> tuple[PrintJob, ...]:
        """Jobs waiting for a person's answer, oldest first."""
        return self._jobs(_UNKNOWN, ())

    def job(self, job: UUID) -> PrintJob:
        """One job. Raises RejectedError(UNKNOWN_RECORD)."""
        for found in self._jobs(_ONE, (job.bytes,)):
            return found
        raise RejectedError(Problem.UNKNOWN_RECORD, "print job")

    def _jobs(self, sql: str, parameters: tuple[str | bytes, ...]) -> tuple[PrintJob, ...]:
        with self.store.reading() as session:
            rows = session.driver.execute(sql, parameters).fetchall()
        return tuple(_job(row) for row in rows)


def _note(session: Writing, printer: str, state: JobState, error: str) -> None:
    """What an outcome tells about the printer itself."""
    if state in _ON_PAPER:
        session.driver.execute(_PRINTED, (printer, moment_text(session.now)))
    elif state is JobState.UNKNOWN:
        session.driver.execute(_PAUSE, (printer, error, moment_text(session.now)))
    elif state is JobState.QUEUED or error:
        session.driver.execute(_TROUBLE, (printer, error, moment_text(session.now)))


def _job(row: Any) -> PrintJob:  # noqa: ANN401 - the driver's rows are untyped
    ident, key, printer, document, data, language, state, payload, attempts, *rest = row
    created, reprint_of, error, composed = rest
    name = paper_name(document)
    return PrintJob(
        id=UUID(bytes=ident),
        key=key,
        printer=printer,
        document=name,
        data=frozen.load(data_of(name), data),
        language=language,
        state=JobState(state),
        payload=payload,
        attempts=attempts,
        created_at=datetime.fromisoformat(created),
        reprint_of=None if reprint_of is None else UUID(bytes=reprint_of),
        error=error,
        composed=composed,
    )
