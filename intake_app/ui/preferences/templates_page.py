"""The owner's papers: each as text, with its values at hand and its picture beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QVBoxLayout,
)
from typing_extensions import override

from intake_app.config import NOT_THERE
from intake_app.services import routes, templates
from intake_app.services.papers import PAPERS, PaperName, ShopData
from intake_app.ui import paper_words, words
from intake_app.ui.paper_picture import PaperPicture
from intake_app.ui.preferences import template_trial
from intake_app.ui.preferences.dress import dress
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.preferences.row_list import TallRowList
from intake_app.ui.preferences.template_editor import TemplateEditor
from intake_app.ui.preferences.template_file import TemplateFile
from intake_app.ui.preferences.template_values import TemplateValues
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from intake_app.printing.profile import Role
    from intake_app.ui.desk import Desk
    from intake_app.ui.preferences.template_trial import Trial
    from intake_app.ui.theme import Look

_NAMES: tuple[PaperName, ...] = PAPERS
_LANGUAGES = ("ru", "en")
_LANE = "template"
_PAUSE_MS = 300
_LINES = 15
_PAPERS_EM = 18
_TEXT_EM = 46


class TemplatesPage(PreferencePage):
    """Kept for all desks when the text is left, as long as it has no faults."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "Enter on a value puts it into the text. A text with a mistake is not kept; if one ever"
            " comes from elsewhere, the shipped paper is printed instead."
        )
        super().__init__(look, desk, tr("Papers"), about)
        self.papers = TallRowList(look)
        self.language = Segments(look, "templates.language", list(words.LANGUAGES.items()))
        self.printer = Segments(look, "templates.printer", _printers(desk))
        self.values = TemplateValues(look, desk.tr)
        self.meaning = QLabel()
        self.editor = TemplateEditor(look)
        self.said = QLabel()
        self.picture = PaperPicture(look, tr)
        self.file = TemplateFile(look, desk)
        self._shown: tuple[PaperName, str] = ("receipt", "")
        self._busy = False
        self._pause = QTimer(self)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._left = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._drawn = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._arrange()
        self._connect()

    @property
    def paper(self) -> PaperName:
        """Which paper is in the editor."""
        return _NAMES[max(0, self.papers.currentRow())]

    @override
    def refresh(self) -> None:
        """Show the chosen text, unless somebody is writing one."""
        chosen = (self.paper, self.language.value())
        is_being_written = self.editor.hasFocus() and self._shown == chosen
        if self.choices is None or is_being_written:
            return
        self._shown = chosen
        self.values.show_values(template_trial.variables(self.paper))
        self.editor.show_source(self._kept() or self._shipped())
        self._try()

    @override
    def reset(self) -> None:
        """Bring the shipped text of this paper back; that can be undone like any choice."""
        if self.choices is not None:
            self.choices.choose(templates.key(*self._shown), None)

    def _kept(self) -> str:
        if self.choices is None:
            return ""
        return templates.own(self.choices.value, *self._shown)

    def _shipped(self) -> str:
        paper, language = self._shown
        return template_trial.shipped(paper, self.desk.settings, language)

    def _keep(self) -> None:
        source = self.editor.toPlainText()
        paper, language = self._shown
        if self.choices is None or not language or template_trial.faults(paper, source):
            return
        is_shipped = source == self._shipped()
        self.choices.choose(templates.key(paper, language), None if is_shipped else source)

    def _on_paper(self, _value: object) -> None:
        self.refresh()

    def _on_printer(self, _value: str) -> None:
        self._try()

    def _on_value(self, text: str) -> None:
        self.editor.insertPlainText(text)
        self.editor.setFocus()

    def _try(self) -> None:
        if self._busy:
            self._pause.start()
            return
        self._busy = True
        settings = self.desk.settings
        chosen = self.printer.value() or routes.printer_of(settings, self.paper)
        address = routes.addresses(settings).get(chosen, NOT_THERE)
        target = (address, cast("Role", routes.role_of(settings, chosen)))
        source = self.editor.toPlainText()
        heading = ShopData.of(settings.shop)
        work = partial(template_trial.tried, self.paper, source, self._shown[1], heading, target)
        self.desk.jobs.device(_LANE, work, self._on_tried, None, self._on_ended)

    def _on_ended(self) -> None:
        self._busy = False

    def _on_tried(self, trial: Trial) -> None:
        tr = self.desk.tr
        self.editor.mark(frozenset(fault[0] for fault in trial.faults))
        said = [
            tr(template_trial.sentence(fault)) % {"line": fault[0], "what": fault[2]}
            for fault in trial.faults[:3]
        ]
        if trial.changed:
            said.append(tr("Signs that no font shows: %s") % ", ".join(trial.changed))
        self.said.setText("\n".join(said) or tr("No mistakes"))
        if trial.png:
            bar = self.picture.verticalScrollBar()
            at = bar.value()  # whoever writes at the foot goes on looking at the foot
            self.picture.show_png(trial.png)
            bar.setValue(at)

    def _connect(self) -> None:
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._try)
        self.papers.currentRowChanged.connect(self._on_paper)
        self.language.chosen.connect(self._on_paper)
        self.printer.chosen.connect(self._on_printer)
        self.values.picked.connect(self._on_value)
        self.values.meant.connect(self.meaning.setText)
        self.editor.textChanged.connect(self._pause.start)
        self.editor.left.connect(self._keep)
        self.file.imported.connect(self._on_imported)
        self.file.source = self._all_own

    def _all_own(self) -> dict[str, str]:
        if self.choices is None:
            return {}
        keys = ((name, language) for name in _NAMES for language in _LANGUAGES)
        found = {templates.key(*key): templates.own(self.choices.value, *key) for key in keys}
        return {key: source for key, source in found.items() if source}

    def _on_imported(self, found: dict[str, str]) -> None:
        """Only papers we know, only without faults; the rest is named."""
        known: dict[str, PaperName] = {
            templates.key(name, lang): name for name in _NAMES for lang in ("ru", "en")
        }
        refused: list[str] = []
        for key, source in found.items():
            if key in known and not template_trial.faults(known[key], source):
                if self.choices is not None:
                    self.choices.choose(key, source)
            else:
                refused.append(key)
        self.file.tell(len(found) - len(refused), refused)
        self.refresh()

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        self._fit()

    def _fit(self) -> None:
        """Lists beside the text, or above it where the text would have no room beside them."""
        beside = self.viewport().width() - self.papers.minimumWidth()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        is_wide = beside >= self.look.px(_TEXT_EM)
        self._whole.setDirection(across if is_wide else down)
        self._left.setDirection(down if is_wide else across)
        self._drawn.setDirection(across if is_wide else down)

    def _name(self) -> None:
        look, tr = self.look, self.desk.tr
        self.papers.setObjectName("templates.papers")
        self.papers.setAccessibleName(tr("Papers"))
        self.papers.setMinimumHeight(look.px(8))
        self.printer.setAccessibleName(tr("Printer the picture is drawn for"))
        self.editor.setObjectName("templates.editor")
        self.editor.setAccessibleName(tr("Text of the paper"))
        self.editor.setMinimumHeight(look.px(_LINES * 1.2))
        self.said.setObjectName("templates.said")
        self.said.setWordWrap(True)
        self.meaning.setObjectName("templates.meaning")
        self.meaning.setFont(look.small)
        self.meaning.setWordWrap(True)
        self.meaning.setMinimumHeight(self.meaning.fontMetrics().height() * 3)
        self.picture.setObjectName("templates.picture")

    def _list_papers(self) -> None:
        look, tr = self.look, self.desk.tr
        dress(self.papers, look)
        for name in _NAMES:
            QListWidgetItem(tr(paper_words.PAPERS[name]), self.papers)
        self.papers.setCurrentRow(0)
        longest = self.papers.sizeHintForColumn(0) + look.px(1.5)
        self.papers.setMinimumWidth(min(longest, look.px(_PAPERS_EM)))

    def _arrange(self) -> None:
        look, tr = self.look, self.desk.tr
        self._name()
        self._list_papers()
        self._left.setContentsMargins(0, 0, 0, 0)
        for widgets in ((self.papers, self.language), (self.values, self.meaning)):
            column = QVBoxLayout()
            for widget in widgets:
                column.addWidget(widget)
            self._left.addLayout(column, 1)
        middle = QVBoxLayout()
        middle.addWidget(self.said)
        middle.addWidget(self.editor, 1)
        text = QHBoxLayout()
        text.setSpacing(look.px(0.75))
        text.addLayout(middle, 4)
        text.addWidget(self.picture, 3)
        self._whole.setSpacing(look.px(0.75))
        self._whole.addLayout(self._left, 2)
        self._whole.addLayout(text, 7)
        drawn = self._drawn
        drawn.addWidget(QLabel(tr("Prints on")))
        drawn.addWidget(self.printer)
        drawn.addStretch(1)
        self.body.addLayout(self._whole)
        self.body.addLayout(drawn)
        self.body.addWidget(self.file)
        inner = self.widget()
        if inner is not None:
            inner.setMaximumWidth(look.px(90))


def _printers(desk: Desk) -> list[tuple[str, str]]:
    """On whose paper the picture is drawn: first on that of the printer it goes to."""
    names = routes.addresses(desk.settings)
    usual = ("", desk.tr("as usual"))
    return [usual, *((name, paper_words.printer_named(desk.tr, name)) for name in names)]
