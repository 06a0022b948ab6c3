"""A PostgreSQL of our own on loopback, for the length of a test run."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

from tests.rigs.waiting import until

_ROLE = "intake"


class Postgres:
    """Made by `initdb` in a fresh folder, ended and deleted by `close`.

    PostgreSQL refuses to run as root; then it runs as the account `postgres` that its package
    makes.
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="intake-pg-"))
        self._as = _other_account(self._folder)
        self.port = _free_port()
        data = str(self._folder / "data")
        subprocess.run(
            [*self._as, program("initdb"), "-D", data, "-U", _ROLE, "-A", "trust", "-E", "UTF8"],
            check=True,
            capture_output=True,
            cwd=self._folder,
        )
        options = ["-c", "listen_addresses=127.0.0.1", "-c", f"port={self.port}"]
        options += ["-c", "fsync=off"]  # the tests kill hubs, never this server
        options += ["-c", f"unix_socket_directories={self._folder}", "-c", "max_connections=100"]
        with (self._folder / "log").open("wb") as log:
            self._server = subprocess.Popen(
                [*self._as, program("postgres"), "-D", data, *options],
                stdout=log,
                stderr=log,
                cwd=self._folder,
            )
        until(self._answers, "PostgreSQL answers", within_s=30)
        self._made = 0
        self._shared = ""

    def _answers(self) -> bool:
        assert self._server.poll() is None, (self._folder / "log").read_text()
        try:
            self.connection().close()
        except psycopg.OperationalError:
            return False
        return True

    def connection(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """A connection of a superuser that commits each statement."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=_ROLE, dbname=database, autocommit=True
        )

    def new_database(self) -> str:
        """Make an empty database and give its SQLAlchemy address."""
        self._made += 1
        name = f"hub_{self._made}"
        with self.connection() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return f"postgresql+psycopg://{_ROLE}@127.0.0.1:{self.port}/{name}"

    def emptied(self) -> str:
        """Give one database again and again, with its tables but without their rows."""
        if not self._shared:
            self._shared = self.new_database()
            return self._shared
        with self.connection(self._shared.rpartition("/")[2]) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables"
                " WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
            ).fetchall()
            names = sql.SQL(", ").join(sql.Identifier(str(name)) for (name,) in tables)
            connection.execute(sql.SQL("TRUNCATE {}").format(names))
        return self._shared

    def close(self) -> None:
        """Stop the server, at once, and delete its folder."""
        self._server.send_signal(signal.SIGQUIT)
        try:
            self._server.wait(10)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


def _other_account(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres", "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]


def program(name: str) -> str:
    """Find one of PostgreSQL's own programs."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    known = shutil.which(name) or (str(found[-1]) if found else "")
    assert known, f"{name} is missing: apt-get install postgresql"
    return known


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
