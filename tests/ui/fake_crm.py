"""The CRMs of a shop as a desk would reach them, without a hub between."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from intake_app.sync.core.wire_crm import CrmOffer, CrmsReply, KeyRequest, SchemaReply
from intake_hub.api.crm_trials import CrmTrials
from intake_hub.crm import maps
from tests.crm.fake_work import FakeWork

if TYPE_CHECKING:
    from intake_app.sync.core.wire_crm import AddRequest, ProbeReply
    from intake_app.sync.core.wire_crm_work import (
        CrmLinkInfo,
        CrmMap,
        CrmNotice,
        CrmRecord,
        CrmRefusal,
        DecideRequest,
        DryReply,
    )

OFFERS = (
    CrmOffer(adapter="odoo", title="Odoo", is_seen=True, needs=("database",), may=("orders",)),
    CrmOffer(adapter="bitrix24", title="Bitrix24", is_seen=False),
)


@dataclass
class FakeCrm:
    """Fulfils `services.crm_desk.CrmDesk`; `refusal` is raised by whatever is asked next."""

    work: FakeWork = field(default_factory=FakeWork)
    shop: UUID = field(default_factory=uuid4)
    refusal: Exception | None = None
    asked: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.trials = CrmTrials(self.work)

    def all(self) -> CrmsReply:
        self._note("all")
        return CrmsReply(crms=tuple(self.work.states(self.shop)), offers=OFFERS)

    def add(self, asked: AddRequest) -> CrmsReply:
        self._note("add")
        self.work.add(self.shop, asked)
        return self.all()

    def change_key(self, asked: KeyRequest) -> None:
        self._note("change_key")
        self.work.change_key(self.shop, asked.name, asked.key)

    def probe(self, name: str) -> ProbeReply:
        self._note("probe")
        return self.trials.probe(self.shop, name)

    def add_schema(self, asked: KeyRequest) -> SchemaReply:
        self._note("add_schema")
        return self.trials.add_schema(self.shop, asked)

    def begin_dry(self, name: str) -> DryReply:
        self._note("begin_dry")
        return self.trials.begin_dry(self.shop, name)

    def dry(self, name: str) -> DryReply:
        return self.trials.seen_dry(self.shop, name)

    def stop_dry(self, name: str) -> DryReply:
        self._note("stop_dry")
        return self.trials.stop_dry(self.shop, name)

    def start(self, name: str) -> None:
        self._note("start")
        self.work.start(self.shop, name)

    def pause(self, name: str) -> None:
        self._note("pause")
        self.work.pause(self.shop, name)

    def remove(self, name: str) -> None:
        self._note("remove")
        self.work.remove(self.shop, name)

    def field_map(self, name: str) -> CrmMap:
        self._note("field_map")
        return maps.shown(name, self.work.field_map(self.shop, name))

    def set_map(self, fields: CrmMap) -> None:
        self._note("set_map")
        self.work.set_field_map(self.shop, fields.name, maps.read(fields))

    def refused(self, name: str) -> tuple[CrmRefusal, ...]:
        self._note("refused")
        return tuple(self.work.refused(self.shop, name, 500))

    def resend(self, record: CrmRecord) -> int:
        self._note("resend")
        return self.work.resend(self.shop, record.name, record.kind, record.uid)

    def notices(self, name: str) -> tuple[CrmNotice, ...]:
        self._note("notices")
        return tuple(self.work.notices(self.shop, name, 500))

    def decide(self, asked: DecideRequest) -> None:
        self._note("decide")
        self.work.decide(self.shop, asked)

    def links(self, kind: str, uid: UUID) -> tuple[CrmLinkInfo, ...]:
        self._note("links")
        return tuple(self.work.links(self.shop, kind, uid))

    def _note(self, what: str) -> None:
        self.asked.append(what)
        if self.refusal is not None:
            raise self.refusal
