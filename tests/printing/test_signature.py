"""A signature drawn on the client's screen stands on his receipt."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from intake_app.printing import composing, raster
from intake_app.printing.document import Document, Picture, Text
from intake_app.printing.glyphs import Fonts
from intake_app.printing.pictures import ink
from intake_app.printing.profile import RECEIPT
from intake_app.printing.signed_words import conditions, of_version, receipt_of
from intake_app.printing.templating import shipped
from intake_app.services.leaving_data import HandedData
from intake_app.services.papers import SignedData
from tests.printing import samples

if TYPE_CHECKING:
    from intake_app.services.consent_texts import Profile
    from intake_app.services.papers import PaperName, ReceiptData


def drawn() -> str:
    """A stroke, black on white."""
    picture = Image.new("1", (300, 100), 1)
    ImageDraw.Draw(picture).line((10, 90, 150, 10, 290, 90), fill=0, width=5)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode("ascii")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("profile", ["ru", "neutral"])
def test_every_receipt_bears_the_very_picture(language: str, profile: Profile) -> None:
    png = drawn()
    data = replace(samples.RECEIPT, signature=png, legal_profile=profile)
    document = samples.compose(data, samples.words(language))
    assert [block.png for block in document.blocks if isinstance(block, Picture)] == [png]


def test_the_strokes_are_in_the_picture_of_the_paper() -> None:
    fonts = Fonts(samples.FONTS)
    tr = samples.words("ru")
    bare = raster.render(samples.compose(samples.RECEIPT, tr), RECEIPT, fonts)
    data = replace(samples.RECEIPT, signature=drawn())
    signed = raster.render(samples.compose(data, tr), RECEIPT, fonts)
    assert signed.picture.height > bare.picture.height
    strip = ink(drawn(), 80, RECEIPT.width)
    assert _ink(signed.picture) - _ink(bare.picture) > sum(strip.histogram()[1:]) // 4


LEFT = "handover ru 2026-01-01"


def taken(version: str = LEFT, language: str = "ru") -> ReceiptData:
    """A device that was signed for as it left."""
    left = HandedData(
        at=samples.RECEIPT.accepted_at,
        by="Анна",
        to_whom="client",
        name="Петров Пётр",
        signature=drawn(),
        signed_version=version,
        signed_language=language,
    )
    return replace(samples.RECEIPT, handed=left, at=left.at)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_act_of_handing_over_bears_the_signature_under_its_own_words(language: str) -> None:
    document = composing.composed("handover", taken(language=language), samples.words(language))
    assert [block.png for block in document.blocks if isinstance(block, Picture)] == [drawn()]
    words = of_version(LEFT, language)
    assert words is not None
    texts = [block.text for block in document.blocks if isinstance(block, Text)]
    assert [line for line in words.text.splitlines() if line in texts] == words.text.splitlines()
    assert not any(LEFT in text for text in texts)


@pytest.mark.parametrize(("paper", "language"), [("completed", "ru"), ("handover", "en")])
def test_on_another_paper_the_words_it_was_put_under_stand_above_it(
    paper: PaperName, language: str
) -> None:
    document = composing.composed(paper, taken(), samples.words(language))
    blocks = document.blocks
    place = next(at for at, block in enumerate(blocks) if isinstance(block, Picture))
    above = [block.text for block in blocks[place - 3 : place] if isinstance(block, Text)]
    assert LEFT in above[0]
    assert above[1:] == receipt_of("ru", "ru", date(2026, 11, 22)).text.splitlines()


def test_words_of_an_edition_nobody_knows_are_named_and_no_more() -> None:
    document = composing.composed("handover", taken("handover ru 1999-01-01"), samples.words("ru"))
    texts = [block.text for block in document.blocks if isinstance(block, Text)]
    assert any("handover ru 1999-01-01" in text for text in texts)
    assert of_version("handover xx", "ru") is None


def _ink(picture: Image.Image) -> int:
    return picture.convert("L").histogram()[0]


VERSION = "ru 2026-01-01"
DAY = samples.RECEIPT.accepted_at.date()


def signed(version: str = VERSION, language: str = "ru") -> ReceiptData:
    words = SignedData(version=version, language=language)
    return replace(samples.RECEIPT, signature=drawn(), signed=words)


def above(document: Document) -> list[str]:
    """The texts that stand between the last line across and the signature."""
    place = next(at for at, one in enumerate(document.blocks) if isinstance(one, Picture))
    return [one.text for one in document.blocks[:place] if isinstance(one, Text)]


def test_the_shipped_conditions_are_not_said_twice() -> None:
    plainly = samples.compose(samples.RECEIPT, samples.words("ru"))
    assert len(samples.compose(signed(), samples.words("ru")).blocks) == len(plainly.blocks) + 1


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_paper_in_another_language_says_what_was_signed(language: str) -> None:
    other = "en" if language == "ru" else "ru"
    said = above(samples.compose(signed(language=other), samples.words(language)))
    words = conditions("ru", other, DAY).text.splitlines()
    assert said[-len(words) :] == words
    assert VERSION in said[-len(words) - 1]


def test_the_owner_s_own_words_never_stand_alone_above_a_signature() -> None:
    own = shipped.source("receipt", "ru", "ru", DAY).replace(
        "[clause] Сохраните данные", "[clause] Клиент отказывается от всех прав"
    )
    document = composing.composed("receipt", signed(), samples.words("ru"), own)
    words = conditions("ru", "ru", DAY).text.splitlines()
    assert above(document)[-len(words) :] == words


def test_an_edition_nobody_knows_is_named() -> None:
    said = above(samples.compose(signed("ru 2031-01-01"), samples.words("ru")))
    assert "ru 2031-01-01" in said[-1]
    assert of_version("xx 2026-01-01", "ru") is None
    assert of_version("ru", "ru") is None
    found = of_version(VERSION, "ru")
    assert found is not None
    assert found.text


def test_a_signature_from_before_names_the_edition_of_its_order() -> None:
    old = replace(samples.RECEIPT, signature=drawn())
    assert "–" in above(samples.compose(old, samples.words("ru")))[-1]


def test_an_own_paper_without_a_place_for_it_stays_as_it_is() -> None:
    document = composing.composed("receipt", signed(), samples.words("ru"), "[sign] Клиент")
    assert len(document.blocks) == 1
