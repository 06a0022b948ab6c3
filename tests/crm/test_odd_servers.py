"""Whatever answers at an address: an adapter gives something or raises what the engine knows."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from intake_hub.crm.adapter import Access
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import CrmError
from intake_hub.crm.offers import OFFERS, Offer
from tests.crm.contract import a_client
from tests.crm.loopback import Answer, Asked, Loopback

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAID: tuple[tuple[int, object], ...] = (
    (200, {}),
    (200, []),
    (200, None),
    (200, 1),
    (200, "x"),
    (200, {"result": None}),
    (200, {"result": []}),
    (200, {"result": {}}),
    (200, {"error": ["Odd", "words"]}),
    (200, {"error": "odd"}),
    (200, {"error": {"name": "odd.Error", "message": "odd"}}),
    (400, {"validation-errors": [{"request_id": "0", "errors": [{"path": "a", "code": "b"}]}]}),
    (418, {}),
)


class Odd(Loopback):
    """Says the same to everything."""

    status, said = 200, b""

    @override
    def answer(self, asked: Asked) -> Answer:
        return Answer(self.status, self.said, {"Content-Type": "application/json"})

    @override
    def changes(self, asked: Asked) -> bool:
        return False


@pytest.fixture
def odd() -> Iterator[Odd]:
    made = Odd()
    yield made
    made.close()


@pytest.mark.parametrize(("status", "said"), _SAID)
@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.name)
def test_nothing_said_ends_in_a_bug(odd: Odd, offer: Offer, status: int, said: object) -> None:
    """Anything else would end the worker of this CRM, at every try anew, and say nothing."""
    odd.status, odd.said = status, json.dumps(said).encode()
    key = f"{odd.url}/rest/1/abc/" if offer.name == "bitrix24" else "login:key"
    options = {"database": "shop", "pipeline": "1"}
    fields, client = offer.usual_map(), a_client()
    adapter = offer.connect(Access(odd.url, key, options), fields)
    for call in (
        adapter.probe,
        adapter.missing_schema,
        lambda: adapter.push(Kind.CLIENT, [client]),
        lambda: adapter.find(Kind.CLIENT, [client.uid]),
        lambda: adapter.pull(Kind.CLIENT, "", 10),
        lambda: adapter.candidates(client),
        lambda: adapter.missing(Kind.CLIENT, ["1"]),
    ):
        with suppress(CrmError):
            call()
    adapter.close()
