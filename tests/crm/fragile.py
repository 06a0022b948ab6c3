"""A hub that is killed at a chosen moment: before or after a commit, before or after a call."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from intake_hub.store.engine import HubStore

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import Connection


class KilledError(BaseException):
    """Nothing of the program runs any more; no handler of its own may see this."""


@dataclass(slots=True)
class Fate:
    """Counts the moments at which a program can die, and kills it at one of them."""

    left: int | None = None  # moments to live; None: it is not killed
    passed: int = 0

    def moment(self) -> None:
        """Die here, if it is time."""
        self.passed += 1
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise KilledError

    def spare(self) -> bool:
        """Let it live from now on; whether it was killed since it was doomed."""
        was_killed = self.left is not None and self.left < 0
        self.left = None
        return was_killed


class FragileStore(HubStore):
    """The shipped store; what was not committed when it dies is gone."""

    fate = Fate()

    @contextmanager
    @override
    def writing(self) -> Generator[Connection]:
        with super().writing() as connection:
            yield connection
            self.fate.moment()  # rolled back
        self.fate.moment()  # committed, and nobody heard of it
