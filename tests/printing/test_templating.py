"""Templates an owner writes: what they make, what they may not say, what no value can change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.errors import Problem, RejectedError
from intake_app.printing.document import (
    Align,
    Band,
    Barcode,
    Column,
    Cut,
    Pair,
    Qr,
    Rule,
    Signature,
    Space,
    Table,
    Text,
    Weight,
)
from intake_app.printing.templating.template import Template
from intake_app.printing.templating.variables import Values, Variables

KNOWN = Variables(
    {
        "shop": {"name": "", "address": ""},
        "client": {"name": "", "phone": ""},
        "mark": {"urgent": ""},
    },
    {"lines": {"name": "", "sum": ""}},
)
SOURCE = """\
[heading centre] {{ shop.name }}
[small centre] {{ shop.address }}
---
{% if mark.urgent %}
[band] URGENT
{% endif %}
[strong] Client | {{ client.name }}
Phone | {{ client.phone }}
[table 5 1>] Work | Sum
{% for line in lines %}
[row] {{ loop.index }}. {{ line.name }} | {{ line.sum }}
{% endfor %}
[clause] First.
[clause] Second.
[tick] agrees
[space 4]
[barcode] 123
[qr] 456
[sign] Client
[cut]
"""


def values(name: str = "Anna", phone: str = "+7", *, urgent: str = "", rows: int = 1) -> Values:
    return Values(
        {
            "shop": {"name": "Master", "address": ""},
            "client": {"name": name, "phone": phone},
            "mark": {"urgent": urgent},
        },
        {"lines": tuple({"name": f"work {row}", "sum": f"{row} ₽"} for row in range(rows))},
    )


def test_each_line_is_a_block_and_what_has_nothing_to_say_is_left_out() -> None:
    document = Template(SOURCE, KNOWN).document(values(phone="", rows=2), "Paper", "en")

    assert document.blocks == (
        Text("Master", Weight.HEADING, Align.CENTRE),
        Rule(),
        Pair("Client", "Anna", Weight.STRONG),
        Table(
            (Column(5), Column(1, Align.RIGHT)),
            ("Work", "Sum"),
            (("1. work 0", "0 ₽"), ("2. work 1", "1 ₽")),
        ),
        Text("1. First.", Weight.SMALL),
        Text("2. Second.", Weight.SMALL),
        Text("☐ agrees"),
        Space(4),
        Barcode("123"),
        Qr("456"),
        Signature("Client"),
        Cut(),
    )


def test_a_condition_brings_its_line() -> None:
    blocks = Template(SOURCE, KNOWN).document(values(urgent="yes"), "Paper", "en").blocks

    assert Band("URGENT") in blocks


@pytest.mark.parametrize(
    ("source", "line", "code"),
    [
        ("\n{{ shop.secret }}", 2, "unknown"),
        ("{{ nobody.name }}", 1, "unknown"),
        ("{{ shop }}", 1, "unknown"),
        ("{{ lines }}", 1, "unknown"),
        ("{% if shop %}x{% endif %}", 1, "unknown"),
        ("{% for a in shop %}{% endfor %}", 1, "unknown"),
        ("{% for a in lines %}{% for b in lines %}{% endfor %}{% endfor %}", 1, "unknown"),
        ("{% for a in lines %}{{ a.secret }}{% endfor %}", 1, "unknown"),
        ("{% for a in lines recursive %}{% endfor %}", 1, "forbidden"),
        ("{% for a in lines if a.sum %}{% endfor %}", 1, "forbidden"),
        ("{% for a, b in lines %}{% endfor %}", 1, "forbidden"),
        ("{{ 9 ** 9 }}", 1, "forbidden"),
        ("{{ 'a' * 9 }}", 1, "forbidden"),
        ("{{ shop.name ~ shop.name }}", 1, "forbidden"),
        ("{{ shop.name | upper }}", 1, "forbidden"),
        ("{{ shop.name.upper() }}", 1, "forbidden"),
        ("{{ ''.__class__ }}", 1, "forbidden"),
        ("{{ shop.name.__class__ }}", 1, "forbidden"),
        ("{{ shop['name'] }}", 1, "forbidden"),
        ("{% set a = 1 %}", 1, "forbidden"),
        ("{% macro a() %}{% endmacro %}", 1, "forbidden"),
        ("{% include 'x' %}", 1, "forbidden"),
        ("{% import 'x' as y %}", 1, "forbidden"),
        ("{% extends 'x' %}", 1, "forbidden"),
        ("fine\n{{ shop.name", 2, "syntax"),
        ("{% endif %}", 1, "syntax"),
        ("fine\n[wide] text", 2, "markup"),
        ("{% if mark.urgent %}[wide]{% endif %}", 1, "markup"),
        ("[table 0x 1] a", 1, "markup"),
        ("[{{ shop.name }}] x", 1, "markup"),
        ("x" * 50_000, 1, "too_long"),
    ],
)
def test_what_a_template_may_not_say_is_named_with_its_line(
    source: str, line: int, code: str
) -> None:
    template = Template(source, KNOWN)

    assert (line, code) in {(fault.line, fault.code) for fault in template.faults()}
    with pytest.raises(RejectedError) as refused:
        template.document(values(), "Paper", "en")
    assert refused.value.problem is Problem.TEMPLATE_BROKEN


@given(name=st.text(), phone=st.text(min_size=1))
def test_no_value_becomes_markup(name: str, phone: str) -> None:
    template = Template(SOURCE, KNOWN)
    usual = template.document(values(), "Paper", "en").blocks
    said = [
        type(block) for block in template.document(values(f"x{name}", f"y{phone}"), "", "").blocks
    ]

    assert said == [type(block) for block in usual]


@given(st.text() | st.lists(st.sampled_from(SOURCE.splitlines())).map("\n".join))
def test_any_source_makes_a_document_or_names_its_faults(source: str) -> None:
    template = Template(source, KNOWN)
    if template.faults():
        with pytest.raises(RejectedError):
            template.document(values(), "Paper", "en")
    else:
        template.document(values(), "Paper", "en")


def test_a_row_without_a_table_is_a_line_of_text() -> None:
    blocks = Template("[row] a | b", KNOWN).document(values(), "Paper", "en").blocks

    assert blocks == (Text("a b"),)


def test_a_tag_at_the_end_of_a_line_of_words_keeps_the_lines_apart() -> None:
    source = "a{% if mark.urgent %} b{% endif %}\nc\n{% if mark.urgent %}\nd\n{% endif %}\ne"

    def said(urgent: str) -> list[object]:
        return [
            block.text
            for block in Template(source, KNOWN).document(values(urgent=urgent), "", "").blocks
            if isinstance(block, Text)
        ]

    assert said("yes") == ["a b", "c", "d", "e"]
    assert said("") == ["a", "c", "e"]


def test_sizes_and_lines_are_numbers() -> None:
    source = "[small 3] x\n[barcode 85] 1\n[qr 300] 2\n[qr] {{ client.phone }}"
    blocks = Template(source, KNOWN).document(values(phone=""), "", "").blocks
    assert blocks == (Text("x", Weight.SMALL, lines=3), Barcode("1", tenths_mm=85), Qr("2", 300))
    assert Template("[small 0] x\n[qr 9999] y", KNOWN).faults()
