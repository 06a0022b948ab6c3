"""A look at a template before it is kept: its faults by line, else the very picture of the paper.

Runs in a lane; the renderers are imported with the first look.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.config import resources
from intake_app.errors import RejectedError
from intake_app.i18n.translator import N_, translator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.config import Settings
    from intake_app.printing.profile import Role
    from intake_app.printing.templating.variables import Fault, Variables
    from intake_app.services.papers import PaperName, ShopData

_SAID: Mapping[str, str] = {
    "syntax": N_("Line %(line)d: this cannot be read: %(what)s"),
    "forbidden": N_("Line %(line)d: a template may not do this: %(what)s"),
    "unknown": N_("Line %(line)d: there is no such value: %(what)s"),
    "markup": N_("Line %(line)d: there is no such command: [%(what)s]"),
    "too_long": N_("The template is too long"),
    "too_deep": N_("The template is nested too deeply"),
    "picture": N_("This cannot be printed: %(what)s"),
}


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it: sentences, or a picture and the characters no font shows."""

    faults: tuple[tuple[int, str, str], ...] = ()
    png: bytes = b""
    changed: tuple[str, ...] = ()


def sentence(fault: tuple[int, str, str]) -> str:
    """The message id of a fault's sentence."""
    return _SAID.get(fault[1], _SAID["picture"])


def variables(name: PaperName) -> Variables:
    """What a template of that paper may speak of."""
    from intake_app.printing.views import catalogue  # noqa: PLC0415 - needs the template engine

    return catalogue.variables(name)


def shipped(name: PaperName, settings: Settings, language: str) -> str:
    """The words of the box, in their last edition."""
    from intake_app.printing.templating import shipped as box  # noqa: PLC0415 - the same

    return box.editions(name, settings.shop.legal_profile, language)[-1][1]


def faults(name: PaperName, source: str) -> tuple[Fault, ...]:
    """Everything that is wrong with a source."""
    from intake_app.printing.templating.template import Template  # noqa: PLC0415 - the same

    return Template(source, variables(name)).faults()


def tried(
    name: PaperName, source: str, language: str, shop: ShopData, target: tuple[str, Role]
) -> Trial:
    """Fill the template with an example and draw it as a printer would: its address and role."""
    found = faults(name, source)
    if found:
        return Trial(tuple((fault.line, fault.code, fault.what) for fault in found))
    from intake_app.printing.composing import composed  # noqa: PLC0415 - the same
    from intake_app.printing.examples import example  # noqa: PLC0415 - needs the renderers
    from intake_app.printing.glyphs import Fonts  # noqa: PLC0415 - the same
    from intake_app.printing.printer import printer  # noqa: PLC0415 - the same
    from intake_app.printing.proofs import proof  # noqa: PLC0415 - the same

    words = translator(language, resources() / "locale")
    try:
        document = composed(name, example(name, shop, language), words, source)
        drawn = proof(document, printer(*target).profile, Fonts(resources() / "fonts"), name)
    except RejectedError as error:
        return Trial(((0, "picture", str(error.problem)),))
    return Trial(png=drawn.png, changed=drawn.changed)
