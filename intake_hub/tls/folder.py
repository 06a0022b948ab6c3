"""Where a hub keeps what belongs to its database but must not be in it: keys and its address."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy.engine import make_url


def beside(db: str) -> Path:
    """The folder of a database: beside the file, or in this account's data for a server's."""
    url = make_url(db)
    if url.get_backend_name() == "sqlite" and url.database:
        file = Path(url.database)
        return file.with_name(f"{file.stem}-hub")
    from platformdirs import user_data_path  # noqa: PLC0415 - only PostgreSQL needs it

    bare = f"{url.host}:{url.port}/{url.database}"
    return user_data_path("intake-hub") / hashlib.sha256(bare.encode()).hexdigest()[:16]
