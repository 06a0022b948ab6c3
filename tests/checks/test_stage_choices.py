"""The owner's table of stages: what he changed, and nothing a slip could break."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks.gates import Gate
from intake_app.checks.stage_choices import label, read, tint, written
from intake_app.checks.stage_rules import SHIPPED, Tint
from intake_app.checks.stages import Stage

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=9,
)
CHOICES = st.dictionaries(
    st.sampled_from(["ready", "on_hold", "nonsense"]),
    JSON | st.dictionaries(st.sampled_from(["label", "limit", "tint", "gates", "roles"]), JSON),
)


def test_what_is_chosen_is_in_force() -> None:
    chosen: dict[str, Any] = {
        "ready": {
            "label": {"ru": " Готово ", "en": ""},
            "limit": 16,
            "tint": "problem",
            "gates": ["works", "place", "loaner"],
            "roles": ["manager", "nobody"],
        }
    }
    rule = read(chosen)[Stage.READY]
    assert dict(rule.labels) == {"ru": "Готово"}
    assert (rule.limit_hours, rule.tint) == (16, Tint.PROBLEM)
    assert rule.on == {Gate.WORKS, Gate.PLACE}  # a loaner is no matter of this stage
    assert rule.roles == {"manager"}
    assert label(chosen, "ready", "ru") == "Готово"
    assert tint(chosen, Stage.READY) is Tint.PROBLEM


def test_only_what_differs_is_kept() -> None:
    assert written(SHIPPED) == {}
    rule = replace(
        SHIPPED[Stage.READY],
        labels=MappingProxyType({"ru": "Всё"}),
        limit_hours=1,
        tint=Tint.WORK,
        on=frozenset(),
        roles=frozenset({"owner"}),
    )
    kept = written({**SHIPPED, Stage.READY: rule})
    assert kept == {
        "ready": {
            "label": {"ru": "Всё"},
            "limit": 1,
            "tint": "work",
            "gates": [],
            "roles": ["owner"],
        }
    }
    assert read(kept)[Stage.READY] == rule


@given(JSON | CHOICES)
def test_nothing_that_was_written_breaks_the_table(chosen: object) -> None:
    rules = read(chosen)
    assert set(rules) == set(Stage)
    assert all(rule.on <= set(rule.gates) for rule in rules.values())
    assert read(written(rules)) == rules
    assert all(tint(chosen, stage) is rule.tint for stage, rule in rules.items())


@pytest.mark.parametrize("chosen", [None, [], {"ready": 1}, {"ready": {"label": {"ru": 5}}}])
def test_without_a_word_of_the_owner_there_is_none(chosen: object) -> None:
    assert label(chosen, "ready", "ru") == ""
