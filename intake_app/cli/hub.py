"""`enrol` and `sync`: the hub without the window."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from intake_app import settings_file
from intake_app.app import exchange
from intake_app.cli import complaint
from intake_app.cli import settings as shop_settings
from intake_app.cli.shops import opened
from intake_app.clock import utc_now
from intake_app.config import FILE_NAME
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.i18n.translator import N_
from intake_app.sync.core.status import (
    NeedsAttention,
    Off,
    Offline,
    Receiving,
    Stuck,
    Synced,
    SyncStatus,
    Waiting,
)
from intake_app.sync.driver import SyncDriver
from intake_app.sync.trust import read_invitation

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from intake_app.services.shop import Shop
    from intake_app.sync.membership import Membership

PATIENCE_S = 120.0
_NEVER = Event()


def enrol(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Trade a code for a token, keep that where secrets are kept, and the hub in the settings."""
    settings = shop_settings.loaded(options, environment)
    shop_settings.folder_made(settings)
    url, letters, fingerprint = read_invitation(options.url, options.code)
    keep = settings_file.prepared(settings.data / FILE_NAME, "desk", "hub", url)
    code = f"{letters}.{fingerprint}" if fingerprint else letters
    with opened(settings) as shop:
        exchange.enrol(settings.data, shop.services.replica, url, code, options.name)
    keep()
    print(complaint.words(settings.desk.lang)(N_("This PC belongs to the hub now")))  # noqa: T201 - the answer
    return 0


def sync(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Exchange until both sides agree (`--once`) or until interrupted."""
    settings = shop_settings.loaded(options, environment)
    hub = settings.desk.hub
    if not hub:
        raise RejectedError(Problem.NO_HUB)
    if not hub.startswith(("http://", "https://")):
        raise RejectedError(Problem.HUB_ADDRESS, hub)
    with opened(settings) as shop:
        member = exchange.member(settings.data, shop.services.replica)
        if member is None:
            raise RejectedError(Problem.NO_HUB)
        status = _exchange(shop, hub, member, once=options.once)
    if options.once:
        insist(status)
    return 0


def _exchange(shop: Shop, hub: str, member: Membership, *, once: bool) -> SyncStatus:
    driver = SyncDriver(
        shop.services.replica, partial(member.client, hub), lambda _: None, now=utc_now
    )
    driver.start()
    try:
        while not once:  # a settled exchange goes on by itself
            _NEVER.wait(PATIENCE_S)
        return driver.settled(PATIENCE_S)
    except KeyboardInterrupt:  # the way to end one that goes on
        return driver.status
    finally:
        driver.stop()


def insist(status: SyncStatus) -> None:
    """Raise what a person must hear; `Synced` is silence."""
    match status:
        case Synced():
            return
        case Offline():
            raise UnavailableError(status.problem)
        case Stuck():
            raise RejectedError(Problem.HUB_REFUSED, status.why)
        case NeedsAttention():
            raise RejectedError(Problem.HUB_REFUSED, f"{status.count} records put aside")
        case Waiting() | Receiving() | Off():
            raise UnavailableError(Problem.HUB_AWAY, "not in time")
