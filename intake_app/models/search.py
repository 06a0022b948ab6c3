"""What SQLite itself keeps up to date, whoever writes: search words, what is learnt, the guard.

Nobody can forget them: typed here, pulled from the hub or imported, a row passes these triggers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.models import cargo, learning, name_search
from intake_app.sync.core.catalogue import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_app.sync.core.entity_shape import EntityShape

_PHONE_SEARCH = (
    """CREATE VIEW phone_digits AS SELECT no, replace(e164, '+', '') AS digits FROM phone""",
    """CREATE VIRTUAL TABLE phone_search USING fts5(digits, content='phone_digits',
content_rowid='no', tokenize='trigram', detail=none)""",
    """CREATE TRIGGER phone_search_insert AFTER INSERT ON phone BEGIN
INSERT INTO phone_search(rowid, digits) VALUES (NEW.no, replace(NEW.e164, '+', ''));
END""",
    """CREATE TRIGGER phone_search_update AFTER UPDATE OF e164 ON phone BEGIN
INSERT INTO phone_search(phone_search, rowid, digits)
VALUES ('delete', OLD.no, replace(OLD.e164, '+', ''));
INSERT INTO phone_search(rowid, digits) VALUES (NEW.no, replace(NEW.e164, '+', ''));
END""",
    """CREATE TRIGGER phone_search_delete AFTER DELETE ON phone BEGIN
INSERT INTO phone_search(phone_search, rowid, digits)
VALUES ('delete', OLD.no, replace(OLD.e164, '+', ''));
END""",
)
_EMAIL_SEARCH = (
    # The address whole, its two sides, and each of its words: any of them may be typed.
    """CREATE VIEW client_emails AS SELECT no, email || ' ' || replace(email, '@', ' ') || ' ' ||
replace(replace(replace(replace(email, '@', ' '), '.', ' '), '-', ' '), '_', ' ') AS words
FROM client WHERE email <> ''""",
    """CREATE VIRTUAL TABLE email_search USING fts5(words, content='client_emails',
content_rowid='no', tokenize="unicode61 remove_diacritics 0 tokenchars '@.-_'",
prefix='2 3 4 5 6 7', detail=none)""",
    # Most clients give no address, and then their intake pays nothing for this table.
    """CREATE TRIGGER email_search_insert AFTER INSERT ON client WHEN NEW.email <> '' BEGIN
INSERT INTO email_search(rowid, words) SELECT no, words FROM client_emails WHERE no = NEW.no;
END""",
    """CREATE TRIGGER email_search_forget BEFORE UPDATE OF email ON client BEGIN
INSERT INTO email_search(email_search, rowid, words)
SELECT 'delete', no, words FROM client_emails WHERE no = OLD.no;
END""",
    """CREATE TRIGGER email_search_learn AFTER UPDATE OF email ON client BEGIN
INSERT INTO email_search(rowid, words) SELECT no, words FROM client_emails WHERE no = NEW.no;
END""",
    """CREATE TRIGGER email_search_delete BEFORE DELETE ON client BEGIN
INSERT INTO email_search(email_search, rowid, words)
SELECT 'delete', no, words FROM client_emails WHERE no = OLD.no;
END""",
)


def _guards(name: str, shape: EntityShape) -> Iterator[str]:
    columns = ", ".join(f'"{column}"' for column in sorted({"id", *shape.fields}))
    events = {"insert": "INSERT", "update": f"UPDATE OF {columns}", "delete": "DELETE"}
    for verb, what in events.items():
        yield f"""CREATE TRIGGER {name}_guard_{verb} BEFORE {what} ON "{name}"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of {name}'); END"""  # noqa: S608 - names are ours


def statements() -> tuple[str, ...]:
    """Everything beyond tables and indexes, in the order in which it is made."""
    guards = (guard for name, shape in ENTITIES.items() for guard in _guards(name, shape))
    searches = (*name_search.STATEMENTS, *_PHONE_SEARCH, *_EMAIL_SEARCH)
    return (*searches, *learning.statements(), *cargo.STATEMENTS, *guards)
