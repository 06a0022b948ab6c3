"""Keys of amoCRM: one that lives long, or a pair of which each use gives a new one."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, cast

from intake_hub.crm.faults import Stop, StoppedError, TransientError
from intake_hub.crm.http import Ask, short
from intake_hub.crm.values import row_of

if TYPE_CHECKING:
    from intake_hub.crm.adapter import Access
    from intake_hub.crm.http import CrmHttp, Reply

_OK, _BROKEN = 200, 500
_PATH = "/oauth2/access_token"
_MS = 1000


@dataclass(frozen=True, slots=True)
class Pair:
    """What an integration holds. A `code` is good for twenty minutes and one use.

    A key without `client_id` is a token that lives long, and cannot be renewed.
    """

    access_token: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    code: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    redirect_uri: str = ""

    @property
    def is_renewable(self) -> bool:
        """There is something to get a new token for."""
        return bool(self.client_id)


def read(key: str) -> Pair:
    """Read a key: JSON of an integration, or the token itself."""
    if not key.strip().startswith("{"):
        return Pair(access_token=key.strip())
    try:
        found = cast("dict[str, object]", json.loads(key))
    except ValueError:
        return Pair()
    names = Pair.__dataclass_fields__
    return Pair(**{name: str(found[name]) for name in names if name in found})


def written(pair: Pair) -> str:
    """Write it down as a key."""
    return json.dumps({name: text for name, text in asdict(pair).items() if text})


def ends_ms(token: str) -> int:
    """When a token says it ends; 0 where it does not say."""
    try:
        _, told, _ = token.split(".")
        found: object = json.loads(base64.urlsafe_b64decode(told + "=" * (-len(told) % 4)))
        return int(str(row_of(found).get("exp", 0))) * _MS
    except (ValueError, StoppedError):
        return 0


class Tokens:
    """Gives the token to use. What replaces it is kept for good before it is used once."""

    def __init__(self, http: CrmHttp, access: Access) -> None:
        self._http = http
        self._keeper = access.keeper
        self._pair = read(access.key)

    @property
    def ends_ms(self) -> int:
        """When the key stops working; a pair is renewed as long as it is used."""
        return 0 if self._pair.is_renewable else ends_ms(self._pair.access_token)

    def current(self) -> str:
        """The token to use now. Raises StoppedError."""
        if not self._pair.access_token and self._pair.is_renewable:
            self._renew()
        if not self._pair.access_token:
            raise StoppedError(Stop.KEY_WRONG, "no token")
        return self._pair.access_token

    def renewed(self, used: str) -> bool:
        """Get another one, after `used` was refused; False: there is none to be had."""
        if not self._pair.is_renewable:
            return False
        if self._keeper is not None:  # another process may have renewed it: ours is used up then
            self._pair = read(self._keeper.current())
        if self._pair.access_token in {"", used}:
            self._renew()
        return True

    def _renew(self) -> None:
        pair = self._pair
        way = {"grant_type": "refresh_token", "refresh_token": pair.refresh_token}
        if not pair.refresh_token:
            way = {"grant_type": "authorization_code", "code": pair.code}
        about = {"client_id": pair.client_id, "client_secret": pair.client_secret}
        body = {**about, "redirect_uri": pair.redirect_uri, **way}
        found = _told(self._http.call(Ask("POST", _PATH, body, changes=True)))  # uses it up
        fresh = replace(
            pair,
            code="",
            access_token=str(found["access_token"]),
            refresh_token=str(found["refresh_token"]),
        )
        if self._keeper is not None:
            self._keeper.replace(written(fresh))
        self._pair = fresh


def _told(reply: Reply) -> dict[str, object]:
    if reply.status >= _BROKEN:
        raise TransientError(f"HTTP {reply.status}")
    found = row_of(reply.json())
    if reply.status != _OK or "refresh_token" not in found or "access_token" not in found:
        words = short(str(found.get("hint") or found.get("title") or f"HTTP {reply.status}"))
        raise StoppedError(Stop.KEY_EXPIRED, words)
    return dict(found)
