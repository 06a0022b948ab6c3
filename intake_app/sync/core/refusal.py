"""Every way in which the hub, or what stands in its place, does not give what was asked for."""

from __future__ import annotations

from enum import StrEnum

from intake_app.errors import Problem, RejectedError, UnavailableError


class Why(StrEnum):
    """What the machine must know to go on; the hub's `problem` codes where the hub said it."""

    AWAY = "away"  # no connection, or it broke
    UNTRUSTED = "untrusted"  # whoever answers cannot show that he is our hub
    EXPIRED = "expired"  # its certificate has run out, or this PC's clock is wrong
    MISNAMED = "misnamed"  # the certificate is for other addresses
    TROUBLE = "trouble"  # an answer that is no answer: 500, a captive portal, garbage
    BUSY = "busy"  # 429 and 503: it said when to come again
    TOKEN = "token"  # noqa: S105 - a code: no token, an unknown one
    REVOKED = "revoked"
    CODE = "code"  # an enrolment code that is wrong, used or expired
    EPOCH = "epoch"
    FORK = "fork"
    CHAIN = "chain"  # the hub's feed up to our cursor is not the one we took in
    TRIMMED = "trimmed"  # what follows our cursor is no longer in the log: take a snapshot
    TOO_LARGE = "too_large"
    MALFORMED = "malformed"
    OUTDATED = "outdated"
    FULL = "full"  # no room for large files at the hub; ops have theirs
    OFFSET = "offset"  # not the chunk that comes next: ask how far it is
    HASH = "hash"  # the bytes are not those of the name
    ABSENT = "absent"  # no such file there
    ERASED = "erased"  # the bytes of a person who is to be forgotten


_AVAILABILITY = {
    Why.AWAY: Problem.HUB_AWAY,
    Why.UNTRUSTED: Problem.HUB_UNTRUSTED,
    Why.EXPIRED: Problem.HUB_EXPIRED,
    Why.MISNAMED: Problem.HUB_MISNAMED,
    Why.TROUBLE: Problem.HUB_TROUBLE,
    Why.BUSY: Problem.HUB_TROUBLE,
    Why.FULL: Problem.HUB_TROUBLE,
}
_REJECTIONS = {
    Why.TOKEN: Problem.TOKEN_REVOKED,
    Why.REVOKED: Problem.TOKEN_REVOKED,
    Why.CODE: Problem.CODE_REFUSED,
    Why.EPOCH: Problem.HUB_REFUSED,
    Why.FORK: Problem.HUB_REFUSED,
    Why.CHAIN: Problem.HUB_REFUSED,
    Why.TRIMMED: Problem.HUB_REFUSED,
    Why.TOO_LARGE: Problem.TOO_LONG,
    Why.MALFORMED: Problem.MALFORMED,
    Why.OUTDATED: Problem.HUB_REFUSED,
    Why.OFFSET: Problem.HUB_REFUSED,
    Why.HASH: Problem.HUB_REFUSED,
    Why.ABSENT: Problem.HUB_REFUSED,
    Why.ERASED: Problem.HUB_REFUSED,
}


class HubUnavailableError(UnavailableError):
    """Worth another try, after `retry_after_s` at least."""

    def __init__(self, why: Why, detail: str = "", *, retry_after_s: float = 0.0) -> None:
        super().__init__(_AVAILABILITY[why], detail)
        self.why = why
        self.retry_after_s = retry_after_s


class HubRejectedError(RejectedError):
    """The hub understood and said no."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(_REJECTIONS[why], detail)
        self.why = why


def refusal(
    why: Why, detail: str = "", *, retry_after_s: float = 0.0
) -> HubUnavailableError | HubRejectedError:
    """Make the error that belongs to a reason."""
    if why in _AVAILABILITY:
        return HubUnavailableError(why, detail, retry_after_s=retry_after_s)
    return HubRejectedError(why, detail)
