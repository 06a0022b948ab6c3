from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.printing.folding import encode, fold
from intake_app.printing.letters import NBSP
from intake_app.printing.profile import SLOTS


@pytest.mark.parametrize(
    ("encoding", "text", "said", "changed"),
    [
        ("cp866", "Ёж № 5", "Ёж № 5", ""),
        ("cp866", f"1{NBSP}500{NBSP}₽", f"1{NBSP}500{NBSP}р.", "₽"),
        ("cp866", "«матрица» — замена…", '"матрица" - замена...', "«»—…"),
        ("cp1251", "«матрица» — Ёж № 5…", "«матрица» — Ёж № 5…", ""),
        ("cp1251", "5 ₽ −3 €", "5 р. -3 €", "₽−"),
        ("cp866", "café ß Ґ Қ Ə", "cafe ss Г К ?", "éßҐҚƏ"),
        ("cp866", "😀 中 שלום", "? ? ????", "😀中שלום"),
        ("cp866", "x\u0336", "x", "\u0336"),
        ("cp866", "½ ™ ﬁ", "? TM fi", "½™ﬁ"),
        ("cp437", "No № 1", "No N 1", "№"),
        ("cp852", "ё", "?", "ё"),
    ],
)
def test_each_sign_has_the_stand_in_of_its_code_page(
    encoding: str, text: str, said: str, changed: str
) -> None:
    assert fold(text, encoding) == (said, frozenset(changed))


def test_no_break_blanks_become_plain_only_at_the_end() -> None:
    assert encode(f"1{NBSP}500", "cp866") == b"1 500"


@given(st.text(), st.sampled_from(sorted(SLOTS)))
def test_folded_text_can_always_be_encoded_and_holds_no_command(text: str, encoding: str) -> None:
    said, _ = fold(text, encoding)
    assert min(encode(said.replace("\n", ""), encoding), default=0x20) >= 0x20


@given(st.text(), st.sampled_from(sorted(SLOTS)))
def test_folding_twice_changes_nothing_more(text: str, encoding: str) -> None:
    said, _ = fold(text, encoding)
    assert fold(said, encoding) == (said, frozenset())
