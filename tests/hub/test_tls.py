"""The shop's own authority: whom a desk believes, and what it tells people when it does not."""

from __future__ import annotations

import asyncio
import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.clock import utc_now
from intake_app.errors import IntakeError, Problem
from intake_app.sync import membership, trust
from intake_app.sync.enrolment import enrol
from intake_app.sync.secrets import FILE, FileSecrets
from intake_hub.app import HubServer, address, build, listen, now_ms
from intake_hub.stations import Stations
from intake_hub.store.engine import HubStore
from intake_hub.tls import addresses, folder
from intake_hub.tls.authority import RENEW_DAYS, SERVER_DAYS, Authority
from intake_hub.tls.serving import OwnCertificate, ServedTls
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from collections.abc import Generator

    from intake_app.sync.membership import Membership

EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing listens there in a test
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class SecureHub:
    """The shipped hub with TLS on a thread."""

    def __init__(self, folder: Path, now: datetime | None = None, host: str = "127.0.0.1") -> None:
        self.now = now or utc_now()
        self.store = HubStore(f"sqlite:///{folder / 'hub.db'}")
        self.store.open(now_ms())
        self.authority = Authority(folder / "keys")
        self.tls = ServedTls(self.authority, host, lambda: self.now)
        self.tls.load()
        self._listening = listen("127.0.0.1", 0)
        self.url = address(self._listening, is_tls=True)
        self._server = HubServer(build(self.store, ca_pem=self.tls.ca_pem), None, self.tls)
        self._thread = Thread(target=self._server.run, args=([self._listening],), daemon=True)
        self._thread.start()
        until(lambda: self._server.started, "the hub takes calls")

    def code(self) -> str:
        letters = Stations(self.store, now_ms).new_code()
        return f"{letters}.{self.authority.fingerprint()}"

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._listening.close()
        self.store.close()


@pytest.fixture
def hub(tmp_path: Path) -> Generator[SecureHub]:
    running = SecureHub(tmp_path)
    yield running
    running.close()


def joined(hub: SecureHub, folder: Path, code: str = "") -> Membership:
    secrets, origin = FileSecrets(folder / FILE), uuid4()
    enrol(hub.url, code or hub.code(), "Counter", origin=origin, secrets=secrets)
    member = membership.kept(secrets, origin)
    assert member is not None
    return member


def names(member: Membership, url: str) -> list[str]:
    async def ask() -> list[str]:
        line = member.client(url)
        try:
            return [one.name for one in (await line.stations()).stations]
        finally:
            await line.close()

    return asyncio.run(ask())


def refused(member: Membership, url: str) -> Problem:
    with pytest.raises(IntakeError) as error:
        names(member, url)
    return error.value.problem


def test_a_desk_comes_in_by_code_and_fingerprint(hub: SecureHub, tmp_path: Path) -> None:
    member = joined(hub, tmp_path)
    assert member.ca_pem == hub.authority.ca_pem()
    assert names(member, hub.url) == ["Counter"]
    assert names(member, hub.url.replace("127.0.0.1", "localhost")) == ["Counter"]


def test_the_fingerprint_may_be_read_aloud(hub: SecureHub, tmp_path: Path) -> None:
    letters, _, fingerprint = hub.code().partition(".")
    spoken = ":".join(fingerprint[at : at + 4].upper() for at in range(0, 64, 4))
    assert joined(hub, tmp_path, f" {letters.lower()}.{spoken} ").token


def test_another_hubs_fingerprint_is_refused_and_the_code_stays_good(
    hub: SecureHub, tmp_path: Path
) -> None:
    letters = hub.code().partition(".")[0]
    with pytest.raises(IntakeError) as error:
        joined(hub, tmp_path, f"{letters}.{'0' * 64}")
    assert error.value.problem is Problem.HUB_FINGERPRINT
    assert joined(hub, tmp_path, f"{letters}.{hub.authority.fingerprint()}").token


def test_without_a_fingerprint_nobody_is_believed_at_first_sight(
    hub: SecureHub, tmp_path: Path
) -> None:
    with pytest.raises(IntakeError) as error:
        joined(hub, tmp_path, hub.code().partition(".")[0])
    assert error.value.problem is Problem.HUB_UNTRUSTED


def test_another_authority_is_not_ours(hub: SecureHub, tmp_path: Path) -> None:
    member = joined(hub, tmp_path)
    (tmp_path / "other").mkdir()
    other = SecureHub(tmp_path / "other")
    try:
        assert refused(member, other.url) is Problem.HUB_UNTRUSTED
    finally:
        other.close()


def test_a_certificate_that_ran_out_is_told_and_renewed_without_a_restart(tmp_path: Path) -> None:
    hub = SecureHub(tmp_path, utc_now() - timedelta(days=SERVER_DAYS + 1))
    try:
        with pytest.raises(IntakeError) as error:
            joined(hub, tmp_path)
        assert error.value.problem is Problem.HUB_EXPIRED
        hub.now = utc_now()
        hub.tls.renew()
        assert names(joined(hub, tmp_path), hub.url) == ["Counter"]
    finally:
        hub.close()


def test_a_renewed_certificate_needs_no_new_enrolment(tmp_path: Path) -> None:
    hub = SecureHub(tmp_path, utc_now() - timedelta(days=SERVER_DAYS - RENEW_DAYS + 1))
    try:
        member = joined(hub, tmp_path)
        before = hub.authority.server_file.read_bytes()
        hub.now = utc_now()
        hub.tls.renew()
        assert hub.authority.server_file.read_bytes() != before
        assert names(member, hub.url) == ["Counter"]
    finally:
        hub.close()


def elsewhere(_host: str) -> list[str]:
    return ["hub.example"]


def test_a_certificate_for_other_addresses_is_told(
    hub: SecureHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = joined(hub, tmp_path)
    hub.authority.server_file.unlink()
    monkeypatch.setattr(addresses, "own", elsewhere)
    hub.tls.load()
    assert refused(member, hub.url) is Problem.HUB_MISNAMED
    assert refused(member, hub.url.replace("127.0.0.1", "localhost")) is Problem.HUB_MISNAMED


def test_plain_http_at_the_other_end_is_not_our_hub(hub: SecureHub, tmp_path: Path) -> None:
    member = joined(hub, tmp_path)
    listening = listen("127.0.0.1", 0)
    server = HubServer(build(hub.store))
    thread = Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        until(lambda: server.started, "the plain hub takes calls")
        url = address(listening).replace("http:", "https:")
        assert refused(member, url) is Problem.HUB_UNTRUSTED
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def test_old_tls_is_not_spoken(hub: SecureHub) -> None:
    context = trust.unchecked()
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert hub.tls.context.minimum_version is ssl.TLSVersion.TLSv1_2


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://192.168.1.5:8765", Problem.HUB_INSECURE),
        ("http://hub.example", Problem.HUB_INSECURE),
        ("ftp://hub.example", Problem.HUB_ADDRESS),
        ("https://", Problem.HUB_ADDRESS),
        ("https://[::1", Problem.HUB_ADDRESS),
        ("https://hub.example#AAAAA-AAAAA.12ab", Problem.HUB_FINGERPRINT),
    ],
)
def test_an_address_that_will_not_do_is_told_before_anything_is_said(
    url: str, problem: Problem
) -> None:
    with pytest.raises(IntakeError) as error:
        trust.read_invitation(url)
    assert error.value.problem is problem


def test_an_invitation_is_one_text() -> None:
    typed = f"ABCDE-FGHJK.{'ab' * 32}"
    told = ("https://hub.example:1", "ABCDE-FGHJK", "ab" * 32)
    assert trust.read_invitation(f" https://hub.example:1/#{typed} ") == told
    assert trust.read_invitation("https://hub.example:1", typed) == told
    assert trust.read_invitation("http://[::1]:8765", "A")[2] == ""


def test_keys_are_readable_to_this_account_alone(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "keys")
    authority.make(NOW)
    authority.renew(["10.0.0.1"], NOW)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "keys").iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    before = authority.fingerprint()
    authority.make(NOW + timedelta(days=1))
    assert authority.fingerprint() == before


def test_a_certificate_is_signed_anew_for_a_new_address_only(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "keys")
    authority.make(NOW)
    assert authority.renew(["10.0.0.1", "hub.local"], NOW)
    assert not authority.renew(["hub.local"], NOW + timedelta(days=SERVER_DAYS - RENEW_DAYS - 1))
    assert authority.renew(["10.0.0.2"], NOW)
    Authority(tmp_path / "other").make(NOW)
    (tmp_path / "other" / "ca.pem").replace(tmp_path / "keys" / "ca.pem")
    (tmp_path / "other" / "ca-key.pem").replace(tmp_path / "keys" / "ca-key.pem")
    assert authority.renew(["10.0.0.2"], NOW)


def test_what_cannot_be_read_or_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for work in (
        lambda: Authority(tmp_path / "file" / "keys").make(NOW),
        lambda: Authority(tmp_path / "none").ca_pem(),
        lambda: ServedTls(
            Authority(tmp_path), "", utc_now, OwnCertificate(tmp_path / "none", None)
        ).load(),
    ):
        with pytest.raises(IntakeError) as error:
            work()
        assert error.value.problem is Problem.READ_ONLY
    (tmp_path / "ca.pem").write_text("no certificate")
    with pytest.raises(IntakeError):
        Authority(tmp_path).fingerprint()


def test_a_certificate_of_the_owners_is_served_and_none_is_pinned(tmp_path: Path) -> None:
    made = Authority(tmp_path)
    made.make(NOW)
    made.renew(["hub.example"], NOW)
    own = ServedTls(Authority(tmp_path / "no"), "", utc_now, OwnCertificate(made.server_file, None))
    own.load()
    own.renew()
    assert own.ca_pem() == ""
    assert isinstance(own.context_for(), ssl.SSLContext)


def test_this_pc_knows_its_addresses() -> None:
    assert {"localhost", "127.0.0.1"} <= set(addresses.own(EVERYWHERE))
    assert EVERYWHERE not in addresses.own(EVERYWHERE)
    assert "hub.example" in addresses.own("hub.example")
    assert addresses.best("10.1.2.3") == "10.1.2.3"
    assert addresses.best(EVERYWHERE)
    assert addresses.is_loopback("::1")
    assert not addresses.is_loopback("hub.example")


def test_keys_lie_beside_their_database() -> None:
    assert folder.beside("sqlite:////data/hub.db") == Path("/data/hub-hub")
    one = folder.beside("postgresql+psycopg://a@host/one")
    assert one.name != folder.beside("postgresql+psycopg://a@host/two").name
    assert one == folder.beside("postgresql+psycopg://other:secret@host/one")
