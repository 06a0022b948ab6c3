"""The hub in memory tells what the hub tells: outcomes, forks, and how far an author has come."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.sync.core.ops import Op, encode
from intake_app.sync.core.refusal import HubRejectedError
from intake_app.sync.core.repair_wire import RelayRequest
from intake_app.sync.core.wire import PullRequest, PushRequest
from intake_app.sync.fake import FakeHub
from intake_hub.feed import incoming
from intake_hub.feed.author import Author
from tests.rigs.shopwork import new_client, new_phone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from intake_app.sync.core.standing import Receipt
    from intake_hub.feed.feed import Feed
    from tests.hub.conftest import Desk

Told = tuple[object, ...]
STEPS = 40


class Both:
    """Every call is made at the hub and at the one in memory; what they tell is the same."""

    def __init__(self, feed: Feed, desk: Desk) -> None:
        self._feed, self._fake, self._desk = feed, FakeHub(), desk
        self.forks = 0

    def push(self, *ops: Op) -> Told:
        run = [incoming.read(encode(op)) for op in ops]
        request = PushRequest(epoch=None, inc=0, ops=ops)
        return self._same(
            lambda: _plain(self._feed.push(self._author, run, epoch=None)[1]),
            lambda: _plain(self._fake.push(request).receipts),
        )

    def relay(self, *ops: Op, spoiled: bool = False) -> Told:
        fault = "bad_signature" if spoiled else ""
        run = [replace(incoming.read(encode(op)), fault=fault) for op in ops]
        epoch = self._feed.end(self._author).epoch
        request = RelayRequest(epoch=self._fake.epoch, ops=ops)
        self._fake.poison = {op.op_id for op in ops if spoiled}
        try:
            return self._same(
                lambda: _plain(self._feed.relay(self._author, run, epoch=epoch)[1]),
                lambda: _plain(self._fake.relay(request).receipts),
            )
        finally:
            self._fake.poison = set()

    @property
    def _author(self) -> Author:
        return Author(self._desk.shop, self._desk.origin)

    def _same(self, one: Callable[[], Told], other: Callable[[], Told]) -> Told:
        real = self._answer(one)
        assert self._answer(other) == real
        end = self._feed.end(self._author)
        asked = PullRequest(epoch=None, inc=0, after=0)
        said = self._fake.pull(asked, self._desk.origin).hub
        assert (said.head, said.last_n) == (end.seq, end.last_n)
        return real

    def _answer(self, ask: Callable[[], Told]) -> Told:
        try:
            return ask()
        except HubRejectedError as error:
            self.forks += 1
            return (error.why,)


def _plain(receipts: Sequence[Receipt]) -> Told:
    return tuple((one.op_id, one.outcome, one.seq) for one in receipts)


@pytest.mark.parametrize("seed", range(6))
def test_the_hub_in_memory_tells_what_the_hub_tells(seed: int, feed: Feed, desk: Desk) -> None:
    """A disk that goes back gives numbers again; others bring what it made, some in vain."""
    rolls, both, made = random.Random(seed), Both(feed, desk), list[Op]()
    for _ in range(STEPS):
        if not made or rolls.random() < 0.5:
            made.append(new_client(desk))
        else:
            clients = [op.rec for op in made if op.entity == "client"]
            made.append(new_phone(desk, rolls.choice(clients)))
        if rolls.random() < 0.2:
            desk.next_n = max(0, desk.next_n - rolls.randint(1, 4))
        some = tuple(sorted(rolls.sample(made[-6:], min(2, len(made))), key=made.index))
        if rolls.random() < 0.5:
            both.push(*some)
        else:
            both.relay(*some, spoiled=rolls.random() < 0.4)
    assert both.forks


def test_what_others_brought_keeps_its_number_from_being_given_again(
    feed: Feed, desk: Desk
) -> None:
    both = Both(feed, desk)
    gone = new_client(desk)
    both.relay(gone)
    desk.next_n = gone.n
    both.push(new_client(desk))
    assert both.forks == 2  # one of each
