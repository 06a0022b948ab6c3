"""The client's screen at a hand-over: shows what goes, takes the signature of whoever takes it."""

from __future__ import annotations

import base64
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from intake_app.services import signing
from intake_app.ui.handover.page import HandoverPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.i18n.translator import Translator
    from intake_app.services.blobs import Blobs
    from intake_app.ui.desk import Desk
    from intake_app.ui.second_screen.leaving import Leaving
    from intake_app.ui.second_screen.mirror import Lines
    from intake_app.ui.second_screen.window import SecondScreen


class LeavingHand(QObject):
    """`appear` gives the client's screen, built if this desk has one."""

    trouble = Signal(object)

    def __init__(
        self, desk: Desk, appear: Callable[[], SecondScreen | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._appear = appear
        self._page: HandoverPage | None = None
        self._asked: Leaving | None = None  # what stands above the signature
        self.is_asking = False

    @property
    def page(self) -> HandoverPage | None:
        """The hand-over in sight."""
        return self._page

    def follow(self, page: object) -> None:
        """Show the hand-over that came into sight; None: it went out of it."""
        if page is self._page:
            return
        if self._page is not None:
            self._page.changed.disconnect(self.show)
            self._page.sign_asked.disconnect(self.ask)
            self.stop()
        self._page = page if isinstance(page, HandoverPage) else None
        if self._page is not None:
            self._page.changed.connect(self.show)
            self._page.sign_asked.connect(self.ask)

    def show(self) -> None:
        """Mirror what is ticked; a question that no longer fits is taken back."""
        told = self.told()
        if self.is_asking and (told is None or not self._is_asked(told)):
            self.stop()
        screen = self._appear()
        if self._page is not None:
            self._page.offer_signature(shown=screen is not None and told is not None)
        if screen is not None and not self.is_asking:
            from intake_app.ui.second_screen.leaving import TITLE  # noqa: PLC0415 - with the screen

            screen.mirror(told.lines if told is not None else _nothing, TITLE)

    def told(self) -> Leaving | None:
        """What is handed over now; None where nothing is."""
        from intake_app.ui.second_screen.leaving import Leaving  # noqa: PLC0415 - with the screen

        said = self._page.said() if self._page is not None else None
        return Leaving(*said) if said is not None else None

    def ask(self) -> bool:
        """Let whoever takes it sign; the same key stops. False where there is no screen for him."""
        told, screen = self.told(), self._appear()
        if self.is_asking:
            self.stop()
        elif screen is None:
            return False
        elif told is not None:
            from intake_app.ui.second_screen import script  # noqa: PLC0415 - with the screen

            self.is_asking, self._asked = True, told
            screen.ask(script.script(frozenset({script.Question.SIGNATURE})))
        return True

    def stop(self) -> None:
        """Ask no more."""
        was_asking, self.is_asking = self.is_asking, False
        screen = self._appear() if was_asking else None
        if screen is not None:
            screen.stop()

    def text(self, tr: Translator) -> str:
        """What stands above the signature, in the language of whoever reads it."""
        from intake_app.ui.second_screen import agreed_texts  # noqa: PLC0415 - with the screen

        words = agreed_texts.leaving_words(self._desk.settings.shop, tr.language, self._desk.now())
        lines = self._asked.lines(tr) if self._asked is not None else ()
        return agreed_texts.above_signature(lines, words)

    def take(self, answer: str, language: str) -> None:
        """Keep the strokes, then let the page bear them; they hold for what was shown alone."""
        from intake_app.ui.second_screen import agreed_texts  # noqa: PLC0415 - with the screen

        self.is_asking = False
        page, told, now = self._page, self._asked, self._desk.now()
        if page is None or told is None:
            return
        content = base64.b64decode(answer)
        self._desk.jobs.store(
            partial(_keep, self._desk.shop.blobs, content), None, partial(self._on_unkept, page)
        )
        words = agreed_texts.leaving_words(self._desk.settings.shop, language, now)
        shown = signing.leaving(told.numbers, told.draft)
        page.sign(agreed_texts.signature(sha256(content).hexdigest(), words, shown, now))

    def _on_unkept(self, page: HandoverPage, error: Exception) -> None:
        page.sign(None)
        self.trouble.emit(error)

    def _is_asked(self, told: Leaving) -> bool:
        asked = self._asked
        return asked is not None and signing.leaving(asked.numbers, asked.draft) == (
            signing.leaving(told.numbers, told.draft)
        )


def _nothing(_tr: Translator) -> Lines:
    return ()


def _keep(blobs: Blobs, content: bytes) -> None:
    blobs.put(content)
