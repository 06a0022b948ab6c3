"""Every text can be read on what it stands on (WCAG)."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from intake_app.ui.stage_tints import ON_STAGE, TINTS
from intake_app.ui.tokens import CONTRAST, DARK, LIGHT, Tokens

TEXTS = ("text", "muted", "accent", "good", "caution", "bad")
GROUNDS = ("window", "surface", "raised")
ALL = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tokens", ALL.values(), ids=ALL)
def test_texts_stand_out_from_every_ground(tokens: Tokens) -> None:
    colours = asdict(tokens)
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [("text", "chosen"), ("muted", "chosen"), ("text", "hover"), ("on_accent", "accent")]
    pairs += [("text", f"{tone}_wash") for tone in ("good", "caution", "bad")]
    poor = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("tokens", ALL.values(), ids=ALL)
def test_edges_of_fields_and_the_focus_can_be_seen(tokens: Tokens) -> None:
    assert contrast(tokens.accent, tokens.window) >= 3
    assert contrast(tokens.field, tokens.surface) >= 3


@pytest.mark.parametrize("fill", sorted(set(TINTS.values())))
def test_words_on_a_stage_can_be_read(fill: str) -> None:
    assert contrast(ON_STAGE, fill) >= 5.4
