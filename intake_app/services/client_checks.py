"""What is wrong with a client's part of a draft, what is doubtful, and what was probably meant.

Pure and light, like `drafts`. Fields are named as in the draft: "client.phone".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from intake_app.checks import birthday, email, phone, requisites
from intake_app.errors import Problem
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from intake_app.services.drafts import ClientDraft

SHORT_MAX = 200
LONG_MAX = 500  # an address and a bank have many words
Fault: TypeAlias = "tuple[str, Problem | None]"
_RUSSIA = "RU"


def problems(client: ClientDraft, region: str, today: date) -> Iterator[Fault]:
    """Each field that is asked, and what is wrong with it."""
    missing = None if client.id or client.name.strip() else Problem.MISSING
    yield "client.name", missing or _length(client.name, SHORT_MAX)
    yield "client.phone", phone.problem(client.phone, region)
    yield "client.email", _email(client.email)
    yield "client.birthday", _birthday(client.birthday, today)
    yield "client.source", _length(client.source, SHORT_MAX)
    # A person is not asked for them; on a known card they are a correction, whoever it is.
    if client.kind is ClientKind.COMPANY or client.id:
        yield from _company(client, region)
    yield "client.address", _length(client.address, LONG_MAX)


def warnings(client: ClientDraft, region: str) -> Iterator[Fault]:
    """What is probably wrong and may stand all the same, once a person has said why."""
    slip = Problem.EMAIL_SLIP if email.suggestion(client.email) else None
    yield "client.email", slip
    if region == _RUSSIA and (client.kind is ClientKind.COMPANY or client.id):
        yield "client.account", requisites.account_doubt(client.account, client.bik)
        yield "client.corr_account", requisites.correspondent_doubt(client.corr_account, client.bik)


def corrections(client: ClientDraft, region: str) -> dict[str, str]:
    """What one key would put in place of what was typed."""
    found = (
        ("client.phone", phone.correction(client.phone, region)),
        ("client.email", email.suggestion(client.email)),
    )
    return {field: meant for field, meant in found if meant}


def _company(client: ClientDraft, region: str) -> Iterator[Fault]:
    if region == _RUSSIA:
        yield "client.inn", requisites.inn_problem(client.inn)
        yield "client.kpp", requisites.kpp_problem(client.kpp, client.inn)
        yield "client.ogrn", requisites.ogrn_problem(client.ogrn)
        yield "client.bik", requisites.bik_problem(client.bik)
        yield "client.account", requisites.account_problem(client.account)
        yield "client.corr_account", requisites.account_problem(client.corr_account)
    for field in ("bank", "director", "consignee", "contract", "contact_name"):
        yield f"client.{field}", _length(getattr(client, field), LONG_MAX)


def _email(text: str) -> Problem | None:
    return Problem.EMAIL_INVALID if text.strip() and not email.is_valid(text) else None


def _birthday(text: str, today: date) -> Problem | None:
    said = text.strip()
    return Problem.BIRTHDAY_INVALID if said and birthday.parse(said, today) is None else None


def _length(text: str, longest: int) -> Problem | None:
    return Problem.TOO_LONG if len(text) > longest else None
