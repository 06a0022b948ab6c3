"""One template: its text, what is wrong with it, and the document it makes of a paper's values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError
from intake_app.printing.document import Document
from intake_app.printing.templating import markup, sandbox

if TYPE_CHECKING:
    from intake_app.printing.templating.variables import Fault, Values, Variables


@dataclass(frozen=True, slots=True)
class Template:
    """The source as the owner edits it, in one language."""

    source: str
    variables: Variables

    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong, by line; a template without faults always makes a document."""
        return _faults(self)

    def document(self, values: Values, title: str, language: str) -> Document:
        """Compose the paper. Raises RejectedError(TEMPLATE_BROKEN) when the source has faults."""
        found = self.faults()
        if found:
            raise RejectedError(Problem.TEMPLATE_BROKEN, f"line {found[0].line}: {found[0].code}")
        return Document(title, markup.blocks(sandbox.filled(self.source, values)), language)


@lru_cache(maxsize=64)
def _faults(template: Template) -> tuple[Fault, ...]:
    """Looked for once a template, not once a paper."""
    source = template.source
    return (*sandbox.faults(source, template.variables), *markup.faults(source))
