"""A receptionist at an open window: presses keys and looks at what a person would see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from intake_app.services.drafts import ClientDraft, ClientKind, DeviceDraft, IntakeDraft
from intake_app.tour.keys import Typist
from intake_app.ui.main_window import MainWindow
from intake_app.ui.widgets.suggestions import SuggestionList
from intake_app.ui.window_layout import USUAL

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from intake_app.services.rows import Accepted, OrderCard
    from intake_app.ui.desk import Desk
    from intake_app.ui.forms.under_way import Refusal

ROMASHKA = ClientDraft(
    kind=ClientKind.COMPANY,
    name="ООО «Ромашка»",
    phone="+7 916 123-45-60",
    email="info@romashka.ru",
    inn="7701234560",
    kpp="770101001",
    ogrn="1237700123451",
    bik="044525225",
    bank="ПАО Сбербанк",
    account="40702810938000000001",
    corr_account="30101810400000000225",
    director="Иванов Иван Иванович",
    address="101000, г. Москва, ул. Мясницкая, д. 1",
)
PETER = ClientDraft(name="Петров Пётр", phone="+79161234567")
IPHONE = DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13", serial="F17ABC")


class Counter:
    """The window, hands for it, and what it has told so far."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.window = MainWindow(desk)
        qtbot.addWidget(self.window)
        self.window.resize(*USUAL)
        with qtbot.waitActive(self.window):
            self.window.show()
        self.parts = self.window.parts
        self.typist = Typist(self.window.windowHandle())
        self.press = self.typist.press
        self.type = self.typist.type
        self.received: list[Accepted] = []
        self.refused: list[Refusal] = []
        self.parts.intake.received.connect(self.received.append)
        self.parts.intake.refused.connect(self.refused.append)

    def settle(self) -> None:
        """Wait until the store lane has nothing left to do and its answers are in."""
        done: list[None] = []
        self.desk.jobs.store(_nothing, done.append)
        self.qtbot.waitUntil(lambda: bool(done))

    def focused(self) -> str:
        """The name of the field with the focus."""
        widget = QApplication.focusWidget()
        return widget.objectName() if widget is not None else ""

    def offered(self) -> list[str]:
        """The rows of the list on show, wherever it is."""
        lists = self.window.findChildren(SuggestionList)
        return [row.text for found in lists for row in found.rows]

    def said(self) -> str:
        """What the message bar says."""
        message = self.parts.messages.message
        return " ".join(filter(None, (message.title, message.text))) if message else ""

    def bad_fields(self) -> list[str]:
        """Names of the fields marked as bad, from the top."""
        return [name for name, field in self.parts.intake.fields.items() if field.is_marked()]

    def order(self, place: int = -1) -> OrderCard:
        """What the service holds of an intake accepted here."""
        self.qtbot.waitUntil(lambda: bool(self.received))
        return self.desk.shop.services.orders.card(self.received[place].order_id)

    def give(self, draft: IntakeDraft | None = None) -> Accepted:
        """An order that was taken in before."""
        draft = draft or IntakeDraft(client=PETER, device=IPHONE, fault="не заряжается")
        return self.desk.shop.services.intakes.receive(draft)


def _nothing() -> None:
    """The shortest job."""
