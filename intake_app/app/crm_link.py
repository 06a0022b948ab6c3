"""The CRMs of the shop as this desk reaches them: through its hub, and only as far as it may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.refusal import HubRejectedError, Why
from intake_app.sync.core.wire_crm import CrmNamed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path
    from uuid import UUID

    from intake_app.services.replica import StoreReplica
    from intake_app.sync.core.wire_crm import (
        AddRequest,
        CrmsReply,
        KeyRequest,
        ProbeReply,
        SchemaReply,
    )
    from intake_app.sync.core.wire_crm_work import (
        CrmLinkInfo,
        CrmMap,
        CrmNotice,
        CrmRecord,
        CrmRefusal,
        DecideRequest,
        DryReply,
    )
    from intake_app.sync.crm_calls import CrmCalls

_Answer = TypeVar("_Answer")
_UNFIT = frozenset({Why.MALFORMED, Why.ABSENT, Why.TOO_LARGE})


@dataclass(frozen=True, slots=True)
class CrmLink:
    """Fulfils `services.crm_desk.CrmDesk`; `demand` refuses whoever may not set a CRM up."""

    data: Path
    url: Callable[[], str]
    replica: Callable[[], StoreReplica]
    demand: Callable[[], None]

    def all(self) -> CrmsReply:
        """See `CrmDesk`, here and below."""
        return self._asked(lambda crm: crm.all())

    def add(self, asked: AddRequest) -> CrmsReply:
        """Add one."""
        self.demand()
        return self._asked(lambda crm: crm.add(asked))

    def change_key(self, asked: KeyRequest) -> None:
        """Go on with another key."""
        self.demand()
        self._asked(lambda crm: crm.tell("key", asked.members()))

    def probe(self, name: str) -> ProbeReply:
        """Try to get in."""
        return self._asked(lambda crm: crm.probe(name))

    def add_schema(self, asked: KeyRequest) -> SchemaReply:
        """Add missing fields."""
        self.demand()
        return self._asked(lambda crm: crm.add_schema(asked))

    def begin_dry(self, name: str) -> DryReply:
        """Begin to look."""
        self.demand()
        return self._asked(lambda crm: crm.tell_dry("dry-run", name))

    def dry(self, name: str) -> DryReply:
        """How far it is."""
        return self._asked(lambda crm: crm.dry(name))

    def stop_dry(self, name: str) -> DryReply:
        """Look no further."""
        return self._asked(lambda crm: crm.tell_dry("dry-run/stop", name))

    def start(self, name: str) -> None:
        """Begin or go on."""
        self._move("start", name)

    def pause(self, name: str) -> None:
        """Send nothing for now."""
        self._move("pause", name)

    def remove(self, name: str) -> None:
        """Forget it."""
        self._move("remove", name)

    def field_map(self, name: str) -> CrmMap:
        """How records look there."""
        return self._asked(lambda crm: crm.field_map(name))

    def set_map(self, fields: CrmMap) -> None:
        """Let them look otherwise."""
        self.demand()
        self._asked(lambda crm: crm.tell("map", fields.members()))

    def refused(self, name: str) -> tuple[CrmRefusal, ...]:
        """What it did not take."""
        return self._asked(lambda crm: crm.refused(name)).refused

    def resend(self, record: CrmRecord) -> int:
        """Try again."""
        return self._asked(lambda crm: crm.resend(record))

    def notices(self, name: str) -> tuple[CrmNotice, ...]:
        """What a person should see or decide."""
        return self._asked(lambda crm: crm.notices(name)).notices

    def decide(self, asked: DecideRequest) -> None:
        """Do as a person said."""
        self.demand()
        self._asked(lambda crm: crm.tell("decide", asked.members()))

    def links(self, kind: str, uid: UUID) -> tuple[CrmLinkInfo, ...]:
        """Where one record stands."""
        return self._asked(lambda crm: crm.links(kind, uid)).links

    def _move(self, verb: str, name: str) -> None:
        self.demand()
        self._asked(lambda crm: crm.tell(verb, CrmNamed(name=name).members()))

    def _asked(self, work: Callable[[CrmCalls], Awaitable[_Answer]]) -> _Answer:
        from intake_app.app.belonging import asked  # noqa: PLC0415 - asyncio, after the first paint
        from intake_app.app.exchange import member  # noqa: PLC0415 - the same

        url = self.url()
        found = member(self.data, self.replica()) if url.startswith("http") else None
        if found is None:
            raise RejectedError(Problem.NO_HUB)
        try:
            return asked(url, found, lambda client: work(client.crm))
        except HubRejectedError as error:
            if error.why in _UNFIT:
                raise RejectedError(Problem.CRM_REFUSED) from error
            raise
