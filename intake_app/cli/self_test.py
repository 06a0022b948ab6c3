"""`--self-test`: whether a built program has all its parts; exits 0 or breaks loudly."""

from __future__ import annotations

import tempfile
import tomllib
from importlib import import_module, metadata
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.cli import complaint
from intake_app.cli.shops import opened
from intake_app.config import Settings
from intake_app.errors import Problem, UnavailableError
from intake_app.printing import presses
from intake_app.printing.printer import printer
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft

if TYPE_CHECKING:
    from intake_app.printing.press import Press
    from intake_app.services.shop import Shop

# What is imported only when due, and so would be missed only in front of a client.
_LATE = (
    "PySide6.QtNetwork",
    "PySide6.QtSvg",
    "PySide6.QtWidgets",
    "cryptography.hazmat.primitives.ciphers.aead",
    "holidays.countries.russia",
    "httpx",
    "jinja2",
    "keyring",
    "phonenumbers",
    "platformdirs",
    "pypdfium2",
    "qrcode",
    "serial",
    "usb.core",
)
_DRAFT = IntakeDraft(
    client=ClientDraft(name="Петрова Анна", phone="+79161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается",
)
_PRINTERS = ("none:", "none:?mode=text", "none:?language=pdf")
_PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def version() -> str:
    """From the project beside the package (checkout, built program), or as it was installed."""
    if _PROJECT.is_file():
        return str(tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"])
    return metadata.version("intake")


def main() -> int:
    """Open a scratch store, render each document, load each catalogue."""
    for name in _LATE:
        import_module(name)
    for language in complaint.LANGUAGES[:-1]:  # English is in the code
        if complaint.words(language)("Accepted") == "Accepted":
            raise UnavailableError(Problem.GLYPH_MISSING, f"catalogue {language}")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        with opened(settings) as shop:
            _render(shop, presses.press(settings))
    print(f"intake-app {version()}: all parts are here")  # noqa: T201 - the answer
    return 0


def _render(shop: Shop, press: Press) -> None:
    order = shop.services.intakes.receive(_DRAFT).order_id
    for document in ("receipt", "label"):
        job = shop.services.printouts.job(shop.services.orders.reprint(order, document))
        for address in _PRINTERS:
            able = printer(address, "receipt" if document == "receipt" else "label")
            press.rendered(job, able.profile)
