"""What is wrong with an intake draft: asked by the form before saving and by the service on saving.

Pure and light, like `drafts`. Fields are named as in the draft: "client.name", "device.imei".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from intake_app.checks import imei, passcodes
from intake_app.errors import Problem
from intake_app.services import client_checks, field_policy, terms_checks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from intake_app.services.drafts import DeviceDraft, IntakeDraft

SHORT_MAX = 200
LONG_MAX = 4000
_IMEI_DIGITS = 15
VALUE_ABOVE_MINOR = 10_000_00
"""Work dearer than this is done on something worth to be valued; the owner may choose another."""

Fault: TypeAlias = "tuple[str, Problem | None]"


@dataclass(frozen=True, slots=True)
class Doubts:
    """What a warning is judged by, beside the draft.

    Nothing sooner than `earliest` can be kept by the queue; None: nobody knows, or no queue.
    """

    earliest: datetime | None = None
    value_above_minor: int = VALUE_ABOVE_MINOR


def problems(
    draft: IntakeDraft,
    region: str,
    now: datetime,
    *,
    rules: Mapping[str, field_policy.Rule] | None = None,
    legal_profile: str = "ru",
) -> dict[str, Problem]:
    """Each bad field and what is wrong with it, in the order of the form; empty when all is well.

    `region` is the shop's (ISO 3166) and decides how phone numbers are read; `rules` are the
    owner's for this kind of repair, the shipped ones if none are given.
    """
    found = (
        *client_checks.problems(draft.client, region, now.date()),
        *_device(draft.device),
        ("fault", _required(draft.fault, LONG_MAX)),
        ("accessories", _long(draft.accessories)),
        ("appearance", _long(draft.appearance)),
        ("passcode", passcodes.problem(draft.passcode_kind, draft.passcode)),
        *terms_checks.faults(draft, now, legal_profile),
        ("note", _long(draft.note)),
    )
    bad = {field: problem for field, problem in found if problem is not None}
    wanted = field_policy.shipped(draft.repair_kind) if rules is None else rules
    for field in field_policy.missing(draft, wanted):
        bad.setdefault(field, Problem.MISSING)
    return bad


def warnings(draft: IntakeDraft, region: str, doubts: Doubts | None = None) -> dict[str, Problem]:
    """Each doubtful field: it may stand once a person has said why (`IntakeDraft.overrides`)."""
    doubts = doubts or Doubts()
    found = (
        *client_checks.warnings(draft.client, region),
        ("device.imei", _imei_doubt(draft.device.imei)),
        ("device.imei2", _imei_doubt(draft.device.imei2)),
        ("promised_at", _too_soon(draft.promised_at, doubts.earliest)),
        ("agreed_value", _unvalued(draft, doubts.value_above_minor)),
    )
    return {field: problem for field, problem in found if problem is not None}


def unsettled(draft: IntakeDraft, region: str, doubts: Doubts | None = None) -> dict[str, Problem]:
    """The warnings that nobody has let stand with a reason yet."""
    settled = {override.field for override in draft.overrides if override.reason.strip()}
    found = warnings(draft, region, doubts)
    return {field: problem for field, problem in found.items() if field not in settled}


def _too_soon(at: datetime | None, earliest: datetime | None) -> Problem | None:
    if at is None or earliest is None or at >= earliest:
        return None
    return Problem.PROMISE_SHORT


def _unvalued(draft: IntakeDraft, above: int) -> Problem | None:
    dear = max(draft.estimate_minor or 0, draft.limit_minor or 0)
    return Problem.VALUE_MISSING if draft.agreed_value_minor is None and dear > above else None


def _device(device: DeviceDraft) -> Iterator[Fault]:
    yield "device.kind", None if device.id else _required(device.kind, SHORT_MAX)
    yield "device.brand", _short(device.brand)
    yield "device.model", _short(device.model)
    yield "device.serial", _short(device.serial)
    yield "device.imei", _imei(device.imei)
    yield "device.imei2", _imei(device.imei2)
    yield "device.colour", _short(device.colour)


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
