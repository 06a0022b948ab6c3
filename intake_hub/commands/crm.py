"""`crm`: the CRMs of a shop, without a desk."""

from __future__ import annotations

import getpass
import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.sync.core.wire_crm import MAX_KEY, AddRequest, CrmState
from intake_app.sync.core.wire_crm_work import MAX_ROWS, Choice, DecideRequest
from intake_hub.access import shops
from intake_hub.commands.members import now_ms, opened
from intake_hub.crm import field_map
from intake_hub.crm.faults import CrmError, Stop, StoppedError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from intake_hub.crm.asked import CrmWork

_STOPS = {
    Stop.KEY_WRONG: "the CRM does not accept the key",
    Stop.KEY_EXPIRED: "the key has expired; make another one and run: crm key NAME",
    Stop.RIGHT_MISSING: "the account of the key lacks a right",
    Stop.SCHEMA_CHANGED: "fields are missing in the CRM; run: crm schema NAME",
    Stop.ADDRESS_WRONG: "something answers at this address, but not this CRM",
    Stop.NOT_OFFERED: "this version or tariff of the CRM has no such interface",
}


def crm(options: argparse.Namespace) -> int:
    """Do what was typed. Raises IntakeError."""
    from intake_hub.crm.systems import Systems  # noqa: PLC0415 - the adapters, only when due

    with opened(options.db) as store:
        with store.reading() as connection:
            shop = shops.called(connection, options.shop)
        return run(Systems(store, now_ms), shop, options)


def run(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    """Do it with these CRMs: 0 done, 1 something is missing. Raises IntakeError."""
    try:
        return _VERBS[options.verb](work, shop, options)
    except StoppedError as error:
        raise RejectedError(Problem.CRM_STOPPED, _said(_STOPS[error.why], error)) from error
    except CrmError as error:
        raise UnavailableError(Problem.CRM_AWAY, error.words) from error


def _add(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    asked = AddRequest(
        name=options.name,
        adapter=options.adapter,
        address=options.address,
        key=_key("Key"),
        options=dict(options.option),
    )
    work.add(shop, asked)
    return _test(work, shop, options)


def _change_key(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    work.change_key(shop, options.name, _key("Key"))
    return 0


def _test(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    found = work.probe(shop, options.name)
    _say(" ".join(filter(None, (found.product, found.version))))
    if found.key_ends_ms:
        _say(f"the key works until {_moment(found.key_ends_ms)}")
    for words in found.lacks:
        _say(f"missing: {words}")
    for name in found.fields:
        _say(f"missing field: {name}")
    return 1 if found.lacks or found.fields else 0


def _schema(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    if options.add:
        for name in work.add_schema(shop, options.name, _key("Administrator's key")):
            _say(f"added: {name}")
        return 0
    found = work.probe(shop, options.name)
    for name in found.fields:
        _say(name)
    return 1 if found.fields else 0


def _dry_run(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    found = work.dry_run(shop, options.name, _progress)
    if options.json:
        _tell(found.members())
        return 0
    counts = {"create": found.create, "link": found.link, "skip": found.skip}
    _say("\t".join(f"{name} {n}" for name, n in (counts | {"conflict": found.conflict}).items()))
    for row in found.rows:
        _say("\t".join((row.what, row.kind, str(row.uid), row.remote, row.words)))
    return 0


def _start(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    work.start(shop, options.name)
    return 0


def _pause(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    work.pause(shop, options.name)
    return 0


def _remove(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    work.remove(shop, options.name)
    return 0


def _run_once(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    work.run_once(shop, options.name)
    return _status(work, shop, options)


def _sweep(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    work.sweep(shop, options.name)
    try:
        work.run_once(shop, options.name)
    except RejectedError:
        _say("the hub is at it and looks within seconds")
    return _status(work, shop, options)


def _status(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    wanted = getattr(options, "name", "")
    for one in work.states(shop):
        if wanted in {"", one.name}:
            if getattr(options, "json", False):
                _tell(one.members())
            else:
                _say(_line(one))
    return 0


def _refused(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    for one in work.refused(shop, options.name, MAX_ROWS):
        if options.json:
            _tell(one.members())
        else:
            _say("\t".join((one.kind, str(one.uid), _moment(one.since_ms), one.words)))
    return 0


def _notices(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    for one in work.notices(shop, options.name, MAX_ROWS):
        if options.json:
            _tell(one.members())
        else:
            others = " ".join(sorted(one.others))
            _say("\t".join((str(one.id), one.what, one.kind, str(one.uid), one.remote, others)))
    return 0


def _decide(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    notice, choice = _uid(options.notice), Choice(options.choice)
    asked = DecideRequest(name=options.name, notice=notice, choice=choice, remote=options.remote)
    work.decide(shop, asked)
    return 0


def _resend(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    uid = _uid(options.uid) if options.uid else None
    rows = work.refused(shop, options.name, MAX_ROWS)
    kind = next((one.kind for one in rows if one.uid == uid), "")
    if uid is not None and not kind:
        raise RejectedError(Problem.UNKNOWN_RECORD, "no such record was refused")
    _say(str(work.resend(shop, options.name, kind, uid)))
    return 0


def _map(work: CrmWork, shop: UUID, options: argparse.Namespace) -> int:
    if options.show:
        text = work.field_map(shop, options.name).to_json()
        _say(json.dumps(json.loads(text), ensure_ascii=False, indent=2, sort_keys=True))
        return 0
    try:
        text = options.set.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RejectedError(Problem.NO_FILE, options.set.name) from error
    work.set_field_map(shop, options.name, field_map.from_json(text))
    return 0


_VERBS: Mapping[str, Callable[[CrmWork, UUID, argparse.Namespace], int]] = {
    "add": _add,
    "key": _change_key,
    "test": _test,
    "schema": _schema,
    "dry-run": _dry_run,
    "start": _start,
    "pause": _pause,
    "remove": _remove,
    "run": _run_once,
    "sweep": _sweep,
    "status": _status,
    "refused": _refused,
    "notices": _notices,
    "decide": _decide,
    "resend": _resend,
    "map": _map,
}


def _key(asked: str) -> str:
    """From the terminal without showing it, or from a pipe; never from the command line."""
    typed = getpass.getpass(f"{asked}: ") if sys.stdin.isatty() else sys.stdin.readline(MAX_KEY + 2)
    if not typed.strip():
        raise RejectedError(Problem.MISSING, "no key was given")
    return typed.strip()


def _progress(done: int, total: int) -> bool:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} / {total}")
    return True


def _line(one: CrmState) -> str:
    counts = f"sent {one.sent}\twaiting {one.waiting}\trefused {one.refused}"
    last = f"last contact {_moment(one.contact_ms)}"
    why = " ".join(filter(None, (one.state, one.why)))
    return "\t".join((one.name, one.adapter, why, counts, f"to see {one.notices}", last))


def _said(sentence: str, error: CrmError) -> str:
    return f"{sentence}: {error.words}" if error.words else sentence


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise RejectedError(Problem.MALFORMED, "an id has 32 hex digits") from error


def _moment(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds") if ms else "never"


def _tell(members: Mapping[str, object]) -> None:
    _say(json.dumps(members, ensure_ascii=False))


def _say(line: str) -> None:
    print(line)  # noqa: T201 - the answer
