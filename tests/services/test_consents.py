"""Consents: one paper a purpose, an endless ledger, and a withdrawal that always wins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks.consent_rules import (
    Act,
    ConsentFact,
    Medium,
    Purpose,
    Sending,
    Way,
    permission,
    standing,
)
from intake_app.errors import RejectedError
from intake_app.models.consents import Consent
from intake_app.services import consent_texts
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.papers import ConsentData
from intake_app.services.spool import JobState, PrintJob
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from intake_app.services.consent_text import ConsentText
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

SUMS = {
    "pd-ru-ru-1": "78ec3f0a9b33a8114f2930d42114b235f4524a6d1cd595dc6d6331fc70ef20d2",
    "ad-ru-ru-1": "6c97ff660e3e926312f3aeae72e1928ac5990a820a45dd80df225e55ac53316e",
    "pd-ru-en-1": "548ca9f76e79f533d8bf1dfd9dd25f6f8c06e8b52a195f012702462a46846f86",
    "ad-ru-en-1": "7977dd6e0470eae3677438c9d73ca87683752b6bc0f9b752895223bda21278fa",
    "pd-neutral-en-1": "f16b0c272524702c3f09b34c4aa1b464566bc7daf432cf965379dc0bbd8e0224",
    "ad-neutral-en-1": "9dc41036076bb38e37f6cc38128781cbc2c36e9663087af67828980da18473c1",
    "pd-neutral-ru-1": "8c688d1247f84e79684ba1ae5833be867587fe889f26513d0a8e28609e7c4232",
    "ad-neutral-ru-1": "87861e8ce1111cc56195b02b9b7af90db0bb928d5988ab74f28ee6018455efd3",
}


def fact(at: datetime, act: str, number: int = 1, until: datetime | None = None) -> ConsentFact:
    return ConsentFact(
        id=UUID(int=number),
        purpose=Purpose.ADVERTISING,
        act=act,
        at=at,
        by="Анна",
        way=Way.PAPER,
        text_version="ad-ru-ru-1",
        evidence="",
        valid_until=until,
        note="",
    )


facts_strategy = st.lists(
    st.tuples(st.integers(0, 20), st.sampled_from((Act.GRANTED, Act.WITHDRAWN))), max_size=12
).map(
    lambda found: [
        fact(NOON + timedelta(hours=hours), act, number)
        for number, (hours, act) in enumerate(found, 1)
    ]
)


@given(facts_strategy)
def test_a_withdrawal_wins_over_any_grant_that_does_not_come_after_it(
    facts: list[ConsentFact],
) -> None:
    at = NOON + timedelta(days=9)
    found = standing(facts, Purpose.ADVERTISING, at)
    last = max((one.at for one in facts if one.act == Act.WITHDRAWN), default=None)
    grants = [one.at for one in facts if one.act == Act.GRANTED]
    assert found.holds == any(last is None or one > last for one in grants)
    assert found == standing(list(reversed(facts)), Purpose.ADVERTISING, at)


def test_what_was_said_later_does_not_count_yet() -> None:
    facts = [fact(NOON, Act.GRANTED), fact(NOON + timedelta(hours=1), Act.WITHDRAWN, 2)]
    assert standing(facts, Purpose.ADVERTISING, NOON).holds
    assert not standing(facts, Purpose.ADVERTISING, NOON + timedelta(hours=1)).holds


def test_a_consent_runs_out() -> None:
    until = NOON + timedelta(days=1)
    facts = [fact(NOON, Act.GRANTED, until=until)]
    assert permission(facts, Sending.ADVERTISING, NOON).consent == UUID(int=1)
    assert permission(facts, Sending.ADVERTISING, until).reason == "expired"


def test_nothing_is_asked_for_a_message_about_the_order() -> None:
    assert permission([], Sending.SERVICE, NOON).allowed
    assert permission([], Sending.GREETING, NOON).reason == "no_consent"
    withdrawn = permission([fact(NOON, Act.WITHDRAWN)], Sending.ADVERTISING, NOON)
    assert (withdrawn.allowed, withdrawn.reason) == (False, "withdrawn")


@pytest.fixture
def client(services: Services) -> UUID:
    draft = IntakeDraft(
        client=ClientDraft(name="Петров Пётр", phone="+79161234567"),
        device=DeviceDraft(kind="смартфон"),
        fault="не включается",
    )
    return services.orders.card(services.intakes.receive(draft).order_id).client_id


def test_purposes_stand_apart(services: Services, client: UUID, watch: Watch) -> None:
    made = services.consents.grant(client, Purpose.PERSONAL_DATA, Way.PAPER)
    stands = {found.purpose: found.holds for found in services.consents.standing(client)}
    assert stands == {Purpose.PERSONAL_DATA: True, Purpose.ADVERTISING: False}
    ask = services.consents.may_send
    assert ask(client, Sending.GREETING, Medium.CALL, watch()).consent == made
    assert not ask(client, Sending.ADVERTISING, Medium.SMS, watch()).allowed


def test_the_ledger_tells_text_time_and_who(services: Services, client: UUID, watch: Watch) -> None:
    services.consents.grant(client, Purpose.ADVERTISING, Way.SCREEN, evidence="sha256:ab")
    (found,) = services.clients.card(client).ledger
    assert (found.by, found.at, found.way, found.evidence) == (
        "Анна",
        watch(),
        "screen",
        "sha256:ab",
    )
    assert found.text_version == "ad-ru-ru-1"
    assert found.valid_until == watch().replace(year=watch().year + 3)


def test_a_withdrawal_holds_at_once(services: Services, client: UUID, watch: Watch) -> None:
    services.consents.grant(client, Purpose.ADVERTISING, Way.PAPER)
    watch.forward(minutes=1)
    services.consents.withdraw(client, Purpose.ADVERTISING, Way.CALL, "просил не звонить")
    found = services.consents.may_send(client, Sending.ADVERTISING, Medium.SMS, watch())
    assert (found.allowed, found.reason) == (False, "withdrawn")
    assert [one.act for one in services.clients.card(client).ledger] == ["withdrawn", "granted"]
    with services.consents.store.reading() as session:
        sums = {row.text_sha256 for row in session.query(Consent)}
    assert len(sums) == 1


def test_a_withdrawal_on_one_card_holds_for_the_union(
    services: Services, client: UUID, watch: Watch
) -> None:
    other = services.orders.card(
        services.intakes.receive(
            IntakeDraft(
                client=ClientDraft(name="Петров П.", phone="+79031112233"),
                device=DeviceDraft(kind="ноутбук"),
                fault="шумит",
            )
        ).order_id
    ).client_id
    services.consents.grant(client, Purpose.ADVERTISING, Way.PAPER)
    watch.forward(minutes=1)
    services.consents.withdraw(other, Purpose.ADVERTISING, Way.CALL)
    ask = services.consents.may_send
    assert ask(client, Sending.ADVERTISING, Medium.SMS, watch()).allowed
    merge = services.clients.merge(client, other)
    assert not ask(client, Sending.ADVERTISING, Medium.SMS, watch()).allowed
    assert merge is not None
    services.clients.unmerge(merge)
    assert ask(client, Sending.ADVERTISING, Medium.SMS, watch()).allowed


def test_nobody_is_written_to_where_he_gave_no_address(
    services: Services, client: UUID, watch: Watch
) -> None:
    ask = services.consents.may_send
    assert ask(client, Sending.SERVICE, Medium.EMAIL, watch()).reason == "no_address"
    services.clients.edit(client, {"email": "petrov@mail.ru", "archived": True})
    assert ask(client, Sending.SERVICE, Medium.EMAIL, watch()).allowed
    assert ask(client, Sending.GREETING, Medium.EMAIL, watch()).reason == "archived"


def test_the_paper_is_printed_and_grants_nothing(services: Services, client: UUID) -> None:
    services.consents.print_paper(client, Purpose.PERSONAL_DATA)
    services.consents.print_paper(client, Purpose.ADVERTISING, "en")
    first = services.printouts.next_for("receipt")
    assert first is not None
    jobs: list[PrintJob] = []
    for _ in range(3):
        job = services.printouts.next_for("receipt")
        assert job is not None
        services.printouts.begin(job.id)
        services.printouts.end(job.id, JobState.SENT)
        jobs.append(job)
    papers = [job.data for job in jobs if isinstance(job.data, ConsentData)]
    assert [paper.purpose for paper in papers] == ["personal_data", "advertising"]
    assert papers[0].title == "Согласие на обработку персональных данных"
    assert papers[1].language == "en"
    assert "{" not in papers[0].body
    assert "Мастерская" in papers[0].body
    assert papers[0] == services.consents.paper(client, Purpose.PERSONAL_DATA)
    assert not any(found.holds for found in services.consents.standing(client))


def test_an_unknown_client_is_refused(services: Services) -> None:
    nobody = UUID(int=7)
    consents = services.consents
    with pytest.raises(RejectedError):
        consents.grant(nobody, Purpose.ADVERTISING, Way.PAPER)
    with pytest.raises(RejectedError):
        consents.withdraw(nobody, Purpose.ADVERTISING, Way.PAPER)
    with pytest.raises(RejectedError):
        consents.paper(nobody, Purpose.ADVERTISING)
    with pytest.raises(RejectedError):
        consents.may_send(nobody, Sending.SERVICE, Medium.CALL, NOON)


@pytest.mark.parametrize("text", consent_texts.TEXTS, ids=lambda text: text.version)
def test_a_text_never_changes_once_used(text: ConsentText) -> None:
    assert text.sha256 == sha256(text.body.encode()).hexdigest()
    assert text.sha256 == SUMS[text.version]
    assert consent_texts.by_version(text.version) is text


@pytest.mark.parametrize("text", consent_texts.TEXTS, ids=lambda text: text.version)
def test_a_text_names_who_what_how_long_and_how_to_withdraw(
    text: ConsentText,
) -> None:
    filled = text.body.format(operator="ООО «Мастер»", contact="+7 495 000-00-00")
    assert "ООО «Мастер»" in filled
    assert "+7 495 000-00-00" in filled
    for word in {"ru": ("Цель", "Данные", "Срок"), "en": ("Purpose", "Data", "Term")}[
        text.language
    ]:
        assert word in filled


def test_a_language_without_a_text_gets_the_english_one() -> None:
    day = datetime(2026, 11, 22, tzinfo=UTC)
    assert consent_texts.text_of("ru", "de", Purpose.ADVERTISING, day).version == "ad-ru-en-1"
    before = datetime(2020, 1, 1, tzinfo=UTC)
    assert consent_texts.text_of("ru", "ru", Purpose.ADVERTISING, before).version == "ad-ru-ru-1"
    assert consent_texts.by_version("") is None
