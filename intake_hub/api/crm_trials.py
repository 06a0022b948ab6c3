"""Trying a CRM before anything is sent: the connection, its fields, and a dry run.

What a CRM says to that is an answer and no error. Dry runs take minutes: each works on a thread of
its own, and whoever asks hears how far it is.
"""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError
from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.wire_crm import ProbeReply, SchemaReply
from intake_app.sync.core.wire_crm_work import DryReply
from intake_hub.crm.faults import CrmError, StoppedError

if TYPE_CHECKING:
    from collections.abc import Generator
    from uuid import UUID

    from intake_app.sync.core.wire_crm import KeyRequest
    from intake_hub.crm.asked import CrmWork

AWAY = "away"
AT_ONCE = 4
"""Of one shop: each holds a thread of the hub for as long as the CRM is silent."""

_PATIENCE_S = 2.0


class CrmTrials:
    """One dry run at a time for each CRM; its last answer is kept until the hub ends."""

    def __init__(self, work: CrmWork) -> None:
        self._work = work
        self._lock = threading.Lock()
        self._found: dict[tuple[UUID, str], DryReply] = {}
        self._ended: set[tuple[UUID, str]] = set()
        self._threads: dict[tuple[UUID, str], threading.Thread] = {}
        self._asking: Counter[UUID] = Counter()

    def probe(self, shop: UUID, name: str) -> ProbeReply:
        """Get in, or say why not. Raises HubUnavailableError(BUSY)."""
        try:
            with self._one_more(shop):
                return self._work.probe(shop, name)
        except CrmError as error:
            return ProbeReply(why=why_of(error), words=error.words)

    def add_schema(self, shop: UUID, asked: KeyRequest) -> SchemaReply:
        """Add the missing fields, or say why not. Raises HubUnavailableError(BUSY)."""
        try:
            with self._one_more(shop):
                return SchemaReply(added=self._work.add_schema(shop, asked.name, asked.key))
        except CrmError as error:
            return SchemaReply(why=why_of(error), words=error.words)

    def begin_dry(self, shop: UUID, name: str) -> DryReply:
        """Start a dry run unless it is under way. Raises RejectedError(UNKNOWN_RECORD)."""
        self._work.field_map(shop, name)
        at = (shop, name)
        with self._lock:
            if at not in self._threads:
                self._ended.discard(at)
                self._found[at] = DryReply(is_done=False)
                run = threading.Thread(target=self._run, args=(at,), name="crm-dry", daemon=True)
                self._threads[at] = run
                run.start()
            return self._found[at]

    def seen_dry(self, shop: UUID, name: str) -> DryReply:
        """What is known by now; nothing before the first one."""
        with self._lock:
            return self._found.get((shop, name), DryReply(is_done=True))

    def stop_dry(self, shop: UUID, name: str) -> DryReply:
        """Look no further."""
        with self._lock:
            if (shop, name) in self._threads:
                self._ended.add((shop, name))
        return self.seen_dry(shop, name)

    def close(self) -> None:
        """The hub ends: every one ends soon."""
        with self._lock:
            running = dict(self._threads)
            self._ended |= running.keys()
        for run in running.values():
            run.join(_PATIENCE_S)

    @contextmanager
    def _one_more(self, shop: UUID) -> Generator[None]:
        with self._lock:
            if self._asking[shop] >= AT_ONCE:
                raise refusal(Why.BUSY, "CRMs are being tried", retry_after_s=_PATIENCE_S)
            self._asking[shop] += 1
        try:
            yield
        finally:
            with self._lock:
                self._asking[shop] -= 1

    def _run(self, at: tuple[UUID, str]) -> None:
        found = DryReply(is_done=True, why=AWAY)  # even if it ends by a bug, another may be begun
        try:
            found = self._work.dry_run(*at, partial(self._show, at))
        except CrmError as error:
            found = DryReply(is_done=True, why=why_of(error))
        except IntakeError as error:
            found = DryReply(is_done=True, why=error.problem.value)
        finally:
            with self._lock:
                self._found[at] = replace(found, is_done=True)
                del self._threads[at]

    def _show(self, at: tuple[UUID, str], done: int, total: int) -> bool:
        with self._lock:
            self._found[at] = replace(self._found[at], done=done, total=total)
            return at not in self._ended


def why_of(error: CrmError) -> str:
    """A code for what stands in the way of asking a CRM."""
    return error.why.value if isinstance(error, StoppedError) else AWAY
