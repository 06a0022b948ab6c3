"""What to say for each problem: one sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator


def sentence(problem: Problem, tr: Translator) -> str:
    """For a field or a bar."""
    return tr(_text(problem))


def explain(error: IntakeError, tr: Translator) -> str:
    """For a bar: the sentence, and the technical detail behind it for whoever is asked to help.

    What is missing before a stage is told gate by gate.
    """
    if error.problem is Problem.STAGE_GATE and isinstance(error, RejectedError):
        return ". ".join(sentence(gate, tr) for gate in error.fields.values())
    said = sentence(error.problem, tr)
    return f"{said} ({error.detail})" if error.detail else said


def _text(problem: Problem) -> str:  # noqa: C901, PLR0911, PLR0912, PLR0915 - a table
    # A match and not a mapping: the type checker names the problem that is not worded yet.
    match problem:
        case Problem.MISSING:
            return N_("Fill this in")
        case Problem.MALFORMED:
            return N_("Check the number: its length or its signs are wrong")
        case Problem.NO_FILE:
            return N_("The file cannot be read; check its name and who may open it")
        case Problem.NO_COLUMNS:
            return N_("The first line must name the columns: kind, brand, model or tac")
        case Problem.TOO_LONG:
            return N_("Shorten the text, it does not fit")
        case Problem.PHONE_SHORT:
            return N_("Type the whole number, digits are missing")
        case Problem.PHONE_DIGIT_SHORT:
            return N_("One digit of the number is missing")
        case Problem.PHONE_LONG:
            return N_("There are digits too many: a comma goes between two numbers")
        case Problem.PHONE_INVALID:
            return N_("Check the number: there is no such phone")
        case Problem.INN_DIGIT:
            return N_("Check the tax number: one of its digits is wrong")
        case Problem.KPP_SHAPE:
            return N_("Check the KPP: it has nine signs")
        case Problem.KPP_OF_TRADER:
            return N_("A sole trader has no KPP: clear the field or check the tax number")
        case Problem.OGRN_DIGIT:
            return N_("Check the registration number: one of its digits is wrong")
        case Problem.BIK_SHAPE:
            return N_("Check the BIK: nine digits, the first two are 04")
        case Problem.ACCOUNT_SHAPE:
            return N_("Check the account: it has twenty digits")
        case Problem.ACCOUNT_BANK:
            return N_("This is no account of the bank with this BIK: check both")
        case Problem.EMAIL_SLIP:
            return N_("The domain looks mistyped")
        case Problem.BIRTHDAY_INVALID:
            return N_("Type a day, for example 17.05 or 17.05.1990")
        case Problem.IMEI_DIGIT:
            return N_("Check the IMEI: one of its digits is wrong")
        case Problem.EMAIL_INVALID:
            return N_("Check the e-mail address")
        case Problem.AMOUNT_INVALID:
            return N_("Type a sum, for example 4000")
        case Problem.DATE_INVALID:
            return N_("Type a day, for example +3, 25.12 or Fri 15:00")
        case Problem.DATE_TOO_FAR:
            return N_("This is more than a year ahead, type an earlier day")
        case Problem.DATE_PAST:
            return N_("This moment has passed, type a later one")
        case Problem.AMOUNT_TOO_BIG:
            return N_("The sum is too big: the most is 999,999,999")
        case Problem.DATE_FUTURE:
            return N_("This day has not come yet, type an earlier one")
        case Problem.DATE_UNREADABLE:
            return N_("Type a day, for example 25.12.2025")
        case Problem.NO_TECHNICIAN:
            return N_("Nobody of that name repairs here: choose from the list")
        case Problem.WINDOW_INVALID:
            return N_("Type two hours, the earlier first, for example Fri 10-14")
        case Problem.WARRANTY_TERM:
            return N_("A warranty repair may last 45 days at most (consumer law, article 20)")
        case Problem.PROMISE_SHORT:
            return N_("The queue is longer than that: promise a later day")
        case Problem.VALUE_MISSING:
            return N_("Agree on the value of the device: what is lost is paid for twice over")
        case Problem.PIN_INVALID:
            return N_("A PIN has 3 to 16 digits")
        case Problem.PATTERN_INVALID:
            return N_("A pattern joins 4 to 9 different dots, for example 1235789")
        case Problem.PASSCODE_GONE:
            return N_("The passcode has been wiped")
        case Problem.PASSCODE_ROLE:
            return N_("Technicians, managers and the owner may see the passcode")
        case Problem.PASSCODE_ALTERED:
            return N_("The passcode was altered and cannot be opened: ask the client again")
        case Problem.VAULT_CLOSED:
            return N_("The passcode cannot be sealed: the keyring of this PC does not answer")
        case Problem.VAULT_ELSEWHERE:
            return N_("The passcode can be seen at the desk that took the order in")
        case Problem.PICTURE_UNREADABLE:
            return N_("This is not a picture, or it is damaged")
        case Problem.CAMERA_MISSING:
            return N_("Cameras need one more part, install it: pip install PySide6-Addons")
        case Problem.CAMERA_ABSENT:
            return N_("No camera answers: plug one in, or close the program that uses it")
        case Problem.PICTURE_TOO_LARGE:
            return N_("The picture is too large: take it with fewer pixels")
        case Problem.PHOTO_ELSEWHERE:
            return N_("The photo is on another PC")
        case Problem.FILE_UNREADABLE:
            return N_("This file cannot be read: it is gone, empty, or a folder")
        case Problem.FILE_TOO_LARGE:
            return N_("The file is too large: at most 32 MB can be kept at an order")
        case Problem.FILE_RUNS:
            return N_("Programs and scripts are neither kept at an order nor opened from it")
        case Problem.FILE_ELSEWHERE:
            return N_("The file is on another PC: it is asked for, try again in a moment")
        case Problem.FILE_DAMAGED:
            return N_("The file is damaged on the disk")
        case Problem.FILE_NOT_OPENED:
            return N_("This PC has no program that opens such a file")
        case Problem.PHOTO_PENDING:
            return N_("A photo is still being read: press once more in a moment")
        case Problem.NAME_TAKEN:
            return N_("Somebody of this name works here already: add a letter or a surname")
        case Problem.BADGE_UNKNOWN:
            return N_("This badge is nobody's here")
        case Problem.SIGN_IN_FIRST:
            return N_("Say who you are first: scan your badge or press F12")
        case Problem.QUEUE_EMPTY:
            return N_("Nothing waits in the queue")
        case Problem.NOT_NEXT:
            return N_("Another repair is next by now: look at the queue again")
        case Problem.PIN_WRONG:
            return N_("This is not the PIN: type it again")
        case Problem.PIN_PAUSE:
            return N_("Too many wrong PINs: wait a little, then try again")
        case Problem.PIN_SHAPE:
            return N_("A PIN has four to eight digits")
        case Problem.NOT_ALLOWED:
            return N_("Your role may not do this: ask somebody who may, F12 changes the person")
        case Problem.PLACE_RING:
            return N_("A place cannot stand in itself: choose another one")
        case Problem.PLACE_NOT_EMPTY:
            return N_("Something lies there: put it elsewhere first")
        case Problem.MENTION_UNKNOWN:
            return N_("Nobody here is called so: type @ and the beginning of a name")
        case Problem.MENTION_AMBIGUOUS:
            return N_("Several people are called so: type more of the name behind @")
        case Problem.ORDER_CLOSED:
            return N_("The order is closed: its works and parts stay as they are")
        case Problem.PART_STATE:
            return N_("The part cannot go there from where it is")
        case Problem.STOCK_SHORT:
            return N_("So much of it is not free in the stock: receive it first, or take less")
        case Problem.SERIAL_MISSING:
            return N_("Scan or type the serial number of the piece")
        case Problem.SERIAL_ABSENT:
            return N_("No piece with this serial number is in the stock")
        case Problem.SERIAL_THERE:
            return N_("A piece with this serial number is in the stock already")
        case Problem.ALREADY_AWAY:
            return N_("The device is at another workshop already: note first that it came back")
        case Problem.FIRM_PRICE:
            return N_("The price agreed as firm may not rise: take in the rest as another order")
        case Problem.NO_LINES:
            return N_("The order has no works or parts yet: type the sum, or add them on Work")
        case Problem.SUPERSEDED:
            return N_("This was answered or replaced meanwhile: look at what is offered now")
        case Problem.NOT_UNCLAIMED:
            return N_("Only a device that is ready can be waited for to be fetched")
        case Problem.PROMISE_SAME:
            return N_("This is promised already")
        case Problem.STAGE_NOT_ALLOWED:
            return N_("The order cannot go to this stage from where it is")
        case Problem.NOT_READY:
            return N_("The device is not ready: move it to “Ready” by F7 first")
        case Problem.DEBT:
            return N_("It is not paid: take the payment, or name who lets it go unpaid")
        case Problem.LOANER_OUT:
            return N_("Our loaner is still with the client: take it back first")
        case Problem.LOANER_LENT:
            return N_("This loaner is out already, or the client has one")
        case Problem.LOANER_BACK:
            return N_("This loaner is back already")
        case Problem.NOT_ISSUED:
            return N_("The device is still here: move the order on by F7")
        case Problem.STAGE_GATE:
            return N_("Something is missing before the order may go there")
        case Problem.MOVE_OLD:
            return N_("A move can be taken back within a minute, by whoever made it")
        case Problem.OUTCOME_UNFIT:
            return N_("A repair does not end so at this stage: choose from the list")
        case Problem.GATE_TECHNICIAN:
            return N_("Name the technician")
        case Problem.GATE_DIAGNOSIS:
            return N_("Write down the diagnosis first")
        case Problem.GATE_ESTIMATE:
            return N_("Make an estimate first")
        case Problem.GATE_AMOUNT:
            return N_("Say first what the work costs")
        case Problem.GATE_PARTS:
            return N_("Name the part that is waited for, and the day it comes")
        case Problem.GATE_AGREED:
            return N_("The work costs more than the client agreed to: ask him first")
        case Problem.GATE_PARTNER:
            return N_("Say first which workshop has it, and until when")
        case Problem.GATE_CHECKLIST:
            return N_("Go through the checklist first")
        case Problem.GATE_REASON:
            return N_("Say why")
        case Problem.GATE_BACK:
            return N_("Say why it goes back to work")
        case Problem.GATE_NOTICE:
            return N_("Warn the client first, and write it down")
        case Problem.GATE_OUTCOME:
            return N_("Say how the repair ended")
        case Problem.GATE_WORKS:
            return N_("Write down first what was done")
        case Problem.GATE_PLACE:
            return N_("Put it in its cell first")
        case Problem.GATE_PAID:
            return N_(
                "It is not paid for: take the money, or ask somebody who may hand it out in debt"
            )
        case Problem.GATE_LOANER:
            return N_("The loaner is still with the client: take it back first")
        case Problem.GATE_HANDOVER:
            return N_("Hand it over on the page of that name")
        case Problem.GATE_WARNED:
            return N_("Warn the client in writing first")
        case Problem.GATE_LADDER:
            return N_("The term of the law has not passed yet")
        case Problem.NO_SHIFT:
            return N_("Cash needs an open shift of the cash box: Alt+O opens one")
        case Problem.SHIFT_OPEN:
            return N_("This box has an open shift: close it first")
        case Problem.SHIFT_CLOSED:
            return N_("This shift is closed: open the next one")
        case Problem.BOX_SHORT:
            return N_("There is not so much cash in the box")
        case Problem.OVERPAID:
            return N_("More than is left to pay: only cash gives change")
        case Problem.TOO_MUCH_BACK:
            return N_("More than is left of this payment")
        case Problem.ONLY_COMPANIES:
            return N_("On account pay companies alone: ask a person for money now")
        case Problem.CHEQUE_UNREADABLE:
            return N_("Scan the QR of the cheque, or type FN, FD and FP with blanks between them")
        case Problem.CHEQUE_OTHER:
            return N_("This cheque is of another payment: its sum or its kind differs")
        case Problem.CHEQUE_KNOWN:
            return N_("This cheque belongs to another payment already")
        case Problem.UNKNOWN_RECORD:
            return N_("There is no such record any more")
        case Problem.NO_STORE:
            return N_("There is no database here")
        case Problem.NO_ORDER:
            return N_("There is no such order: type its number as the paper has it")
        case Problem.FOLDER_NOT_EMPTY:
            return N_("The folder holds something else: name a new one")
        case Problem.DISK_FULL:
            return N_("The disk is full: free some space, what was typed is kept")
        case Problem.READ_ONLY:
            return N_("The data folder cannot be written to: check its permissions")
        case Problem.FILE_UNWRITABLE:
            return N_("The file cannot be written: check the folder or name another place")
        case Problem.STORE_TOO_NEW:
            return N_("The data were written by a newer version: update the program")
        case Problem.STORE_IN_USE:
            return N_("There are data already: choose an empty place")
        case Problem.STORE_CORRUPT:
            return N_("The data file is damaged: start the program anew, it is built from backups")
        case Problem.STORE_KEY_WRONG:
            return N_("The key does not open the data: check the keyring of this PC")
        case Problem.OPEN_ORDERS:
            return N_("A device of this client is still here: forget him when it is handed over")
        case Problem.STORE_LOCKED:
            return N_("The keyring has lost the key of the data: type the recovery key")
        case Problem.RECOVERY_SHORT:
            return N_("The recovery key has eight blocks of five signs: type all of them")
        case Problem.RECOVERY_BLOCK:
            return N_("A block of the recovery key is mistyped: compare it with the paper")
        case Problem.RECOVERY_OTHER:
            return N_("This is the recovery key of other data: look for another paper")
        case Problem.KEY_ROLE:
            return N_("The owner and managers may see the recovery key: F12 changes the person")
        case Problem.BACKUP_DAMAGED:
            return N_("The backup is damaged: choose another one")
        case Problem.BACKUP_OTHER_KEY:
            return N_("The backup was made with another key: type its recovery key")
        case Problem.BACKUP_NEWER:
            return N_("The backup was made by a newer version: update the program")
        case Problem.BACKUP_UNLIKE_HUB:
            return N_("The backup holds something else than the hub: choose an older one")
        case Problem.NO_BACKUP:
            return N_("There is no backup here")
        case Problem.PLACE_AWAY:
            return N_("The place of backups is not there: plug it in, it is tried again by itself")
        case Problem.UNSENT_WORK:
            return N_("Changes have not reached the hub yet: send or export them first")
        case Problem.CHANGED_SINCE:
            return N_("It was changed again meanwhile: look at it anew")
        case Problem.FOLDER_SHARED:
            return N_("The data may not lie in a cloud or network folder: choose one on this PC")
        case Problem.STOPPED:
            return N_("Stopped; nothing was changed")
        case Problem.SQLITE_UNSAFE:
            return N_("The database library has a known fault: reinstall the program")
        case Problem.STORE_BUSY:
            return N_("The data are not open yet, try again in a moment")
        case Problem.ALREADY_RUNNING:
            return N_("The program is already running on this data")
        case Problem.SETTINGS_BROKEN:
            return N_("The settings cannot be read: correct the line named")
        case Problem.ADDRESS_INVALID:
            return N_("The device address is written wrongly: correct it in the settings")
        case Problem.NO_DISPLAY:
            return N_("There is no display to show the window on")
        case Problem.DEVICE_ABSENT:
            return N_("The device does not answer: switch it on and check the cable")
        case Problem.DEVICE_REFUSED:
            return N_("The device refuses: check its lid and its lights")
        case Problem.DEVICE_STALLED:
            return N_("The device has stopped taking data: look at it")
        case Problem.DEVICE_LOST:
            return N_("The connection broke while sending: look whether it was printed")
        case Problem.PAPER_OUT:
            return N_("There is no paper: put in a new roll")
        case Problem.COVER_OPEN:
            return N_("The cover is open: close it")
        case Problem.GLYPH_MISSING:
            return N_("A sign of the text cannot be printed: change the text")
        case Problem.PICTURE_TOO_WIDE:
            return N_("The picture is wider than the paper: check the width in the settings")
        case Problem.TEMPLATE_BROKEN:
            return N_("The template has a mistake: the shipped one was used instead")
        case Problem.NO_HUB:
            return N_("This PC has no hub: join one by intake-app enrol HUB_URL CODE")
        case Problem.HUB_ADDRESS:
            return N_("The address of the hub is written wrongly: it looks like http://hub:8765")
        case Problem.HUB_AWAY:
            return N_("The hub cannot be reached: work goes on here")
        case Problem.HUB_INSECURE:
            return N_("A hub on another PC needs an address that begins with https://")
        case Problem.HUB_FINGERPRINT:
            return N_("This is not the hub that the code was made at: the fingerprint differs")
        case Problem.HUB_UNTRUSTED:
            return N_("What answers at this address cannot show that it is the shop's hub")
        case Problem.HUB_EXPIRED:
            return N_("The hub's certificate has expired, or the clock of this PC is wrong")
        case Problem.HUB_MISNAMED:
            return N_("The hub's certificate is for another address: restart the hub")
        case Problem.HUB_REFUSED:
            return N_("The hub did not accept the request")
        case Problem.HUB_TROUBLE:
            return N_("The hub has trouble of its own: we try again")
        case Problem.CRM_STOPPED:
            return N_("The CRM does not let the hub in: try the connection in Preferences, CRM")
        case Problem.CRM_AWAY:
            return N_("The CRM does not answer: the hub tries again")
        case Problem.CRM_REFUSED:
            return N_("The hub does not take this: check the name, the address and the options")
        case Problem.CODE_REFUSED:
            return N_("The code is wrong or too old: ask for a new one")
        case Problem.TOKEN_REVOKED:
            return N_("The hub does not know this PC any more: enrol it again")
        case _:
            assert_never(problem)
