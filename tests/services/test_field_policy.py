"""The owner's rules for the fields, and what the checks make of them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.errors import Problem
from intake_app.services import field_policy
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft, RepairKind
from intake_app.services.field_policy import Rule
from intake_app.services.intake_checks import problems
from intake_app.ui import field_words
from tests.rigs.drafts import INTAKE
from tests.rigs.watch import NOON

KINDS = st.sampled_from(RepairKind)
CHOICES = st.dictionaries(st.sampled_from(field_policy.FIELDS), st.sampled_from(Rule))


@given(KINDS, CHOICES)
def test_rules_survive_being_kept_as_differences(kind: RepairKind, chosen: dict[str, Rule]) -> None:
    wanted = {
        name: rule
        for name, rule in (field_policy.shipped(kind) | chosen).items()
        if rule in field_policy.allowed(name)
    }
    kept = field_policy.differences(kind, wanted)
    found = field_policy.rules(kind, kept)
    assert {name: found[name] for name in wanted} == wanted


@given(KINDS, st.recursive(st.none() | st.text() | st.integers(), st.lists))
def test_no_choice_breaks_the_rules(kind: RepairKind, chosen: object) -> None:
    assert set(field_policy.rules(kind, {"estimate": chosen})) == set(field_policy.FIELDS)
    assert field_policy.rules(kind, chosen) == field_policy.shipped(kind)


@pytest.mark.parametrize("name", [n for n in field_policy.FIELDS if n not in field_policy.ANSWERS])
def test_what_is_mandatory_is_missed(name: str) -> None:
    found = problems(IntakeDraft(), "RU", NOON, rules={name: Rule.MANDATORY})
    assert found.pop(name) is Problem.MISSING
    assert set(found) == set(field_policy.ALWAYS)


def test_a_known_client_and_device_were_asked_before() -> None:
    known = replace(INTAKE, client=ClientDraft(id=UUID(int=1)), device=DeviceDraft(id=UUID(int=2)))
    rules = {"client.phone": Rule.MANDATORY, "device.serial": Rule.MANDATORY}
    assert problems(known, "RU", NOON, rules=rules) == {}


def test_a_visit_must_say_where() -> None:
    draft = replace(INTAKE, repair_kind=RepairKind.ONSITE)
    assert problems(draft, "RU", NOON) == {"site_address": Problem.MISSING}


@pytest.mark.parametrize("kind", [RepairKind.WARRANTY, RepairKind.OWN_WARRANTY])
def test_who_does_not_pay_is_not_asked_for_money(kind: RepairKind) -> None:
    assert field_policy.shipped(kind)["estimate"] is Rule.HIDDEN


def test_every_field_has_a_word() -> None:
    assert set(field_words.WORDS) == set(field_policy.FIELDS)


def test_yes_or_no_cannot_be_missing() -> None:
    rules = field_policy.rules(RepairKind.WARRANTY, {"loaner_wanted": "mandatory"})
    assert rules["loaner_wanted"] is Rule.OPTIONAL
