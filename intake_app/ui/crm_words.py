"""What is said of CRMs: how they stand, what is in the way, whose a field is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_
from intake_app.ui import backup_words
from intake_app.ui.cell_text import CellText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from intake_app.sync.core.wire_crm import CrmState
    from intake_app.sync.core.wire_crm_work import CrmNotice
    from intake_app.ui.desk import Desk

KEY_WARNING = timedelta(days=14)

STATES: Mapping[str, str] = MappingProxyType(
    {
        "new": N_("not started"),
        "dry": N_("not started"),
        "running": N_("running"),
        "paused": N_("paused"),
        "stopped": N_("stopped"),
    }
)
WHY: Mapping[str, str] = MappingProxyType(
    {
        "key_wrong": N_("The CRM does not accept the key. Give another one"),
        "key_expired": N_("The key has expired. Make a new one in the CRM and give it here"),
        "right_missing": N_("The account of the key lacks a right in the CRM"),
        "schema_changed": N_("Fields are missing in the CRM. An administrator can add them here"),
        "address_wrong": N_("Something answers at this address, but not this CRM"),
        "not_offered": N_("This version or tariff of the CRM has no such interface"),
        "away": N_("The CRM does not answer. The hub tries again by itself"),
        "stopped": N_("Broken off"),
    }
)
NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "duplicate": N_("Perhaps the same client is in the CRM already"),
        "merged": N_("Two of our records became one in the CRM"),
        "deleted": N_("Deleted in the CRM"),
        "archived": N_("Archived in the CRM"),
        "recreated": N_("Made again in the CRM"),
        "lost_edit": N_("Changed on both sides; the later word holds"),
        "not_taken": N_("Typed in the CRM, and no value for us"),
        "put_back": N_("Changed in the CRM though it is ours; put back"),
    }
)
OWNERS: Mapping[str, str] = MappingProxyType(
    {
        "ours": N_("our word"),
        "shared": N_("the later word"),
        "theirs": N_("the CRM's"),
    }
)
LINKS: Mapping[str, str] = MappingProxyType(
    {
        "linked": N_("linked"),
        "waiting": N_("waits to be sent"),
        "in_doubt": N_("waits to be sent"),
        "refused": N_("refused"),
        "asked": N_("waits for a decision"),
        "deleted": N_("deleted there"),
        "merged": N_("merged there"),
        "left": N_("left out"),
    }
)


def state(one: CrmState, desk: Desk) -> str:
    """How one stands, in a word."""
    return desk.tr(STATES.get(one.state, one.state))


def why(code: str, words: str, desk: Desk) -> str:
    """What stands in the way, and the CRM's own words behind it."""
    said = desk.tr(WHY.get(code, N_("The CRM refuses")))
    return f"{said} ({words})" if words else said


def counts(one: CrmState, desk: Desk) -> str:
    """What was sent, what waits, what was refused."""
    tr = desk.tr
    said = [tr("%d sent") % one.sent]
    if one.waiting:
        said.append(tr("%d to send") % one.waiting)
    if one.refused:
        said.append(tr("%d refused") % one.refused)
    return " · ".join(said)


def key_warning(one: CrmState, desk: Desk) -> str:
    """The key that ends within two weeks; empty while there is time."""
    if not one.key_ends_ms:
        return ""
    ends = datetime.fromtimestamp(one.key_ends_ms / 1000, UTC)
    if ends > desk.now() + KEY_WARNING:
        return ""
    said = desk.tr("The key of %(name)s ends on %(day)s: make a new one in the CRM")
    return said % {"name": one.name, "day": backup_words.day(desk, ends)}


def cell(crms: Sequence[CrmState], desk: Desk) -> CellText:
    """All of them in one cell of the status bar; the worst says the tone."""
    tr = desk.tr
    name = crms[0].name if len(crms) == 1 else tr("CRM")
    stopped = next((one for one in crms if one.state == "stopped"), None)
    waiting, refused = sum(one.waiting for one in crms), sum(one.refused for one in crms)
    if stopped is not None:
        told = f"{stopped.name}: {why(stopped.why, stopped.words, desk)}"
        return CellText(tr("%s stopped") % name, "bad", told)
    owed = refused + sum(one.notices for one in crms)
    if owed:
        told = tr("What the CRM refused or a person must decide is in Exchange, CRM")
        return CellText(tr("%(name)s: %(count)d to look at") % _of(name, owed), "caution", told)
    warned = next(filter(None, (key_warning(one, desk) for one in crms)), "")
    if warned:
        return CellText(tr("%s: the key ends") % name, "caution", warned)
    told = "\n".join(f"{one.name}: {state(one, desk)}, {counts(one, desk)}" for one in crms)
    if all(one.state != "running" for one in crms):
        return CellText(f"{name}: {state(crms[0], desk)}", "muted", told)
    return CellText(tr("%(name)s: %(count)d waiting") % _of(name, waiting), "good", told)


def notice(one: CrmNotice, desk: Desk) -> str:
    """What happened and what can be done about it."""
    tr = desk.tr
    said = tr(NOTICES.get(one.what, N_("Something happened to it in the CRM")))
    others = ", ".join(one.others.values())
    return ": ".join(filter(None, (said, others or one.words)))


def _of(name: str, count: int) -> dict[str, object]:
    return {"name": name, "count": count}
