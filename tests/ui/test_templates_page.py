"""The owner writes his papers by keys alone, and no mistake of his reaches a client."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtWidgets import QApplication

from intake_app.config import Settings
from intake_app.services import templates
from intake_app.services.papers import LABELS, PAPERS, PaperName
from intake_app.ui.preferences import template_trial
from tests.printing.samples import SHOP

if TYPE_CHECKING:
    from intake_app.ui.preferences.templates_page import TemplatesPage
    from tests.ui.counter import Counter

OWN = "[heading centre] {{ shop.name }}\nOurs | {{ client.name }}\n[cut]\n"


@pytest.fixture
def page(counter: Counter) -> TemplatesPage:
    counter.press("Ctrl+9")
    counter.settle()
    screen = counter.parts.preferences
    screen.board.open_page("papers")
    return cast("TemplatesPage", screen.board.page())


def kept(counter: Counter, document: str = "receipt", language: str = "ru") -> str:
    counter.settle()
    value = counter.desk.shop.services.preferences.value
    return templates.own(value, document, language)


def drawn(counter: Counter, page: TemplatesPage) -> None:
    counter.qtbot.waitUntil(lambda: not page.picture.is_empty(), timeout=20_000)


def test_the_shipped_paper_is_shown_with_its_picture(counter: Counter, page: TemplatesPage) -> None:
    assert "Квитанция о приёме в ремонт" in page.editor.toPlainText()
    drawn(counter, page)
    assert page.values.count() > 40


def test_a_text_is_kept_when_it_is_left_and_reset_brings_the_box_back(
    counter: Counter, page: TemplatesPage
) -> None:
    shipped = page.editor.toPlainText()
    page.editor.setFocus()
    page.editor.setPlainText(OWN)
    page.papers.setFocus()
    assert kept(counter) == OWN
    page.reset()
    page.refresh()
    assert kept(counter) == ""
    assert page.editor.toPlainText() == shipped


def test_a_mistake_is_named_with_its_line_and_not_kept(
    counter: Counter, page: TemplatesPage
) -> None:
    drawn(counter, page)
    page.editor.setFocus()
    page.editor.setPlainText("fine\n{{ shop.secret }}")
    counter.qtbot.waitUntil(lambda: "shop.secret" in page.said.text(), timeout=20_000)
    assert "2" in page.said.text()
    page.papers.setFocus()
    assert kept(counter) == ""


def test_enter_on_a_value_puts_it_into_the_text(counter: Counter, page: TemplatesPage) -> None:
    page.editor.moveCursor(page.editor.textCursor().MoveOperation.Start)
    page.values.setFocus()
    counter.press("Down", "Return")
    assert page.editor.toPlainText().startswith("{{ shop.legal_name }}")
    assert QApplication.focusWidget() is page.editor


def test_own_papers_go_to_a_file_and_come_from_one(
    counter: Counter, page: TemplatesPage, tmp_path: Path
) -> None:
    page.editor.setFocus()
    page.editor.setPlainText(OWN)
    page.papers.setFocus()
    counter.settle()
    file = tmp_path / "papers.json"
    page.file.line.show_text(str(file))
    page.file.export_button.click()
    counter.qtbot.waitUntil(file.exists)
    assert templates.read(file.read_text("utf-8")) == {"template.receipt.ru": OWN}

    broken = {"template.label.ru": "{{ no.such }}", "template.invoice.en": "[cut]\n", "x": "y"}
    file.write_text(templates.written(broken), "utf-8")
    page.file.import_button.click()
    counter.qtbot.waitUntil(lambda: "template.label.ru" in page.file.said.text())
    assert kept(counter, "invoice", "en") == "[cut]\n"
    assert kept(counter, "label", "ru") == ""

    file.write_text(json.dumps({"format": "other"}), "utf-8")
    page.file.said.clear()
    page.file.import_button.click()
    counter.qtbot.waitUntil(lambda: bool(page.file.said.text()))
    page.file.line.show_text(str(tmp_path / "none.json"))
    page.file.said.clear()
    page.file.import_button.click()
    counter.qtbot.waitUntil(lambda: bool(page.file.said.text()))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_can_be_written_and_looked_at(name: PaperName, language: str) -> None:
    source = template_trial.shipped(name, Settings(Path()), language)
    role = "label" if name in LABELS else "receipt"
    trial = template_trial.tried(name, source, language, SHOP, ("none:", role))
    assert (trial.faults, trial.changed) == ((), ())
    assert trial.png.startswith(b"\x89PNG")
    broken = template_trial.tried(
        name, f"{source}{{{{ no.such }}}}", language, SHOP, ("none:", role)
    )
    assert [fault[0] for fault in broken.faults] == [source.count("\n") + 1]


def test_the_picture_is_that_of_the_chosen_printer(counter: Counter, page: TemplatesPage) -> None:
    drawn(counter, page)
    before = page.picture.png
    page.printer.take_focus()
    counter.press("Right", "Right")
    assert page.printer.value() == "label"
    counter.qtbot.waitUntil(lambda: page.picture.png != before, timeout=20_000)


def test_every_paper_stands_in_the_list(page: TemplatesPage) -> None:
    assert page.papers.count() == len(PAPERS)
