"""The questions of the test prints, and what each answer means for the address."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_
from intake_app.printing.address_text import option, with_options
from intake_app.printing.trials import DARKNESS, SLOTS, Trial

if TYPE_CHECKING:
    from collections.abc import Mapping

_WIDTHS = (("48", "384"), ("58", "464"), ("72", "576"), ("80", "640"), ("104", "832"))
_STEP_DOTS = 8
_FARTHEST_DOTS = 64


@dataclass(frozen=True, slots=True)
class Step:
    """`answers` are words and the options they set; an empty value takes an option away."""

    title: str
    question: str
    answers: tuple[tuple[str, Mapping[str, str]], ...]


def _sets(**options: str) -> Mapping[str, str]:
    return MappingProxyType(options)


STEPS: Mapping[Trial, Step] = MappingProxyType(
    {
        Trial.WIDTH: Step(
            N_("Width"),
            N_("Which number of the ruler is the last one seen whole, mm?"),
            tuple((millimetres, _sets(width=dots)) for millimetres, dots in _WIDTHS),
        ),
        Trial.LETTERS: Step(
            N_("Letters"),
            N_("Which line is good Russian? None: papers go as pictures, as they may"),
            (
                *(
                    (str(line), _sets(mode="text", encoding=encoding, slot=str(slot)))
                    for line, (encoding, slot) in enumerate(SLOTS, 1)
                ),
                (N_("None"), _sets(mode="", encoding="", slot="")),
            ),
        ),
        Trial.KNIFE: Step(
            N_("Knife"),
            N_("Was the paper cut?"),
            ((N_("Yes"), _sets(cut="")), (N_("No: I tear it"), _sets(cut="tear"))),
        ),
        Trial.DRAWER: Step(
            N_("Drawer"),
            N_("Did the cash drawer open?"),
            (
                (N_("Yes"), _sets(drawer="2")),
                (N_("No: use the other pin"), _sets(drawer="5")),
                (N_("There is none"), _sets(drawer="")),
            ),
        ),
        Trial.DARKNESS: Step(
            N_("Darkness"),
            N_("On which label are the bars black and apart?"),
            (
                *((level, _sets(darkness=level)) for level in DARKNESS),
                (N_("As set in the printer"), _sets(darkness="")),
            ),
        ),
        Trial.PLACE: Step(
            N_("Place and gap"),
            N_("Is the frame whole on all three labels? If not, how shall it move?"),
            (
                (N_("It is whole"), _sets()),
                (N_("Left"), _sets(right="-")),
                (N_("Right"), _sets(right="+")),
                (N_("Up"), _sets(down="-")),
                (N_("Down"), _sets(down="+")),
                (N_("It creeps: black mark"), _sets(media="mark")),
                (N_("It creeps: gap"), _sets(media="")),
            ),
        ),
        Trial.FENCE: Step(N_("Confirmation"), "", ()),
    }
)


def answered(address: str, options: Mapping[str, str]) -> str:
    """The address after an answer; `+` and `-` move by a millimetre."""
    changes = {
        name: _moved(option(address, name), value) if value in {"+", "-"} else value
        for name, value in options.items()
    }
    return with_options(address, **changes)


def confirmed(address: str, found: str) -> str:
    """The address after the printer was asked what it answers: names joined by `&`."""
    names = found.split("&")
    return with_options(
        address,
        status="yes" if "status" in names else "",
        fence="yes" if "fence" in names else "",
    )


def _moved(now: str, way: str) -> str:
    before = int(now) if now.lstrip("-").isdigit() else 0
    after = before + (_STEP_DOTS if way == "+" else -_STEP_DOTS)
    after = max(-_FARTHEST_DOTS, min(_FARTHEST_DOTS, after))
    return str(after) if after else ""
