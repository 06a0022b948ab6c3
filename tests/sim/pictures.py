"""Photos that travel from desk to desk: nothing that is called delivered may be missing."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from intake_app.services.shop import FILE_NAME
from tests.sim import books
from tests.sim.surroundings import CHUNK

if TYPE_CHECKING:
    import random

    from tests.sim.stage import Someone, Stage

_STATES = "SELECT sha256, state FROM blob"
_WANTED = (
    "SELECT b.sha256 FROM blob b JOIN photo p ON p.sha256 = b.sha256"
    " JOIN \"order\" o ON o.id = p.order_id WHERE b.state = 'elsewhere'"
    " AND o.stage NOT IN ('issued', 'issued_no_repair', 'disposed', 'cancelled')"
)


def some(rolls: random.Random) -> bytes:
    """A picture's bytes; some are the very same twice."""
    if rolls.random() < 0.3:
        return bytes([rolls.randrange(2)]) * (rolls.randint(1, 2) * CHUNK)
    return rolls.randbytes(rolls.randint(1, 3 * CHUNK + 5))


def is_known(desk: Someone, name: str) -> bool:
    """Whether a desk has heard of it."""
    return bool(books.rows(desk.folder / FILE_NAME, f"{_STATES} WHERE sha256 = ?", name))


def under_way(world: Stage, desk: Someone) -> set[str]:
    """What this desk has yet to bring to the hub, or to fetch for an order that is open."""
    file = desk.folder / FILE_NAME
    unsent = {name for name, state in books.rows(file, _STATES) if state in {"new", "here"}}
    wanted = {name for (name,) in books.rows(file, _WANTED)}
    return unsent | (wanted & _at_hub(world))


def missing(world: Stage, desk: Someone) -> object:
    """What this desk calls delivered and the hub does not have, or what has other bytes."""
    file = desk.folder / FILE_NAME
    delivered = {name for name, state in books.rows(file, _STATES) if state == "confirmed"}
    if lost := delivered - _at_hub(world):
        return lost
    return [
        path.name
        for folder in (desk.folder, world.hub.folder)
        for path in folder.rglob("*")
        if _is_picture(path.name) and hashlib.sha256(path.read_bytes()).hexdigest() != path.name
    ]


def _at_hub(world: Stage) -> set[str]:
    return {path.name for path in world.hub.folder.rglob("*") if _is_picture(path.name)}


def _is_picture(name: str) -> bool:
    return len(name) == hashlib.sha256().digest_size * 2
