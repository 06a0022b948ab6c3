"""Serial numbers, codes of a label, and faults told twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import faults, imei, layout, serial
from intake_app.checks.device_codes import DeviceCodes, sort_codes

MARK = st.from_regex(r"[A-Z0-9]{1,16}", fullmatch=True)
FOURTEEN = st.from_regex(r"[0-9]{14}", fullmatch=True)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("f17 gn9 z6q", "F17GN9Z6Q"),
        ("ЫТ1234567", "SN1234567"),
        ("ыт1234567", "SN1234567"),
        ("АВ12C", "AB12C"),  # Russian А and В among Latin letters
        ("№ 15", "№15"),
        ("Б-12", "Б-12"),  # a comma in the other layout: a serial of a Russian plant
        ("", ""),
    ],
)
def test_serials_are_kept_alike(typed: str, kept: str) -> None:
    assert serial.normalise(typed) == kept


@given(MARK)
def test_a_serial_typed_in_the_other_layout_is_the_same(mark: str) -> None:
    assert serial.normalise(mark) == mark
    assert serial.normalise(f" {mark.lower()} ") == mark
    other = layout.to_cyrillic(mark)
    if not any(char in mark for char in "XFBMUO") or mark.isdigit():
        assert serial.normalise(other) in {mark, other.upper()}


@pytest.mark.parametrize(
    ("mark", "brand", "kept"),
    [
        ("SF17GN9Z6Q1GF", "", "F17GN9Z6Q1GF"),
        ("SF17GN9Z6Q1GF", "Apple", "F17GN9Z6Q1GF"),
        ("SF17GN9Z6Q1GF", "Samsung", "SF17GN9Z6Q1GF"),
        ("SJ7X9QK2L1M", "apple", "J7X9QK2L1M"),
        ("SJ7X9QK2L1M", "", "SJ7X9QK2L1M"),
        ("SN24420447400", "", "SN24420447400"),
        ("SN24420447400", "Apple", "N24420447400"),
        ("S123456789012", "", "S123456789012"),
        ("F17GN9Z6Q1GF", "Apple", "F17GN9Z6Q1GF"),
    ],
)
def test_the_s_of_apples_labels_goes(mark: str, brand: str, kept: str) -> None:
    assert serial.unprefixed(mark, brand) == kept


@given(MARK)
def test_readings_begin_as_it_stands_and_differ_in_twins_alone(mark: str) -> None:
    found = serial.readings(mark)
    assert found[0] == mark
    assert len(found) == len(set(found)) <= 65
    plain = mark.replace("O", "0").replace("I", "1")
    assert {one.replace("O", "0").replace("I", "1") for one in found} == {plain}


def test_zero_and_o_are_tried_for_each_other() -> None:
    assert "SN107" in serial.readings("SNI07")
    assert "OIOIOIOI" in serial.readings("01010101")


@given(FOURTEEN)
def test_the_first_eight_digits_say_what_it_is(fourteen: str) -> None:
    number = imei.completed(fourteen)
    assert imei.tac(number) == (fourteen[:8] if imei.is_valid(number) else "")


@pytest.mark.parametrize("text", ["", "490154203237517", "abc", "00000000000000"])
def test_what_is_no_imei_has_no_first_digits(text: str) -> None:
    assert imei.tac(text) == ""


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (
            ("356938035643809", "490154203237518", "MLPF3RU/A", "4606453849072", "F17GN9Z6Q1GF"),
            DeviceCodes("356938035643809", "490154203237518", "F17GN9Z6Q1GF"),
        ),
        (("SF17GN9Z6Q1GF",), DeviceCodes(serial="F17GN9Z6Q1GF")),
        (("89701012345678901234",), DeviceCodes()),
        (("4606453849072",), DeviceCodes()),
        (("1234567",), DeviceCodes()),  # digits alone may be anything
        (("356938035643809", "1234567"), DeviceCodes("356938035643809", "", "1234567")),
        (("AB",), DeviceCodes()),
        (("№15АБВ",), DeviceCodes()),
        ((), DeviceCodes()),
    ],
)
def test_codes_of_a_label_are_told_apart(codes: tuple[str, ...], found: DeviceCodes) -> None:
    assert sort_codes(codes) == found
    assert bool(found) is bool(found.all)


@given(st.lists(st.text(max_size=20), max_size=5))
def test_any_codes_are_survived(codes: list[str]) -> None:
    found = sort_codes(codes)
    assert found.imei == "" or imei.is_valid(found.imei)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("не заряжается", "Опять не заряжается", True),
        ("разбит экран", "Экран разбился снова", True),
        ("не работает камера", "не работает динамик", False),
        ("не включается", "", False),
        ("", "", False),
    ],
)
def test_the_same_fault_in_other_words(one: str, other: str, *, same: bool) -> None:
    assert faults.same(one, other) is same
    assert faults.same(other, one) is same
