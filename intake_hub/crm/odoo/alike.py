"""The same client under another id, however his phone or e-mail is written there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Candidate
from intake_hub.crm.odoo.names import INN, PARTNER, UID
from intake_hub.crm.values import tail, text_of, uid_of

if TYPE_CHECKING:
    from intake_hub.crm.documents import Document
    from intake_hub.crm.odoo.session import Session
    from intake_hub.crm.odoo.shape import Shape
    from intake_hub.crm.values import Row

_MOST = 20
_PHONES = ("phone", "phone2")


def candidates(session: Session, shape: Shape, document: Document) -> list[Candidate]:
    """Look by tax number, phone and e-mail; whoever has our own id already is himself."""
    domain = _domain(shape, document)
    if not domain:
        return []
    found = session.rows(PARTNER, domain, shape.reads, limit=_MOST)
    known = [(row, _by(row, shape, document)) for row in found]
    return [
        Candidate(str(row["id"]), str(row.get("name") or ""), by, uid_of(row.get(UID)))
        for row, by in known
        if by and uid_of(row.get(UID)) != document.uid
    ]


def _domain(shape: Shape, document: Document) -> list[object]:
    """Odoo's own search misses 8-912 where +7-912 is asked: any sign may stand between digits."""
    leaves: list[object] = []
    inn, email = text_of(document.values.get("inn")), text_of(document.values.get("email"))
    if inn:
        leaves += [[name, "=", inn] for name in _inns(shape)]
    for phone in filter(None, (tail(document.values.get(name)) for name in _PHONES)):
        leaves += [[name, "ilike", "%".join(phone)] for name in _phones(shape)]
    if email and "email" in shape.columns:
        leaves.append([shape.columns["email"].name, "=ilike", _literally(email)])
    return ["|"] * (len(leaves) - 1) + leaves


def _literally(text: str) -> str:
    return text.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%")


def _inns(shape: Shape) -> list[str]:
    names = [shape.columns["inn"].name] if "inn" in shape.columns else []
    return [*names, *(name for name in (INN,) if name in shape.others)]


def _phones(shape: Shape) -> list[str]:
    return [shape.columns[name].name for name in _PHONES if name in shape.columns]


def _by(row: Row, shape: Shape, document: Document) -> str:
    values = document.values
    inn, email = text_of(values.get("inn")), text_of(values.get("email")).casefold()
    if inn and inn in {row.get(name) for name in _inns(shape)}:
        return "inn"
    ours = {tail(values.get(name)) for name in _PHONES} - {""}
    if ours & {tail(row.get(name)) for name in _phones(shape)}:
        return "phone"
    return "email" if email and str(row.get("email") or "").casefold() == email else ""
