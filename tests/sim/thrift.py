"""Engines come and go with every life of a desk or a hub; what SQLAlchemy compiled stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy

import intake_app.models.store
import intake_hub.store.engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

_real = sqlalchemy.create_engine
_first: dict[str, Engine] = {}


def _sparing(owner: str) -> Callable[..., Engine]:
    """Make engines that speak one dialect: statements are compiled for a dialect, once."""

    def make(*arguments: Any, **more: Any) -> Engine:  # noqa: ANN401 - as `create_engine`
        engine = _real(*arguments, **more)
        first: Any = _first.setdefault(owner, engine)
        own: Any = engine
        own.dialect = own.pool._dialect = first.dialect
        own._compiled_cache = first._compiled_cache
        return engine

    return make


def replacements() -> list[tuple[object, str, object]]:
    """What a world puts in the place of `create_engine`."""
    return [
        (intake_app.models.store, "create_engine", _sparing("desk")),
        (intake_hub.store.engine, "create_engine", _sparing("hub")),
    ]
