"""The errors an operator can be told about; everything else is a bug."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Problem(StrEnum):
    """What is wrong, as a code; `ui.problem_texts` puts each into words."""

    MISSING = "missing"
    MALFORMED = "malformed"
    TOO_LONG = "too_long"
    PHONE_SHORT = "phone_short"
    PHONE_DIGIT_SHORT = "phone_digit_short"
    PHONE_LONG = "phone_long"
    PHONE_INVALID = "phone_invalid"
    INN_DIGIT = "inn_digit"
    KPP_SHAPE = "kpp_shape"
    KPP_OF_TRADER = "kpp_of_trader"
    OGRN_DIGIT = "ogrn_digit"
    BIK_SHAPE = "bik_shape"
    ACCOUNT_SHAPE = "account_shape"
    ACCOUNT_BANK = "account_bank"
    EMAIL_SLIP = "email_slip"
    BIRTHDAY_INVALID = "birthday_invalid"
    IMEI_DIGIT = "imei_digit"
    EMAIL_INVALID = "email_invalid"
    AMOUNT_INVALID = "amount_invalid"
    DATE_INVALID = "date_invalid"
    DATE_PAST = "date_past"
    DATE_TOO_FAR = "date_too_far"
    AMOUNT_TOO_BIG = "amount_too_big"
    DATE_FUTURE = "date_future"
    DATE_UNREADABLE = "date_unreadable"
    NO_TECHNICIAN = "no_technician"
    WINDOW_INVALID = "window_invalid"
    WARRANTY_TERM = "warranty_term"
    PROMISE_SHORT = "promise_short"
    VALUE_MISSING = "value_missing"
    PIN_INVALID = "pin_invalid"
    PATTERN_INVALID = "pattern_invalid"
    PASSCODE_GONE = "passcode_gone"
    PASSCODE_ROLE = "passcode_role"
    PASSCODE_ALTERED = "passcode_altered"
    VAULT_CLOSED = "vault_closed"
    VAULT_ELSEWHERE = "vault_elsewhere"
    PICTURE_UNREADABLE = "picture_unreadable"
    PICTURE_TOO_LARGE = "picture_too_large"
    CAMERA_MISSING = "camera_missing"
    CAMERA_ABSENT = "camera_absent"
    PHOTO_ELSEWHERE = "photo_elsewhere"
    FILE_UNREADABLE = "file_unreadable"
    FILE_TOO_LARGE = "file_too_large"
    FILE_RUNS = "file_runs"
    FILE_ELSEWHERE = "file_elsewhere"
    FILE_DAMAGED = "file_damaged"
    FILE_NOT_OPENED = "file_not_opened"
    PHOTO_PENDING = "photo_pending"
    NAME_TAKEN = "name_taken"
    BADGE_UNKNOWN = "badge_unknown"
    NOT_ALLOWED = "not_allowed"
    SIGN_IN_FIRST = "sign_in_first"
    QUEUE_EMPTY = "queue_empty"
    NOT_NEXT = "not_next"
    PIN_WRONG = "pin_wrong"
    PIN_PAUSE = "pin_pause"
    PIN_SHAPE = "pin_shape"
    PLACE_RING = "place_ring"
    PLACE_NOT_EMPTY = "place_not_empty"
    MENTION_UNKNOWN = "mention_unknown"
    MENTION_AMBIGUOUS = "mention_ambiguous"
    STAGE_NOT_ALLOWED = "stage_not_allowed"
    FIRM_PRICE = "firm_price"
    NO_LINES = "no_lines"
    SUPERSEDED = "superseded"
    PROMISE_SAME = "promise_same"
    NOT_UNCLAIMED = "not_unclaimed"
    ORDER_CLOSED = "order_closed"
    PART_STATE = "part_state"
    STOCK_SHORT = "stock_short"
    SERIAL_MISSING = "serial_missing"
    SERIAL_ABSENT = "serial_absent"
    SERIAL_THERE = "serial_there"
    ALREADY_AWAY = "already_away"
    STAGE_GATE = "stage_gate"
    MOVE_OLD = "move_old"
    OUTCOME_UNFIT = "outcome_unfit"
    GATE_TECHNICIAN = "gate_technician"
    GATE_DIAGNOSIS = "gate_diagnosis"
    GATE_ESTIMATE = "gate_estimate"
    GATE_AMOUNT = "gate_amount"
    GATE_PARTS = "gate_parts"
    GATE_AGREED = "gate_agreed"
    GATE_PARTNER = "gate_partner"
    GATE_CHECKLIST = "gate_checklist"
    GATE_REASON = "gate_reason"
    GATE_BACK = "gate_back"
    GATE_NOTICE = "gate_notice"
    GATE_OUTCOME = "gate_outcome"
    GATE_WORKS = "gate_works"
    GATE_PLACE = "gate_place"
    GATE_PAID = "gate_paid"
    GATE_LOANER = "gate_loaner"
    GATE_HANDOVER = "gate_handover"
    GATE_WARNED = "gate_warned"
    GATE_LADDER = "gate_ladder"
    NOT_READY = "not_ready"
    DEBT = "debt"
    LOANER_OUT = "loaner_out"
    LOANER_LENT = "loaner_lent"
    LOANER_BACK = "loaner_back"
    NOT_ISSUED = "not_issued"
    UNKNOWN_RECORD = "unknown_record"
    NO_SHIFT = "no_shift"
    SHIFT_OPEN = "shift_open"
    SHIFT_CLOSED = "shift_closed"
    BOX_SHORT = "box_short"
    OVERPAID = "overpaid"
    TOO_MUCH_BACK = "too_much_back"
    ONLY_COMPANIES = "only_companies"
    CHEQUE_UNREADABLE = "cheque_unreadable"
    CHEQUE_OTHER = "cheque_other"
    CHEQUE_KNOWN = "cheque_known"
    NO_FILE = "no_file"
    NO_COLUMNS = "no_columns"
    NO_STORE = "no_store"
    NO_ORDER = "no_order"
    FOLDER_NOT_EMPTY = "folder_not_empty"
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    FILE_UNWRITABLE = "file_unwritable"
    STORE_TOO_NEW = "store_too_new"
    STORE_CORRUPT = "store_corrupt"
    STORE_IN_USE = "store_in_use"
    STORE_KEY_WRONG = "store_key_wrong"
    OPEN_ORDERS = "open_orders"
    STORE_LOCKED = "store_locked"
    RECOVERY_SHORT = "recovery_short"
    RECOVERY_BLOCK = "recovery_block"
    RECOVERY_OTHER = "recovery_other"
    KEY_ROLE = "key_role"
    BACKUP_DAMAGED = "backup_damaged"
    BACKUP_OTHER_KEY = "backup_other_key"
    BACKUP_NEWER = "backup_newer"
    BACKUP_UNLIKE_HUB = "backup_unlike_hub"
    NO_BACKUP = "no_backup"
    PLACE_AWAY = "place_away"
    UNSENT_WORK = "unsent_work"
    CHANGED_SINCE = "changed_since"
    FOLDER_SHARED = "folder_shared"
    STOPPED = "stopped"
    SQLITE_UNSAFE = "sqlite_unsafe"
    STORE_BUSY = "store_busy"
    ALREADY_RUNNING = "already_running"
    SETTINGS_BROKEN = "settings_broken"
    ADDRESS_INVALID = "address_invalid"
    NO_DISPLAY = "no_display"
    DEVICE_ABSENT = "device_absent"
    DEVICE_REFUSED = "device_refused"
    DEVICE_STALLED = "device_stalled"
    DEVICE_LOST = "device_lost"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    GLYPH_MISSING = "glyph_missing"
    PICTURE_TOO_WIDE = "picture_too_wide"
    TEMPLATE_BROKEN = "template_broken"
    NO_HUB = "no_hub"
    HUB_ADDRESS = "hub_address"
    HUB_AWAY = "hub_away"
    HUB_INSECURE = "hub_insecure"
    HUB_FINGERPRINT = "hub_fingerprint"
    HUB_UNTRUSTED = "hub_untrusted"
    HUB_EXPIRED = "hub_expired"
    HUB_MISNAMED = "hub_misnamed"
    HUB_REFUSED = "hub_refused"
    HUB_TROUBLE = "hub_trouble"
    CRM_STOPPED = "crm_stopped"
    CRM_AWAY = "crm_away"
    CRM_REFUSED = "crm_refused"
    CODE_REFUSED = "code_refused"
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 - a code, not a secret


class IntakeError(Exception):
    """Root of what the program foresees; carries a code, never personal data.

    `detail` is technical (an address, a line number, an errno text) and safe to log.
    """

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(f"{problem}: {detail}" if detail else str(problem))
        self.problem = problem
        self.detail = detail


class RejectedError(IntakeError):
    """The request itself is wrong; `fields` names each bad field of the draft."""

    def __init__(
        self, problem: Problem, detail: str = "", *, fields: Mapping[str, Problem] | None = None
    ) -> None:
        super().__init__(problem, detail)
        self.fields: Mapping[str, Problem] = dict(fields or {})


class UnavailableError(IntakeError):
    """The request is fine, but a disk, device or server cannot serve it now.

    `sent` counts the bytes that may have reached a device: 0 means that a repeat is harmless.
    """

    def __init__(self, problem: Problem, detail: str = "", *, sent: int = 0) -> None:
        super().__init__(problem, detail)
        self.sent = sent
