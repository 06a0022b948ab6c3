"""The catalogues keep step with the code, and nothing in them is left for later."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from tools import messages

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Message

CATALOGUES = [messages.ROOT / "resources" / "locale" / "ru" / "LC_MESSAGES" / "intake.po"]


def test_these_are_all_catalogues() -> None:
    assert list(messages.catalogues()) == CATALOGUES


def test_texts_within_formatted_strings_are_found() -> None:
    found = {str(message.id) for message in messages.extracted() if message.id}
    assert {"no name yet", "backups: %d"} <= found


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_extraction_changes_nothing(path: Path) -> None:
    assert path.read_bytes() == messages.updated(path), "run `make messages`"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_every_text_is_translated_and_none_is_doubtful(path: Path) -> None:
    catalogue = messages.read(path)
    texts = [message for message in catalogue if message.id]
    assert [message.id for message in texts if message.fuzzy] == []
    assert [message.id for message in texts if not all(_forms(message))] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_placeholders_survive_translation(path: Path) -> None:
    broken = {
        str(message.id): [str(error) for error in errors]
        for message, errors in messages.read(path).check()
    }
    assert broken == {}


def _forms(message: Message) -> tuple[str, ...]:
    """One text, or one for each plural form."""
    forms = message.string if message.pluralizable else (message.string,)
    return cast("tuple[str, ...]", forms)
