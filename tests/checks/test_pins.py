"""PINs as they are kept."""

from __future__ import annotations

import pytest

from intake_app.checks import pins


def test_only_the_pin_itself_fits_and_no_two_seals_are_alike() -> None:
    kept = pins.sealed("1234")
    assert "1234" not in kept
    assert kept != pins.sealed("1234")
    assert pins.fits("1234", kept)
    assert not pins.fits("1235", kept)
    assert not pins.fits("1234", "")
    assert not pins.fits("1234", kept.replace("scrypt1", "scrypt9"))


@pytest.mark.parametrize(
    ("text", "good"),
    [("1234", True), ("12345678", True), ("123", False), ("123456789", False), ("12a4", False),
     ("١٢٣٤", False)],
)  # fmt: skip
def test_a_pin_has_four_to_eight_digits(text: str, good: bool) -> None:
    assert pins.is_pin(text) is good
    if not good:
        assert not pins.fits(text, pins.sealed("0000"))
