"""Where a hub keeps what belongs to its database but must not be in it: keys and its address."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy.engine import make_url

from intake_hub.store.places import server_folder


def beside(db: str) -> Path:
    """The folder of a database: beside the file, or in this account's data for a server's."""
    url = make_url(db)
    if url.get_backend_name() == "sqlite" and url.database:
        file = Path(url.database)
        return file.with_name(f"{file.stem}-hub")
    bare = f"{url.host}:{url.port}/{url.database}"
    return server_folder() / hashlib.sha256(bare.encode()).hexdigest()[:16]
