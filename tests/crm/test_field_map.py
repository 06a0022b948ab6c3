"""A field map that a person has typed: what is wrong in it is told by its place."""

from __future__ import annotations

import json

import pytest

from intake_app.errors import Problem, RejectedError
from intake_hub.crm import field_map
from intake_hub.crm.documents import Kind
from tests.crm.plain import usual_map

RULE = {"remote": "name", "owner": "shared", "sent": True}


def rules(field: str, **changed: object) -> str:
    return json.dumps({"rules": {"client": {field: {**RULE, **changed}}}})


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("{", "the field map is no JSON"),
        ("[" * 100_000, "the field map is no JSON"),
        ("[]", "the field map"),
        ('{"rules": []}', "rules"),
        ('{"rules": {"client": 1}}', "rules.client"),
        ('{"rules": {"client": {"name": 1}}}', "rules.client.name"),
        (rules("passcode"), "rules.client.passcode: no such field"),
        (rules("name", remote=""), "rules.client.name.remote"),
        (rules("name", remote=7), "rules.client.name.remote"),
        (rules("name", owner="everybody"), "rules.client.name: owner and sent"),
        (rules("name", sent="yes"), "rules.client.name: owner and sent"),
        ('{"codes": {"stage": {"ready": 1}}}', "codes.stage"),
        ('{"codes": {"stage": "ready"}}', "codes.stage"),
    ],
)
def test_what_is_wrong_is_told_by_its_place(text: str, where: str) -> None:
    with pytest.raises(RejectedError) as refused:
        field_map.from_json(text)
    assert (refused.value.problem, refused.value.detail) == (Problem.MALFORMED, where)


def test_what_is_right_is_taken() -> None:
    found = field_map.from_json(rules("name", remote="display_name"))
    assert found.rules[Kind.CLIENT]["name"].remote == "display_name"
    assert field_map.from_json(usual_map().to_json()) == usual_map()


def test_a_field_that_is_told_to_nobody_can_be_left_out() -> None:
    fields = field_map.from_json(rules("name"))
    assert field_map.without(fields, Kind.CLIENT, "email") == fields
