"""The CRMs of a shop in memory: what people ask of them, without an engine behind."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.wire_crm import CrmState, ProbeReply
from intake_app.sync.core.wire_crm_work import (
    CrmLinkInfo,
    CrmNotice,
    CrmRefusal,
    DecideRequest,
    DryReply,
    DryRow,
)
from intake_hub.crm.documents import CLIENT, ORDER, Kind
from intake_hub.crm.field_map import FieldMap, usual

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Sequence

    from intake_app.sync.core.wire_crm import AddRequest
    from intake_hub.crm.faults import CrmError

USUAL = usual(
    {
        Kind.CLIENT: {name: f"x_{name}" for name in CLIENT if name != "birthday"},
        Kind.ORDER: {name: f"x_{name}" for name in ORDER},
    }
)


@dataclass
class FakeWork:
    """Fulfils `crm.asked.CrmWork`; `fault` is what the CRM says when it is asked next."""

    kept: dict[tuple[UUID, str], CrmState] = field(default_factory=dict[tuple[UUID, str], CrmState])
    keys: dict[str, str] = field(default_factory=dict[str, str])
    maps: dict[str, FieldMap] = field(default_factory=dict[str, FieldMap])
    rows: list[CrmRefusal] = field(default_factory=list[CrmRefusal])
    noted: list[CrmNotice] = field(default_factory=list[CrmNotice])
    told: list[CrmLinkInfo] = field(default_factory=list[CrmLinkInfo])
    decided: list[DecideRequest] = field(default_factory=list[DecideRequest])
    resent: list[tuple[str, UUID | None]] = field(default_factory=list[tuple[str, UUID | None]])
    swept: list[str] = field(default_factory=list[str])
    at_it: bool = False  # a serving hub
    lacks: tuple[str, ...] = ()
    fields: tuple[str, ...] = ("x_mr_uid", "x_mr_stage")
    key_ends_ms: int = 0
    fault: CrmError | None = None
    dry: DryReply | None = None
    gate: threading.Event | None = None  # a dry run waits for it, and a probe
    probes: int = 0

    def states(self, shop: UUID) -> Sequence[CrmState]:
        """See `CrmWork`."""
        return [one for (owner, _), one in self.kept.items() if owner == shop]

    def add(self, shop: UUID, asked: AddRequest) -> None:
        """See `CrmWork`."""
        if (shop, asked.name) in self.kept:
            raise RejectedError(Problem.MALFORMED, "a CRM of that name is there")
        self.kept[shop, asked.name] = CrmState(
            name=asked.name,
            adapter=asked.adapter,
            title=asked.adapter.title(),
            is_seen=True,
            address=asked.address,
            state="new",
            options=asked.options,
        )
        self.keys[asked.name] = asked.key
        self.maps[asked.name] = USUAL

    def change_key(self, shop: UUID, name: str, key: str) -> None:
        """See `CrmWork`."""
        self._known(shop, name)
        self.keys[name] = key

    def remove(self, shop: UUID, name: str) -> None:
        """See `CrmWork`."""
        self._known(shop, name)
        del self.kept[shop, name]
        del self.keys[name]

    def probe(self, shop: UUID, name: str) -> ProbeReply:
        """See `CrmWork`."""
        self._ask(shop, name)
        self.probes += 1
        if self.gate is not None:
            self.gate.wait(10)
        return ProbeReply(
            product="Odoo",
            version="18.0",
            account="bot",
            key_ends_ms=self.key_ends_ms,
            lacks=self.lacks,
            fields=self.fields,
        )

    def add_schema(self, shop: UUID, name: str, admin_key: str) -> tuple[str, ...]:
        """See `CrmWork`."""
        self._ask(shop, name)
        added, self.fields = self.fields, ()
        return added

    def dry_run(
        self, shop: UUID, name: str, show: Callable[[int, int], bool] | None = None
    ) -> DryReply:
        """See `CrmWork`."""
        self._ask(shop, name)
        if self.gate is not None:
            self.gate.wait(10)
        if show is not None and not show(1, 2):
            return DryReply(is_done=True, done=1, total=2, why="stopped")
        row = DryRow(kind="client", uid=uuid4(), what="create")
        return self.dry or DryReply(is_done=True, done=2, total=2, create=1, skip=1, rows=(row,))

    def start(self, shop: UUID, name: str) -> None:
        """See `CrmWork`."""
        self._move(shop, name, "running")

    def pause(self, shop: UUID, name: str) -> None:
        """See `CrmWork`."""
        self._move(shop, name, "paused")

    def run_once(self, shop: UUID, name: str) -> None:
        """See `CrmWork`."""
        self._ask(shop, name)
        if self.at_it:
            raise RejectedError(Problem.MALFORMED, "the hub is at it")
        one = self.kept[shop, name]
        self.kept[shop, name] = replace(one, sent=one.sent + one.waiting, waiting=0)

    def sweep(self, shop: UUID, name: str) -> None:
        """See `CrmWork`."""
        self._known(shop, name)
        self.swept.append(name)

    def field_map(self, shop: UUID, name: str) -> FieldMap:
        """See `CrmWork`."""
        self._known(shop, name)
        return self.maps[name]

    def set_field_map(self, shop: UUID, name: str, fields: FieldMap) -> None:
        """See `CrmWork`."""
        self._known(shop, name)
        self.maps[name] = fields

    def refused(self, shop: UUID, name: str, limit: int) -> Sequence[CrmRefusal]:
        """See `CrmWork`."""
        self._known(shop, name)
        return self.rows[:limit]

    def resend(self, shop: UUID, name: str, kind: str, uid: UUID | None) -> int:
        """See `CrmWork`."""
        self._known(shop, name)
        self.resent.append((kind, uid))
        going = [one for one in self.rows if uid in {None, one.uid}]
        self.rows = [one for one in self.rows if one not in going]
        return len(going)

    def notices(self, shop: UUID, name: str, limit: int) -> Sequence[CrmNotice]:
        """See `CrmWork`."""
        self._known(shop, name)
        return self.noted[:limit]

    def decide(self, shop: UUID, asked: DecideRequest) -> None:
        """See `CrmWork`."""
        self._known(shop, asked.name)
        self.decided.append(asked)
        self.noted = [one for one in self.noted if one.id != asked.notice]

    def links(self, shop: UUID, kind: str, uid: UUID) -> Sequence[CrmLinkInfo]:
        """See `CrmWork`."""
        return list(self.told)

    def _known(self, shop: UUID, name: str) -> None:
        if (shop, name) not in self.kept:
            raise RejectedError(Problem.UNKNOWN_RECORD, name)

    def _ask(self, shop: UUID, name: str) -> None:
        self._known(shop, name)
        if self.fault is not None:
            raise self.fault

    def _move(self, shop: UUID, name: str, state: str) -> None:
        self._known(shop, name)
        self.kept[shop, name] = replace(self.kept[shop, name], state=state)
