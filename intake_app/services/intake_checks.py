"""What is wrong with an intake draft: asked by the form before saving and by the service on saving.

Pure and light, like `drafts`. Fields are named as in the draft: "client.name", "device.imei".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from intake_app.checks import imei
from intake_app.errors import Problem
from intake_app.services import client_checks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from intake_app.services.drafts import DeviceDraft, IntakeDraft

SHORT_MAX = 200
LONG_MAX = 4000
_IMEI_DIGITS = 15
_AMOUNT_MAX = 999_999_999_00

Fault: TypeAlias = "tuple[str, Problem | None]"


def problems(draft: IntakeDraft, region: str, now: datetime) -> dict[str, Problem]:
    """Each bad field and what is wrong with it, in the order of the form; empty when all is well.

    `region` is the shop's (ISO 3166) and decides how phone numbers are read.
    """
    found = (
        *client_checks.problems(draft.client, region, now.date()),
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


def warnings(draft: IntakeDraft, region: str) -> dict[str, Problem]:
    """Each doubtful field: it may stand once a person has said why."""
    found = (
        *client_checks.warnings(draft.client, region),
        ("device.imei", _imei_doubt(draft.device.imei)),
    )
    return {field: problem for field, problem in found if problem is not None}


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


def _imei(text: str) -> Problem | None:
    number = imei.normalise(text)
    if not number:
        return None
    shaped = number.isascii() and number.isdigit() and len(number) == _IMEI_DIGITS
    return None if shaped and len(set(number)) > 1 else Problem.MALFORMED


def _imei_doubt(text: str) -> Problem | None:
    """Labels are worn and clones exist: a wrong check digit is no reason to send a client away."""
    number = imei.normalise(text)
    shaped = number.isascii() and number.isdigit() and len(number) == _IMEI_DIGITS
    return Problem.IMEI_DIGIT if shaped and not imei.is_valid(number) else None


def _amount(minor: int | None) -> Problem | None:
    return None if minor is None or 0 <= minor <= _AMOUNT_MAX else Problem.AMOUNT_INVALID


def _promise(at: datetime | None, now: datetime) -> Problem | None:
    return Problem.DATE_PAST if at is not None and at < now else None
