"""Texts to tell a client, offered where something must be kept: dated data by legal profile.

A later wording is a further entry with its first day; what was told stands in the facts. Light.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.services.agreement_rows import NoticeKind

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Wording:
    """What may be said from a day on."""

    since: date
    texts: tuple[str, ...]
    ending: str = ""  # what the law wants said with each


_SINCE = date(2026, 1, 1)
_RISK_RU = (
    "Внутри следы влаги: плата может не пережить чистку.",
    "Данные на устройстве могут пропасть, копии у нас нет.",
    "Экран или крышка могут треснуть при снятии.",
    "Ремонт может оказаться невыгодным: цена почти нового.",
    "Деталь клиента может не подойти или скоро отказать.",
)
_RISK_EN = (
    "Liquid got inside: the board may not survive cleaning.",
    "The data may be lost, and we have no copy.",
    "The screen or the cover may crack when taken off.",
    "The repair may not pay: it costs nearly a new one.",
    "The client's own part may not fit or may soon fail.",
)
_LAW_RU = "Работу остановили до вашего ответа (ст. 716 ГК РФ)."
_LAW_BUYER_RU = "Работу остановили до вашего ответа (ст. 36 закона о защите прав потребителей)."
_STOPPED = {"ru": "Работу остановили до вашего ответа.", "en": "Work has stopped until you answer."}
_DELAY = {
    "ru": (
        "Деталь задерживается у поставщика.",
        "Нашли ещё одну неисправность, нужно больше времени.",
        "Мастер занят срочной работой.",
    ),
    "en": (
        "The supplier delivers the part later.",
        "We found another fault and need more time.",
        "The technician is busy with urgent work.",
    ),
}
_READY = {
    "ru": ("Устройство готово, можно забирать.",),
    "en": ("The device is ready to be collected.",),
}
_UNCLAIMED = {
    "ru": ("Письменно предупредили, что вещь нужно забрать.",),
    "en": ("Warned in writing to collect the thing.",),
}


def _risk(texts: tuple[str, ...], ending: str) -> tuple[Wording, ...]:
    return (Wording(_SINCE, texts, ending),)


def _plain(texts: Mapping[str, tuple[str, ...]], language: str) -> tuple[Wording, ...]:
    return (Wording(_SINCE, texts[language]),)


_TEXTS: Mapping[tuple[str, str, str], tuple[Wording, ...]] = MappingProxyType(
    {
        ("ru", NoticeKind.RISK, "ru"): _risk(_RISK_RU, _LAW_BUYER_RU),
        ("ru", NoticeKind.RISK, "en"): _risk(
            _RISK_EN, "Work has stopped until you answer (consumer law of Russia, art. 36)."
        ),
        ("business", NoticeKind.RISK, "ru"): _risk(_RISK_RU, _LAW_RU),
        ("business", NoticeKind.RISK, "en"): _risk(
            _RISK_EN, "Work has stopped until you answer (Civil Code of Russia, art. 716)."
        ),
        ("neutral", NoticeKind.RISK, "ru"): _risk(_RISK_RU, _STOPPED["ru"]),
        ("neutral", NoticeKind.RISK, "en"): _risk(_RISK_EN, _STOPPED["en"]),
    }
)
_ANY: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        NoticeKind.DELAY: MappingProxyType(_DELAY),
        NoticeKind.READY: MappingProxyType(_READY),
        NoticeKind.UNCLAIMED: MappingProxyType(_UNCLAIMED),
    }
)


def wording(
    kind: str, language: str, day: date, *, legal_profile: str, is_company: bool
) -> Wording:
    """What may be said on a day; a company has another law than a consumer."""
    if kind in _ANY:
        known = _plain(_ANY[kind], language)
    else:
        profile = "business" if is_company and legal_profile == "ru" else legal_profile
        known = _TEXTS.get((profile, kind, language), ())
    return next((one for one in reversed(known) if one.since <= day), Wording(day, ()))
