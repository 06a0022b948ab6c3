"""Any paper of an order, by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.papers import DOCUMENTS
from intake_app.ui import paper_words

if TYPE_CHECKING:
    from tests.ui.counter import Counter


def test_every_paper_has_a_name() -> None:
    assert paper_words.PAPERS.keys() == {*DOCUMENTS, "consent"}


def test_a_paper_is_found_by_letters_and_queued(counter: Counter) -> None:
    order = counter.give().order_id
    counter.window.open_order(order)
    counter.settle()
    counter.press("F8")
    assert counter.focused() == "paper"
    assert len(counter.offered()) >= len(DOCUMENTS)
    counter.type(counter.desk.tr(paper_words.PAPERS["invoice"]))
    counter.press("Return")
    counter.settle()
    jobs = counter.desk.shop.services.printouts.next_for("receipt")
    assert jobs is not None
    with counter.desk.shop.services.orders.store.reading() as session:
        rows = session.driver.execute("SELECT document FROM print_job").fetchall()
    assert ("invoice",) in rows


def test_escape_prints_nothing(counter: Counter) -> None:
    order = counter.give().order_id
    counter.window.open_order(order)
    counter.settle()
    counter.press("F8", "Escape")
    counter.settle()
    with counter.desk.shop.services.orders.store.reading() as session:
        rows = session.driver.execute("SELECT DISTINCT document FROM print_job").fetchall()
    assert {row[0] for row in rows} <= {"receipt", "label"}
