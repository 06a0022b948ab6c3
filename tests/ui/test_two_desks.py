"""Two real desks and a real hub: both edit one field offline, a person settles it by keys."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from intake_app.app import belonging
from intake_app.clock import utc_now
from intake_app.config import DeskSettings, Settings
from intake_app.services.shop import Shop
from intake_app.sync.core.status import Synced
from intake_app.sync.driver import SyncDriver
from intake_app.sync.enrolment import enrol
from intake_app.sync.membership import Membership, kept
from intake_app.sync.secrets import FileSecrets
from intake_app.ui.desk import Desk
from tests.rigs.drafts import INTAKE
from tests.rigs.hub import HubThread, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from intake_app.i18n.translator import Translator
    from intake_app.jobs import Jobs
    from intake_app.sync.core.status import SyncStatus
    from tests.ui.counter import Counter

WITHIN_MS = 20_000


@dataclass
class Post:
    """One desk of the shop: its store, its membership, the line to the hub and its driver."""

    shop: Shop
    secrets: FileSecrets
    member: Membership
    line: Line
    driver: SyncDriver

    def label(self, phone: UUID) -> str:
        with self.shop.services.replica.store.reading() as session:
            asked = "SELECT label FROM phone WHERE id = ?"
            found: str = session.driver.execute(asked, (phone.bytes,)).fetchone()[0]
            return found

    def learn_names(self) -> None:
        belonging.keep_up(
            self.line.url,
            self.member,
            self.secrets,
            self.shop.services.vault,
            self.shop.services.replica.name_desks,
        )

    def is_even(self) -> bool:
        standing = self.shop.services.replica.standing()
        return standing.pending == 0 and isinstance(self.driver.status, Synced)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubThread]:
    running = HubThread(f"sqlite:///{tmp_path / 'hub.db'}")
    yield running
    running.close()


@pytest.fixture
def at_post(hub: HubThread, tmp_path: Path) -> Iterator[Callable[[str, str], Post]]:
    """Open a desk of this name, where this person works."""
    with ExitStack() as stack:

        def begin(name: str, who: str) -> Post:
            data = tmp_path / name
            shop = Shop(Settings(data=data, desk=DeskSettings(operator=who)), utc_now)
            shop.open()
            stack.callback(shop.close)
            line = Line(hub.port)
            stack.callback(line.close)
            replica, secrets = shop.services.replica, FileSecrets(data / "secrets.json")
            origin = replica.standing().origin
            reply = enrol(line.url, hub.code(), name, origin=origin, secrets=secrets)
            replica.grant(reply.inc, reply.prefix)
            member = kept(secrets, origin)
            assert member is not None
            driver = SyncDriver(
                replica, lambda: member.client(line.url), _unheard, now=utc_now, roll=lambda: 0.1
            )
            stack.callback(driver.stop)
            driver.start()
            shop.listen(lambda _changes: driver.wake())
            return Post(shop, secrets, member, line, driver)

        yield begin


def _unheard(_status: SyncStatus) -> None:
    """The window is told by hand."""


def test_both_edit_offline_one_conflict_is_listed_and_settled_and_both_are_equal(
    at_post: Callable[[str, str], Post],
    at_counter: Callable[[Desk], Counter],
    jobs: Jobs,
    russian: Translator,
    qtbot: QtBot,
) -> None:
    front, back = at_post("Стойка", "Анна"), at_post("Мастерская", "Илья")
    front.shop.services.intakes.receive(INTAKE)
    phone = _phone(front)
    qtbot.waitUntil(
        lambda: front.is_even() and back.is_even() and _has(back, phone), timeout=WITHIN_MS
    )

    for post in (front, back):
        post.line.pull_out()
    front.shop.services.clients.edit_phone(phone, label="жена")
    back.shop.services.clients.edit_phone(phone, label="рабочий")
    for post in (front, back):
        post.line.plug_in()
        post.driver.hurry()
    qtbot.waitUntil(
        lambda: all(post.is_even() and _conflicts(post) == 1 for post in (front, back)),
        timeout=WITHIN_MS,
    )
    front.learn_names()

    counter = at_counter(Desk(front.shop, jobs, russian, utc_now))
    counter.window.store_ready()
    counter.press("Ctrl+8")
    page = counter.parts.exchange.board.conflicts
    qtbot.waitUntil(lambda: len(page.table.rows) == 1)
    qtbot.waitUntil(lambda: counter.focused() == "exchange.conflicts")
    (row,) = page.table.rows
    assert {row.chosen.value, row.other.value} == {"жена", "рабочий"}
    who = {page.chosen.who, page.other.who}
    assert any("Анна" in one and "это место" in one for one in who)
    assert any("Илья" in one and "«Мастерская»" in one for one in who)

    wanted = str(row.other.value)
    counter.press("F7")
    qtbot.waitUntil(lambda: page.table.rows == ())
    qtbot.waitUntil(
        lambda: front.is_even() and _conflicts(back) == 0 and back.label(phone) == wanted,
        timeout=WITHIN_MS,
    )
    assert (front.label(phone), _conflicts(front)) == (wanted, 0)


def _phone(post: Post) -> UUID:
    (row,) = post.shop.finder.clients("Ёлкин", 2)
    return post.shop.services.clients.card(row.id).facts.phones[0].id


def _has(post: Post, phone: UUID) -> bool:
    with post.shop.services.replica.store.reading() as session:
        asked = "SELECT 1 FROM phone WHERE id = ?"
        return session.driver.execute(asked, (phone.bytes,)).fetchone() is not None


def _conflicts(post: Post) -> int:
    return len(post.shop.services.disputes.conflicts())
