"""A great store is asked ahead of people; a small one is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services import warming
from intake_app.services.shop import FILE_NAME
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from intake_app.config import Settings
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services


def test_only_a_great_store_is_warmed(tmp_path: Path) -> None:
    assert warming.questions(tmp_path) == ()
    store = tmp_path / FILE_NAME
    store.write_bytes(b"")
    assert warming.questions(tmp_path) == ()
    with store.open("r+b") as file:
        file.truncate(warming.SMALL + 1)
    assert warming.questions(tmp_path)


def test_every_question_can_be_asked_on_a_connection_of_its_own(
    services: Services, shop: Shop, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.intakes.receive(INTAKE)
    monkeypatch.setattr(warming, "SMALL", 0)
    for typed in warming.questions(settings.data):
        warming.ask(shop.finder, typed)
