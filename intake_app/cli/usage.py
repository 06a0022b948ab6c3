"""Wrong usage in one line, in the operator's language."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NoReturn

from typing_extensions import override

from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

# What argparse says, and what we say instead; its own sentences are English and need a manual.
_SENTENCES: Mapping[str, str] = {
    r"unrecognized arguments: (.+)": N_("unknown option: %s"),
    r"argument COMMAND: invalid choice: '(.+?)' .*": N_("unknown command: %s"),
    r"argument (.+?): invalid choice: .*": N_("this value is not possible: %s"),
    r"argument (.+?): invalid \w+ value: .*": N_("this value is not possible: %s"),
    r"argument (.+?): expected .*": N_("a value is missing after: %s"),
    r"the following arguments are required: (.+)": N_("still needed: %s"),
    r"one of the arguments (.+) is required": N_("one of these is needed: %s"),
    r"argument (.+?): not allowed with argument .*": N_("these do not go together: %s"),
    r"ambiguous option: (.+?) could match .*": N_("this option has more than one meaning: %s"),
}


class OneLineParser(argparse.ArgumentParser):
    """Leaves with code 2 after one line on standard error."""

    def __init__(self, *, language: str = "ru", **options: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(**options)
        self._language = language

    @override
    def error(self, message: str) -> NoReturn:
        from intake_app.cli import complaint  # noqa: PLC0415 - words are needed only now

        tr = complaint.words(self._language)
        for pattern, sentence in _SENTENCES.items():
            if found := re.fullmatch(pattern, message, re.DOTALL):
                message = tr(sentence) % found[1]
                break
        self.exit(2, f"intake-app: {message}\n")
