"""Tells a program of the shop about every client and order, by signed calls over HTTPS.

It is told and never asked: what is changed there does not come back this way.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from intake_app.sync.core.ops import canonical
from intake_hub.crm.adapter import Caps, Page, Probe, Refused, Stored
from intake_hub.crm.documents import FIELDS, Kind, Owner
from intake_hub.crm.faults import Stop, StoppedError, TransientError
from intake_hub.crm.field_map import FieldMap, usual
from intake_hub.crm.http import Ask, CrmHttp, short, web_base
from intake_hub.crm.webhook.payload import EVENT, SIGNATURE, TIMESTAMP, payload, ping, signature

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from intake_hub.crm.adapter import Access, Candidate, Remote, Result
    from intake_hub.crm.documents import Document
    from intake_hub.crm.http import Reply

_CAPS = Caps(batch=1, per_s=5.0, burst=20, has_upsert=True, shows_deletes=False)
_KEY_WRONG = frozenset({401, 403})
_REFUSES = frozenset({400, 406, 409, 412, 413, 415, 422})
_ANSWERED = range(200, 300)
_FAILED = 500
_LONGEST_ID = 120


@dataclass(slots=True)
class WebhookAdapter:
    """One receiver. An event that may have arrived keeps its id for the next try."""

    http: CrmHttp
    path: str
    key: str = field(repr=False)
    fields: FieldMap
    now_s: Callable[[], float] = time.time
    _tried: dict[bytes, UUID] = field(default_factory=dict[bytes, UUID])

    @property
    def caps(self) -> Caps:
        """See `CrmAdapter`."""
        return _CAPS

    def probe(self) -> Probe:
        """See `CrmAdapter`."""
        event = uuid4()
        reply = self._call(event, ping(event))
        if reply.status not in _ANSWERED:
            raise StoppedError(Stop.ADDRESS_WRONG, f"HTTP {reply.status}")
        return Probe("Webhook", "1")

    def missing_schema(self) -> tuple[str, ...]:
        """See `CrmAdapter`: a receiver takes what it wants."""
        return ()

    def ensure_schema(self) -> tuple[str, ...]:
        """See `CrmAdapter`."""
        return ()

    def push(self, kind: Kind, documents: Sequence[Document]) -> Sequence[Result]:
        """See `CrmAdapter`."""
        return [self._push(document) for document in documents]

    def _push(self, document: Document) -> Result:
        said = [document.kind, str(document.uid), dict(document.values), str(document.client)]
        mark = hashlib.sha256(canonical(said).encode()).digest()
        event = self._tried.setdefault(mark, uuid4())
        reply = self._call(event, payload(event, document, self.fields))
        del self._tried[mark]
        if reply.status in _REFUSES:
            return Refused(document.uid, _words(reply))
        if reply.status not in _ANSWERED:
            raise StoppedError(Stop.ADDRESS_WRONG, f"HTTP {reply.status}")
        return Stored(document.uid, _remote(reply) or document.remote or str(document.uid))

    def _call(self, event: UUID, body: Mapping[str, object]) -> Reply:
        ask = Ask("POST", self.path, body, changes=True)
        content = ask.content() or b""
        timestamp = int(self.now_s())
        headers = {
            EVENT: str(event),
            TIMESTAMP: str(timestamp),
            SIGNATURE: signature(self.key, timestamp, event, content),
        }
        reply = self.http.call(replace(ask, headers=headers))
        if reply.status in _KEY_WRONG:
            raise StoppedError(Stop.KEY_WRONG, f"HTTP {reply.status}")
        if reply.status >= _FAILED:
            raise TransientError(f"HTTP {reply.status}", is_in_doubt=True)
        return reply

    def find(self, kind: Kind, uids: Collection[UUID]) -> Mapping[UUID, str]:
        """See `CrmAdapter`: it cannot be asked, and takes a record twice without harm."""
        return {}

    def pull(self, kind: Kind, cursor: str, limit: int) -> Page:
        """See `CrmAdapter`: nothing comes back."""
        return Page((), cursor, is_last=True)

    def read(self, kind: Kind, remotes: Collection[str]) -> Sequence[Remote]:
        """See `CrmAdapter`."""
        return []

    def candidates(self, document: Document) -> Sequence[Candidate]:
        """See `CrmAdapter`."""
        return []

    def missing(self, kind: Kind, remotes: Collection[str]) -> frozenset[str]:
        """See `CrmAdapter`."""
        return frozenset()

    def close(self) -> None:
        """See `CrmAdapter`."""
        self.http.close()


def connect(access: Access, fields: FieldMap) -> WebhookAdapter:
    """Make the adapter; plain HTTP only to this very PC. Raises StoppedError(ADDRESS_WRONG)."""
    if "//" not in access.address:
        raise StoppedError(Stop.ADDRESS_WRONG, "https:// is needed")
    web_base(access.address)  # refuses what is none
    url = urlsplit(access.address.strip())
    path = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
    return WebhookAdapter(CrmHttp(f"{url.scheme}://{url.netloc}"), path, access.key, fields)


def usual_map() -> FieldMap:
    """Every field that is ours, by its own name; nothing is listened to."""
    return usual(
        {
            kind: {name: name for name, spec in FIELDS[kind].items() if spec.owner != Owner.THEIRS}
            for kind in Kind
        }
    )


def _remote(reply: Reply) -> str:
    """What the receiver calls the record, if it says so."""
    found = _members(reply).get("id")
    return str(found)[:_LONGEST_ID] if isinstance(found, str | int) else ""


def _words(reply: Reply) -> str:
    said = _members(reply).get("error")
    return short(said) if isinstance(said, str) and said else f"HTTP {reply.status}"


def _members(reply: Reply) -> Mapping[str, object]:
    try:
        found = reply.members()
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, object]", found) if isinstance(found, dict) else {}
