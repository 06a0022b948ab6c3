from __future__ import annotations

import errno
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from intake_app.errors import Problem, UnavailableError
from intake_app.models.connection import SCHEMA_NUMBER, open_file
from intake_app.services.drafts import KeptDraft
from intake_app.services.shop import FILE_NAME, Shop
from intake_app.services.synthetic import DEMO_CLIENTS, DEMO_ORDERS
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from intake_app.config import Settings
    from tests.rigs.watch import Watch


def test_services_are_there_when_the_shop_is_open(settings: Settings, watch: Watch) -> None:
    shop = Shop(settings, watch)
    with pytest.raises(UnavailableError) as refused:
        _ = shop.services
    assert refused.value.problem is Problem.STORE_BUSY
    assert refused.value.detail == ""  # the sentence says it all

    shop.open()
    opened = shop.services
    shop.open()
    assert shop.services is opened

    shop.close()
    with pytest.raises(UnavailableError):
        _ = shop.services
    shop.close()


def test_a_shop_is_opened_again_with_all_it_had(settings: Settings, watch: Watch) -> None:
    shop = Shop(settings, watch)
    shop.open()
    accepted = shop.services.intakes.receive(INTAKE)
    shop.close()

    shop.open()
    assert shop.services.orders.card(accepted.order_id).row.number == accepted.number
    assert [row.id for row in shop.finder.orders("")] == [accepted.order_id]
    shop.close()


def test_a_new_shop_is_empty_unless_it_is_a_demo(settings: Settings, watch: Watch) -> None:
    for demo, clients, orders in ((False, 0, 0), (True, DEMO_CLIENTS, DEMO_ORDERS)):
        data = settings.data / str(demo)
        shop = Shop(replace(settings, data=data, demo=demo), watch)
        shop.open()
        counts = shop.services.replica.counts()
        shop.close()
        assert (counts["client"], counts["order"]) == (clients, orders)


def test_a_demo_is_furnished_once(settings: Settings, watch: Watch) -> None:
    for _ in range(2):
        shop = Shop(replace(settings, demo=True), watch)
        shop.open()
        counts = shop.services.replica.counts()
        shop.close()
        assert counts["order"] == DEMO_ORDERS


def test_listeners_of_every_time_hear_every_commit(settings: Settings, watch: Watch) -> None:
    early: list[frozenset[str]] = []
    late: list[frozenset[str]] = []
    shop = Shop(settings, watch)
    shop.listen(early.append)
    shop.open()
    shop.listen(late.append)

    shop.services.drafts.keep([KeptDraft(slot="intake:1", draft=INTAKE)])
    shop.services.intakes.receive(INTAKE)
    shop.close()

    assert early == late
    assert {"client", "phone", "device", "order", "stage", "print_job", "outbox"} in early


def test_a_newer_store_is_refused_and_may_be_tried_again(settings: Settings, watch: Watch) -> None:
    settings.data.mkdir()
    path = settings.data / FILE_NAME
    connection = open_file(path)
    connection.execute(f"PRAGMA user_version={SCHEMA_NUMBER + 1}")
    connection.close()
    shop = Shop(settings, watch)

    with pytest.raises(UnavailableError) as refused:
        shop.open()

    assert refused.value.problem is Problem.STORE_TOO_NEW
    assert shop.finder.orders("") == ()
    path.unlink()
    shop.open()
    shop.close()


def test_a_place_that_is_no_folder_is_named_as_such(settings: Settings, watch: Watch) -> None:
    settings.data.write_text("a file")

    with pytest.raises(UnavailableError) as refused:
        Shop(settings, watch).open()

    assert refused.value.problem is Problem.READ_ONLY


@pytest.mark.parametrize(
    ("number", "problem"),
    [(errno.ENOSPC, Problem.DISK_FULL), (errno.EROFS, Problem.READ_ONLY), (None, "read_only")],
)
def test_a_disk_that_takes_no_folder_is_told_apart(
    settings: Settings,
    watch: Watch,
    monkeypatch: pytest.MonkeyPatch,
    number: int | None,
    problem: Problem,
) -> None:
    def refuse(_path: Path, **_more: bool) -> NoReturn:
        raise OSError(number, "no") if number else OSError("no")

    monkeypatch.setattr(Path, "mkdir", refuse)

    with pytest.raises(UnavailableError) as refused:
        Shop(settings, watch).open()

    assert refused.value.problem == problem


def test_alembic_is_not_imported_for_a_current_store(settings: Settings) -> None:
    script = """
import sys
from pathlib import Path
from intake_app.clock import utc_now
from intake_app.config import Settings
from intake_app.services.shop import Shop
shop = Shop(Settings(data=Path(sys.argv[1])), utc_now)
assert "sqlalchemy" not in sys.modules
shop.open()
shop.close()
sys.exit("alembic" in sys.modules or "sqlite3" in sys.modules)
"""
    for _ in range(2):
        subprocess.run([sys.executable, "-c", script, str(settings.data)], check=True)
