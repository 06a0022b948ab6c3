"""Free words with a list under them: what is begun there may be taken, all else stays as typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import layout, names
from intake_app.i18n.translator import N_
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from intake_app.ui.theme import Look

SOURCES = (
    N_("nearby"),
    N_("a recommendation"),
    N_("the price"),
    N_("warranty of the brand"),
    N_("the internet"),
    N_("was here before"),
    N_("something else"),
)
"""Why a client came to us, before the shop has words of its own."""

_MOST = 12


class WordField(SuggestField):
    """`offer` is asked with every key; what stands there already is not offered again."""

    def __init__(self, look: Look, name: str, offer: Callable[[], Iterable[str]]) -> None:
        super().__init__(look, name, self._rows)
        self._words = offer
        self.picked.connect(self._on_picked)

    def _rows(self, typed: str) -> tuple[Suggestion, ...]:
        offered = tuple(dict.fromkeys(self._words()))
        for text in layout.variants(typed):
            wanted = names.words(text)
            found = [word for word in offered if _fits(names.words(word), wanted)]
            if found:
                shown = [word for word in found if word != typed][:_MOST]
                return tuple(Suggestion(word, value=word) for word in shown)
        return ()

    def _on_picked(self, word: object) -> None:
        self.show_text(str(word))
        self.changed.emit()


def _fits(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in wanted)
