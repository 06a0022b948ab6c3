"""What is wrong with an intake draft: asked by the form before saving and by the service on saving.

Pure and light, like `drafts`. Fields are named as in the draft: "client.name", "device.imei".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from intake_app.checks import email, imei, inn, kpp, phone
from intake_app.errors import Problem
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft

SHORT_MAX = 200
LONG_MAX = 4000
_PHONE_DIGITS = 10
_IMEI_DIGITS = 15
_AMOUNT_MAX = 999_999_999_00

Fault: TypeAlias = "tuple[str, Problem | None]"


def problems(draft: IntakeDraft, region: str, now: datetime) -> dict[str, Problem]:
    """Each bad field and what is wrong with it, in the order of the form; empty when all is well.

    `region` is the shop's (ISO 3166) and decides how phone numbers are read.
    """
    found = (
        *_client(draft.client, region),
        *_device(draft.device),
        ("fault", _required(draft.fault, LONG_MAX)),
        ("accessories", _long(draft.accessories)),
        ("appearance", _long(draft.appearance)),
        ("promised_at", _promise(draft.promised_at, now)),
        ("estimate", _amount(draft.estimate_minor)),
        ("limit", _amount(draft.limit_minor)),
        ("agreed_value", _amount(draft.agreed_value_minor)),
        ("prepayment", _amount(draft.prepayment_minor)),
        ("note", _long(draft.note)),
    )
    return {field: problem for field, problem in found if problem is not None}


def _client(client: ClientDraft, region: str) -> Iterator[Fault]:
    yield "client.name", None if client.id else _required(client.name, SHORT_MAX)
    yield "client.phone", _phone(client.phone, region)
    yield "client.email", _email(client.email)
    # A person is not asked for them; on a known card they are a correction, whoever it is.
    if client.kind is ClientKind.COMPANY or client.id:
        yield "client.inn", _inn(client.inn, region)
        yield "client.kpp", _kpp(client.kpp)
    yield "client.address", _short(client.address)


def _device(device: DeviceDraft) -> Iterator[Fault]:
    yield "device.kind", None if device.id else _required(device.kind, SHORT_MAX)
    yield "device.brand", _short(device.brand)
    yield "device.model", _short(device.model)
    yield "device.serial", _short(device.serial)
    yield "device.imei", _imei(device.imei)


def _required(text: str, longest: int) -> Problem | None:
    if not text.strip():
        return Problem.MISSING
    return Problem.TOO_LONG if len(text) > longest else None


def _short(text: str) -> Problem | None:
    return Problem.TOO_LONG if len(text) > SHORT_MAX else None


def _long(text: str) -> Problem | None:
    return Problem.TOO_LONG if len(text) > LONG_MAX else None


def _phone(text: str, region: str) -> Problem | None:
    if not text.strip():
        return None
    if len(phone.digits(text)) < _PHONE_DIGITS:
        return Problem.PHONE_SHORT
    return None if phone.normalise(text, region) else Problem.PHONE_INVALID


def _email(text: str) -> Problem | None:
    return Problem.EMAIL_INVALID if text.strip() and not email.is_valid(text) else None


def _inn(text: str, region: str) -> Problem | None:
    if not text.strip() or region != "RU":
        return None
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) in {10, 12}):
        return Problem.MALFORMED
    return None if inn.is_valid(typed) else Problem.INN_DIGIT


def _kpp(text: str) -> Problem | None:
    return Problem.MALFORMED if text.strip() and not kpp.is_valid(text.strip()) else None


def _imei(text: str) -> Problem | None:
    number = imei.normalise(text)
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) == _IMEI_DIGITS):
        return Problem.MALFORMED
    return None if imei.is_valid(number) else Problem.IMEI_DIGIT


def _amount(minor: int | None) -> Problem | None:
    return None if minor is None or 0 <= minor <= _AMOUNT_MAX else Problem.AMOUNT_INVALID


def _promise(at: datetime | None, now: datetime) -> Problem | None:
    return Problem.DATE_PAST if at is not None and at < now else None
