"""One quiet line of the intake: does a known client's consent to personal data stand?

It never stands in the way: nothing is asked, nothing is marked, no key has to be pressed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from intake_app.services.consent_rules import Purpose, Standing, Way
from intake_app.ui.widgets.button import Button, Role

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class ConsentLine(QWidget):
    """`printed` tells that a paper is in the queue, `granted` that a signed one is written down.

    `trouble` carries an IntakeError. Both buttons are reached by Tab; a form may give them keys.
    """

    printed = Signal()
    granted = Signal()
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client: UUID | None = None
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
        self._client = client
        self.hide()
        if client is not None:
            work = partial(_standing, self._desk.shop, client)
            self._desk.jobs.store(work, partial(self._on_standing, client), self.trouble.emit)

    def refresh(self) -> None:
        """Read again."""
        self.show_client(self._client)

    def print_paper(self) -> None:
        """Print the paper for him to sign; that grants nothing yet."""
        if self._client is not None:
            work = partial(_print, self._desk.shop, self._client)
            self._desk.jobs.store(work, self._on_printed, self.trouble.emit)

    def grant(self) -> None:
        """Write down that he signed."""
        if self._client is not None:
            work = partial(_grant, self._desk.shop, self._client)
            self._desk.jobs.store(work, self._on_granted, self.trouble.emit)

    def _on_standing(self, client: UUID, found: tuple[Standing, ...]) -> None:
        if client != self._client:
            return
        # Late: the words belong to a screen that a start should not wait for.
        from intake_app.ui.clients.consents_panel import told  # noqa: PLC0415 - see above

        stands = next(one for one in found if one.purpose is Purpose.PERSONAL_DATA)
        tr = self._desk.tr
        self.said.setText(tr("consent to personal data: %s") % told(stands, self._desk))
        self.paper.setVisible(not stands.holds)
        self.sign.setVisible(not stands.holds)
        self.show()

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
