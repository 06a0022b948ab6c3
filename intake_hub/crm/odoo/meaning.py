"""What an error of Odoo means. Its traceback (`debug`) is never looked at."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_hub.crm.faults import CrmError, Stop, StoppedError, TransientError
from intake_hub.crm.http import short

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_hub.crm.values import Row

_LOST_RACE = re.compile(
    r"could not serialize|concurrent update|deadlock|ir_model_data|pool is full"
    r"|SerializationFailure|TransactionRollback",
    re.IGNORECASE,
)
_NO_DATABASE = re.compile(r"database .* does not exist|database not found", re.IGNORECASE)
_NO_MODEL = re.compile(
    r"object \S+ doesn't exist|the model \S+ does not exist|^'?[a-z_]+\.[a-z_.]+'?$", re.IGNORECASE
)
# PostgreSQL quotes the whole row in these.
_ROW = re.compile(r"\b(DETAIL|CONTEXT|LINE \d+):.*", re.DOTALL)


class RefusedError(CrmError):
    """Odoo did not do it, and would not do it a second time; nothing was changed."""


class GoneError(RefusedError):
    """A record it was about is no longer there."""


class NoModelError(RefusedError):
    """The app this model belongs to is not installed."""


_STOPS: Mapping[str, Stop] = MappingProxyType(
    {
        "AccessDenied": Stop.KEY_WRONG,
        "Unauthorized": Stop.KEY_WRONG,
        "AccessError": Stop.RIGHT_MISSING,
        "Forbidden": Stop.RIGHT_MISSING,
    }
)
_OTHERS: Mapping[str, type[CrmError]] = MappingProxyType(
    {
        "MissingError": GoneError,
        "OperationalError": TransientError,
        "InterfaceError": TransientError,
        "PoolError": TransientError,
    }
)


def is_lost_race(words: str) -> bool:
    """Somebody else wrote the same at the same moment; the whole call was undone."""
    return bool(_LOST_RACE.search(words))


def told_of(words: str) -> str:
    """What may be shown of it: no row of a table, no trace."""
    return short(_ROW.sub("", words))


def error_of(name: str, words: str) -> CrmError:
    """Choose by the name of the exception on the server and by what it says."""
    kind, said = name.rpartition(".")[2], told_of(words)
    if is_lost_race(f"{name} {words}"):
        return TransientError(said)
    if _NO_DATABASE.search(words):
        return StoppedError(Stop.ADDRESS_WRONG, said)
    if kind in _STOPS:
        return StoppedError(_STOPS[kind], said)
    if kind == "NotFound" or _NO_MODEL.search(words.strip()):
        return NoModelError(said)
    return _OTHERS.get(kind, RefusedError)(said)


def told(error: Row) -> CrmError:
    """Read the body of an error of either interface."""
    return error_of(str(error.get("name") or ""), str(error.get("message") or ""))
