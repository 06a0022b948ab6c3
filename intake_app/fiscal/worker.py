"""From the store to the register: one operation at a time, never the same one twice."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from intake_app.errors import UnavailableError
from intake_app.services.fiscal_jobs import ABSENT
from intake_app.services.fiscal_rows import FiscalAct, FiscalState, Outcome, Refused, Unknown

if TYPE_CHECKING:
    from intake_app.fiscal.port import FiscalRegistrar
    from intake_app.services.fiscal_jobs import FiscalJobs
    from intake_app.services.fiscal_rows import FiscalTask

logger = logging.getLogger(__name__)


def settle_next(jobs: FiscalJobs, registrar: FiscalRegistrar) -> bool:
    """Look the oldest unknown operation up, or carry the oldest new one out.

    Tells whether to look again at once. An operation nobody knows the end of is asked for by its
    key; while the register does not answer that either, everything waits.
    """
    task = jobs.next_for(registrar.name)
    if task is None:
        return False
    if task.state is FiscalState.UNKNOWN:
        return _look_up(jobs, registrar, task)
    if not jobs.begin(task.key):  # committed before the register hears of it
        return True
    outcome: Outcome = Unknown()
    try:
        if task.act is FiscalAct.CHEQUE:
            outcome = registrar.register(task.key, task.data)
        else:
            outcome = registrar.shift(task.key, task.act, task.data)
    finally:
        jobs.end(task.key, outcome)  # a bug leaves it unknown, not sending
    logger.info("fiscal operation %s: %s", task.key, type(outcome).__name__)
    return not isinstance(outcome, Unknown)


def _look_up(jobs: FiscalJobs, registrar: FiscalRegistrar, task: FiscalTask) -> bool:
    try:
        found = registrar.find(task.key)
    except UnavailableError as error:
        logger.info("fiscal operation %s cannot be looked up: %s", task.key, error)
        return False
    # What is not there was not printed; a person decides whether to try again.
    jobs.end(task.key, found if found is not None else Refused(ABSENT))
    return True
