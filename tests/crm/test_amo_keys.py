"""Keys of amoCRM: none is lost, none is told, and calls keep to what the account stands."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from intake_hub.crm.adapter import Access
from intake_hub.crm.amo import pace, tokens
from intake_hub.crm.amo.adapter import connect, usual_map
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import Stop, StoppedError, TransientError
from intake_hub.crm.offers import offered
from tests.crm.contract import a_client, stored
from tests.crm.fake_amo import CALLS, CLIENT_ID, CLIENT_SECRET, LONG
from tests.crm.loopback import Answer, told
from tests.crm.stand_amo import AmoStand

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def stand() -> Iterator[AmoStand]:
    found = AmoStand()
    yield found
    found.close()


@dataclass
class Drawer:
    """Where a key lies; `is_broken`: nothing can be written."""

    key: str
    is_broken: bool = False
    kept: list[str] = field(default_factory=list[str])

    def current(self) -> str:
        return self.key

    def replace(self, key: str) -> None:
        if self.is_broken:
            raise OSError("no room")
        self.key = key
        self.kept.append(key)


def _key(stand: AmoStand, **more: str) -> str:
    about = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "redirect_uri": "https://x"}
    code = "first-code"
    stand.amo.codes.add(code)
    return json.dumps({**about, **(more or {"code": code})})


def test_it_is_offered_as_one_nobody_saw() -> None:
    offer = offered("amocrm")
    assert not offer.is_seen
    assert offer.needs == ("pipeline",)
    assert offer.usual_map() == usual_map()


def test_a_code_is_changed_for_tokens_and_these_are_kept(stand: AmoStand) -> None:
    """A code lives twenty minutes and serves once."""
    drawer = Drawer(_key(stand))
    adapter = stand.adapter(drawer.key, keeper=drawer)
    found = adapter.probe()
    adapter.close()
    assert (found.account, found.key_ends_ms) == ("Мастерская", 0)
    [kept] = drawer.kept
    assert json.loads(kept)["refresh_token"] in stand.amo.refresh
    assert "first-code" not in kept
    again = stand.adapter(drawer.key, keeper=drawer)
    stored(again, a_client())
    again.close()
    assert drawer.kept == [kept]


def test_a_spent_token_is_renewed_and_the_new_one_kept_before_its_use(stand: AmoStand) -> None:
    """A refresh token serves once: who loses the new one is locked out."""
    drawer = Drawer(_key(stand))
    adapter = stand.adapter(drawer.key, keeper=drawer)
    adapter.probe()
    stand.amo.access.clear()
    before = len(stand.amo.paths)
    drawer.is_broken = True
    with pytest.raises(OSError, match="no room"):
        adapter.probe()
    assert len(stand.amo.paths) == before + 1  # the refused one; the new token was not used
    adapter.close()


def test_a_crash_after_keeping_loses_nothing(stand: AmoStand) -> None:
    """What lies in the drawer is enough to go on with."""
    drawer = Drawer(_key(stand))
    first = stand.adapter(drawer.key, keeper=drawer)
    first.probe()
    stand.amo.access.clear()
    first.probe()
    first.close()
    assert len(drawer.kept) == 2
    stand.amo.access.clear()
    second = stand.adapter(drawer.key, keeper=drawer)
    stored(second, a_client())
    second.close()
    assert len(drawer.kept) == 3


def test_what_another_process_renewed_is_taken_over(stand: AmoStand) -> None:
    """The command line beside a running hub uses the same key; ours is used up then."""
    drawer = Drawer(_key(stand))
    first, second = (stand.adapter(drawer.key, keeper=drawer) for _ in range(2))
    first.probe()
    third = stand.adapter(drawer.key, keeper=drawer)
    third.probe()
    stand.amo.access.clear()
    first.probe()
    third.probe()
    assert len(drawer.kept) == 2
    with pytest.raises(StoppedError) as stopped:
        second.probe()  # it still holds the code, which was used
    assert stopped.value.why is Stop.KEY_EXPIRED
    for one in (first, second, third):
        one.close()


def test_without_a_drawer_a_pair_lives_as_long_as_the_adapter(stand: AmoStand) -> None:
    adapter = stand.adapter(_key(stand))
    adapter.probe()
    stand.amo.access.clear()
    adapter.probe()
    adapter.close()


@pytest.mark.parametrize("answer", [Answer(502, b""), Answer(500, b"<html>")])
def test_a_token_server_that_fails_is_asked_again(stand: AmoStand, answer: Answer) -> None:
    adapter = stand.adapter(_key(stand))
    stand.amo.instead_of_token = answer
    with pytest.raises(TransientError):
        adapter.probe()
    stand.amo.instead_of_token = None
    adapter.probe()
    adapter.close()


def test_a_pair_that_was_taken_away_expired(stand: AmoStand) -> None:
    """Somebody removed the integration in the account."""
    adapter = stand.adapter(_key(stand, refresh_token="used-long-ago"))  # noqa: S106 - it opens nothing
    with pytest.raises(StoppedError) as stopped:
        adapter.probe()
    adapter.close()
    assert stopped.value.why is Stop.KEY_EXPIRED
    assert stopped.value.words == "Token has been revoked"


def test_a_long_token_says_when_it_ends(stand: AmoStand) -> None:
    """It cannot be renewed, so a person must hear of it in time."""
    adapter = stand.adapter()
    assert adapter.probe().key_ends_ms == 1_800_000_000_000
    adapter.close()
    assert tokens.ends_ms("no.token") == tokens.ends_ms("a.!.c") == tokens.ends_ms("x") == 0


def test_a_broken_key_is_a_wrong_one(stand: AmoStand) -> None:
    adapter = stand.adapter('{"client_id": ')
    with pytest.raises(StoppedError) as stopped:
        adapter.probe()
    adapter.close()
    assert stopped.value.why is Stop.KEY_WRONG


def test_no_token_is_in_a_log_or_an_error(
    stand: AmoStand, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    drawer = Drawer(_key(stand))
    adapter = stand.adapter(drawer.key, keeper=drawer)
    adapter.probe()
    stand.amo.is_paid = False
    with pytest.raises(StoppedError) as stopped:
        adapter.probe()
    adapter.close()
    pair = tokens.read(drawer.key)
    said = f"{caplog.text} {stopped.value!r} {pair!r} {Access('x', drawer.key)!r}"
    assert stopped.value.why is Stop.NOT_OFFERED
    for secret in (pair.access_token, pair.refresh_token, CLIENT_SECRET):
        assert secret
        assert secret not in said


def test_seven_calls_a_second_and_no_more(stand: AmoStand) -> None:
    """Who asks more often is told to wait, and shut out if he does not."""
    adapter = stand.adapter()
    start = stand.amo.clock_s
    for _ in range(3 * CALLS):
        adapter.missing(Kind.CLIENT, ["contact:1"])
    adapter.close()
    assert stand.amo.shut == 0
    assert 2.0 <= stand.amo.clock_s - start <= 4.0


def test_who_was_told_to_wait_and_is_shut_out_waits_long(stand: AmoStand) -> None:
    """403 after 429 is the address being shut, and no right that is missing."""
    access = Access(stand.amo.url, LONG, {"pipeline": "77"})
    adapter = connect(access, usual_map(), pace.Pace(lambda: 0.0, lambda _s: None))
    for _ in range(CALLS - len(stand.amo.hits) % CALLS):
        stand.amo.hits.append(stand.amo.clock_s)
    with pytest.raises(TransientError) as busy:
        adapter.missing(Kind.CLIENT, ["contact:1"])
    assert not busy.value.is_in_doubt
    with pytest.raises(TransientError) as shut:
        adapter.missing(Kind.CLIENT, ["contact:1"])
    adapter.close()
    assert shut.value.after_s >= 3600 > busy.value.after_s > 0


def test_the_usual_pace_is_that_of_a_real_clock() -> None:
    """Seven steps are free, the eighth waits."""
    steps = pace.Pace()
    for _ in range(CALLS):
        steps.step()
    pace.rest(0.0)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (told({"title": "Forbidden"}, 403), Stop.RIGHT_MISSING),
        (told({"title": "Bad"}, 400), Stop.SCHEMA_CHANGED),
        (Answer(404, b"<html>"), Stop.ADDRESS_WRONG),
        (Answer(301, b""), Stop.ADDRESS_WRONG),
        (told({"detail": "unknown"}, 418), Stop.SCHEMA_CHANGED),
    ],
)
def test_errors_stop_by_their_meaning(stand: AmoStand, answer: Answer, why: Stop) -> None:
    adapter = stand.adapter()
    stand.amo.instead = answer
    with pytest.raises(StoppedError) as stopped:
        adapter.find(Kind.CLIENT, [a_client().uid])
    adapter.close()
    assert stopped.value.why is why


def test_an_account_that_is_not_there_is_a_wrong_address(stand: AmoStand) -> None:
    """An unknown name answers with a page; a known one with another error for what is missing."""
    adapter = stand.adapter()
    stand.amo.instead = told({"title": "Forbidden"}, 403)
    with pytest.raises(StoppedError) as stopped:
        adapter.probe()
    adapter.close()
    assert stopped.value.why is Stop.RIGHT_MISSING


def test_a_failing_server_leaves_a_change_in_doubt(stand: AmoStand) -> None:
    adapter = stand.adapter()
    client = a_client()
    adapter.find(Kind.CLIENT, [client.uid])
    stand.amo.instead_of_write = Answer(500, b"")
    with pytest.raises(TransientError) as broken:
        adapter.push(Kind.CLIENT, [client])
    adapter.close()
    assert broken.value.is_in_doubt
