"""Changing one option in the text of an address, the rest left as it stands."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

_READABLE = "/:+-_."


def option(address: str, name: str) -> str:
    """What an option is set to; empty when it is not."""
    return dict(parse_qsl(address.partition("?")[2])).get(name, "")


def with_options(address: str, **changes: str) -> str:
    """The address with options set; an empty value takes one away."""
    place, _, query = address.partition("?")
    options = {**dict(parse_qsl(query)), **changes}
    kept = {name: value for name, value in options.items() if value}
    return f"{place}?{urlencode(kept, safe=_READABLE)}" if kept else place
