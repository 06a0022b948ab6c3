"""Templates by Jinja, cut down until nothing is left that could run, read or grow without end.

A template is a stranger's data: it may have been imported. Besides the sandbox of Jinja only the
kinds of node below are let through, so there are no calls, filters, arithmetic, assignments,
imports or macros, and every loop runs over a list that the paper itself brought.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from intake_app.errors import Problem, RejectedError
from intake_app.printing.templating.marks import guarded
from intake_app.printing.templating.variables import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import Template

    from intake_app.printing.templating.variables import Group, Values, Variables

_HARMLESS = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)
_LONGEST = 40_000
_TAG_AFTER_WORDS = re.compile(r"^(?!\s*(?:\{%[^%\n]*%\}\s*)+$).*%\}$", re.MULTILINE)
_LOOP: Group = {"index": "", "first": "", "last": ""}


def _environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        finalize=guarded,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    made.globals.clear()
    return made


_ENVIRONMENT = _environment()


@lru_cache(maxsize=64)
def _compiled(source: str) -> Template:
    # A break after a tag is dropped with it, which must not join a line of words to the next one.
    return _ENVIRONMENT.from_string(_TAG_AFTER_WORDS.sub(r"\g<0> ", source))


def filled(source: str, values: Values) -> str:
    """Fill a source that `faults` finds nothing wrong with.

    Raises RejectedError(TEMPLATE_BROKEN) where it compares what cannot be compared.
    """
    try:
        return _compiled(source).render({**values.groups, **values.lists})
    except TypeError as error:
        raise RejectedError(Problem.TEMPLATE_BROKEN, "a comparison") from error


def faults(source: str, variables: Variables) -> Iterator[Fault]:
    """Name what the source may not say, each with its line."""
    if len(source) > _LONGEST:
        yield Fault(1, "too_long")
        return
    try:
        tree = _ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        yield Fault(error.lineno, "syntax", error.message or "")
        return
    except RecursionError:
        yield Fault(1, "too_deep")
        return
    forbidden = [node for node in tree.find_all(nodes.Node) if not isinstance(node, _HARMLESS)]
    if forbidden:
        yield from (Fault(node.lineno, "forbidden", type(node).__name__) for node in forbidden)
        return
    yield from _unknown(tree, variables.groups, variables.lists)


def _unknown(  # noqa: C901, PLR0912 - one case a kind of node
    node: nodes.Node, known: Mapping[str, Group], lists: Mapping[str, Group]
) -> Iterator[Fault]:
    """Walk down with the names in force; a loop adds one of its own for what is inside it."""
    match node:
        case nodes.For():
            yield from _unknown_in_loop(node, known, lists)
        case nodes.Getattr(node=nodes.Name(name=group), attr=name):
            if name not in known.get(group, {}):
                yield Fault(node.lineno, "unknown", f"{group}.{name}")
        case nodes.Getattr():
            yield Fault(node.lineno, "forbidden", "attribute")
        case nodes.Output() if any(isinstance(part, nodes.Name) for part in node.nodes):
            yield Fault(node.lineno, "unknown", "a whole group")
        case nodes.Name(name=name):
            # A list is tested as a whole: `{% if lines %}`.
            if name not in lists:
                yield Fault(node.lineno, "unknown", name)
        case _:
            for child in node.iter_child_nodes():
                yield from _unknown(child, known, lists)


def _unknown_in_loop(
    loop: nodes.For, known: Mapping[str, Group], lists: Mapping[str, Group]
) -> Iterator[Fault]:
    if loop.recursive or loop.test is not None or not isinstance(loop.target, nodes.Name):
        yield Fault(loop.lineno, "forbidden", "loop")
    elif not isinstance(loop.iter, nodes.Name) or loop.iter.name not in lists:
        yield Fault(loop.lineno, "unknown", "list")
    else:
        inside = {**known, loop.target.name: lists[loop.iter.name], "loop": _LOOP}
        # No list within a list: a paper of n lines can never become one of n × n.
        for child in (*loop.body, *loop.else_):
            yield from _unknown(child, inside, {})
