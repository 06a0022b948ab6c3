"""What can go wrong with a CRM; the engine knows these and no status code."""

from __future__ import annotations

from enum import StrEnum


class Stop(StrEnum):
    """Why a queue stands until a person does something."""

    KEY_WRONG = "key_wrong"
    KEY_EXPIRED = "key_expired"
    RIGHT_MISSING = "right_missing"
    SCHEMA_CHANGED = "schema_changed"
    ADDRESS_WRONG = "address_wrong"  # something answers there, but not this CRM
    NOT_OFFERED = "not_offered"  # a version or a tariff without such an interface


class CrmError(Exception):
    """The root; `words` are the CRM's own, without personal data, keys or traces."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.words = words


class StoppedError(CrmError):
    """Nothing more can be sent until somebody mends this."""

    def __init__(self, why: Stop, words: str = "") -> None:
        super().__init__(words)
        self.why = why


class TransientError(CrmError):
    """The same call may go through later.

    `is_in_doubt`: it was sent, and whether it was carried out is not known; it must be looked up
    before it is sent again.
    """

    def __init__(self, words: str = "", *, after_s: float = 0.0, is_in_doubt: bool = False) -> None:
        super().__init__(words)
        self.after_s = after_s
        self.is_in_doubt = is_in_doubt
