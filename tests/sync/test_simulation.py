"""Seeded worlds: after the net has healed, nothing is lost, doubled or left waiting."""

from __future__ import annotations

import os

import pytest

from intake_app.sync.core.ops import Outcome
from intake_app.sync.core.status import NeedsAttention, Synced
from tests.sync.world import World

SEEDS = int(os.environ.get("SEEDS", "100"))  # `make sim SEEDS=…` runs more worlds
STEPS = 120
HEAL_S = 200.0


def live(world: World) -> None:
    for _ in range(STEPS):
        world.act(world.rolls.choice(world.desks))
        world.run(world.rolls.random() * 8)
    world.heal()
    world.run(HEAL_S)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_healed_shop_agrees(seed: int) -> None:
    world = World(seed)
    live(world)
    feed = [one.op.op_id for one in world.hub.feed]
    aside = {op_id for op_id, one in world.hub.receipts.items() if one.seq == 0}
    assert len(feed) == len(set(feed))
    assert world.made.keys() - world.gone <= set(feed) | aside <= world.made.keys()
    for desk in world.desks:
        replica = desk.replica
        assert replica.applied == feed
        assert replica.fresh == {}
        assert replica.confirmed == world.desks[0].replica.confirmed
        assert {op.op_id for op in replica.acked.values()} <= aside
        assert isinstance(desk.state.told, Synced | NeedsAttention) or replica.acked


def test_an_edit_of_the_shown_value_never_loses_in_any_world() -> None:
    """Lost is only who did not see what stood there."""
    for seed in range(5):
        world = World(seed)
        live(world)
        standing: dict[tuple[object, str], object] = {}
        for one in world.hub.feed:
            for name, _ in one.op.values:
                key = one.op.rec, name
                seen = one.op.base == standing.get(key)
                assert one.outcome is Outcome.APPLIED or not seen
                if one.outcome is Outcome.APPLIED:
                    standing[key] = one.op.op_id


def test_the_same_seed_gives_the_same_world() -> None:
    one, other = World(7), World(7)
    live(one)
    live(other)
    assert one.hub.feed == other.hub.feed
    assert [desk.state for desk in one.desks] == [desk.state for desk in other.desks]
