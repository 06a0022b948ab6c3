"""How devices are unlocked: sealed from the first moment, seen by few, wiped when not needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from intake_app.checks.passcodes import KEPT_DAYS, KEPT_DAYS_KEY, PasscodeKind
from intake_app.checks.rights import Right
from intake_app.checks.stages import CLOSED
from intake_app.clock import moment_text
from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.models.attachments import Passcode, PasscodeView
from intake_app.services import allowed
from intake_app.services.rows import ShownPasscode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.vault import Seal, Vault

_LATEST = "SELECT id, kind, sealed FROM passcode WHERE order_id = ? ORDER BY id DESC LIMIT 1"
_OPEN = "SELECT id FROM passcode WHERE order_id = ? AND sealed <> ''"
_OLD = "SELECT id FROM passcode WHERE at < ? AND sealed <> ''"
_PREFERENCE = "SELECT value FROM preference WHERE key = ?"
_DRAFT = b"draft"


@dataclass(frozen=True, slots=True)
class Passcodes:
    """The use cases; each method is one transaction. Never logs, prints or indexes a passcode."""

    store: Store
    vault: Vault

    def show(self, order: UUID) -> ShownPasscode:
        """Open the passcode of an order for whoever works here now; that he saw it is a fact.

        Raises RejectedError: PASSCODE_GONE, PASSCODE_ROLE, VAULT_ELSEWHERE, PASSCODE_ALTERED;
        UnavailableError(VAULT_CLOSED).
        """
        by = self.store.recorder.operator
        with self.store.reading() as session:
            row = session.driver.execute(_LATEST, (order.bytes,)).fetchone()
            may_see = allowed.may(session.driver, by, Right.SEE_PASSCODE)
        if row is None or not row[2]:
            raise RejectedError(Problem.PASSCODE_GONE)
        if not may_see:
            raise RejectedError(Problem.PASSCODE_ROLE)
        ident, kind, sealed = row
        text = self.vault.open(sealed, _about(order, kind))
        with self.store.writing() as session:
            session.create(PasscodeView, passcode_id=UUID(bytes=ident), at=session.now, by=by)
        return ShownPasscode(kind, text)

    def wipe_old(self) -> int:
        """Wipe what was kept longer than the owner wants; returns how many that were."""
        with self.store.writing() as session:
            days = _kept_days(session)
            before = moment_text(session.now - timedelta(days=days))
            return _wipe(session, session.driver.execute(_OLD, (before,)).fetchall())


def add(session: Writing, draft: IntakeDraft, fact: Mapping[str, Any], seal: Seal) -> None:
    """Keep the passcode of a new order, in its transaction; `fact` is the order, when and who."""
    kind = draft.passcode_kind or PasscodeKind.PASSWORD.value
    sealed = seal(draft.passcode, _about(fact["order_id"], kind))
    session.create(Passcode, kind=kind, sealed=sealed, **fact)


def wipe_if_closed(session: Writing, order: UUID, stage: str) -> None:
    """Forget how to unlock what has left the shop, in the transaction that says so."""
    if stage in CLOSED:
        _wipe(session, session.driver.execute(_OPEN, (order.bytes,)).fetchall())


def for_disk(draft: IntakeDraft, vault: Vault) -> IntakeDraft:
    """A draft as it may be saved: its passcode sealed, or left out where it cannot be."""
    if not draft.passcode:
        return draft
    try:
        return replace(draft, sealed_passcode=vault.sealer()(draft.passcode, _DRAFT))
    except IntakeError:
        return draft  # `frozen.dump` leaves the clear text out


def from_disk(draft: IntakeDraft, vault: Vault) -> IntakeDraft:
    """A saved draft with its passcode as it was typed; without it where the key is gone."""
    if not draft.sealed_passcode:
        return draft
    try:
        text = vault.open(draft.sealed_passcode, _DRAFT)
    except IntakeError:
        text = ""
    return replace(draft, passcode=text, sealed_passcode="")


def _about(order: UUID, kind: str) -> bytes:
    return order.bytes + kind.encode()


def _wipe(session: Writing, rows: list[Any]) -> int:
    for (ident,) in rows:
        session.get_one(Passcode, UUID(bytes=ident)).sealed = ""
    return len(rows)


def _kept_days(session: Writing) -> int:
    row = session.driver.execute(_PREFERENCE, (KEPT_DAYS_KEY,)).fetchone()
    return int(row[0]) if row and row[0].isdigit() else KEPT_DAYS
