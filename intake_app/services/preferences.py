"""What the owner decides once for all desks: values under a key, shared like any other record.

A preference is written here in the store lane and read by `Finder.preference` on any screen. What
a key means, its type and its default belong to the module that owns the key.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from intake_app.checks import rights, stage_choices
from intake_app.checks.rights import Right
from intake_app.models.knowledge import Preference
from intake_app.services import allowed
from intake_app.services.chosen import chosen, id_of

if TYPE_CHECKING:
    from intake_app.models.store import Store
    from intake_app.models.writing import Writing

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"

_RULES = frozenset({rights.KEY, stage_choices.KEY})
"""What says who may do what: changed only by whoever may change the rules."""


def in_force(session: Writing, key: str) -> object:
    """The same for a writer, which asks the file once until somebody chooses something else."""
    if key not in session.choices:
        session.choices[key] = chosen(session.driver, key)
    return session.choices[key]


@dataclass(frozen=True, slots=True)
class Preferences:
    """The use cases; each method is one transaction."""

    store: Store

    def value(self, key: str) -> object:
        """What is chosen under a key, for whoever is not on the GUI thread."""
        with self.store.reading() as session:
            return chosen(session.driver, key)

    def choose(self, key: str, value: Json) -> None:
        """Set a value for every desk; None goes back to the default.

        Raises RejectedError(NOT_ALLOWED) for who may do what.
        """
        text = "" if value is None else json.dumps(value, ensure_ascii=False)
        with self.store.writing() as session:
            if key in _RULES:
                allowed.demand(session.driver, session.operator, Right.RULES)
            known = session.get(Preference, id_of(key))
            if known is None:
                # Two first choices meet as one creation and two changes, so neither is lost.
                known = Preference(id=id_of(key), key=key)
                session.add(known)
                session.flush()
            known.value = text
