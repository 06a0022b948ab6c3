"""What people of the shop do: use cases of the shipped services, odd data, and deeds for two."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from intake_app.checks.gates import Gate
from intake_app.errors import RejectedError
from intake_app.models.orders import Comment, Order, Payment
from intake_app.money import Money
from intake_app.services.drafts import ClientDraft, PhotoDraft
from intake_app.services.moves import Wish, carry_out
from tests.rigs.drafts import INTAKE, PETER
from tests.sim import pictures
from tests.sim.faults import Fault
from tests.sim.workshop import Workshop, known, store_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sim.desk import Desk
    from tests.sim.stage import Stage

Deed: TypeAlias = "Callable[[Desk], None]"

_STAGES = ("diagnostics", "in_repair", "ready", "issued", "cancelled", "on_hold")
_ODD = "😀 يسار\u202e nul \x00 \ufffd e\u0301"
_VAST = 2**62
_HUGE = 230  # ops, more than one push takes


class People:
    """Chooses what happens next at a counter, by the dice of the world."""

    def __init__(self, world: Stage) -> None:
        self._world = world
        self._rolls = world.rolls
        self.workshop = Workshop(world.rolls)

    def any_deed(self) -> tuple[str, Deed]:
        """Pick one; odd ones seldom."""
        usual = (
            *((self.take_in,) * 3),
            self.photograph,
            *((self.edit_client,) * 4),
            *((self.edit_order,) * 2),
            *((self.move,) * 3),
            *((self.comes_again, self.pay, self.comment, self.add_phone) * 2),
            self.merge,
            *self.workshop.deeds,
        )
        odd = (
            self.poison,
            self.oversize,
            self.huge_action,
            self.unknown_kind,
            self.newer_schema,
            self.missing_parent,
            self.forget_somebody,
            self.odd_text,
            self.vast_money,
        )
        deed = self._rolls.choice(odd if self._rolls.random() < self._world.oddness else usual)
        return deed.__name__, deed

    def take_in(self, desk: Desk) -> None:
        """A client with a device; sometimes one who stands at another counter as well."""
        number = self._rolls.randrange(6)
        if number == 0:
            self._world.meet(Fault.SAME_CLIENT, desk)
        client = replace(
            PETER, name=f"Иван {self._rolls.randrange(99)}", phone=f"+7916123450{number}"
        )
        draft = replace(INTAKE, client=client, prepayment_minor=100 * self._rolls.randint(1, 9))
        desk.services.intakes.receive(draft, printing=False)

    def photograph(self, desk: Desk) -> None:
        """A client whose device is photographed."""
        content = pictures.some(self._rolls)
        name = desk.services.cargo.blobs.put(content)
        if pictures.is_known(desk, name):
            self._world.meet(Fault.SAME_PICTURE, desk)
        photo = PhotoDraft(sha256=name, mime="image/jpeg", size=len(content))
        desk.services.intakes.receive(replace(INTAKE, photos=(photo,)), printing=False)

    def comes_again(self, desk: Desk) -> None:
        self._with(desk, "client", lambda client: self._again(desk, client))

    def _again(self, desk: Desk, client: UUID) -> None:
        card = ClientDraft(id=client, email=self._rolls.choice(("", "a@mail.ru", "b@mail.ru")))
        desk.services.intakes.receive(replace(INTAKE, client=card), printing=False)

    def edit_client(self, desk: Desk) -> None:
        self._with(desk, "client", partial(self.note, desk))

    def note(self, desk: Desk, client: UUID) -> None:
        """Few values, so that the same one is written twice and old ones come back."""
        desk.services.clients.edit(client, {"note": f"note {self._rolls.randrange(4)}"})

    def edit_order(self, desk: Desk) -> None:
        self._with(desk, "order", partial(self._fault, desk))

    def _fault(self, desk: Desk, order: UUID) -> None:
        with store_of(desk).writing() as session:
            header = session.get_one(Order, order)
            header.fault = f"fault {self._rolls.randrange(4)}"
            header.urgent = not header.urgent

    def move(self, desk: Desk) -> None:
        to = self._rolls.choice(_STAGES)
        self._with(desk, "order", partial(self._move, desk, to))

    def _move(self, desk: Desk, to: str, order: UUID) -> None:
        """Without the page of the hand-over: who took it is not what the exchange is tried with."""
        wish = Wish(to=to, waived=frozenset({Gate.HANDOVER}), legal_profile="ru")
        with store_of(desk).writing() as session:
            carry_out(session, order, wish)

    def comment(self, desk: Desk) -> None:
        self._with(desk, "order", lambda order: desk.services.tasks.remark(order, "called"))

    def pay(self, desk: Desk) -> None:
        self._with(desk, "order", partial(self._pay, desk, 100 * self._rolls.randint(1, 99)))

    def vast_money(self, desk: Desk) -> None:
        self._world.meet(Fault.MONEY, desk)
        self._with(desk, "order", partial(self._pay, desk, _VAST))

    def _pay(self, desk: Desk, minor: int, order: UUID) -> None:
        with store_of(desk).writing() as session:
            money = Money(minor, "RUB")
            session.create(
                Payment,
                order_id=order,
                kind="payment",
                method="cash",
                minor=money.minor,
                currency=money.currency,
                at=session.now,
                by=desk.name,
            )

    def add_phone(self, desk: Desk) -> None:
        typed = f"+7916123451{self._rolls.randrange(10)}"
        self._with(desk, "client", lambda client: desk.services.clients.add_phone(client, typed))

    def merge(self, desk: Desk) -> None:
        clients = known(desk, "client")
        if len(clients) > 1:
            self.unite(desk, *self._rolls.sample(clients, 2))

    def unite(self, desk: Desk, client: UUID, merged: UUID) -> None:
        try:
            desk.services.clients.merge(client, merged)
        except RejectedError:
            return

    def odd_text(self, desk: Desk) -> None:
        self._world.meet(Fault.ODD_TEXT, desk)
        self._with(desk, "order", partial(self._say, desk, _ODD))

    def oversize(self, desk: Desk) -> None:
        self._world.meet(Fault.OVERSIZE, desk)
        self._with(desk, "order", partial(self._say, desk, "x" * 100_001))

    def huge_action(self, desk: Desk) -> None:
        self._world.meet(Fault.HUGE_ACTION, desk)
        self._with(desk, "order", partial(self._say, desk, "one of many", times=_HUGE))

    def _say(self, desk: Desk, text: str, order: UUID, *, times: int = 1) -> None:
        with store_of(desk).writing() as session:
            for _ in range(times):
                session.create(Comment, order_id=order, text=text, at=session.now, by=desk.name)

    def poison(self, desk: Desk) -> None:
        """A program with a bug sends a client whose discount is a text."""
        self._world.meet(Fault.POISON, desk)
        self.take_in(desk)
        self._spoil(desk, "json_set(payload, '$.discount_bp', 'much')", "client")

    def unknown_kind(self, desk: Desk) -> None:
        """A newer program sends a kind of record that this hub does not know."""
        self._world.meet(Fault.UNKNOWN_KIND, desk)
        self.comment(desk)
        self._spoil(desk, "payload", "comment", "entity = 'gadget',")

    def newer_schema(self, desk: Desk) -> None:
        """A newer program sends a field more."""
        self._world.meet(Fault.NEWER_SCHEMA, desk)
        self.comment(desk)
        self._spoil(desk, "json_set(payload, '$.mood', 'glad')", "comment", "schema = 9,")

    def missing_parent(self, desk: Desk) -> None:
        """A program with a bug sends a comment on an order that nobody has."""
        self._world.meet(Fault.MISSING_PARENT, desk)
        self.comment(desk)
        order = self._world.ids.uuid4()
        self._spoil(desk, f"json_set(payload, '$.order_id', '{order}')", "comment")

    def forget_somebody(self, desk: Desk) -> None:
        """A client wishes to be forgotten."""
        self._with(desk, "client", partial(self.forget, desk))

    def forget(self, desk: Desk, client: UUID) -> None:
        """First everything of his is brought to an end."""
        with store_of(desk).reading() as session:
            sql = 'SELECT id FROM "order" WHERE client_id = ?'
            orders = [UUID(bytes=row[0]) for row in session.driver.execute(sql, (client.bytes,))]
        try:
            for order in orders:
                desk.services.moves.move(order, "cancelled", comment="voided")
            desk.services.forgetting.forget(client)
        except RejectedError:
            return

    def _spoil(self, desk: Desk, payload: str, entity: str, more: str = "") -> None:
        """Change the op made last, before anything of it is sent."""
        sql = (
            f"UPDATE outbox SET {more} payload = {payload} WHERE op_id ="  # noqa: S608 - ours
            " (SELECT op_id FROM outbox WHERE entity = ? AND verb = 'put' AND state = 'new'"
            " ORDER BY inc DESC, n DESC LIMIT 1)"
        )
        with store_of(desk).writing() as session:
            session.driver.execute(sql, (entity,))

    def _with(self, desk: Desk, table: str, work: Callable[[UUID], object]) -> None:
        """Do it to one of the newest records; what the rules refuse is not done."""
        found = known(desk, table)
        if not found:
            return
        try:
            work(self._rolls.choice(found))
        except RejectedError:
            return
