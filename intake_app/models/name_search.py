"""The words of names as SQLite keeps them: what they begin with, and which there are at all.

`^` stands before the word that people sort a client under: his surname, or each word of a company's
name. The words there are serve to guess what somebody meant who mistyped one.
"""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from intake_app.models.base import Base

CLIENT_WORDS = Table(
    "client_word",
    Base.metadata,
    Column("word", String, primary_key=True),
    sqlite_with_rowid=False,
)
"""Every word of three letters or more, folded as in `checks.names`; it is never forgotten."""

_UPPER = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
_BETWEEN = "«»“”„\"'`’.,;:!?()[]{}<>/\\|+=*&%$#№@~^_-\u2010\u2011\u2012\u2013\u2014\t\n\r\u00a0"


def _replaced(sql: str, pairs: dict[str, str]) -> str:
    for old, new in pairs.items():
        quoted = old.replace("'", "''")
        sql = f"replace({sql}, '{quoted}', '{new}')"
    return sql


_YO = {"ё": "е", "Ё": "Е"}
_NAME = _replaced("name", {**_YO, "^": " "})
_BARE = _replaced("name", {**_YO, **dict.fromkeys("^«»“”„\"'(", "")})


def _folded(sql: str) -> str:
    """SQL for the words in lower case between single blanks: SQLite's `lower` knows ASCII only."""
    lower = {letter: letter.lower() for letter in _UPPER}
    return f"lower({_replaced(sql, {**_YO, **lower, **dict.fromkeys(_BETWEEN, ' ')})})"


def _learnt(source: str, sql: str) -> str:
    """SQL that remembers the words of a text; quoted as JSON, nothing in it can break out."""
    text = f"""'[' || replace(json_quote({_folded(sql)}), ' ', '","') || ']'"""
    return f"""INSERT INTO client_word(word) SELECT DISTINCT w.value
FROM {source}json_each({text}) w WHERE length(w.value) > 2
ON CONFLICT DO NOTHING"""  # noqa: S608 - words of ours


LEARN_ALL = _learnt("client c, ", "c.name")
"""Fills the words anew, for rows that were loaded without triggers."""

_FORGET = """INSERT INTO client_search(client_search, rowid, words)
SELECT 'delete', no, words FROM client_words WHERE no = OLD.no;"""
_LEARN = f"""INSERT INTO client_search(rowid, words)
SELECT no, words FROM client_words WHERE no = NEW.no;
{_learnt("", "NEW.name")};"""  # noqa: S608 - words of ours

STATEMENTS = (
    # A view, so that FTS5's own `rebuild` folds names exactly as the triggers do.
    f"""CREATE VIEW client_words AS SELECT no, {_NAME} || ' ^' ||
CASE kind WHEN 'company' THEN replace(trim({_BARE}), ' ', ' ^') ELSE trim({_BARE}) END AS words
FROM client""",  # noqa: S608 - words of ours
    """CREATE VIRTUAL TABLE client_search USING fts5(words, content='client_words',
content_rowid='no', tokenize="unicode61 remove_diacritics 0 tokenchars '^'",
prefix='1 2 3 4 5 6 7 8', detail=none)""",
    f"""CREATE TRIGGER client_search_insert AFTER INSERT ON client BEGIN
{_LEARN}
END""",
    f"""CREATE TRIGGER client_search_forget BEFORE UPDATE OF name, kind ON client BEGIN
{_FORGET}
END""",
    f"""CREATE TRIGGER client_search_learn AFTER UPDATE OF name, kind ON client BEGIN
{_LEARN}
END""",
    f"""CREATE TRIGGER client_search_delete BEFORE DELETE ON client BEGIN
{_FORGET}
END""",
)
