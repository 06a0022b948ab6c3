"""Power losses by the hundred, and what the shipped store finds afterwards."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from intake_app.errors import UnavailableError
from intake_app.models.connection import open_file
from tests.power import images
from tests.power.workload import SHIPPED

if TYPE_CHECKING:
    from uuid import UUID

ROOT = Path(__file__).parents[2]
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - where fsync costs nothing
_SCRATCH = _SHARED_MEMORY if _SHARED_MEMORY.is_dir() else Path(tempfile.gettempdir())
_HALVES = (
    'SELECT count(*) FROM "order" o WHERE NOT EXISTS'
    " (SELECT 1 FROM payment p WHERE p.order_id = o.id)"
    " OR NOT EXISTS (SELECT 1 FROM outbox x WHERE x.op_id = o.id)"
)


@lru_cache(maxsize=1)
def witness() -> Path:
    """Compile the witness once."""
    built = Path(tempfile.mkdtemp(prefix="intake-witness-")) / "witness.so"
    source = Path(__file__).parent / "witness.c"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", source, "-o", built], check=True)
    return built


def losses(
    *, count: int, synchronous: str = SHIPPED, key: bytes | None = None, intakes: int = 120
) -> Counter[str]:
    """Work once, cut the power at many points, and count what each left."""
    found: Counter[str] = Counter()
    folder = Path(tempfile.mkdtemp(prefix="intake-power-", dir=_SCRATCH))
    try:
        book = images.read(_worked(folder, synchronous, key, intakes))
        rolls = random.Random(count)
        wanted = images.points(book, rolls, count)
        disk, image = images.Disk(), folder / "image"
        for at in range(len(book) + 1):
            if at in wanted:
                shutil.rmtree(image, ignore_errors=True)
                image.mkdir()
                disk.cut(rolls, image)
                found[_left(image, key, disk.saved)] += 1
            if at < len(book):
                disk.take(book[at])
    finally:
        shutil.rmtree(folder)
    return found


def _worked(folder: Path, synchronous: str, key: bytes | None, intakes: int) -> Path:
    book = folder / "book"
    subprocess.run(
        [
            *(sys.executable, "-m", "tests.power.workload", folder / "shop", witness()),
            *(synchronous, (key or b"").hex(), str(intakes)),
        ],
        check=True,
        cwd=ROOT,
        env={**os.environ, "INTAKE_WITNESS": str(book), "INTAKE_KEYRING": "file"},
        preexec_fn=(folder / "shop").mkdir,
    )
    return book


def _left(image: Path, key: bytes | None, saved: list[UUID]) -> str:
    """Open what is left as the program would: ok, lost, torn or corrupt."""
    file = image / "intake.db"
    if not file.exists():
        return "lost" if saved else "ok"
    try:
        connection = open_file(file, key=key)
    except UnavailableError:
        return "corrupt" if saved else "ok"
    try:
        return _judged(connection, saved)
    except (dbapi2.DatabaseError, UnicodeDecodeError):  # whose words quote a damaged page
        return "corrupt"
    finally:
        connection.close()


def _judged(connection: dbapi2.Connection, saved: list[UUID]) -> str:
    if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        return "corrupt"
    if not connection.execute("PRAGMA user_version").fetchone()[0]:
        return "lost" if saved else "ok"
    if connection.execute(_HALVES).fetchone()[0]:
        return "torn"
    there = {row[0] for row in connection.execute('SELECT id FROM "order"')}
    return "ok" if {order.bytes for order in saved} <= there else "lost"
