"""One record of theirs against ours and what both had agreed on; pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intake_hub.crm.documents import FIELDS, Form, Owner
from intake_hub.crm.engine import merging, taking
from intake_hub.crm.engine.authoring import new_id
from intake_hub.crm.engine.links import Agreed
from intake_hub.crm.engine.merging import Fate
from intake_hub.crm.engine.notices import Notice, What

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.adapter import Remote
    from intake_hub.crm.engine.authoring import Word
    from intake_hub.crm.engine.links import Link
    from intake_hub.crm.engine.setting import Whole
    from intake_hub.crm.field_map import FieldMap


@dataclass(slots=True)
class Ruling:
    """What is to be done about it."""

    words: list[Word] = field(default_factory=list["Word"])
    base: dict[str, Agreed] = field(default_factory=dict[str, Agreed])
    notices: list[Notice] = field(default_factory=list[Notice])
    is_put_back: bool = False


def compare(fields: FieldMap, whole: Whole, link: Link, theirs: Remote, at: datetime) -> Ruling:
    """Judge every field that is exchanged and that they keep."""
    ruling = Ruling(base=dict(link.base))
    judge = _Judge(fields, whole, link, theirs, ruling)
    fates = judge.fates()
    for name, fate in fates.items():
        judge.carry_out(name, fate)
    if any(fates.get(name) is Fate.TAKE for name in taking.PHONES):
        judge.take_phones(fates, at)
    return ruling


@dataclass(frozen=True, slots=True)
class _Judge:
    fields: FieldMap
    whole: Whole
    link: Link
    theirs: Remote
    ruling: Ruling

    def fates(self) -> dict[str, Fate]:
        """Judge each field by itself."""
        found: dict[str, Fate] = {}
        ours = self.whole.composed.values
        for name, rule in self.fields.rules[self.link.kind].items():
            if rule.is_sent and name != "archived" and name in self.theirs.values:
                owner = rule.owner
                if owner is Owner.SHARED and name not in taking.TAKEN[self.link.kind]:
                    owner = Owner.OURS
                form = FIELDS[self.link.kind][name].form
                base = self._base(name, form)
                values = ours.get(name), self.theirs.values[name]
                found[name] = merging.fate(owner, base, *values, form)
                if found[name] is Fate.NOTHING and base is None:
                    self._first_met(name, owner)
        return found

    def _base(self, name: str, form: Form) -> Agreed | None:
        """What both agreed on; what was on its way there when the line broke, if it arrived."""
        base = self.ruling.base.get(name)
        if (
            base is not None
            and base.is_sent
            and merging.same(form, base.sent, self.theirs.values[name])
        ):
            base = Agreed(base.sent, base.sent_op, base.put_back)
            self.ruling.base[name] = base
        return base

    def _first_met(self, name: str, owner: Owner) -> None:
        """Two records that were made apart become one: ours stands, theirs is shown."""
        ours, theirs = self.whole.composed.values.get(name), self.theirs.values[name]
        form = FIELDS[self.link.kind][name].form
        is_lost = not merging.same(form, ours, theirs) and not merging.is_nothing(theirs)
        if owner is Owner.SHARED and is_lost:
            self.tell(What.LOST_EDIT, name)

    def carry_out(self, name: str, fate: Fate) -> None:
        """Do what was decided about one field."""
        theirs, op = self.theirs.values[name], self.whole.composed.ops.get(name)
        match fate:
            case Fate.AGREE:
                self.ruling.base[name] = Agreed(theirs, op)
            case Fate.PUT_BACK:
                self.put_back(name, What.PUT_BACK)
            case Fate.TAKE if name not in taking.PHONES:
                self._take(name)
            case _:
                return

    def _take(self, name: str) -> None:
        kind, uid = self.link.kind, self.link.uid
        theirs, current = self.theirs.values[name], self.whole.composed.ops.get(name, uid)
        base = self.ruling.base.get(name)
        seen = current if base is None or base.op is None else base.op
        try:
            value = taking.value_of(kind, name, theirs)
        except taking.NotTakenError:
            return self.put_back(name, What.NOT_TAKEN)
        word = taking.edit(kind, uid, name, value, seen)
        self.ruling.words.append(word)
        self.ruling.base[name] = Agreed(theirs, seen)
        return None

    def take_phones(self, fates: Mapping[str, Fate], at: datetime) -> None:
        """Both numbers are judged together: they are records of their own."""
        ours, composed = self.whole.family.told.get("phone", ()), self.whole.composed
        current = sorted(
            (one for one in ours if not one.values.get("archived")), key=lambda one: one.rec
        )
        wanted: list[str | None] = []
        for name in taking.PHONES:
            number = composed.values.get(name)
            if fates.get(name) is Fate.TAKE:
                base = self.ruling.base.get(name)
                if base is not None and base.op != composed.ops.get(name):
                    self.put_back(name, What.LOST_EDIT)  # both changed it: ours stands
                else:
                    try:
                        number = taking.number_of(self.theirs.values[name])
                        self.ruling.base[name] = Agreed(self.theirs.values[name])
                    except taking.NotTakenError:
                        self.put_back(name, What.NOT_TAKEN)
            wanted.append(None if number is None else str(number))
        words = taking.renumber(self.link.uid, current, wanted, new_id(), at)
        self.ruling.words += words

    def put_back(self, name: str, what: What) -> None:
        """Ours goes there again, and a person hears of it."""
        theirs = self.theirs.values[name]
        base = self.ruling.base.get(name)
        value = self.whole.composed.values.get(name) if base is None else base.value
        self.ruling.base[name] = Agreed(value, base.op if base else None, theirs)
        self.ruling.is_put_back = True
        self.tell(what, name)

    def tell(self, what: What, name: str) -> None:
        """Note it for a person."""
        said: Scalar = self.theirs.values[name]
        words = f"{name}: {'' if said is None else said}"[:300]
        notice = Notice(what, self.link.kind, self.link.uid, self.link.remote, words)
        self.ruling.notices.append(notice)
