"""What happens before the store is opened: a wished restore, or a damaged file built anew.

A damaged file is never mended in place: it is put aside whole, what the hub has takes its place,
or else the newest backup that opens, and on top come the unsent changes of the damaged file and of
the mirrors. One that is sound but cannot be brought to agree with the hub is taken from the hub.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.errors import IntakeError, Problem, UnavailableError
from intake_app.models import connection
from intake_app.services import swap
from intake_app.upkeep import archive, pictures, proving

if TYPE_CHECKING:
    from intake_app.services.store_keys import Keys
    from intake_app.upkeep.rebuilding import HubSource
    from intake_app.upkeep.restores import Restored
    from intake_app.upkeep.safety import Safety

logger = logging.getLogger(__name__)

RUNNING, DAMAGED, WISH = "running", connection.DAMAGED_MARK, "restore.wish"
_ENCRYPT, _DECRYPT, _RESET = "!encrypt", "!decrypt", "!reset "
_BROKEN = frozenset({Problem.STORE_CORRUPT, Problem.STORE_KEY_WRONG})


def ready(
    safety: Safety, told: archive.Told = archive.silent, hub: HubSource | None = None
) -> Restored | None:
    """Make sure that what is about to be opened is sound; says what had to be restored.

    Looks at the pages only after an end that was none. `told` hears how far a store is that is
    built anew. Raises IntakeError.
    """
    data = safety.settings.data
    with suppress(OSError):  # a page that was printed has done its duty
        (data / "cache" / "recovery-key.pdf").unlink(missing_ok=True)
    done = _fulfil(safety, told) or _checked(safety, told, hub)
    pictures.settle(data, safety.keys, told)
    with suppress(OSError):
        (data / DAMAGED).unlink(missing_ok=True)
        data.mkdir(parents=True, exist_ok=True)
        (data / RUNNING).touch()
    return done


def ended(safety: Safety) -> None:
    """The store was closed in order; the next start need not look at it."""
    with suppress(OSError):
        (safety.settings.data / RUNNING).unlink(missing_ok=True)


def wish(safety: Safety, backup: Path) -> None:
    """Note that the next start shall begin with a restore. Raises UnavailableError."""
    _note(safety, str(backup.absolute()))


def wish_encrypted(safety: Safety, *, encrypted: bool) -> None:
    """Note that the next start shall encrypt the store, or make it plain."""
    _note(safety, _ENCRYPT if encrypted else _DECRYPT)


def wish_reset(safety: Safety, exported: Path | None) -> None:
    """Note that the next start shall begin anew; refused while something is unsent.

    `exported` is a file that holds what is. Raises RejectedError(UNSENT_WORK).
    """
    from intake_app.upkeep import departing  # noqa: PLC0415 - imports SQLAlchemy

    departing.demand_nothing_unsent(safety, exported)
    _note(safety, _RESET + ("" if exported is None else str(exported)))


def _note(safety: Safety, text: str) -> None:
    note = safety.settings.data / WISH
    try:
        note.write_text(text, "utf-8")
        swap.sync(note)
    except OSError as error:
        raise swap.refusal(error, WISH) from error


def rebuild(
    safety: Safety, told: archive.Told = archive.silent, hub: HubSource | None = None
) -> Restored:
    """Build the store anew, from the hub or else from the newest backup that opens.

    Raises STORE_CORRUPT where there is neither.
    """
    from intake_app.upkeep import restores  # noqa: PLC0415 - imports SQLAlchemy, hardly ever due

    done = _from_hub(safety, told, hub)
    if done is not None:
        return done
    for _, backup in safety.backups():
        with suppress(IntakeError):
            return restores.restore(safety, backup.file, _keys(safety, backup.file))
    raise UnavailableError(Problem.STORE_CORRUPT, "no backup opens")


def _from_hub(safety: Safety, told: archive.Told, hub: HubSource | None) -> Restored | None:
    if hub is None or not safety.settings.desk.hub:
        return None
    from intake_app.upkeep import rebuilding  # noqa: PLC0415 - imports SQLAlchemy, hardly ever due

    try:
        return rebuilding.from_hub(safety, hub, told)
    except IntakeError as error:
        logger.warning("not built anew from the hub: %s", error.problem)
        return None


def _fulfil(safety: Safety, told: archive.Told) -> Restored | None:
    note = safety.settings.data / WISH
    if not note.exists():
        return None
    text = note.read_text("utf-8")
    note.unlink()  # one try: a backup that does not open must not stand before every start
    if text in {_ENCRYPT, _DECRYPT}:
        from intake_app.upkeep import conversion  # noqa: PLC0415 - hardly ever due

        (conversion.encrypt if text == _ENCRYPT else conversion.decrypt)(safety.keys, told)
        return None
    if text.startswith(_RESET):
        from intake_app.upkeep import departing  # noqa: PLC0415 - hardly ever due

        file = text.removeprefix(_RESET)
        departing.reset(safety, Path(file) if file else None)
        return None
    from intake_app.upkeep import restores  # noqa: PLC0415 - imports SQLAlchemy, hardly ever due

    return restores.restore(safety, Path(text), _keys(safety, Path(text)))


def _checked(safety: Safety, told: archive.Told, hub: HubSource | None) -> Restored | None:
    data, store = safety.settings.data, safety.keys.store
    was_cut, was_damaged = (data / RUNNING).exists(), (data / DAMAGED).exists()
    swap.settle(store)
    if not (was_cut or was_damaged) or not connection.is_made(store):
        return None
    look = proving.prove if was_damaged else proving.quick
    try:
        look(store, safety.keys.connecting())
    except UnavailableError as error:
        if error.problem not in _BROKEN:
            raise
        return rebuild(safety, told, hub)
    return _from_hub(safety, told, hub) if was_damaged and _is_doubted(data) else None


def _is_doubted(data: Path) -> bool:
    """Whether the file is sound by itself, and yet not what the hub has."""
    try:
        return (data / DAMAGED).read_text("utf-8") == connection.DOUBTED
    except OSError:
        return False


def _keys(safety: Safety, backup: Path) -> Keys:
    known = safety.keys.of_name(archive.key_name(backup))
    return known if known is not None else safety.keys.known()
