"""Whether whoever takes a device has signed for it on his own screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from intake_app.services.drafts import SignatureDraft
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class SignedLine(QLabel):
    """One sentence; empty while nobody signed."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("handover.signed")
        self.setWordWrap(True)
        self.setMinimumHeight(look.row)
        self._look = look
        self._desk = desk
        self.signature: SignatureDraft | None = None

    def has_words(self) -> bool:
        """Whether there is something to say."""
        return self.signature is not None

    def show_signature(self, signed: SignatureDraft | None) -> None:
        """Somebody has signed; None: nobody has."""
        self.signature = signed

    def compare(self, content: str) -> None:
        """Say whether it was put under what is ticked now."""
        signed, tr = self.signature, self._desk.tr
        if signed is None:
            self.setText("")
            return
        fits = signed.content == content
        again = tr("Signed for something else than what is ticked now: Alt+U asks anew")
        self.setText(tr("Signed on the client's screen") if fits else again)
        palette = self.palette()
        palette.setColor(self.foregroundRole(), self._look.colour("good" if fits else "caution"))
        self.setPalette(palette)
