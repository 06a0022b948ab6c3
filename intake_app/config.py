"""What can be set for one shop PC; read once from `settings.toml`, environment and options."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

Language: TypeAlias = Literal["ru", "en"]
Appearance: TypeAlias = Literal["system", "light", "dark", "contrast"]


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """Who the client deals with; printed on every paper."""

    name: str = "Сервисный центр"
    legal_name: str = ""
    inn: str = ""
    address: str = ""
    phone: str = ""
    hours: str = ""
    currency: str = "RUB"
    region: str = "RU"  # ISO 3166: how a phone number without a country code is read
    legal_profile: Literal["ru", "neutral"] = "ru"
    timezone: str = "Europe/Moscow"
    repair_days: int = 15  # calendar days promised for a paid repair unless typed otherwise


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """How this workstation looks and which devices stand at it."""

    lang: Language = "ru"
    paper_lang: Language = "ru"
    appearance: Appearance = "system"
    font_points: int = 10
    receipt_printer: str = "none:"  # device addresses, as in `printing.address`
    label_printer: str = "none:"
    scanner: str = "none:"
    hub: str = ""  # base URL; empty: this PC works alone
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run of the program is told from outside."""

    data: Path
    demo: bool = False
    desk: DeskSettings = field(default_factory=DeskSettings)
    shop: ShopSettings = field(default_factory=ShopSettings)
