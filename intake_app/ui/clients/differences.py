"""Two cards field by field, and what the client will be when they are one; no widgets."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.checks import birthday
from intake_app.checks.consent_rules import Purpose, standing
from intake_app.i18n import formats
from intake_app.services import card_union
from intake_app.ui import words
from intake_app.ui.clients import client_words
from intake_app.ui.clients.consent_words import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from intake_app.services.client_card import ClientCard
    from intake_app.services.rows import ClientFacts
    from intake_app.ui.desk import Desk

_PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the comparison."""

    title: str
    one: str
    other: str
    after: str

    @property
    def is_same(self) -> bool:
        """Whether the cards agree, so that there is nothing to look at."""
        return self.one == self.other == self.after


def value(field: str, said: object) -> str:
    """A field of the card as it is typed and shown."""
    match field:
        case "birthday":
            return birthday.written(str(said))
        case "discount_bp":
            return f"{said / _PER_CENT:g}" if isinstance(said, int) and said else ""
        case _:
            return str(said)


def said_by(facts: ClientFacts, field: str) -> object:
    """What a card says in one field."""
    return facts.row.name if field == "name" else getattr(facts, field)


class Comparison:
    """The lines of the merge screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)

    def rows(self, one: ClientCard, other: ClientCard) -> tuple[Difference, ...]:
        """What differs, and what will be put together."""
        asked = (*self._fields(one, other), *self._marks(one, other))
        differing = tuple(row for row in asked if not row.is_same)
        return (*differing, *self._consents(one, other), *self._lists(one, other))

    def _fields(self, one: ClientCard, other: ClientCard) -> Iterator[Difference]:
        tr = self._desk.tr
        after = _after(one, other)
        for field, title in client_words.FIELDS.items():
            said = [value(field, said_by(card.facts, field)) for card in (one, other)]
            told = said[0] if field == "name" else value(field, after[field])
            yield _line(tr(title), said, told)
            if field == "name":
                kinds = [tr(words.CLIENT_KINDS[card.facts.row.kind]) for card in (one, other)]
                yield _line(tr("Client is"), kinds, kinds[0])

    def _marks(self, one: ClientCard, other: ClientCard) -> Iterator[Difference]:
        tr = self._desk.tr
        cards, after = [asdict(one.facts), asdict(other.facts)], _after(one, other)
        asked = (
            (tr("Class"), self._grade),
            (tr("Papers in"), self._language),
            (tr("For the staff only"), self._level),
        )
        for title, shown in asked:
            yield _line(title, [shown(card) for card in cards], shown(after))
        putting = [tr("put away") if card.archived else "" for card in (one, other)]
        yield _line(tr("Card of the client"), putting, putting[0])

    def _grade(self, card: card_union.Card) -> str:
        tr, code = self._desk.tr, str(card["client_class"])
        if not code:
            return tr("By rule")
        until = formats.day(str(card["class_until"]))
        said = (
            tr(client_words.CLASSES.get(code, code)),
            str(card["class_reason"]),
            tr("until %s") % until if until else "",
        )
        return " · ".join(filter(None, said))

    def _language(self, card: card_union.Card) -> str:
        code = str(card["language"])
        return words.LANGUAGES.get(code, code) if code else self._desk.tr("As the shop")

    @staticmethod
    def _level(card: card_union.Card) -> str:
        """Only the mark: the screen may be read across the counter."""
        level = card["conflict_level"]
        return "◆" * level if isinstance(level, int) else ""

    def _consents(self, one: ClientCard, other: ClientCard) -> Iterator[Difference]:
        tr, now = self._desk.tr, self._desk.now()
        ledger = (*one.ledger, *other.ledger)
        for purpose in Purpose:
            *said, after = (
                told(standing(facts, purpose, now), self._desk)
                for facts in (one.ledger, other.ledger, ledger)
            )
            title = tr("Consent: %s") % tr(client_words.PURPOSES[purpose]).lower()
            yield _line(title, said, after)

    def _lists(self, one: ClientCard, other: ClientCard) -> Iterator[Difference]:
        tr = self._desk.tr
        phones = [[formats.phone(row.e164) for row in card.facts.phones] for card in (one, other)]
        yield _together(tr("Phones"), phones)
        people = [[row.name for row in card.facts.contacts] for card in (one, other)]
        if any(people):
            yield _together(tr("Contacts"), people)
        for title, counts in (
            (tr("Orders"), [one.order_count, other.order_count]),
            (tr("Devices"), [len(one.devices), len(other.devices)]),
        ):
            yield _line(title, list(map(str, counts)), str(sum(counts)))
        yield from self._money(one, other)

    def _money(self, one: ClientCard, other: ClientCard) -> Iterator[Difference]:
        tr = self._desk.tr
        for title, sums in (
            (tr("Paid so far"), (one.paid, other.paid)),
            (tr("Debt"), (one.facts.debt, other.facts.debt)),
            (tr("To pay"), (one.facts.to_pay, other.facts.to_pay)),
        ):
            known = [money for money in sums if money is not None and money.minor]
            if not known:
                continue
            said = [
                formats.amount(money.minor, money.currency, tr.language) if money else ""
                for money in sums
            ]
            alike = {money.currency for money in known}
            whole = sum(money.minor for money in known)
            after = (
                formats.amount(whole, alike.pop(), tr.language)
                if len(alike) == 1
                else " + ".join(said)
            )
            yield _line(title, said, after)


def _after(one: ClientCard, other: ClientCard) -> dict[str, object]:
    return card_union.united([asdict(one.facts), asdict(other.facts)])


def _together(title: str, lists: list[list[str]]) -> Difference:
    both = dict.fromkeys((*lists[0], *lists[1]))
    return _line(title, [", ".join(texts) for texts in lists], ", ".join(both))


def _line(title: str, pair: Sequence[str], after: str) -> Difference:
    one, other = pair
    return Difference(title, one, other, after)
