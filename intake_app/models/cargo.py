"""Where the bytes of each picture are, as this desk knows; its rows come by triggers."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.models.base import Base

_STATES = "state IN ('new', 'here', 'confirmed', 'elsewhere', 'refused', 'erased')"


class Blob(Base, kw_only=True):
    """Bytes that a photo, a file or a signature names.

    `new`: not looked for yet; `here`: on this PC alone, as far as is known, and never evicted;
    `confirmed`: here and verified at the hub; `elsewhere`: not here; `refused`: three strikes;
    `erased`: of a person who is forgotten, the file is about to go.
    """

    __tablename__ = "blob"
    __table_args__ = (
        CheckConstraint(_STATES, name="state"),
        Index(None, "state"),
        {"sqlite_with_rowid": False},
    )

    sha256: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(default="new")
    strikes: Mapped[int] = mapped_column(default=0)
    absences: Mapped[int] = mapped_column(default=0)  # how often the hub did not have it yet
    wanted: Mapped[bool] = mapped_column(default=False)  # a person looks at the gap
    again_ms: Mapped[int] = mapped_column(default=0)  # not to be tried before


def _noted(table: str, column: str) -> str:
    return f"""CREATE TRIGGER {table}_blob AFTER INSERT ON {table}
WHEN NEW.{column} <> '' AND NOT EXISTS (SELECT 1 FROM blob WHERE sha256 = NEW.{column}) BEGIN
INSERT INTO blob(sha256, state, strikes, absences, wanted, again_ms)
VALUES (NEW.{column}, 'new', 0, 0, 0, 0);
END"""  # noqa: S608 - names of ours


STATEMENTS = (
    _noted("photo", "sha256"),
    _noted("signature", "image_sha256"),
    _noted("order_file", "sha256"),
)
