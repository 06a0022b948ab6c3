"""A server hangs up in the middle: what only reads is asked anew, what changes is in doubt."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from intake_hub.crm.faults import TransientError
from intake_hub.crm.http import Ask, CrmHttp
from tests.crm.loopback import Answer, Asked, Loopback, told

if TYPE_CHECKING:
    from collections.abc import Iterator

READ, WRITE = Ask("GET", "/"), Ask("POST", "/", {}, changes=True)


class Server(Loopback):
    """Says how often it was asked; `spoiled` meets every request."""

    @override
    def answer(self, asked: Asked) -> Answer:
        return told(len(self.heard))

    @override
    def changes(self, asked: Asked) -> bool:
        return True


@pytest.fixture
def there() -> Iterator[Server]:
    with closing(Server()) as server:
        yield server


@pytest.fixture
def http(there: Server) -> Iterator[CrmHttp]:
    with closing(CrmHttp(there.url)) as opened:
        assert opened.call(READ).json() == 1  # the connection is kept from here on
        yield opened


def test_what_only_reads_is_asked_anew(there: Server, http: CrmHttp) -> None:
    there.spoiled = ["unsent"]
    assert http.call(READ).json() == 3


def test_a_line_that_stays_cut_is_told(there: Server, http: CrmHttp) -> None:
    there.spoiled = ["unsent", "unsent"]
    with pytest.raises(TransientError) as cut:
        http.call(READ)
    assert not cut.value.is_in_doubt
    assert http.call(READ).json() == 4


def test_what_changes_is_never_sent_twice(there: Server, http: CrmHttp) -> None:
    there.spoiled = ["lost"]
    with pytest.raises(TransientError) as cut:
        http.call(WRITE)
    assert cut.value.is_in_doubt
    assert len(there.heard) == 2
