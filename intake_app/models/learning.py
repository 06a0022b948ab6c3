"""What the shop learns from its own work, kept by SQLite itself: models, TACs, habits, faults.

Nobody can forget to teach it: typed here, pulled from the hub or imported, a row passes these
triggers. The tables belong to this PC and are sent to nobody.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, UniqueConstraint, text

from intake_app.models.base import Base

DEVICE_MODELS = Table(
    "device_model",
    Base.metadata,
    Column("no", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("brand", String, nullable=False),
    Column("model", String, nullable=False),
    Column("uses", Integer, nullable=False, server_default=text("0")),
    Column("listed", Integer, nullable=False, server_default=text("0")),  # 1 yes, -1 forgotten
    UniqueConstraint("kind", "brand", "model"),
    Index(None, "uses"),
)
"""Kinds, brands and models with how often they came, and those of the catalogue."""

DEVICE_TACS = Table(
    "device_tac",
    Base.metadata,
    Column("tac", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("brand", String, primary_key=True),
    Column("model", String, primary_key=True),
    Column("uses", Integer, nullable=False, server_default=text("0")),
    Column("listed", Integer, nullable=False, server_default=text("0")),
    sqlite_with_rowid=False,
)
"""The first eight digits of IMEIs and what they turned out to be."""

MODEL_HABITS = Table(
    "model_habit",
    Base.metadata,
    Column("kind", String, primary_key=True),
    Column("brand", String, primary_key=True),
    Column("model", String, primary_key=True),
    Column("what", String, primary_key=True),  # "accessory", "colour"; "taken" counts them all
    Column("value", String, primary_key=True),
    Column("uses", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""What usually comes along with a model, and its colours."""

FAULT_USES = Table(
    "fault_use",
    Base.metadata,
    Column("kind", String, primary_key=True),
    Column("fault", String, primary_key=True),
    Column("uses", Integer, nullable=False),
    Index("fault_use_uses", "uses", sqlite_where=text("uses > 1")),
    sqlite_with_rowid=False,
)
"""Faults told in few words, with how often they came."""

TABLES = (DEVICE_MODELS, DEVICE_TACS, MODEL_HABITS, FAULT_USES)

_MODEL_SEARCH = (
    """CREATE VIEW device_model_words AS SELECT no,
replace(replace(kind || ' ' || brand || ' ' || model, 'ё', 'е'), 'Ё', 'Е') AS words
FROM device_model""",
    """CREATE VIRTUAL TABLE model_search USING fts5(words, content='device_model_words',
content_rowid='no', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3', detail=none)""",
    """CREATE TRIGGER model_search_insert AFTER INSERT ON device_model BEGIN
INSERT INTO model_search(rowid, words) SELECT no, words FROM device_model_words WHERE no = NEW.no;
END""",
)
_DEVICE_MODELS = (
    """CREATE TRIGGER device_model_insert AFTER INSERT ON device BEGIN
INSERT INTO device_model(kind, brand, model, uses) VALUES (NEW.kind, NEW.brand, NEW.model, 1)
ON CONFLICT DO UPDATE SET uses = uses + 1;
END""",
    """CREATE TRIGGER device_model_update AFTER UPDATE OF kind, brand, model ON device BEGIN
UPDATE device_model SET uses = uses - 1
WHERE kind = OLD.kind AND brand = OLD.brand AND model = OLD.model;
INSERT INTO device_model(kind, brand, model, uses) VALUES (NEW.kind, NEW.brand, NEW.model, 1)
ON CONFLICT DO UPDATE SET uses = uses + 1;
END""",
)
_IMEIS = """SELECT substr(imei, 1, 8), {row}.kind, {row}.brand, {row}.model
FROM (SELECT {row}.imei AS imei UNION ALL SELECT {row}.imei2)
WHERE length(imei) = 15 AND imei NOT GLOB '*[^0-9]*' AND {row}.model <> ''"""
_LEARN_TAC = f"""INSERT INTO device_tac(tac, kind, brand, model, uses)
SELECT *, 1 FROM ({_IMEIS.format(row="NEW")}) WHERE true
ON CONFLICT DO UPDATE SET uses = uses + 1;"""  # noqa: S608 - text of ours
_DEVICE_TACS = (
    f"""CREATE TRIGGER device_tac_insert AFTER INSERT ON device BEGIN
{_LEARN_TAC}
END""",
    f"""CREATE TRIGGER device_tac_update
AFTER UPDATE OF kind, brand, model, imei, imei2 ON device BEGIN
UPDATE device_tac SET uses = uses - 1
WHERE (tac, kind, brand, model) IN ({_IMEIS.format(row="OLD")});
{_LEARN_TAC}
END""",  # noqa: S608 - text of ours
)
_CATALOGUE = tuple(
    f"""CREATE TRIGGER catalogue_model_{verb} AFTER {event} ON catalogue_model BEGIN
INSERT INTO device_model(kind, brand, model, listed)
SELECT NEW.kind, NEW.brand, NEW.model, iif(NEW.archived, -1, 1) WHERE NEW.tac = ''
ON CONFLICT DO UPDATE SET listed = excluded.listed;
INSERT INTO device_tac(tac, kind, brand, model, listed)
SELECT NEW.tac, NEW.kind, NEW.brand, NEW.model, iif(NEW.archived, -1, 1) WHERE NEW.tac <> ''
ON CONFLICT DO UPDATE SET listed = excluded.listed;
END"""  # noqa: S608 - text of ours
    for verb, event in (("listed", "INSERT"), ("relisted", "UPDATE OF archived"))
)
# A colour that is corrected counts for both: what people say at the counter is what is offered.
_COLOURS = tuple(
    f"""CREATE TRIGGER model_colour_{verb} AFTER {event} ON device WHEN NEW.colour <> '' BEGIN
INSERT INTO model_habit(kind, brand, model, what, value, uses)
VALUES (NEW.kind, NEW.brand, NEW.model, 'colour', NEW.colour, 1)
ON CONFLICT DO UPDATE SET uses = uses + 1;
END"""  # noqa: S608 - text of ours
    for verb, event in (("insert", "INSERT"), ("update", "UPDATE OF colour"))
)
# Counts are halved now and then, so that the habits of last year fade.
_ACCESSORIES = (
    """CREATE TRIGGER model_accessory_insert AFTER INSERT ON "order"
WHEN json_valid(NEW.accessory_marks) BEGIN
INSERT INTO model_habit(kind, brand, model, what, value, uses)
SELECT d.kind, d.brand, d.model, 'taken', '', 1 FROM device d WHERE d.id = NEW.device_id
UNION ALL
SELECT d.kind, d.brand, d.model, 'accessory', m.key, 1
FROM device d, json_each(NEW.accessory_marks) m
WHERE d.id = NEW.device_id AND m.value = 'yes'
ON CONFLICT DO UPDATE SET uses = uses + 1;
UPDATE model_habit SET uses = uses / 2
WHERE what IN ('taken', 'accessory') AND (kind, brand, model) = (
SELECT h.kind, h.brand, h.model FROM device d JOIN model_habit h
ON (h.kind, h.brand, h.model, h.what, h.value) = (d.kind, d.brand, d.model, 'taken', '')
WHERE d.id = NEW.device_id AND h.uses >= 40);
END""",
)
_FAULTS = (
    """CREATE TRIGGER fault_use_insert AFTER INSERT ON "order"
WHEN length(NEW.fault) BETWEEN 3 AND 48 AND instr(NEW.fault, char(10)) = 0 BEGIN
INSERT INTO fault_use(kind, fault, uses)
SELECT d.kind, NEW.fault, 1 FROM device d WHERE d.id = NEW.device_id
ON CONFLICT DO UPDATE SET uses = uses + 1;
END""",
)


def statements() -> tuple[str, ...]:
    """The triggers and search words of the tables above."""
    return (
        *_MODEL_SEARCH,
        *_DEVICE_MODELS,
        *_DEVICE_TACS,
        *_CATALOGUE,
        *_COLOURS,
        *_ACCESSORIES,
        *_FAULTS,
    )
