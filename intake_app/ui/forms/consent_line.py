"""One quiet line of the intake: a known client's consent to personal data that does not stand.

It never stands in the way: nothing is asked, nothing is marked, no key has to be pressed, and Tab
passes its buttons by, which have keys of their own.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from intake_app.checks.consent_rules import Purpose, Standing, Way
from intake_app.ui.actions import spec, written
from intake_app.ui.widgets.button import Button, Role

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class ConsentLine(QWidget):
    """`printed` tells that a paper is in the queue, `granted` that a signed one is written down.

    `turned` tells whether there is anything to say; `trouble` carries an IntakeError.
    """

    turned = Signal(bool)
    printed = Signal()
    granted = Signal()
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client: UUID | None = None
        self._lacks = False
        tr = desk.tr
        self.said = QLabel()
        self.said.setObjectName("consent.said")
        self.said.setFont(look.small)
        palette = self.said.palette()
        palette.setColor(self.said.foregroundRole(), look.colour("muted"))
        self.said.setPalette(palette)
        self.paper = Button(look, tr("Print the consent"), icon="printer", role=Role.QUIET)
        self.sign = Button(look, tr("Signed on paper"), icon="check", role=Role.QUIET)
        self.paper.setObjectName("consent.print")
        self.sign.setObjectName("consent.sign")
        for button, action in ((self.paper, "intake.consent"), (self.sign, "intake.agreed")):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setToolTip(f"{tr(spec(action).text)}  {written(spec(action).keys)}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(0.4))
        row.addWidget(self.said)
        row.addWidget(self.paper)
        row.addWidget(self.sign)
        row.addStretch(1)
        self.paper.clicked.connect(self.print_paper)
        self.sign.clicked.connect(self.grant)
        self.hide()

    def show_client(self, client: UUID | None) -> None:
        """Follow the client of the intake; a new one has no card, and so no consent, yet."""
        if client != self._client:
            self._client = client
            self._tell(None)
            self.refresh()

    def refresh(self) -> None:
        """Read again."""
        if self._client is not None:
            work = partial(_standing, self._desk.shop, self._client)
            told = partial(self._on_standing, self._client)
            self._desk.jobs.store(work, told, self.trouble.emit)

    def print_paper(self) -> None:
        """Print the paper for him to sign; that grants nothing yet."""
        if self._client is not None and self._lacks:
            work = partial(_print, self._desk.shop, self._client)
            self._desk.jobs.store(work, self._on_printed, self.trouble.emit)

    def grant(self) -> None:
        """Write down that he signed."""
        if self._client is not None and self._lacks:
            work = partial(_grant, self._desk.shop, self._client)
            self._desk.jobs.store(work, self._on_granted, self.trouble.emit)

    def _on_standing(self, client: UUID, found: tuple[Standing, ...]) -> None:
        if client == self._client:
            self._tell(next(one for one in found if one.purpose is Purpose.PERSONAL_DATA))

    def _tell(self, stands: Standing | None) -> None:
        """What stands needs no words, unless it was given just now."""
        was_lacking = self._lacks
        self._lacks = stands is not None and not stands.holds
        if stands is not None:
            # Late: the words belong to a screen that a start should not wait for.
            from intake_app.ui.clients.consent_words import told  # noqa: PLC0415 - see above

            words = self._desk.tr("consent to personal data: %s")
            self.said.setText(words % told(stands, self._desk))
        self.paper.setVisible(self._lacks)
        self.sign.setVisible(self._lacks)
        is_due = self._lacks or (was_lacking and stands is not None)
        self.setVisible(is_due)
        self.turned.emit(is_due)

    def _on_printed(self, _job: UUID) -> None:
        self.printed.emit()

    def _on_granted(self, _fact: UUID) -> None:
        self.granted.emit()
        self.refresh()


def _standing(shop: Shop, client: UUID) -> tuple[Standing, ...]:
    return shop.services.consents.standing(client)


def _print(shop: Shop, client: UUID) -> UUID:
    return shop.services.consents.print_paper(client, Purpose.PERSONAL_DATA)


def _grant(shop: Shop, client: UUID) -> UUID:
    return shop.services.consents.grant(client, Purpose.PERSONAL_DATA, Way.PAPER)
