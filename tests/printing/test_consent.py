"""The paper of a consent: whole, un-ticked, and on every printer."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from intake_app.checks.consent_rules import Purpose
from intake_app.printing import plain
from intake_app.printing.document import Band, Signature, Text
from intake_app.printing.profile import RECEIPT
from intake_app.services import consent_texts, frozen
from intake_app.services.papers import ConsentData
from tests.printing.samples import MOSCOW, SHOP, compose, job, named, words
from tests.printing.test_pdf import text

if TYPE_CHECKING:
    from intake_app.printing.press import Press

AT = datetime(2026, 11, 22, 14, 5, tzinfo=MOSCOW)


def paper(purpose: Purpose = Purpose.PERSONAL_DATA, language: str = "ru") -> ConsentData:
    wording = consent_texts.text_of("ru", language, purpose, AT)
    filled = "\n".join(wording.paragraphs).format(operator=SHOP.legal_name, contact=SHOP.phone)
    return ConsentData(
        shop=SHOP,
        purpose=purpose.value,
        text_version=wording.version,
        text_sha256=wording.sha256,
        language=language,
        title=wording.title,
        body=filled,
        client="Петров Пётр Петрович",
        client_phone="+79161234567",
        at=AT,
        by="Анна К.",
        demo=False,
    )


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("purpose", Purpose)
def test_the_text_stands_whole_and_no_box_is_ticked(purpose: Purpose, language: str) -> None:
    data = paper(purpose, language)
    shown = plain.render(compose(data, words(language)), 48).replace("\u00a0", " ")
    for part in (*data.body.split(), *data.title.split()):
        assert part in shown
    assert shown.count("[    ]") == 2
    assert "[x]" not in shown.lower()
    assert data.text_version in shown
    assert data.text_sha256[:12] in " ".join(shown.split())


def test_one_paper_has_one_purpose_and_one_signature_of_the_client() -> None:
    document = compose(paper(), words("ru"))
    assert sum(isinstance(block, Signature) for block in document.blocks) == 2
    assert "реклам" not in paper(Purpose.PERSONAL_DATA).title.lower()
    assert document.language == "ru"


def test_training_and_repeats_are_marked() -> None:
    blocks = compose(replace(paper(), demo=True), words("ru"), repeat=True).blocks
    assert sum(isinstance(block, Band) for block in blocks) == 2
    assert not any(isinstance(block, Band) for block in compose(paper(), words("ru")).blocks)


def test_every_field_of_the_data_is_looked_at() -> None:
    said = {
        "demo": True,
        "language": "en",
        "shop": replace(SHOP, name="zqzq"),
        "at": AT.replace(year=2027),
        "client_phone": "+79990000000",
    }
    for field in fields(ConsentData):
        if field.name != "purpose":  # the title and the body say it
            changed = replace(paper(), **{field.name: said.get(field.name, "zqzq")})
            assert compose(changed, words("ru")) != compose(paper(), words("ru")), field.name


def test_a_client_without_a_phone_has_no_empty_line() -> None:
    blocks = compose(replace(paper(), client_phone="", by=""), words("ru")).blocks
    assert len(blocks) == len(compose(paper(), words("ru")).blocks) - 1
    assert all(block.text for block in blocks if isinstance(block, Text))


def test_it_is_printed_on_a_roll_and_as_pages(press: Press) -> None:
    data = paper()
    rendered = press.rendered(job(data), RECEIPT)
    assert rendered.payload
    assert not rendered.changed
    as_text = press.rendered(job(data), replace(RECEIPT, mode="text"))
    assert as_text.payload
    assert "Согласие" in text(press.pdf(named(data), data, "ru").payload)


def test_it_survives_the_spool() -> None:
    assert frozen.load(ConsentData, frozen.dump(paper())) == paper()
