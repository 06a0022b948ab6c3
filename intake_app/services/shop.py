"""Every service of one shop PC behind one door that opens after the window is painted."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from intake_app.errors import Problem, UnavailableError
from intake_app.services.blob_seal import BlobLocks
from intake_app.services.blobs import FOLDER_NAME, Blobs
from intake_app.services.finder import Finder
from intake_app.services.operators import Operator

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from intake_app.clock import Clock
    from intake_app.config import Settings
    from intake_app.models.store import Store
    from intake_app.services.crm_desk import CrmDesk
    from intake_app.services.hub_desk import HubDesk, HubSafe
    from intake_app.services.identity import Identity
    from intake_app.services.store_keys import StoreKeys
    from intake_app.services.use_cases import Services
    from intake_app.sync.core.ops import Op
    from intake_app.sync.core.wire_crm import CrmState

Changes: TypeAlias = frozenset[str]
"""Names of the kinds of record a transaction touched: "client", "order", "print_job" …"""

ChangeListener: TypeAlias = Callable[[Changes], None]

FILE_NAME = "intake.db"
PRINTERS: Changes = frozenset({"printers"})
"""What is told when other printers are in force; no record of that kind is kept."""


class Shop:
    """Built without SQLAlchemy, so that the first window may import it; `open` does the rest.

    `open` runs once in the store lane. Work queued behind it in that lane finds `services` open.
    `finder` answers on the GUI thread from the first moment, through plain SQL.
    """

    def __init__(self, settings: Settings, now: Clock, keys: StoreKeys | None = None) -> None:
        """Remember who and where; nothing is opened yet. Without `keys` the store is plain."""
        self._keys = keys
        self._settings = settings
        self._now = now
        self._finder = Finder(settings.data / FILE_NAME, lang=settings.desk.lang)
        if keys is not None and keys.is_encrypted:
            self._finder.lock()  # the keyring is asked behind the first paint
        locks = None if keys is None else BlobLocks(keys, encrypt=not settings.demo)
        self.blobs = Blobs(settings.data / FOLDER_NAME, locks)
        self._listeners: list[ChangeListener] = []
        self._store: Store | None = None
        self._services: Services | None = None
        self.hub: HubDesk | None = None  # given by the root that drives the exchange
        self.hub_safe: HubSafe | None = None  # the same
        self.crm: CrmDesk | None = None  # the same
        self.crms: tuple[CrmState, ...] = ()  # as the hub told them last
        self._operator = Operator(None, settings.desk.operator)

    @property
    def settings(self) -> Settings:
        """What is in force: printers and the ways to them may change while the program runs."""
        return self._settings

    def adopt(self, settings: Settings) -> Settings:
        """Work with other printers from now on; runs in the store lane.

        What is printed just now ends as it began.
        """
        self._settings = settings
        if self._services is not None:
            self._services.printouts.paperwork.adopt(settings)
        self._tell(PRINTERS)
        return settings

    @property
    def operator(self) -> Operator:
        """Who stands at this desk: at first whom the settings name."""
        return self._operator

    def switch(self, operator: Operator) -> Operator:
        """Somebody else works here from now on; runs in the store lane, behind what was asked for.

        Every record and paper made afterwards bears his name.
        """
        self._operator = operator
        if self._store is not None:
            self._store.recorder = replace(self._store.recorder, operator=operator.name)
        return operator

    @property
    def finder(self) -> Finder:
        """The look-ups behind suggestions; empty answers while there is no store yet."""
        return self._finder

    @property
    def services(self) -> Services:
        """The use cases. Raises UnavailableError(STORE_BUSY) before `open` has ended."""
        if self._services is None:
            raise UnavailableError(Problem.STORE_BUSY)
        return self._services

    def listen(self, listener: ChangeListener) -> None:
        """Call `listener` after each commit, on the committing thread."""
        self._listeners.append(listener)

    def open(self) -> None:
        """Make, check or migrate the store, then build the services.

        A demo shop that is empty is filled. Raises UnavailableError: STORE_TOO_NEW,
        SQLITE_UNSAFE, READ_ONLY, DISK_FULL, STORE_CORRUPT; it may be tried again then.
        """
        # SQLAlchemy and the models take most of a second; the first window is painted by now.
        if self._store is not None:
            return
        _make_folder(self._settings.data)
        key = self._key()
        from intake_app.models.recording import Recorder  # noqa: PLC0415 - see above
        from intake_app.models.store import Store  # noqa: PLC0415 - see above
        from intake_app.services import synthetic, use_cases  # noqa: PLC0415 - see above
        from intake_app.services.tidying import Tidying  # noqa: PLC0415 - see above

        recorder = Recorder(self._now, self._operator.name)
        store = Store(self._settings.data / FILE_NAME, recorder, key=key)
        identity = self._identity(store)
        identity.begin()
        Tidying(store).begin()
        services = use_cases.build(store, self._settings, self._keys, self.blobs)
        if self._settings.demo:
            synthetic.furnish(store)
        services.passcodes.wipe_old()
        services.cargo.sweep()
        store.listen(self._tell)
        store.listen(identity.heard)
        self._store, self._services = store, services

    def _identity(self, store: Store) -> Identity:
        from intake_app.services.identity import Identity, state_folder  # noqa: PLC0415 - see above
        from intake_app.sync.secrets import FILE, FileSecrets, open_secrets  # noqa: PLC0415 - same

        data = self._settings.data
        # A trial shop has no secrets, and starts without asking a keyring.
        secrets = FileSecrets(data / FILE) if self._settings.demo else open_secrets(data)
        return Identity(store, secrets, state_folder())

    def _key(self) -> bytes | None:
        """Ask for the key first: suggestions answer as soon as it is known."""
        keys, is_demo = self._keys, self._settings.demo
        key = keys.connecting(encrypt=not is_demo) if keys is not None else None
        self._finder.unlock(key)
        return key

    def replay(self, ops: Sequence[Op]) -> int:
        """Put ops of this workstation back that were kept outside; returns how many came."""
        from intake_app.services import replaying  # noqa: PLC0415 - imports SQLAlchemy

        if self._store is None:
            raise UnavailableError(Problem.STORE_BUSY)
        return replaying.replay(self._store, ops)

    def _tell(self, changes: Changes) -> None:
        for listener in self._listeners:
            listener(changes)

    def close(self) -> None:
        """Close every connection; the last one checkpoints. Look-ups answer nothing from now on."""
        self._finder.close()
        self._finder.lock()
        if self._store is not None:
            self._store.close()
            self._store = self._services = None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        problem = Problem.DISK_FULL if full else Problem.READ_ONLY
        raise UnavailableError(problem, errno.errorcode.get(error.errno or 0, "")) from error
