"""`export-pending`, `import-pending`, `reset`: unsent work is carried by hand, not thrown away."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.app import exchange
from intake_app.cli import complaint, recovery
from intake_app.cli import settings as shop_settings
from intake_app.cli.shops import opened
from intake_app.clock import utc_now
from intake_app.errors import Problem, RejectedError
from intake_app.i18n.translator import N_
from intake_app.services.store_keys import STORE_NAME, Keys, StoreKeys
from intake_app.sync.core.repair_wire import RelayRequest
from intake_app.upkeep import departing, mirror, pictures
from intake_app.upkeep.mirror import Mirror
from intake_app.upkeep.safety import Safety

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from intake_app.config import Settings
    from intake_app.services.shop import Shop
    from intake_app.sync.core.ops import Op
    from intake_app.sync.membership import Membership

_BATCH = 200


def export(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Write what has not reached the hub into a sealed file; prints how many changes."""
    settings = shop_settings.loaded(options, environment)
    shop_settings.store_file(settings)
    print(departing.export(_safety(settings), Path(options.file).absolute()))  # noqa: T201 - the answer
    return 0


def take(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Read such a file in, any number of times: our own changes here, those of others at the hub.

    Raises RejectedError; NO_HUB when changes of another PC have nowhere to go.
    """
    settings = shop_settings.loaded(options, environment)
    file = Path(options.file).absolute()
    known = StoreKeys(settings.data).of_name(mirror.key_name(file))
    keys = known or Keys(recovery.typed_key(options))
    ops = Mirror(file, keys).read()
    with opened(settings) as shop:
        print(_taken(settings, shop, ops))  # noqa: T201 - the answer
        pictures.restore(departing.pictures_of(file), shop.blobs, keys)
        shop.services.cargo.look_again()
    return 0


def reset(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Begin anew on this PC; refused while something is unsent that no exported file holds.

    What was here is moved aside, not deleted. With `--check` only say whether it may be done.
    """
    settings = shop_settings.loaded(options, environment)
    if options.check and not (settings.data / STORE_NAME).exists():
        return 0  # nobody worked here
    shop_settings.store_file(settings)
    file = Path(options.exported).absolute() if options.exported else None
    safety = _safety(settings)
    with recovery.alone(settings):
        safety.keys.open(readonly=True).close()  # what cannot be read may hold anything
        if options.check:
            departing.demand_nothing_unsent(safety, file)
            return 0
        aside = departing.reset(safety, file)
    tr = complaint.words(settings.desk.lang)
    print(tr(N_("What was here is in %s")) % aside)  # noqa: T201 - the answer
    return 0


def _safety(settings: Settings) -> Safety:
    return Safety(settings, StoreKeys(settings.data), utc_now)


def _taken(settings: Settings, shop: Shop, ops: Sequence[Op]) -> int:
    replica = shop.services.replica
    standing = replica.standing()
    ours = [op for op in ops if op.origin == standing.origin]
    others = [op for op in ops if op.origin != standing.origin]
    came = shop.replay(ours)
    if others:
        member = exchange.member(settings.data, replica)
        if member is None or standing.epoch is None:
            raise RejectedError(Problem.NO_HUB)
        asyncio.run(_relay(member, settings.desk.hub, standing.epoch, others))
    return came + len(others)


async def _relay(member: Membership, hub: str, epoch: UUID, ops: Sequence[Op]) -> None:
    """The hub knows each id once: what it has is not taken twice."""
    client = member.client(hub)
    try:
        for at in range(0, len(ops), _BATCH):
            await client.relay(RelayRequest(epoch=epoch, ops=tuple(ops[at : at + _BATCH])))
    finally:
        await client.close()
