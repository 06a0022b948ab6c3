"""`code`, `stations`, `revoke`, `shop`: who belongs to the hub."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from intake_app.clock import utc_now
from intake_hub.access import shops
from intake_hub.opening import store_of
from intake_hub.serving import told_address
from intake_hub.stations import Stations
from intake_hub.tls import folder
from intake_hub.tls.authority import Authority

if TYPE_CHECKING:
    import argparse
    from collections.abc import Generator

    from intake_hub.store.engine import HubStore

_MAX_QR = 400


def code(options: argparse.Namespace) -> int:
    """Make a code, with the fingerprint behind a point where the hub has an authority."""
    keys = folder.beside(options.db)
    with opened(options.db) as store:
        letters = Stations(store, now_ms).new_code(options.shop)
    authority = Authority(keys)
    fingerprint = authority.fingerprint() if authority.exists() else ""
    typed = f"{letters}.{fingerprint}" if fingerprint else letters
    url = options.url or told_address(keys)
    link = f"{url}#{typed}" if url else ""
    if options.json:
        told = {"code": typed, "letters": letters, "fingerprint": fingerprint}
        _say(json.dumps(told | {"hub": url, "link": link}))
    else:
        _say(typed)
        if options.qr:
            _draw(link or typed)
    return 0


def stations(options: argparse.Namespace) -> int:
    """List the workstations."""
    with opened(options.db) as store:
        rows = Stations(store, now_ms).listing(options.shop)
        named = dict(shops.names(store))
    for row in rows:
        found = {
            "name": row.name,
            "prefix": row.prefix,
            "state": "revoked" if row.revoked_ms else "active",
            "seen": _moment(row.greeted_ms),
        }
        if len(named) > 1:
            found["shop"] = named[row.shop]
        line = json.dumps(found, ensure_ascii=False) if options.json else "\t".join(found.values())
        _say(line)
    return 0


def revoke(options: argparse.Namespace) -> int:
    """Turn a workstation away."""
    with opened(options.db) as store:
        Stations(store, now_ms).revoke(options.name, options.shop)
    return 0


def shop(options: argparse.Namespace) -> int:
    """Add a shop, name the first one, or list them all."""
    with opened(options.db) as store:
        if options.verb == "add":
            _say(str(shops.add(store, options.name, now_ms())))
        elif options.verb == "rename":
            shops.rename(store, options.name, options.to)
        else:
            for shop_id, name in shops.names(store):
                _say(f"{shop_id}\t{name}")
    return 0


@contextmanager
def opened(db: str) -> Generator[HubStore]:
    """Open a database that a hub made before. Raises IntakeError, NO_STORE among others."""
    store = store_of(db)
    try:
        store.refuse_unmade()
        store.open(now_ms())
        yield store
    finally:
        store.close()


def now_ms() -> int:
    """Read the wall clock."""
    return int(utc_now().timestamp() * 1000)


def _moment(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds") if ms else "never"


def _draw(text: str) -> None:
    """A QR code of block letters, for a phone or a scanner held at the screen."""
    import qrcode  # noqa: PLC0415 - only asked for with --qr

    drawn = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=2)
    drawn.add_data(text[:_MAX_QR])
    drawn.print_ascii(invert=True)


def _say(line: str) -> None:
    print(line)  # noqa: T201 - the answer
