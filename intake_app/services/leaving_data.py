"""What papers say of a hand-over and of a loaner. Light, like `papers`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from intake_app.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedData:
    """How the device left; `marks` are those of the check at the hand-over."""

    at: datetime
    by: str
    to_whom: str
    name: str
    proxy: str = ""
    known_by: str = ""
    accessories: str = ""
    old_parts: str = ""
    remarks: str = ""
    marks: str = ""
    debt: Money | None = None
    allowed_by: str = ""
    signature: str = ""  # drawn on the client's screen: a PNG file in base64
    signed_version: str = ""
    signed_language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LentData:
    """The loaner that the client has, or had last; days are ISO 8601."""

    device: str
    serial: str
    appearance: str = ""
    accessories: str = ""
    value: Money | None = None
    deposit: Money | None = None
    due_on: str = ""
    at: datetime
