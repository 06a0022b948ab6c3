"""The client's own screen: opened, fed with what is written down, asked, and listened to."""

from __future__ import annotations

import base64
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from intake_app.services import signing
from intake_app.ui.leaving_hand import LeavingHand
from intake_app.ui.money.page import MoneyPage

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.checks.consent_rules import Standing
    from intake_app.i18n.translator import Translator
    from intake_app.services.blobs import Blobs
    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts
    from intake_app.ui.second_screen.script import Question
    from intake_app.ui.second_screen.told import Told
    from intake_app.ui.second_screen.window import SecondScreen

_MIRROR_MS = 120
_THANKS_MS = 4000


class HandCommands(QObject):
    """Built after the first paint; a desk without a screen for clients pays for nothing more."""

    trouble = Signal(object)

    def __init__(self, parts: Parts, desk: Desk, news: News) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._desk = desk
        self._news = news
        self._hand = parts.intake.hand
        self._screen: SecondScreen | None = None
        self._slot = ""
        self._code = ""  # of a payment, while it is shown
        self._signed_for = ""  # the sum of what stands above the signature on the screen
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show)
        self.trouble.connect(news.say_trouble)
        self.leaving = LeavingHand(desk, self._appear, self)
        self.leaving.trouble.connect(news.say_trouble)
        parts.actions.attach("intake.hand", parts.intake, self.toggle)
        parts.actions.attach("handover.sign", parts.card, self.sign)
        parts.intake.keeper.noted.connect(self._on_noted)
        self._hand.stopping.connect(self.stop)
        parts.card.pages.shown.connect(self._on_page)
        parts.stack.currentChanged.connect(self._on_screen)

    def open(self) -> None:
        """Show the client's screen if this desk has one."""
        if self._appear() is not None:
            self._show()

    def close(self) -> None:
        """The desk closes."""
        if self._screen is not None:
            self._screen.close()
            self._screen.deleteLater()
            self._screen = None

    def toggle(self) -> None:
        """Let the client answer what is open; the same key stops him."""
        tr, client = self._desk.tr, self._parts.intake.client.draft().id
        if self._hand.is_asking:
            self.stop()
        elif self._appear() is None:
            told = tr("No screen for clients here: set client_screen in the settings of this PC")
            self._news.say(told, "caution")
        elif client is None:
            self._ask(frozenset())
        else:
            self._slot = self._parts.intake.keeper.slot
            work = partial(_standing, self._desk.shop, client)
            self._desk.jobs.store(work, self._on_standing, self.trouble.emit)

    def sign(self) -> None:
        """Let whoever takes the device sign on his own screen; the same key stops him."""
        if self.leaving.page is None:
            return
        if not self.leaving.ask():
            told = self._desk.tr("No screen for clients here: the paper has a line to sign on")
            self._news.say(told, "caution")

    def _on_page(self, _name: str) -> None:
        """The page of money says what is to be paid by a phone; it is built late."""
        page = self._parts.card.pages.page
        self._follow(page)
        if isinstance(page, MoneyPage):
            page.code_shown.connect(self.show_code, Qt.ConnectionType.UniqueConnection)
        else:
            self.show_code("", "")

    def _on_screen(self, _place: int) -> None:
        self.show_code("", "")
        is_card = self._parts.in_sight(self._parts.card)
        self._follow(self._parts.card.pages.page if is_card else None)

    def _follow(self, page: object) -> None:
        """A hand-over in sight is what the client sees; afterwards it is the intake again."""
        before = self.leaving.page
        self.leaving.follow(page)
        if self.leaving.page is not None:
            self.leaving.show()
        elif before is not None:
            self._show()

    def show_code(self, text: str, amount: str) -> None:
        """Show a payment code on the client's screen; an empty one takes it away."""
        if text == self._code:
            return
        self._code = text
        if self._screen is not None and not self._screen.is_asking:
            from intake_app.printing import barcodes  # noqa: PLC0415 - as the screen

            self._screen.show_code(barcodes.qr(text) if text else (), amount)

    def stop(self) -> None:
        """Ask no more; what was answered stays."""
        self._hand.is_asking = False
        if self._screen is not None:
            self._screen.stop()
        self._show()

    def _appear(self) -> SecondScreen | None:
        """The client's screen, built when it is first wanted."""
        wanted, desk = self._desk.settings.desk.client_screen, self._parts.window.screen()
        is_due = wanted == "window" or (wanted == "auto" and len(QGuiApplication.screens()) > 1)
        if self._screen is None and is_due:
            # Late: few desks have such a screen, and none needs it for its first keys.
            from intake_app.ui.second_screen.window import (  # noqa: PLC0415 - see above
                SecondScreen,
                larger,
            )

            settings = self._desk.settings
            self._screen = SecondScreen(
                larger(self._parts.look, desk),
                settings.shop.name,
                settings.desk.paper_lang,
                self._text_of,
            )
            self._screen.answered.connect(self._on_answered)
            self._screen.finished.connect(self._on_finished)
        if self._screen is not None and not self._screen.isVisible():
            self._screen.appear(desk)
        return self._screen

    def _on_standing(self, found: tuple[Standing, ...]) -> None:
        if self._slot == self._parts.intake.keeper.slot:
            self._ask(frozenset(one.purpose.value for one in found if one.holds))

    def _ask(self, agreed: frozenset[str]) -> None:
        from intake_app.ui.second_screen.script import (  # noqa: PLC0415 - as the screen itself
            open_questions,
            script,
        )

        draft = self._parts.intake.draft()
        wanted = open_questions(draft, agreed)
        if self._screen is None:
            return
        if not wanted:
            self._news.say(self._desk.tr("The client has answered everything"), "accent")
            return
        self._slot = self._parts.intake.keeper.slot
        self._hand.begin()
        self._screen.ask(script(wanted))
        self._hand.refresh(draft)

    def _on_answered(self, question: str, answer: str) -> None:
        """Answers come on their own; the desk goes on typing meanwhile."""
        if self.leaving.is_asking:
            self.leaving.take(answer, self._screen.language if self._screen is not None else "")
            return
        from intake_app.ui.second_screen import agreed_texts  # noqa: PLC0415 - as the screen
        from intake_app.ui.second_screen.script import YES  # noqa: PLC0415 - the same

        shop, now = self._desk.settings.shop, self._desk.now()
        language = self._screen.language if self._screen is not None else ""
        if question == "phone":
            self._hand.hear("phone", answer)
        elif question == "name":
            self._hand.hear("name", answer)
        elif question == "signature":
            content = base64.b64decode(answer)
            work = partial(_keep, self._desk.shop.blobs, content)
            # Before any intake that mentions it: the lane works in the order asked for.
            self._desk.jobs.store(work, None, self._on_unkept)
            words = agreed_texts.signed_words(shop, language, now)
            name = sha256(content).hexdigest()
            self._hand.sign(agreed_texts.signature(name, words, self._signed_for, now))
        else:
            said = (question, answer == YES)
            self._hand.agree(agreed_texts.consent(shop, said, language, now))

    def _on_unkept(self, error: Exception) -> None:
        self._hand.sign(None)
        self.trouble.emit(error)

    def _on_finished(self, _script: object) -> None:
        if self.leaving.page is not None:
            return  # he is thanked until the next one comes
        self._hand.is_asking = False
        self._hand.refresh(self._parts.intake.draft())
        self._timer.start(_THANKS_MS)

    def _text_of(self, question: Question, tr: Translator) -> str:
        from intake_app.ui.second_screen import agreed_texts  # noqa: PLC0415 - as the screen
        from intake_app.ui.second_screen.script import CONSENTS  # noqa: PLC0415 - the same

        shop, now = self._desk.settings.shop, self._desk.now()
        if question in CONSENTS:
            return agreed_texts.consent_words(shop, question.value, tr.language, now)
        if question != "signature":
            return ""
        if self.leaving.is_asking:
            return self.leaving.text(tr)
        draft = self._parts.intake.draft()
        self._signed_for = signing.content(draft)
        words = agreed_texts.signed_words(shop, tr.language, now)
        return agreed_texts.above_signature(self._told(draft).lines(tr), words)

    def _on_noted(self) -> None:
        """Something was typed, or another draft stands in the form."""
        slot = self._parts.intake.keeper.slot
        if slot != self._slot:
            self._slot = slot
            if self._hand.is_asking:
                self.stop()
            if self._screen is not None:
                self._screen.greet()
            self._timer.start(_MIRROR_MS)
        elif not self._timer.isActive():
            self._timer.start(_MIRROR_MS)

    def _show(self) -> None:
        draft = self._parts.intake.draft()
        self._hand.refresh(draft)
        is_free = not self._code and self.leaving.page is None
        if self._screen is not None and not self._screen.is_asking and is_free:
            self._screen.mirror(self._told(draft).lines)

    def _told(self, draft: IntakeDraft) -> Told:
        from intake_app.ui.second_screen.told import Told  # noqa: PLC0415 - as the screen

        shop, intake = self._desk.settings.shop, self._parts.intake
        return Told(
            draft=draft,
            promised_at=draft.promised_at or intake.terms.promise.proposal().moment,
            is_he=self._hand.is_he(),
            zone=ZoneInfo(shop.timezone),
            currency=shop.currency,
        )


def _standing(shop: Shop, client: UUID) -> tuple[Standing, ...]:
    return shop.services.consents.standing(client)


def _keep(blobs: Blobs, content: bytes) -> None:
    blobs.put(content)
