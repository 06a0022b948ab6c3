"""The settings of a PC under names that people use."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from intake_app.config import DeskSettings, ShopSettings
from intake_app.ui.preferences import setting_words

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator


def test_every_setting_has_a_name() -> None:
    assert setting_words.DESK.keys() == {field.name for field in fields(DeskSettings)}
    assert setting_words.SHOP.keys() == {field.name for field in fields(ShopSettings)}


@pytest.mark.parametrize("name", [*setting_words.DESK.values(), *setting_words.SHOP.values()])
def test_every_name_is_said_in_russian(russian: Translator, name: str) -> None:
    assert russian(name) != name


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("lang", "en", "English"),
        ("appearance", "dark", "тёмные"),
        ("scanner", "none:", "нет"),
        ("hub", "", "–"),
        ("font_points", 12, "12"),
        ("vat", "none", "без НДС"),
    ],
)
def test_values_are_words(russian: Translator, field: str, value: object, said: str) -> None:
    assert setting_words.value(field, value, russian) == said
